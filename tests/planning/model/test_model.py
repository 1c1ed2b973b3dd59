"""A model turns plans into columns and back, and knows which rows they keep."""

from matching.planning.model.model import LinearSum, Model, Objective
from matching.planning.problem.problem import Goal, Placed

PLACED = (Placed(0, 0), Placed(0, 1), Placed(1, 0))


def model_of_three():
    model = Model(PLACED)
    model.low, model.high = [0, 0, 0], [1, 1, 1]
    model.constrain({0: 1, 1: 1}, None, 1)
    return model


def test_derived_columns_follow_from_the_placements_of_a_plan():
    model = model_of_three()
    some = model.column(lambda values: int(values[0] or values[2]))
    assert (some, model.values((Placed(1, 0),))) == (3, [0, 0, 1, 1])


def test_plan_of_columns_is_the_plan_they_were_made_from():
    model = model_of_three()
    plan = (Placed(0, 1), Placed(1, 0))
    assert model.plan(model.values(plan)) == plan


def test_rows_are_kept_to_the_last_unit():
    model = model_of_three()
    assert model.holds(model.values((Placed(0, 0), Placed(1, 0))))
    assert not model.holds(model.values((Placed(0, 0), Placed(0, 1))))


def test_required_value_of_an_objective_becomes_a_row():
    for maximise, kept, broken in ((True, PLACED[:1], ()), (False, (), PLACED[:1])):
        model = model_of_three()
        objective = Objective(Goal.SCORE, 0, LinearSum({0: 2, 2: 1}, 5), maximise)
        model.require(objective, 6 if maximise else 5)
        assert model.holds(model.values(kept))
        assert not model.holds(model.values(broken))


def test_sum_adds_its_constant():
    assert LinearSum({0: 3, 2: -1}, 10).value([1, 1, 1]) == 12
