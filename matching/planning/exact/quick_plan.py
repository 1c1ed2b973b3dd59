"""A plan at once, before any solver is loaded: filled by hand, mended, then with shorter waits."""

from collections.abc import Callable, Sequence

from matching.planning.exact.board import Board
from matching.planning.exact.ejection import put_all
from matching.planning.exact.greedy import fill, first_plan
from matching.planning.exact.open_sessions import open_sessions, sessions_of, without_smallest
from matching.planning.exact.shorten_waits import shorten_waits
from matching.planning.problem.check import violations
from matching.planning.problem.goals import standing
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import IDLE_TIME, Placed
from matching.planning.problem.rules import demanded

InTime = Callable[[], bool]


def quick_plan(
    layout: Layout,
    placed: Sequence[Placed],
    start: tuple[Placed, ...] = (),
    *,
    in_time: InTime = lambda: True,
) -> tuple[Placed, ...] | None:
    """A plan that keeps every rule, when one is found at a glance.

    Parameters
    ----------
    placed
        All placements to choose from.
    start
        Meetings to begin with; what of them breaks a rule is left out.
    in_time
        Asked now and then; an answer of False ends the search.
    """
    opened: Sequence[Placed] | None
    opened = open_sessions(layout, placed, (*layout.problem.fixed, *start))
    plan: tuple[Placed, ...] = ()
    while opened is not None:
        found = _filled_plan(layout, opened, start, in_time)
        if found is None:
            return None
        plan, opened = found, without_smallest(layout, opened, found)
    return plan if holds(layout, plan) else None


def _filled_plan(
    layout: Layout, placed: Sequence[Placed], start: tuple[Placed, ...], in_time: InTime
) -> tuple[Placed, ...] | None:
    """Musts and whatever else fits, breaks even where they must be; None without every must."""
    board = Board(layout, placed)
    plan = first_plan(board, start)
    owed = demanded(layout)
    if len({placing.pair for placing in plan} & set(owed)) < len(owed):
        if not put_all(board, owed, in_time=in_time):
            return None
        fill(board)
        plan = board.plan()
    if layout.problem.breaks_spread is not None and not holds(layout, plan):
        plan = shorten_waits(layout, placed, plan, held=_settled(layout), in_time=in_time)
    return plan


def filled(
    layout: Layout, placed: Sequence[Placed], required: tuple[Placed, ...]
) -> tuple[Placed, ...]:
    """The required meetings and whatever else fits; these alone where breaks must be even."""
    if layout.problem.breaks_spread is not None:
        return required
    board = Board(layout, sessions_of(layout, placed, required))
    board.put_all_that_fit(required)
    fill(board)
    return board.plan()


def with_less_idle_time(
    layout: Layout,
    placed: Sequence[Placed],
    plan: tuple[Placed, ...],
    *,
    keep: float = 0.0,
    in_time: InTime = lambda: True,
) -> tuple[Placed, ...]:
    """The same pairs with less idle time, where that is a goal and no goal gets worse."""
    if not IDLE_TIME & set(layout.problem.goals):
        return plan
    begun = sessions_of(layout, placed, plan)
    shorter = shorten_waits(layout, begun, plan, held=_settled(layout), in_time=in_time)
    is_better = standing(layout, shorter, keep=keep) > standing(layout, plan, keep=keep)
    return shorter if is_better and holds(layout, shorter) else plan


def holds(layout: Layout, meetings: Sequence[Placed]) -> bool:
    """Whether a plan breaks no rule at all."""
    return not violations(layout.problem, meetings)


def _settled(layout: Layout) -> frozenset[Placed]:
    return frozenset((*layout.problem.fixed, *layout.problem.announced))
