"""A plan on a grid knows at every moment what still fits and what it reaches."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matching.planning.arrays.build_grid import build_grid
from matching.planning.arrays.grid_plan import GridPlan
from matching.planning.problem.check import violations
from matching.planning.problem.goals import measure
from matching.planning.problem.lookup import Layout
from tests.planning.arrays.test_grid import grid_problems


@given(grid_problems(plain=True), st.randoms(use_true_random=False))
def test_meeting_fits_when_and_only_when_the_rules_allow_it_beside_the_others(problem, chance):
    grid = build_grid(problem)
    plan = GridPlan(grid)
    for _ in range(6):
        tries = [(p, s) for p in range(len(grid.pair)) for s in range(problem.slots)]
        for pair, slot in tries:
            if plan.slot[pair] >= 0:
                continue
            slots = plan.slot.copy()
            slots[pair] = slot
            is_allowed = not violations(problem, grid.meetings(slots))
            assert plan.fits(np.array([pair]), np.array([slot]))[0] == is_allowed
        fitting = [t for t in tries if plan.fits(np.array([t[0]]), np.array([t[1]]))[0]]
        if not fitting:
            break
        pair, slot = chance.choice(fitting)
        plan.put(np.array([pair]), np.array([slot]))
    goals = measure(Layout(problem), grid.meetings(plan.slot))
    assert (plan.waiting(), plan.breaks()) == (goals.waiting, goals.breaks)
    assert plan.coverage() == goals.coverage[: grid.levels]


@given(grid_problems(plain=True), st.data())
def test_of_any_slots_only_meetings_that_fit_together_are_put(problem, data):
    grid = build_grid(problem)
    count, slots = len(grid.pair), st.integers(-1, problem.slots - 1)
    asked = data.draw(st.lists(slots, min_size=count, max_size=count))
    plan = GridPlan(grid)
    plan.put_all_that_fit(np.array(asked, dtype=np.int64))
    assert violations(problem, grid.meetings(plan.slot)) == ()


@given(grid_problems(plain=True), st.randoms(use_true_random=False))
def test_idle_slots_that_one_more_meeting_adds_are_those_measured_after(problem, chance):
    grid = build_grid(problem)
    plan = GridPlan(grid)
    for _ in range(4):
        singles = np.flatnonzero(grid.single)
        tries = [(int(p), s) for p in singles for s in range(problem.slots)]
        fitting = [t for t in tries if plan.fits(np.array([t[0]]), np.array([t[1]]))[0]]
        if not fitting:
            return
        pair, slot = chance.choice(fitting)
        person = int(grid.person[pair])
        before, added = plan.waiting(), int(plan.idle_added(np.array([person]))[0, slot])
        plan.put(np.array([pair]), np.array([slot]))
        assert plan.waiting() - before == added
