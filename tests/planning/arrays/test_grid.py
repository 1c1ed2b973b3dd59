"""Large fairs are planned on a grid; tiny ones show that its rules and limits are true."""

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.planning.arrays.build_grid import build_grid
from matching.planning.arrays.grid import fits_grid
from matching.planning.arrays.grid_plan import GridPlan
from matching.planning.budget.budget import Budget
from matching.planning.large.exchange import exchange_block, exchange_stand, value_by_goals
from matching.planning.large.pair_flow import choose_pairs
from matching.planning.large.pdlp_prices import price_slots
from matching.planning.large.search import LargeSearch
from matching.planning.problem.check import violations
from matching.planning.problem.goals import measure
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Goal, Pair, Person, Placed, Problem, Stand
from matching.planning.problem.result import Status
from matching.planning.solve import solve
from tests.examples import examples
from tests.planning.strategies import SLOTS, best_key, key

modest = examples(25)

PEOPLE, STANDS = ("p1", "p2", "p3"), ("s1", "s2")
ORDERS = [
    (Goal.COVERAGE, Goal.SCORE, Goal.WAITING),
    (Goal.COVERAGE, Goal.SCORE, Goal.CHANGES, Goal.WAITING),
    (Goal.SCORE, Goal.BREAKS),
    (Goal.SCORE,),
]
slot_sets = st.none() | st.sets(st.integers(0, SLOTS - 1)).map(lambda s: tuple(sorted(s)))
pairs = st.builds(
    Pair,
    between=st.tuples(st.sampled_from(PEOPLE), st.sampled_from(STANDS)),
    score=st.sampled_from([0.0, 0.1, 1 / 3, 0.5, 0.9, 1.0]),
    length=st.sampled_from([1, 1, 1, 2]),
    must=st.sampled_from([False, False, False, True]),
    slots=st.none() | slot_sets,
)


@st.composite
def grid_problems(draw, *, plain=False):
    """Tiny fairs of people and stands, tied by all that fits a grid."""
    asked = draw(st.lists(pairs, min_size=1, max_size=5))
    if plain:
        asked = [replace(pair, must=False) for pair in asked]
    placed = st.builds(Placed, st.integers(0, len(asked) - 1), st.integers(0, SLOTS - 1))
    return Problem(
        slots=SLOTS,
        days=draw(st.sampled_from([(), ((0, 2), (2, 4)), ((1, 4),)])),
        gap=draw(st.sampled_from([0, 0, 1, 2])),
        people=tuple(
            Person(name, draw(slot_sets), draw(st.integers(0, 3)), draw(st.integers(0, 2)))
            for name in PEOPLE
        ),
        stands=tuple(
            Stand(name, draw(st.tuples(*[st.integers(0, 2)] * SLOTS)), zone)
            for name, zone in zip(STANDS, draw(st.sampled_from(["AB", "AB", "AA"])), strict=True)
        ),
        walks=draw(st.sampled_from([(), (("A", "B", 1),), (("A", "B", 2),)])),
        rooms=draw(st.sampled_from([None, None, 1, 2])),
        pairs=tuple(asked),
        fixed=() if plain else tuple(draw(st.lists(placed, max_size=1))),
        announced=tuple(draw(st.lists(placed, max_size=2, unique_by=lambda each: each.pair))),
        goals=draw(st.sampled_from(ORDERS)),
    )


@modest
@given(grid_problems())
def test_plan_on_a_grid_breaks_no_rule_and_no_plan_passes_its_limits(problem):
    result = solve(problem, seconds=20, exact_up_to=0)
    best = best_key(problem)
    if best is None:
        assert result.status is Status.INFEASIBLE
        return
    assert violations(problem, result.meetings) == ()
    assert key(problem, result.meetings) <= best
    limits = dict(zip(problem.goals, best, strict=True))
    if Goal.COVERAGE in limits:
        # what is owed alone is placed without a grid, and nothing need be proven of it
        assert limits[Goal.COVERAGE] <= result.bounds.get(Goal.COVERAGE, limits[Goal.COVERAGE])
    if result.goals.coverage == limits.get(Goal.COVERAGE, result.goals.coverage):
        assert limits[Goal.SCORE] <= result.bounds[Goal.SCORE] + 1e-6
    if result.status is Status.OPTIMAL:
        assert key(problem, result.meetings) == best


@modest
@given(grid_problems())
def test_goals_told_of_a_grid_are_those_measured_on_the_plan(problem):
    told = []
    result = solve(problem, exact_up_to=0, progress=lambda news: told.append(news) or True)
    for news in told:
        assert news.goals == measure(Layout(problem), news.meetings)
        assert violations(problem, news.meetings) == ()
    assert result.goals == measure(Layout(problem), result.meetings)


@pytest.mark.slow
@modest
@given(grid_problems(plain=True))
def test_flow_of_pairs_is_a_limit_on_every_plan(problem):
    grid = build_grid(problem)
    choice = choose_pairs(grid)
    best = dict(zip(problem.goals, best_key(problem), strict=True))
    if Goal.COVERAGE in best:
        assert best[Goal.COVERAGE] <= choice.coverage
    alone = choose_pairs(grid, bonus=(0,) * grid.levels)
    free = best_key(replace(problem, goals=(Goal.SCORE,)))[0]
    assert free * grid.scale <= alone.total + _hidden(grid)


