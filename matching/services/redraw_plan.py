"""Draw the least-change plan from now on, and tell only those whose meetings moved."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from matching.domain.day_state import DayState
from matching.domain.entries import Entries
from matching.domain.errors import FairError
from matching.domain.meeting import Meeting, PlanState, PlanVersion
from matching.domain.slots import SlotGrid
from matching.planning.fair_problem import Posed, pose
from matching.planning.replan import replan
from matching.services.draw_plan import keep, version_of
from matching.services.score_fair import score_entries
from matching.services.shop import Shop
from matching.store import fairs, happenings, plans

_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Change:
    """One meeting of one person that came, went or moved, and what caused it."""

    person: str
    before: Meeting | None
    after: Meeting | None
    cause: str


@dataclass(frozen=True, slots=True)
class Redrawn:
    """The plan in force after a re-plan, and what is different from the one before."""

    entries: Entries
    version: PlanVersion
    changes: tuple[Change, ...]


def redraw_plan(
    shop: Shop, fair: str, *, at: datetime | None = None, cause: str = "replan"
) -> Redrawn:
    """The least-change plan from `at` on, announced at once; the past is never touched.

    Raises
    ------
    FairError
        `not_announced` when there is nothing to keep to yet.
    """
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
        plan = plans.announced_plan(reader, fair)
        facts = happenings.read_happenings(reader, fair)
        number = plans.last_number(reader, fair)
    if plan is None:
        raise FairError("not_announced", fair=fair)
    moment = at or shop.day_moment(entries.fair)
    state = DayState.of(facts)
    posed = _pose(entries, plan.meetings, state, moment)
    return _release(shop, entries, plan, posed, number=number, cause=cause)


def plan_walk_in(shop: Shop, fair: str, person: str, *, at: datetime) -> None:
    """Meetings for one more person in what is free; without an announced plan, none yet."""
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
        plan = plans.announced_plan(reader, fair)
        facts = happenings.read_happenings(reader, fair)
        number = plans.last_number(reader, fair)
    if plan is None or any(meeting.person == person for meeting in plan.meetings):
        return
    posed = _pose(entries, plan.meetings, DayState.of(facts), at, only=person)
    _release(shop, entries, plan, posed, number=number, cause="walk-in")


def _pose(
    entries: Entries,
    announced: Sequence[Meeting],
    state: DayState,
    moment: datetime,
    *,
    only: str = "",
) -> Posed:
    people = [only] if only else list(entries.jobseekers)
    return pose(
        entries.fair,
        entries.jobseekers.values(),
        entries.exhibitors.values(),
        entries.offers.values(),
        score_entries(entries, people),
        now=SlotGrid.of(entries.fair).next_slot(moment),
        announced=announced,
        gone=state.gone,
        closed=state.closed,
        late=state.late,
        settled=state.missed | state.held,
        keep_everyone=bool(only),
    )


def _release(
    shop: Shop, entries: Entries, plan: PlanVersion, posed: Posed, *, number: int, cause: str
) -> Redrawn:
    result = replan(posed.problem, seconds=_SECONDS, seed=plan.seed)
    drawn = version_of(shop, entries, posed, result, number=number + 1, seed=plan.seed)
    moved = changes(plan.meetings, drawn.meetings, cause=cause)
    if not moved:
        return Redrawn(entries, plan, ())
    version = replace(drawn, state=PlanState.ANNOUNCED, announced_at=shop.clock())
    keep(shop, version)
    return Redrawn(entries, version, moved)


def changes(
    before: Iterable[Meeting], after: Iterable[Meeting], *, cause: str
) -> tuple[Change, ...]:
    """What is different for whom, in the order of time; a meeting at its old hour is not."""
    old = {meeting.id: meeting for meeting in before}
    new = {meeting.id: meeting for meeting in after}
    found: list[tuple[int, Change]] = []
    for key in old.keys() | new.keys():
        was, now = old.get(key), new.get(key)
        shown = now or was
        if shown is not None and (was is None or now is None or was.slot != now.slot):
            found.append((shown.slot, Change(shown.person, was, now, cause)))
    found.sort(key=lambda one: (one[0], one[1].person))
    return tuple(change for _, change in found)
