"""Record what staff report during the day; the plan follows with the least change."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from matching.domain.day.day_state import DayState
from matching.domain.day.happening import (
    ABSENCE,
    PLAN,
    Happening,
    HappeningKind,
    in_force,
)
from matching.domain.day.meeting import PlanVersion
from matching.domain.day.notice import Notice
from matching.domain.day.reported import REPORTED
from matching.domain.entries import Entries
from matching.domain.slots import SlotGrid
from matching.services.live.behind import drawn_within
from matching.services.live.redrawn import Redrawn
from matching.services.live.reported.append_fact import append_fact
from matching.services.live.reported.as_seen import must_be_as_seen
from matching.services.live.reported.fact_of import fact_of
from matching.services.live.reported.noted_beside import SHUTS, TAKES_MEETINGS, noted_beside
from matching.services.live.reported.report import StaffReport, must_be_same
from matching.services.shop.gc_paused import gc_paused
from matching.services.shop.known_plans import known_announced_plan
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings

KIND = HappeningKind


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
        must_be_same(before, reported)
    else:
        if reported.seen is not None and reported.meeting:
            must_be_as_seen(facts, reported.meeting, reported.seen)
        before = fact_of(entries, meetings, facts, reported, nonce=nonce, at=moment)
        if plan is not None and before.kind in TAKES_MEETINGS:
            before = replace(before, data={**before.data, PLAN: str(plan.number)})
        beside = noted_beside(entries, meetings, facts, before)
        noted = [_after_plan(plan, one) for one in beside]
        append_fact(shop, fair, before, noted, seen=reported.seen)
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

    # Taking a fact back moves no more than the fact did.
    says = REPORTED.get(concerned.kind, REPORTED[before.kind])
    # A repeated act still sees to it that the plan has followed: the first try may have been cut.
    if plan is not None and says.moves_meetings:
        return drawn_within(shop, fair, follow, redrawn)
    if says.notice:  # what it says of its stand is known by now
        with shop.store.reading() as reader:
            redrawn = replace(redrawn, entries=fairs.read_entries(reader, fair))
    return _with_news(shop, redrawn, concerned, nonce, moment)


def _after_plan(plan: PlanVersion | None, noted: Happening) -> Happening:
    """A group that begins later, with the number of the plan that has it where it was."""
    if plan is None or noted.kind is not KIND.WORKSHOP_LATE:
        return noted
    return replace(noted, data={**noted.data, PLAN: str(plan.number)})


def _with_news(
    shop: Shop, redrawn: Redrawn, concerned: Happening, nonce: str, at: datetime
) -> Redrawn:
    """A re-plan with whom it concerns beside, and the meetings that were noted as missed by it."""
    with shop.store.reading() as reader:
        noted = in_force(happenings.read_happenings(reader, redrawn.entries.fair.id))
    missed = tuple(fact.meeting for fact in noted if fact.data.get(ABSENCE) == nonce)
    news, about = _notices(redrawn, concerned, at), frozenset({concerned.person} - {""})
    return replace(redrawn, notices=news, missed=missed, about=about)


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
