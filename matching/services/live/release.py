"""The rest of a day drawn again with the least change, and announced."""

from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import TypeVar

from matching.domain.day.happening import Attendance
from matching.domain.day.meeting import PlanState, PlanVersion
from matching.planning.fair.pose import Posed
from matching.planning.problem.changes import Change, changes, joined
from matching.planning.problem.in_order import in_order
from matching.planning.problem.problem import Placed
from matching.planning.problem.result import Result
from matching.planning.repair.replan import replan
from matching.planning.repair.scope import ReplanScope
from matching.services.live.give_back import given_back, people_restored
from matching.services.live.live_fair import LiveFair
from matching.services.live.redrawn import Redrawn
from matching.services.live.rest_of_day import (
    before_arrival,
    missed_by_coming,
    pose_rest_of_day,
    standing_meetings,
    turned_away,
)
from matching.services.plan.draw_plan import PlanMoved, keep, note_considered, version_of
from matching.services.plan.keep_announced import plan_as_promised
from matching.services.plan.pose_fair import order_of_ties
from matching.services.shop.gc_paused import gc_paused
from matching.services.shop.known_plans import remember_announced
from matching.services.shop.shop import Shop

T = TypeVar("T")
_SECONDS = 5.0
# Other tables act at the same time: whoever comes second reads again and draws again.
_TRIES = 5


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


@dataclass(frozen=True, slots=True)
class Proposed:
    """A plan of what is left of the day as it could be announced; nothing is written of it.

    `moved` says what is different for whom from the plan in force on the day that it was drawn for.
    """

    live: LiveFair
    version: PlanVersion
    moved: tuple[Change, ...]
    cause: str

    @property
    def unchanged(self) -> Redrawn:
        """What is true while nothing of it is announced."""
        return Redrawn(self.live.entries, self.live.plan, (), self.cause)

    @property
    def shown(self) -> Redrawn:
        """What would be true once it is announced."""
        return Redrawn(self.live.entries, self.version, self.moved, self.cause)


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
    proposed = propose(shop, live, moment, scope, cause=cause)
    if not proposed.moved and not always:
        note_considered(shop, live.judged, scope.people)
        return proposed.unchanged
    return announce_proposed(shop, proposed, about=scope.people)


def propose(
    shop: Shop, live: LiveFair, moment: datetime, scope: ReplanScope, *, cause: str
) -> Proposed:
    """The least-change plan of what is left of the day; nothing is written."""
    scope = replace(scope, here=scope.here & Attendance.of(live.facts).present)
    if scope.gains is not None:
        # their meeting is in no plan that the planner sees, which would count them as touched
        away = turned_away(live, moment, scope)
        scope = replace(scope, gains=scope.gains | {meeting.person for meeting in away})
    missed, met = before_arrival(live), {meeting.person for meeting in live.plan.meetings}
    posed, result = plan_as_promised(
        lambda short: pose_rest_of_day(live, moment, scope=scope, short=short),
        partial(_mended, live, moment, scope),
        seconds=_SECONDS,
        among=None if scope.gains is None else scope.gains & met,
    )
    at, number = shop.clock(), live.last_number + 1
    seed = live.plan.seed
    drawn = version_of(live.judged, posed, result, number=number, seed=seed, at=at)
    # what was announced stays written down, unless the same two meet after all
    again = {meeting.id for meeting in drawn.meetings}
    over = [meeting for meeting in missed if meeting.id not in again]
    drawn = replace(drawn, meetings=tuple(sorted((*drawn.meetings, *over))))
    moved = joined(changes(live.plan.meetings, drawn.meetings))
    return Proposed(live, drawn, moved, cause)


def _mended(
    live: LiveFair,
    moment: datetime,
    scope: ReplanScope,
    posed: Posed,
    *,
    seconds: float,
    start: Sequence[Placed] = (),  # noqa: ARG001 - what was announced is where a re-plan starts
) -> Result:
    """What was announced, as the day as it is posed leaves it, mended."""
    announced: Iterable[Placed] = posed.inward(standing_meetings(live, moment, scope))
    late = {one.person for one in missed_by_coming(live, live.given_back)}
    kept = given_back(posed, announced, live.given_back, late)
    if scope.gains is not None:  # whoever has all of it back is owed nothing beside
        scope = replace(scope, gains=scope.gains - people_restored(posed, kept, live.given_back))
    seed = live.plan.seed
    asked = in_order(posed.problem, order_of_ties(live.entries, posed, seed=seed))
    return asked.told(
        replan(
            asked.problem,
            announced=kept,
            scope=replace(scope, now_slot=posed.now_slot).named(asked.named),
            seconds=seconds,
            seed=seed,
        )
    )


def announce_proposed(
    shop: Shop, proposed: Proposed, *, about: Collection[str] | None = None
) -> Redrawn:
    """Write a proposed plan and make it the announced one; it is `about` these people, or all.

    Raises
    ------
    PlanMoved
        When another plan was kept meanwhile.
    """
    live, at = proposed.live, shop.clock()
    version = replace(proposed.version, state=PlanState.ANNOUNCED, announced_at=at)
    since = None if live.is_joined else live.plan
    keep(shop, version, live.judged, since=since, cause=proposed.cause, about=about)
    remember_announced(shop, version, lineage=live.lineage)
    return replace(proposed.shown, version=version)