@pytest.mark.slow
@modest
@given(grid_problems(plain=True), st.integers(1, 60))
def test_any_prices_prove_a_limit_however_rough(problem, rounds):
    problem = replace(problem, goals=(Goal.SCORE,))
    grid = build_grid(problem)
    if not grid.may.any():
        return
    priced = price_slots(GridPlan(grid), value_by_goals(grid), grid.may, rounds=rounds, stop=60.0)
    best = best_key(problem)[0] * grid.scale
    assert best <= priced.limit + _hidden(grid)


def _hidden(grid):
    """What whole worths hide, and the sixth digit to which the truth is told."""
    return 1e-6 * grid.scale + (0 if grid.exact else len(grid.problem.pairs))


@modest
@given(grid_problems(plain=True))
def test_one_more_table_never_lowers_the_proven_best(problem):
    stand = problem.stands[0]
    more = replace(stand, tables=tuple(count + 1 for count in stand.tables))
    wider = replace(problem, stands=(more, *problem.stands[1:]), goals=ORDERS[0])
    before, after = (solve(each, seconds=20) for each in (replace(problem, goals=ORDERS[0]), wider))
    assert (before.status, after.status) == (Status.OPTIMAL, Status.OPTIMAL)
    reached = [(r.goals.coverage, round(r.goals.score, 6)) for r in (before, after)]
    assert reached[0] <= reached[1]


@modest
@given(grid_problems(), st.randoms(use_true_random=False))
def test_order_of_the_rows_changes_nothing_on_a_grid(problem, chance):
    order = list(range(len(problem.pairs)))
    chance.shuffle(order)
    new = {old: position for position, old in enumerate(order)}
    shuffled = replace(
        problem,
        people=problem.people[::-1],
        stands=problem.stands[::-1],
        pairs=tuple(problem.pairs[old] for old in order),
        fixed=tuple(Placed(new[p], slot) for p, slot in problem.fixed),
        announced=tuple(Placed(new[p], slot) for p, slot in problem.announced),
    )
    here, there = (solve(each, exact_up_to=0) for each in (problem, shuffled))
    assert _said(problem, here.meetings) == _said(shuffled, there.meetings)


def _said(problem, meetings):
    pairs = problem.pairs
    return sorted((p.slot, pairs[p.pair].between, pairs[p.pair].score) for p in meetings)


def crowd(*, people=60, stands=8, slots=14, seed=0, gap=0, stay=None, length=1):
    """More wishes than tables, everybody for a part of the day."""
    chance = random.Random(seed)
    stays = [stay or chance.randrange(3, slots) for _ in range(people)]
    first = [chance.randrange(0, slots - stay + 1) for stay in stays]
    return Problem(
        slots=slots,
        gap=gap,
        people=tuple(
            Person(f"p{n:03}", tuple(range(at, at + stay)), 3, 2)
            for n, (at, stay) in enumerate(zip(first, stays, strict=True))
        ),
        stands=tuple(
            Stand(f"s{n}", tuple(0 if t == 5 else 1 + n % 2 for t in range(slots)))
            for n in range(stands)
        ),
        pairs=tuple(
            Pair((f"p{n:03}", f"s{s}"), round(chance.random(), 3), length if s == 0 else 1)
            for n in range(people)
            for s in chance.sample(range(stands), 6)
        ),
    )


def zoned(problem):
    """The same with stands in four zones, two slots from end to end."""
    stands = (replace(s, zone="ABCD"[n % 4]) for n, s in enumerate(problem.stands))
    walks = (("A", "B", 1), ("B", "C", 1), ("C", "D", 1), ("A", "C", 2), ("B", "D", 2))
    return replace(problem, stands=tuple(stands), walks=(*walks, ("A", "D", 2)))


@pytest.mark.parametrize(
    "problem",
    [
        pytest.param(zoned(crowd()), id="walks", marks=pytest.mark.slow),
        pytest.param(replace(crowd(), rooms=5), id="rooms"),
        pytest.param(replace(zoned(crowd(gap=1)), rooms=5), id="all"),
    ],
)
def test_walks_and_rooms_are_planned_on_a_grid_close_to_a_limit_that_holds(problem):
    result = solve(problem, exact_up_to=0)
    assert result.violations == violations(problem, result.meetings) == ()
    assert result.goals.coverage[0] >= 0.97 * result.bounds[Goal.COVERAGE][0]
    assert result.gap <= 0.05


@pytest.mark.parametrize(
    "terms",
    [{}, {"gap": 1}, {"gap": 2}, {"stay": 3}, {"stay": 4, "gap": 1}, {"length": 2}],
    ids=str,
)
def test_crowd_is_planned_close_to_a_limit_that_holds(terms):
    problem = crowd(**terms)
    result = solve(problem, exact_up_to=0)
    assert result.violations == violations(problem, result.meetings) == ()
    assert result.goals.coverage[0] >= 0.97 * result.bounds[Goal.COVERAGE][0]
    assert result.gap <= 0.05


