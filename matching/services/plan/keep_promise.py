"""A plan in which whoever stays short of the promise is also offered what is near."""

from collections.abc import Callable, Sequence
from typing import Protocol

from matching.planning.fair.pose import Posed
from matching.planning.problem.problem import Placed
from matching.planning.problem.result import Result, Stop

_FIRST = 0.9
"""Of the time, for the plan of what is worth it; the rest is for whom it leaves short."""


class Ask(Protocol):
    """The planner, asked about a posed fair."""

    def __call__(self, posed: Posed, *, seconds: float, start: Sequence[Placed] = ()) -> Result:
        """The best plan found."""


def plan_as_promised(
    pose: Callable[[frozenset[str]], Posed], ask: Ask, *, seconds: float
) -> tuple[Posed, Result]:
    """The best plan of what is worth a meeting, widened for those whom it leaves short.

    What is worth it may be full, or at hours when somebody is not there: nobody knows before a plan
    is drawn. Whoever has less than was promised is then offered every open stand, as far as the
    promise goes, and the plan is drawn again from where it stood.

    Parameters
    ----------
    pose
        The fair as a problem, with the people who are short.
    """
    posed = pose(frozenset())
    found = ask(posed, seconds=_FIRST * seconds)
    short = frozenset(person for person, _ in found.unmet)
    if not short or found.stop is Stop.ASKED:
        return posed, found
    wider = pose(short)
    if len(wider.problem.pairs) == len(posed.problem.pairs):
        return posed, found
    again = ask(wider, seconds=seconds, start=wider.inward(posed.outward(found.meetings)))
    is_better = again.meetings and again.goals.coverage > found.goals.coverage
    return (wider, again) if is_better else (posed, found)
