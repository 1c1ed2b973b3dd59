"""Who may have an insertion contract: what a prescriber is asked to check, and their word on it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from typing import Any

import numpy as np
from sqlalchemy.exc import IntegrityError

from matching.domain.access import Access, Role
from matching.domain.day.eligibility import PROOFS, EligibilityCheck
from matching.domain.day.happening import Happening, HappeningKind, in_force
from matching.domain.entries import Entries
from matching.domain.errors import FairError
from matching.domain.slots import SlotGrid
from matching.planning.repair.scope import Stability
from matching.scoring.matrix.score_matrix import CLOSED
from matching.scoring.profiles.entry_rules import insertion_allowed
from matching.services.live.behind import begun_within, drawn_within
from matching.services.live.redrawn import Redrawn
from matching.services.scores.basis import Basis
from matching.services.scores.prepare_scorer import scorer_of
from matching.services.scores.scored_fair import live_basis
from matching.services.shop.known_plans import known_announced_plan
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings, plans

CHECKED = HappeningKind.ELIGIBILITY_CHECKED
PROOF_CODES = PROOFS
"""What may be ticked as seen, in the order of the checklist."""


@dataclass(frozen=True, slots=True)
class ToCheck:
    """Somebody whose right to an insertion contract is to be checked, or was (`check`).

    `meets_at` is when their first meeting about such a job begins.
    """

    person: str
    name: str
    call_number: int
    offers: tuple[str, ...]
    has_meeting: bool
    check: EligibilityCheck | None
    meets_at: time | None = None


@dataclass(frozen=True, slots=True)
class EligibilityView:
    """Whom prescribers look at: first who is not checked and has a meeting about such a job."""

    entries: Entries
    at: datetime
    rows: tuple[ToCheck, ...]

    @property
    def open_rows(self) -> tuple[ToCheck, ...]:
        """Who is not checked yet."""
        return tuple(row for row in self.rows if row.check is None)

    @property
    def proofs_left(self) -> tuple[ToCheck, ...]:
        """The same as a list for one prescriber: in the order of meetings, then of numbers."""
        return tuple(
            sorted(self.open_rows, key=lambda row: (row.meets_at or time.max, row.call_number))
        )

    @property
    def on_pages(self) -> tuple[ToCheck, ...]:
        """Who has a page to be filled in by pen: of whom nobody has a meeting, everybody."""
        rows = self.open_rows
        return tuple(row for row in rows if row.has_meeting) or rows

    @property
    def checked_rows(self) -> tuple[ToCheck, ...]:
        """Of whom a prescriber has said a word."""
        return tuple(row for row in self.rows if row.check is not None)


def eligibility_view(shop: Shop, fair: str) -> EligibilityView:
    """Everybody for whom a prescriber's word decides about an offer of the fair."""
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
        plan = known_announced_plan(shop, reader, fair)
        checks = happenings.eligibility_checks(reader, fair)
    basis = live_basis(shop.store.address, entries, scorer_of(shop, fair))
    asked = _asked(basis)
    starts, meets = SlotGrid.of(entries.fair).starts, dict[tuple[str, str], time]()
    for meeting in plan.meetings if plan else ():
        meets[meeting.person, meeting.offer] = starts[meeting.slot].time()
    rows = [
        ToCheck(
            person,
            entries.jobseekers[person].full_name,
            entries.call_numbers[person],
            tuple(entries.offers[offer].title for offer in asked.get(person, ())),
            any((person, offer) in meets for offer in asked.get(person, ())),
            checks.get(person),
            min(
                (
                    meets[person, offer]
                    for offer in asked.get(person, ())
                    if (person, offer) in meets
                ),
                default=None,
            ),
        )
        for person in {*asked, *checks} & entries.jobseekers.keys()
    ]
    ordered = sorted(rows, key=lambda row: (bool(row.check), not row.has_meeting, row.call_number))
    return EligibilityView(entries, shop.day_moment(entries.fair), tuple(ordered))


