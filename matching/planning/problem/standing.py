"""How two plans compare: goal by goal, in the order of the problem."""

from collections.abc import Sequence

from matching.planning.problem.goals import measure
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Goal, Placed
from matching.planning.problem.whole_scores import score_scale

Standing = tuple[tuple[int, ...], ...]


def standing(layout: Layout, meetings: Sequence[Placed], *, keep: float = 0.0) -> Standing:
    """A key that is greater for a better plan."""
    goals = measure(layout, meetings)
    announced = set(layout.problem.announced)
    scale = score_scale(layout.problem, keep)
    total = sum(
        round(scale * (layout.pair(placed).score + keep * (placed in announced)))
        for placed in meetings
    )
    key = {
        Goal.COVERAGE: goals.coverage,
        Goal.SCORE: (total,),
        Goal.WAITING: (-goals.waiting,),
        Goal.BREAKS: (-goals.breaks,),
        Goal.CHANGES: (-goals.changes,),
    }
    return tuple(key[goal] for goal in layout.problem.goals)