def test_waiting_is_cut_and_no_score_is_paid_for_it():
    problem = crowd(people=120, stands=12)
    long = solve(replace(problem, goals=(Goal.COVERAGE, Goal.SCORE)), exact_up_to=0).goals
    short = solve(problem, exact_up_to=0).goals
    assert (short.coverage, short.score) >= (long.coverage, long.score)
    assert short.waiting <= 0.5 * long.waiting


@pytest.mark.parametrize(
    "problem",
    [
        crowd(gap=1, length=2),
        zoned(crowd(length=2)),
        replace(crowd(length=2), rooms=5),
        replace(zoned(crowd(gap=1)), rooms=5),
    ],
    ids=["gap and sessions", "walks", "rooms", "gap, walks and rooms"],
)
def test_exchange_of_seats_never_makes_a_plan_worse(problem):
    grid = build_grid(problem)
    grid_plan, worth = GridPlan(grid), value_by_goals(grid)
    chance = np.random.default_rng(0)
    standings = [grid_plan.standing()]
    for _ in range(60):
        if chance.random() < 0.5:
            exchange_block(grid_plan, worth, int(chance.integers(14)))
        else:
            exchange_stand(grid_plan, worth, int(chance.integers(8)))
        standings.append((*grid_plan.standing()[:3], ()))
    assert standings[1:] == sorted(standings[1:])
    assert standings[-1][2] > 0
    assert violations(problem, grid.meetings(grid_plan.slot)) == ()


def test_plan_taken_back_leaves_the_grid_as_it_was():
    grid = build_grid(zoned(replace(crowd(gap=1, length=2), rooms=9)))
    grid_plan, fresh = GridPlan(grid), GridPlan(grid)
    worth = value_by_goals(grid)
    for slot in range(14):
        exchange_block(grid_plan, worth, slot)
    exchange_stand(grid_plan, worth, 0)
    grid_plan.take(np.flatnonzero(grid_plan.slot >= 0))
    for name in ("slot", "at", "busy", "near", "met", "seats", "rooms"):
        assert (getattr(grid_plan, name) == getattr(fresh, name)).all()


def test_no_time_at_all_still_gives_a_plan_on_a_grid():
    result = solve(crowd(), seconds=0.0, exact_up_to=0)
    assert (result.status, result.violations) == (Status.FEASIBLE, ())
    assert result.goals.coverage[0] > 50


def test_stop_keeps_the_plan_that_was_told():
    told = []
    result = solve(crowd(), exact_up_to=0, progress=lambda news: bool(told.append(news)))
    assert [news.meetings for news in told] == [result.meetings]
    assert told[0].gap == pytest.approx(result.gap)


@pytest.mark.slow
def test_more_seconds_than_needed_change_nothing():
    problem = crowd(gap=1)
    plans = [solve(problem, seconds=s, exact_up_to=0).meetings for s in (100.0, 1000.0)]
    assert plans[0] == plans[1]


def test_start_and_what_it_is_worth_to_keep_hold_the_announced_plan():
    problem = crowd()
    first = solve(problem, exact_up_to=0)
    again = solve(
        replace(problem, announced=first.meetings, goals=(*problem.goals, Goal.CHANGES)),
        start=first.meetings,
        keep=1.0,
        exact_up_to=0,
    )
    assert again.goals.changes <= 0.02 * len(first.meetings)


@pytest.mark.parametrize(
    "changed",
    [
        {"before": ((0, 1),)},
        {"breaks_spread": 1},
        {"goals": (Goal.WAITING, Goal.SCORE)},
        {"goals": (Goal.COVERAGE,)},
    ],
    ids=str,
)
def test_what_ties_meetings_in_other_ways_does_not_fit_a_grid(changed):
    assert fits_grid(crowd())
    assert not fits_grid(replace(crowd(), **changed))


def test_fixed_meeting_where_nobody_may_meet_lays_out_no_grid():
    problem = crowd(people=4)
    assert build_grid(replace(problem, fixed=(Placed(0, 5),))) is None


def test_brief_run_asks_no_prices():
    grid = build_grid(crowd(stay=3))
    run = LargeSearch(grid, Budget(60.0, lambda: 0.0), is_brief=True)
    run.run(np.full(len(grid.pair), -1))
    assert len(run.limits.totals) == 1


@modest
@given(grid_problems(plain=True), st.data())
def test_start_is_put_as_far_as_it_goes_and_no_farther(problem, data):
    grid = build_grid(problem)
    slots = [data.draw(st.sampled_from([-1, *np.flatnonzero(row).tolist()])) for row in grid.may]
    grid_plan = GridPlan(grid)
    grid_plan.put_all_that_fit(np.array(slots, dtype=np.int64))
    plan = grid.meetings(grid_plan.slot)
    assert violations(problem, plan) == ()
    left_out = [Placed(int(grid.pair[n]), slot) for n, slot in enumerate(slots) if slot >= 0]
    for placed in set(left_out) - set(plan):
        assert violations(problem, (*plan, placed)) != ()