def _asked(basis: Basis) -> Mapping[str, list[str]]:
    """By person the insertion offers that nothing closes and nobody can tell about yet."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for column, cell in enumerate(basis.matrix.offers):
        needed = basis.offers[cell.offer].insertion
        if not needed:
            continue
        for row in np.flatnonzero(basis.matrix.verdicts[:, column] != CLOSED):
            person = basis.matrix.people[row]
            if insertion_allowed(basis.people[person].insertion, needed) is None:
                found[person].append(cell.offer)
    return found


def eligibility_answer(view: EligibilityView) -> list[dict[str, Any]]:
    """Whom prescribers look at, as a document; which proof was seen stays with the prescribers."""
    return [
        {
            "person": row.person,
            "call_number": row.call_number,
            "offers": list(row.offers),
            "has_meeting": row.has_meeting,
            "meets_at": f"{row.meets_at:%H:%M}" if row.meets_at else None,
            "eligible": None if row.check is None else row.check.eligible,
        }
        for row in view.rows
    ]


def check_eligibility(
    shop: Shop, fair: str, check: EligibilityCheck, *, access: Access, nonce: str
) -> Redrawn | None:
    """Write down what a prescriber has found; their last word counts, the same nonce once.

    A no frees the meetings to come about insertion contracts: the plan follows with the least
    change; where the shop answers sooner than it is drawn, it comes `later`. `None` where no plan
    is announced, or the word is a yes.

    Raises
    ------
    FairError
        `prescriber_only` for anybody else; `person_unknown`; `check_later` for a day to come;
        `nonce_used`.
    """
    _must_be_prescriber(access)
    with shop.store.reading() as reader:
        entries = fairs.read_entries_of(reader, fair, check.person)
    moment = shop.day_moment(entries.fair)
    if check.on > _today(shop, moment):
        raise FairError("check_later", day=check.on.strftime("%d/%m/%Y"))
    fact = Happening(CHECKED, moment, nonce, person=check.person, data=check.data)
    with shop.store.writing() as writer:
        kept = happenings.append(writer, fair, fact, recorded_at=shop.clock()).happening
    if (kept.kind, kept.person, kept.data) != (fact.kind, fact.person, fact.data):
        raise FairError("nonce_used", nonce=nonce)
    return None if check.eligible else _follow(shop, entries, moment)


def _follow(shop: Shop, entries: Entries, at: datetime) -> Redrawn | None:
    """The plan after a prescriber's no, announced; `None` while there is none to follow."""
    # What moves no meeting is written down without waiting for the planner.
    from matching.services.live.redraw_plan import redraw_plan  # noqa: PLC0415

    fair = entries.fair.id
    with shop.store.reading() as reader:
        if not plans.is_announced(reader, fair):
            return None
    draw = partial(redraw_plan, shop, fair, at=at, cause="eligibility")
    return drawn_within(shop, fair, draw, Redrawn(entries, None, (), "eligibility"))


def _today(shop: Shop, moment: datetime) -> date:
    """The latest day that a check can bear: also a rehearsed fair is checked on its day."""
    return max(moment.date(), shop.clock().astimezone(moment.tzinfo).date())


def take_back_check(shop: Shop, fair: str, person: str, *, access: Access, nonce: str) -> None:
    """Take back the last check of a person: it was a mistake, and leaves a trace.

    Whoever lost a meeting by it finds one again in what is free; nobody else moves.

    Raises
    ------
    FairError
        `prescriber_only`; `nothing_to_undo` where nothing was checked.
    """
    _must_be_prescriber(access)
    try:
        with shop.store.writing() as writer:
            facts = happenings.read_happenings(writer, fair)
            if any(fact.nonce == nonce for fact in facts):
                return
            mine = [
                fact for fact in in_force(facts) if fact.kind is CHECKED and fact.person == person
            ]
            if not mine:
                raise FairError("nothing_to_undo", fair=fair)
            moment = shop.day_moment(fairs.read_fair(writer, fair))
            undo = mine[-1].taken_back(moment, nonce)
            happenings.append(writer, fair, undo, recorded_at=shop.clock())
    except IntegrityError:
        # Only the index on undo can refuse here: another screen took the same check back first.
        raise FairError("nothing_to_undo", fair=fair) from None
    if mine[-1].data["eligible"] == "no":
        from matching.services.live.redraw_plan import plan_person  # noqa: PLC0415 - as above

        draw = partial(plan_person, shop, fair, person, at=moment, stability=Stability.CALM)
        begun_within(shop, fair, draw, person=person)


def _must_be_prescriber(access: Access) -> None:
    if access.role is not Role.PRESCRIBER:
        raise FairError("prescriber_only")
