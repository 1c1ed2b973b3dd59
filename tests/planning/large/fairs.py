"""Tiny fairs on a grid whose best plan is known by heart."""

from dataclasses import replace

import numpy as np

from matching.planning.arrays.build_grid import build_grid
from matching.planning.arrays.grid_plan import GridPlan
from matching.planning.problem.problem import Goal, Pair, Person, Problem, Stand


def two_stands(**changes):
    """Three people want both of two stands; two slots, one table: four meetings at most.

    The best four are worth 0.9 + 0.8 + 0.7 + 0.6: ana and bo meet both stands, or one each.
    """
    scores = {"ana": (0.9, 0.6), "bo": (0.8, 0.7), "cy": (0.1, 0.2)}
    problem = Problem(
        slots=2,
        people=tuple(Person(name, None, most=2) for name in scores),
        stands=(Stand("s0", (1, 1)), Stand("s1", (1, 1))),
        pairs=tuple(
            Pair((name, f"s{stand}"), score)
            for name, both in scores.items()
            for stand, score in enumerate(both)
        ),
        goals=(Goal.COVERAGE, Goal.SCORE, Goal.WAITING),
    )
    return replace(problem, **changes)


def promised(least=1):
    """The same when everybody is promised so many meetings."""
    problem = two_stands()
    return replace(problem, people=tuple(replace(p, least=least) for p in problem.people))


def plan_on(problem, *meetings):
    """A grid plan that holds meetings told as (person, stand, slot)."""
    grid = build_grid(problem)
    plan = GridPlan(grid)
    for name, stand, slot in meetings:
        number = [pair.between for pair in problem.pairs].index((name, stand))
        row = np.flatnonzero(grid.pair == number)
        plan.put(row, np.array([slot]))
    return plan
