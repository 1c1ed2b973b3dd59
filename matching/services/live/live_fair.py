"""A fair in the middle of its day: read, posed as what is left of it, drawn again, announced."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import zip_longest
from typing import TypeVar

from matching.domain.day.day_state import DayState
from matching.domain.day.happening import Happening
from matching.domain.day.meeting import Meeting, PlanState, PlanVersion
from matching.domain.day.notice import Notice
from matching.domain.entries import Entries
from matching.domain.slots import SlotGrid
from matching.planning.fair.pose import Posed, pose
from matching.planning.problem.changes import Change, changes
from matching.planning.repair.replan import replan
from matching.planning.repair.scope import ReplanScope
from matching.services.plan.announced_plan import known_announced_plan, remember_announced
from matching.services.plan.draw_plan import PlanMoved, keep, version_of
from matching.services.scores.prepare_scorer import scorer_of
from matching.services.scores.scored_fair import Basis, live_basis
from matching.services.shop.gc_paused import gc_paused
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings, plans
from matching.store.people.duplicates import joined as joined_files
from matching.store.settings import lineage

T = TypeVar("T")
_SECONDS = 5.0
# Other tables act at the same time: whoever comes second reads again and draws again.
_TRIES = 5


@dataclass(frozen=True, slots=True)
class Redrawn:
    """The plan in force after a re-plan, what is different and why, and whom else it concerns."""

    entries: Entries
    version: PlanVersion | None
    changes: tuple[Change, ...]
    cause: str
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class LiveFair:
    """A fair in the middle of its day: what was announced and what has happened since.

    Where files are joined (`is_joined`) the plan is not written in the store as it is read.
    """

    basis: Basis
    plan: PlanVersion
    facts: tuple[Happening, ...]
    last_number: int
    is_joined: bool = False
    lineage: str = ""

    @property
    def entries(self) -> Entries:
        """Everything entered for the fair."""
        return self.basis.entries


def in_turn(draw: Callable[[], T]) -> T:
    """What a drawing comes to, drawn again when another was announced meanwhile.

    Raises
    ------
    PlanMoved
        When that happens time after time.
    """
    with gc_paused():
        for _ in range(_TRIES - 1):
            with suppress(PlanMoved):
                return draw()
        return draw()


def read_live_fair(shop: Shop, fair: str) -> LiveFair | None:
    """The day as it stands; `None` while no plan is announced."""
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
        plan = known_announced_plan(shop, reader, fair)
        facts = happenings.read_happenings(reader, fair)
        number, is_joined = plans.last_number(reader, fair), bool(joined_files(reader, fair))
        line = lineage(reader)
    if plan is None:
        return None
    basis = live_basis(shop.store.address, entries, scorer_of(shop, fair))
    return LiveFair(basis, plan, facts, number, is_joined, line)


def release(
    shop: Shop,
    live: LiveFair,
    moment: datetime,
    scope: ReplanScope,
    *,
    cause: str,
    always: bool = False,
) -> Redrawn:
    """The least-change plan of what is left of the day, announced when anything moves.

    `always` announces a new version even when nothing moves: the store has filed something anew.
    """
    posed = pose_rest_of_day(live, moment, scope=scope)
    result = replan(
        posed.problem,
        announced=posed.inward(live.plan.meetings),
        scope=replace(scope, now_slot=posed.now_slot),
        seconds=_SECONDS,
        seed=live.plan.seed,
    )
    at, number = shop.clock(), live.last_number + 1
    drawn = version_of(live.basis, posed, result, number=number, seed=live.plan.seed, at=at)
    moved = joined(changes(live.plan.meetings, drawn.meetings))
    if not moved and not always:
        return Redrawn(live.entries, live.plan, (), cause)
    version = replace(drawn, state=PlanState.ANNOUNCED, announced_at=at)
    keep(shop, version, live.basis, since=None if live.is_joined else live.plan)
    remember_announced(shop, version, lineage=live.lineage)
    return Redrawn(live.entries, version, moved, cause)


def joined(found: Iterable[Change]) -> tuple[Change, ...]:
    """A meeting dropped and one added for the same person told as one: this becomes that."""
    people: defaultdict[str, list[Change]] = defaultdict(list)
    for change in found:
        people[change.person].append(change)
    return tuple(
        change
        for person in sorted(people)
        for change in sorted(_joined(person, people[person]), key=_when)
    )


def _joined(person: str, mine: list[Change]) -> list[Change]:
    moved = [one for one in mine if one.was and one.now]
    dropped = sorted((one for one in mine if one.now is None), key=_when)
    added = sorted((one for one in mine if one.was is None), key=_when)
    pairs = zip_longest(dropped, added)
    return moved + [
        Change(person, was.was if was else None, now.now if now else None) for was, now in pairs
    ]


def _when(change: Change) -> int:
    meeting = change.was or change.now
    return meeting.slot if meeting else 0


def pose_rest_of_day(
    live: LiveFair, moment: datetime, *, scope: ReplanScope | None = None
) -> Posed:
    """What is left of the day as a planning problem, the past in it as it was.

    With a `scope`, no more of it than a re-plan can make use of.
    """
    entries, state = live.entries, DayState.of(live.facts)
    now_slot = SlotGrid.of(entries.fair).next_slot(moment)
    off = {
        _key(meeting)
        for meeting in live.plan.meetings
        if meeting.id in state.missed and meeting.slot >= now_slot
    }
    return pose(
        entries.fair,
        tuple(entries.jobseekers.values()),
        tuple(entries.exhibitors.values()),
        tuple(entries.offers.values()),
        live.basis.without(off),
        now=moment,
        announced=[one for one in live.plan.meetings if _key(one) not in off],
        gone=state.gone,
        closed_stands=_closed(live, state, now_slot),
        held=[one for one in live.plan.meetings if one.id in state.held],
        scope=scope,
    )


def _key(meeting: Meeting) -> tuple[str, str, str]:
    return meeting.person, meeting.stand, meeting.offer


def _closed(live: LiveFair, state: DayState, now_slot: int) -> dict[str, frozenset[int]]:
    """Slots from now on in which a stand receives nobody: closed, or not there yet."""
    grid = SlotGrid.of(live.entries.fair)
    shut = {stand: frozenset(range(now_slot, len(grid))) for stand in state.closed}
    for stand, until in state.late.items():
        before = frozenset(range(now_slot, grid.next_slot(until)))
        shut[stand] = shut.get(stand, frozenset()) | before
    return shut
