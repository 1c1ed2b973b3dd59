"""Objectives are optimised in their order, none at the cost of one before it."""

import pytest

from matching.planning.budget.budget import Budget
from matching.planning.model.build import build_model
from matching.planning.model.model import LinearSum, Objective
from matching.planning.model.optimise_goals import GoalOptimiser, Incumbent, tighter
from matching.planning.model.relax_slots import relaxed_model
from matching.planning.problem.goals import measure
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Goal, Pair, Person, Problem, Stand
from matching.planning.problem.rules import placements


def fair():
    """Ana's meetings are worth more; the only table is hers unless bo was promised one."""
    return Layout(
        Problem(
            slots=3,
            people=(Person("ana", None, 3, 1), Person("bo", (1,), 1, 1)),
            stands=(Stand("s", (1, 1, 0)), Stand("t", (0, 1, 1))),
            pairs=(
                Pair(("ana", "s"), 0.9),
                Pair(("ana", "t"), 0.8),
                Pair(("bo", "s"), 0.1),
            ),
            goals=(Goal.COVERAGE, Goal.SCORE, Goal.WAITING),
        )
    )


def optimised(seconds=30.0, **terms):
    layout = fair()
    placed = placements(layout)
    incumbent = Incumbent(())
    told = []
    GoalOptimiser(
        Budget(seconds, lambda: 0.0),
        relaxed_model(layout, placed),
        found=lambda _, objective, limit: told.append((objective.goal, limit)),
        **terms,
    ).optimise(build_model(layout, placed), incumbent)
    return measure(layout, incumbent.meetings), incumbent, told


def test_goals_are_reached_in_their_order_and_proven():
    goals, incumbent, told = optimised()
    assert (goals.coverage, round(goals.score, 9), goals.waiting) == ((2,), 1.8, 0)
    assert incumbent.proven
    assert [goal for goal, _ in told] == sorted((goal for goal, _ in told), key=list(Goal).index)


def test_start_is_only_measured_when_not_thorough():
    goals, incumbent, _ = optimised(thorough=False)
    assert (goals.coverage, incumbent.proven) == ((0,), False)


def test_run_without_time_leaves_the_start_and_proves_nothing_false():
    goals, incumbent, _ = optimised(seconds=0.0)
    assert goals.coverage == (0,)
    assert [each.limit for each in incumbent.reached[:2]] == [None, None]


@pytest.mark.parametrize(("maximise", "sharper"), [(True, 3), (False, 5)])
def test_sharper_of_two_limits_is_kept(maximise, sharper):
    objective = Objective(Goal.SCORE, 0, LinearSum({}), maximise)
    assert tighter(objective, 3, 5) == sharper
    assert tighter(objective, None, 5) == 5
    assert tighter(objective, None, None) is None
