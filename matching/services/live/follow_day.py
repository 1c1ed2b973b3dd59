"""Record what staff report during the day; the plan follows with the least change."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError

from matching.domain.day.by_hand import BY_HAND
from matching.domain.day.day_state import DayState
from matching.domain.day.happening import (
    ABSENCE,
    ACT,
    OFFER,
    OUTCOMES,
    PLAN,
    Attendance,
    Happening,
    HappeningKind,
    in_force,
)
from matching.domain.day.meeting import Meeting
from matching.domain.day.next_steps import own_words
from matching.domain.day.notice import Notice
from matching.domain.day.reported import REPORTED
from matching.domain.day.session_shift import BESIDE, SessionShift
from matching.domain.entries import Entries
from matching.domain.errors import FairError
from matching.domain.exhibitor import MOST_TABLES
from matching.domain.fair import Fair
from matching.domain.slots import SlotGrid
from matching.services.live.behind import drawn_within
from matching.services.live.noted_beside import (
    SHUTS,
    TAKES_MEETINGS,
    group_shifts,
    noted_beside,
)
from matching.services.live.outcome_places import OutcomeNoted, follow_outcome
from matching.services.live.redrawn import Redrawn
from matching.services.shop.fit_steps import must_lead_to
from matching.services.shop.gc_paused import gc_paused
from matching.services.shop.known_plans import known_announced_plan
from matching.services.shop.shop import Shop
from matching.services.shop.words_for_others import must_be_fit_to_write
from matching.store import fairs
from matching.store.day import happenings

KIND = HappeningKind
LONGEST_DETAIL = 120
"""Letters that a next step may be told with."""
_UNDONE_TOO = frozenset({KIND.ARRIVED, KIND.OUTCOME, KIND.PLACE_TAKEN, KIND.PLACE_GIVEN_BACK})
# What is written about a person and is no report: an undo of the last act goes past it.
_BESIDE = frozenset(
    {KIND.SCANNED_AGAIN, KIND.BADGE_REPLACED, KIND.BADGE_BLOCKED, KIND.TOLD, KIND.RULE_LEFT}
)


@dataclass(frozen=True, slots=True)
class StaffReport:
    """What somebody of the staff says has happened, and to whom or what.

    An undo may name one act by its nonce (`act`) instead of whom or what it was about.
    """

    kind: str
    person: str = ""
    stand: str = ""
    meeting: str = ""
    until: datetime | None = None
    sign: str = ""
    zone: str = ""
    act: str = ""
    tables: int | None = None
    offer: str = ""
    starts: datetime | None = None

    @property
    def data(self) -> dict[str, str]:
        """What it says beside whom or what it names, as it is written down."""
        said = {
            "until": self.until.isoformat() if self.until else "",
            "sign": self.sign.strip(),
            "zone": self.zone.strip(),
            "tables": "" if self.tables is None else str(self.tables),
            "offer": self.offer,
            "starts": self.starts.isoformat() if self.starts else "",
        }
        return {name: value for name, value in said.items() if value}


def follow_day(
    shop: Shop, fair: str, reported: StaffReport, *, nonce: str, at: datetime | None = None
) -> Redrawn:
    """The plan after what was reported, and what moved; the same nonce again moves nothing more.

    Where the shop answers sooner than the plan is drawn, what moves comes `later`.

    Raises
    ------
    FairError
        When the person, stand or meeting is not of this fair, or there is nothing to undo.
    """
    with gc_paused():
        return _followed(shop, fair, reported, nonce=nonce, at=at)


def _followed(
    shop: Shop, fair: str, reported: StaffReport, *, nonce: str, at: datetime | None
) -> Redrawn:
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
        plan = known_announced_plan(shop, reader, fair)
        facts = happenings.read_happenings(reader, fair)
    meetings = plan.meetings if plan else ()
    moment = at or shop.day_moment(entries.fair)
    before = next((fact for fact in facts if fact.nonce == nonce), None)
    if before is not None:
        _must_be_same(before, reported)
    else:
        before = _fact(entries, meetings, facts, reported, nonce=nonce, at=moment)
        if plan is not None and before.kind in TAKES_MEETINGS:
            before = replace(before, data={**before.data, PLAN: str(plan.number)})
        _append(shop, fair, before, noted_beside(entries, meetings, facts, before))
    concerned, redrawn = _concerned(facts, before), Redrawn(entries, plan, (), reported.kind)

    def follow() -> Redrawn:
        # What moves no meeting is written down without waiting for the planner.
        from matching.services.live.give_back import with_what_stays  # noqa: PLC0415
        from matching.services.live.redraw_plan import redraw_plan  # noqa: PLC0415

        gains = _gaining(entries, facts, before)
        drawn = redraw_plan(shop, fair, at=moment, cause=reported.kind, gains=gains)
        if before.kind is KIND.UNDONE:
            drawn = with_what_stays(shop, drawn, concerned, moment)
        return _with_news(shop, drawn, concerned, nonce, moment)

    # A repeated act still sees to it that the plan has followed: the first try may have been cut.
    if plan is not None and REPORTED[before.kind].moves_meetings:
        return drawn_within(shop, fair, follow, redrawn)
    return _with_news(shop, redrawn, concerned, nonce, moment)


def _with_news(
    shop: Shop, redrawn: Redrawn, concerned: Happening, nonce: str, at: datetime
) -> Redrawn:
    """A re-plan with whom it concerns beside, and the meetings that were noted as missed by it."""
    with shop.store.reading() as reader:
        noted = in_force(happenings.read_happenings(reader, redrawn.entries.fair.id))
    missed = tuple(fact.meeting for fact in noted if fact.data.get(ABSENCE) == nonce)
    return replace(redrawn, notices=_notices(redrawn, concerned, at), missed=missed)


def _gaining(
    entries: Entries, facts: Sequence[Happening], fact: Happening
) -> frozenset[str] | None:
    """Who may be given a meeting by a fact although none of theirs was lost; None for all here.

    Taking something back gives back what it took and is no occasion to serve anybody. A fact of an
    older store does not say what it took: its person is served anew.
    """
    if fact.kind is KIND.UNDONE:
        undone = _concerned(facts, fact)
        says_not = undone.kind in TAKES_MEETINGS and PLAN not in undone.data
        return frozenset({fact.person} - {""}) if says_not else frozenset()
    return frozenset() if _takes_from_its_own(entries, facts, fact) else None


def _takes_from_its_own(entries: Entries, facts: Sequence[Happening], fact: Happening) -> bool:
    """Whether a stand receives no more by it: it moves its own people then, nobody else gains."""
    if fact.kind is not KIND.STAND_TABLES:
        return fact.kind in SHUTS or fact.kind is KIND.WORKSHOP_LATE
    before = DayState.of(one for one in facts if one.nonce != fact.nonce).tables
    return int(fact.data["tables"]) <= before.get(fact.stand, entries.exhibitor(fact.stand).tables)


def _concerned(facts: Sequence[Happening], fact: Happening) -> Happening:
    """The fact that people must hear of: taking one back concerns whoever it concerned."""
    return next((one for one in facts if one.nonce == fact.about), fact)


def _notices(redrawn: Redrawn, fact: Happening, at: datetime) -> tuple[Notice, ...]:
    """What people must hear whose meetings did not move: it concerns them all the same."""
    code = REPORTED[fact.kind].notice if fact.kind in REPORTED else ""
    if not code or redrawn.version is None:
        return ()
    grid, moved = SlotGrid.of(redrawn.entries.fair), {one.person for one in redrawn.changes}
    return tuple(
        Notice(code, meeting)
        for meeting in sorted(redrawn.version.meetings)
        if meeting.stand == fact.stand
        and meeting.person not in moved
        and grid.ends_at(meeting.slot + meeting.length - 1) > at
    )


def note_outcome(
    shop: Shop,
    fair: str,
    meeting: str,
    *,
    result: str,
    nonce: str,
    detail: str = "",
    at: datetime | None = None,
) -> OutcomeNoted:
    """Write down what a meeting led to; the last word counts.

    The person reads it on their own page and on their sheet, with the `detail`: when, to whom, why.

    A course entered or a job given takes a place of the offer that was talked about, or the next
    of its waiting list; another word on the same meeting gives that place back.

    Raises
    ------
    FairError
        `outcome_unknown`, `outcome_not_here` when what was talked about cannot lead to it;
        `words_protected` when the detail speaks of a protected criterion.
    """
    if result not in OUTCOMES:
        raise FairError("outcome_unknown", value=result, choices=", ".join(OUTCOMES))
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
        plan = known_announced_plan(shop, reader, fair)
    found = _meeting(entries, plan.meetings if plan else (), meeting)
    must_lead_to(entries, result, found.offer, found.stand)
    said = must_be_fit_to_write(detail, most=LONGEST_DETAIL)
    fact = Happening(
        KIND.OUTCOME,
        at or shop.day_moment(entries.fair),
        nonce,
        person=found.person,
        stand=found.stand,
        meeting=found.id,
        data={"result": result, **_told(entries.fair, found.offer, result, said)},
    )
    _append(shop, fair, fact)
    offer = entries.offers.get(found.offer)
    return follow_outcome(shop, entries, fact, offer)


def _told(fair: Fair, offer: str, result: str, detail: str) -> dict[str, str]:
    """What was talked about, the fair's own words for a result at that moment, and the detail."""
    said = {OFFER: offer, "words": own_words(fair.next_steps, result), "detail": detail}
    return {name: text for name, text in said.items() if text}


def _must_be_same(before: Happening, reported: StaffReport) -> None:
    """A nonce names one act: another act under it is a mistake of the caller."""
    same_target = (
        reported.act == before.about
        if reported.act
        else reported.meeting == before.meeting
        if reported.meeting
        else ((reported.person or reported.stand) in {before.person, before.stand})
    )
    if before.kind.value != reported.kind or not same_target:
        raise FairError("nonce_used", nonce=before.nonce)


def _append(shop: Shop, fair: str, fact: Happening, beside: Sequence[Happening] = ()) -> None:
    try:
        with shop.store.writing() as writer:
            kept = happenings.append(writer, fair, fact, recorded_at=shop.clock())
            if kept.is_new:
                with_it = [happenings.Entry(fair, one) for one in beside]
                happenings.append_all(writer, with_it, recorded_at=shop.clock())
        if not kept.is_new and kept.happening.as_reported != fact.as_reported:
            raise FairError("nonce_used", nonce=fact.nonce)
    except IntegrityError:
        # Only the index on undo can refuse here: another table undid the same thing first.
        raise FairError("nothing_to_undo", fair=fair) from None


def _fact(
    entries: Entries,
    meetings: Sequence[Meeting],
    facts: Sequence[Happening],
    reported: StaffReport,
    *,
    nonce: str,
    at: datetime,
) -> Happening:
    kind = _kind(reported.kind)
    if kind is KIND.UNDONE and reported.act:
        return _undo_act(facts, reported.act, nonce=nonce, at=at)
    if kind is KIND.UNDONE and reported.meeting:
        return _undo(facts, {"meeting": reported.meeting}, nonce=nonce, at=at)
    about = _about(entries, meetings, kind, reported)
    if kind is KIND.UNDONE:
        return _undo(facts, about, nonce=nonce, at=at)
    if kind is KIND.LEFT and about["person"] not in Attendance.of(facts).present:
        raise FairError("person_not_present", person=about["person"])
    data = {name: value for name, value in reported.data.items() if name in REPORTED[kind].says}
    if kind is KIND.WORKSHOP_LATE and len(data) < len(REPORTED[kind].says):
        raise FairError("target_missing", expected=" + ".join(REPORTED[kind].says))
    if REPORTED[kind].says and not data:
        raise FairError(f"{REPORTED[kind].says[0]}_missing", stand=about["stand"])
    if not 1 <= int(data.get("tables", 1)) <= MOST_TABLES:
        raise FairError("tables_range", most=MOST_TABLES)
    fact = Happening(kind, at, nonce, data=data, **about)
    if kind is KIND.WORKSHOP_LATE:
        group_shifts(entries, meetings, facts, fact)  # refused where the group cannot begin then
    return fact


def _kind(word: str) -> HappeningKind:
    known = {kind.value: kind for kind in REPORTED}
    if word not in known:
        raise FairError("kind_unknown", value=word, choices=", ".join(known))
    return known[word]


def _about(
    entries: Entries, meetings: Sequence[Meeting], kind: HappeningKind, reported: StaffReport
) -> dict[str, Any]:
    """The person, stand or meeting that a kind of fact must name, checked against the fair."""
    about = REPORTED[kind].about
    if not any(getattr(reported, name) for name in about):
        raise FairError("target_missing", expected=" / ".join(about))
    if reported.meeting:
        found = _meeting(entries, meetings, reported.meeting)
        return {"person": found.person, "stand": found.stand, "meeting": found.id}
    if reported.person:
        return {"person": entries.jobseeker(reported.person).id}
    return {"stand": entries.exhibitor(reported.stand).id}


def _meeting(entries: Entries, meetings: Sequence[Meeting], meeting: str) -> Meeting:
    for one in meetings:
        if one.id == meeting:
            return one
    raise FairError("meeting_unknown", meeting=meeting, fair=entries.fair.id)


def _undo(
    facts: Sequence[Happening], about: dict[str, Any], *, nonce: str, at: datetime
) -> Happening:
    """Take back the last fact that still counts of that person, stand or meeting."""
    key = next(name for name in ("meeting", "person", "stand") if about.get(name))
    for fact in reversed(in_force(facts)):
        if (key == "person" and ABSENCE in fact.data) or BESIDE in fact.data:
            continue  # it goes with what it was noted with
        if getattr(fact, key) == about[key] and fact.kind not in _BESIDE:
            _must_not_be_by_hand(fact)
            _must_not_be_over(fact, at)
            return fact.taken_back(at, nonce)
    raise FairError("nothing_to_undo")


def _undo_act(facts: Sequence[Happening], act: str, *, nonce: str, at: datetime) -> Happening:
    """Take back one act and no other, whatever was reported since."""
    for fact in in_force(facts):
        if act in {fact.nonce, fact.data.get(ACT)}:
            _must_not_be_by_hand(fact)
        if fact.nonce == act and (fact.kind in REPORTED or fact.kind in _UNDONE_TOO):
            _must_not_be_over(fact, at)
            return fact.taken_back(at, nonce)
    raise FairError("nothing_to_undo")


def _must_not_be_over(fact: Happening, at: datetime) -> None:
    """Refuse to put a group back to an hour that is over: nobody could come to it."""
    if fact.kind is KIND.WORKSHOP_LATE and SessionShift.of(fact).starts < at:
        raise FairError("workshop_late_over", at=f"{SessionShift.of(fact).starts:%H:%M}")


def _must_not_be_by_hand(fact: Happening) -> None:
    """Refuse what would only let go of a meeting that a hand has placed, and leave it there."""
    if fact.kind in BY_HAND:
        raise FairError("undo_by_hand", act=fact.data[ACT])
