"""Whatever happens at noon: the past stays, the untouched stay, and nothing better was left."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.planning.problem.check import violations
from matching.planning.problem.goals import measure
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Goal, Pair, Person, Placed, Problem, Stand
from matching.planning.problem.result import Status
from matching.planning.problem.rules import starts
from matching.planning.problem.with_past import with_past
from matching.planning.repair.replan import replan
from matching.planning.repair.rest_of_day import rest_of_day
from matching.planning.repair.scope import ReplanScope, Stability
from matching.planning.solve import solve
from tests.examples import examples
from tests.planning.events import KINDS, Event, event
from tests.planning.strategies import SLOTS, addable, every_plan, problems
from tests.planning.test_solve import busy_fair

often = examples(30)
tiny_problems = problems().map(
    lambda problem: replace(
        problem,
        pairs=tuple(replace(pair, must=False) for pair in problem.pairs),
        goals=(Goal.COVERAGE, Goal.SCORE, Goal.CHANGES),
        **dict.fromkeys(("fixed", "announced", "groups", "shared"), ()),
        breaks_spread=None,
    )
)


def noon(seed, *, kind=None, gap=0, **size):
    """An event in a small fair with a plan."""
    problem = busy_fair(
        **{"people": 12, "stands": 5, "slots": 10, "seed": seed, "gap": gap, **size}
    )
    problem = replace(problem, days=())
    return event(problem, first_fit(problem), seed, kind=kind)


def first_fit(problem):
    """A plan nobody would call best: pairs in their order, each in its first free slot."""
    free = {p.id: set(p.free) for p in problem.people}
    left = {s.id: list(s.tables) for s in problem.stands}
    count = dict.fromkeys(free, 0)
    plan = []
    for number, pair in enumerate(problem.pairs):
        person, stand = pair.between
        open_slots = [t for t in sorted(free[person]) if left[stand][t]]
        if open_slots and count[person] < 6:
            slot = open_slots[0]
            plan.append(Placed(number, slot))
            free[person] -= set(range(slot - problem.gap, slot + problem.gap + 1))
            left[stand][slot] -= 1
            count[person] += 1
    return tuple(plan)


def replanned(happened, stability=Stability.BALANCED, **terms):
    return replan(
        happened.problem,
        announced=happened.announced,
        scope=ReplanScope(happened.now, happened.movable, happened.gains, stability),
        **terms,
    )


def people_of(problem, placed):
    names = {person.id for person in problem.people}
    return names.intersection(problem.pairs[placed.pair].between)


@often
@given(st.integers(0, 10**6), st.sampled_from(KINDS), st.sampled_from([0, 1]))
def test_past_never_changes_and_every_rule_is_kept(seed, kind, gap):
    happened = noon(seed, kind=kind, gap=gap)
    result = replanned(happened)
    past = {placed for placed in happened.announced if placed.slot < happened.now}
    assert past <= set(result.meetings)
    assert all(p.slot >= happened.now for p in set(result.meetings) - set(happened.announced))
    widened = with_past(happened.problem, tuple(past))
    assert (violations(widened, result.meetings), result.violations) == ((), ())


@often
@given(st.integers(0, 10**6), st.sampled_from(KINDS))
def test_nobody_untouched_by_the_cause_is_moved(seed, kind):
    happened = noon(seed, kind=kind)
    result = replanned(happened)
    alone = replace(happened.problem, announced=(), goals=(Goal.COVERAGE,))
    touched = {
        person
        for placed in happened.announced
        if set(happened.problem.pairs[placed.pair].between) & happened.touches
        for person in people_of(alone, placed)
    }
    moved = set(happened.announced) - set(result.meetings)
    assert {one for placed in moved for one in people_of(alone, placed)} <= touched


@pytest.mark.slow
@often
@given(
    st.integers(0, 10**6),
    st.sampled_from(KINDS),
    st.sampled_from(list(Stability)),
    st.sampled_from([(7, 3), (25, 2)]),
)
def test_restricted_replan_is_as_good_as_solving_all_that_is_left(seed, kind, stability, size):
    happened = noon(seed, kind=kind, people=size[0], stands=size[1], slots=6)
    assert_as_good_as_all_that_is_left(happened, stability)


@pytest.mark.slow
@often
@given(
    st.integers(0, 10**6),
    st.sampled_from(["stand closed", "stand late"]),
    st.sampled_from([Stability.CALM, Stability.BALANCED]),
    st.sampled_from([(7, 3), (10, 4), (12, 2)]),
)
def test_where_a_stand_shuts_as_many_of_the_other_meetings_are_held_as_can_be(
    seed, kind, stability, size
):
    happened = noon(seed, kind=kind, people=size[0], stands=size[1], slots=6)
    assert_as_good_as_all_that_is_left(happened, stability)


def assert_as_good_as_all_that_is_left(happened, stability):
    """Nobody loses a meeting that could be held, but for what was promised; then the best score."""
    result = replanned(happened, stability=stability)
    posed = left_of(happened)
    keep = stability.share * good_meeting(happened)
    held = still_held(posed, happened.now) if keep else frozenset()
    whole = solve(leaving_out_last(posed, held), start=posed.announced, keep=keep)
    assert worth(posed, result.meetings, keep, held) == pytest.approx(
        worth(posed, whole.meetings, keep, held), abs=1e-3
    )


def left_of(happened):
    scope = ReplanScope(happened.now, happened.movable, happened.gains)
    return rest_of_day(happened.problem, happened.announced, scope)


def still_held(posed, now):
    """Pairs whose announced meeting may move although person and stand are there at its hour."""
    fixed, layout = set(posed.fixed), Layout(posed)
    left = [one for one in posed.announced if one.slot >= now and one not in fixed]
    return frozenset(pair for pair, slot in left if slot in starts(layout, pair))


def leaving_out_last(posed, held):
    """The same problem where no score is worth as much as one of the pairs held."""
    more = 1 + sum(pair.score for pair in posed.pairs) + 100 * len(posed.pairs)
    pairs = enumerate(posed.pairs)
    scores = [replace(pair, score=pair.score + more * (n in held)) for n, pair in pairs]
    return replace(posed, pairs=tuple(scores))


def good_meeting(happened):
    if not happened.announced:
        return 0.0
    scores = sorted(happened.problem.pairs[p.pair].score for p in happened.announced)
    middle = len(scores) // 2
    return scores[middle] if len(scores) % 2 else (scores[middle - 1] + scores[middle]) / 2


def worth(problem, meetings, keep, held):
    goals = measure(Layout(problem), meetings)
    met = len({placed.pair for placed in meetings} & held)
    return (*goals.coverage, met, goals.score - keep * goals.changes)


@often
@given(tiny_problems, st.integers(0, 3), st.sampled_from(list(Stability)), st.data())
def test_any_tiny_problem_is_replanned_as_well_as_the_best_of_every_plan(
    problem, now, stability, data
):
    free = [plan for plan in every_plan(problem) if not violations(problem, plan)]
    announced = data.draw(st.sampled_from(free))
    shut = data.draw(st.sampled_from(problem.stands)).id
    stands = [replace(s, tables=(0,) * SLOTS) if s.id == shut else s for s in problem.stands]
    happened = Event("", replace(problem, stands=tuple(stands)), announced, now, frozenset())
    result = replanned(happened, stability=stability)
    posed = left_of(happened)
    keep = stability.share * good_meeting(happened)
    held = still_held(posed, now) if keep else frozenset()
    plans = (plan for plan in every_plan(posed) if not violations(posed, plan))
    best = max(worth(posed, plan, keep, held) for plan in plans)
    assert worth(posed, result.meetings, keep, held) == pytest.approx(best, abs=1e-3)


@often
@given(problems(), st.integers(0, 3), st.data())
def test_any_tiny_problem_is_replanned_within_its_rules(problem, now, data):
    free = [plan for plan in every_plan(problem) if not violations(problem, plan)]
    if not free:
        return
    announced = data.draw(st.sampled_from(free))
    result = replan(problem, announced=announced, scope=ReplanScope(now))
    assert result.status in {Status.OPTIMAL, Status.FEASIBLE}
    assert {placed for placed in announced if placed.slot < now} <= set(result.meetings)
    assert violations(problem, result.meetings) == ()


@pytest.mark.slow
@often
@given(st.integers(0, 10**6), st.sampled_from(KINDS))
def test_no_stand_is_idle_while_somebody_present_could_be_sent(seed, kind):
    happened = noon(seed, kind=kind)
    result = replanned(happened)
    past = tuple(placed for placed in happened.announced if placed.slot < happened.now)
    left = with_past(happened.problem, past)
    here = happened.gains
    assert addable(left, result.meetings, people=here, since=happened.now) == set()


@pytest.mark.slow
@often
@given(
    st.integers(0, 10**6),
    st.sampled_from(["stand closed", "stand late", "table added"]),
    st.sampled_from([0, 1]),
)
def test_no_new_meeting_leaves_a_gap_that_a_free_hour_would_close(seed, kind, gap):
    happened = noon(seed, kind=kind, gap=gap, people=40, stands=6)
    result = replanned(happened)
    assert (
        nearer_hours(happened.problem, happened.announced, happened.now, result.meetings) == set()
    )


def nearer_hours(problem, announced, now, meetings):
    """Where a new meeting could be at no cost to anybody, with fewer idle slots."""
    past = tuple(placed for placed in announced if placed.slot < now)
    left, found = with_past(problem, past), set()
    waits = measure(Layout(left), meetings).waiting
    broken = set(violations(left, meetings))
    for placed in set(meetings) - set(announced):
        others = set(meetings) - {placed}
        tries = [Placed(placed.pair, slot) for slot in range(now, left.slots)]
        less = [one for one in tries if measure(Layout(left), (*others, one)).waiting < waits]
        found |= {one for one in less if broken.issuperset(violations(left, (*others, one)))}
    return found


@often
@given(st.integers(0, 10**6), st.sampled_from(KINDS), st.randoms(use_true_random=False))
def test_order_of_the_rows_changes_nothing(seed, kind, chance):
    happened = noon(seed, kind=kind)
    problem, order = happened.problem, list(range(len(happened.problem.pairs)))
    chance.shuffle(order)
    new = {old: number for number, old in enumerate(order)}
    told = tuple(Placed(new[pair], slot) for pair, slot in happened.announced)
    shuffled = replace(
        problem,
        people=tuple(chance.sample(problem.people, len(problem.people))),
        stands=tuple(chance.sample(problem.stands, len(problem.stands))),
        pairs=tuple(problem.pairs[old] for old in order),
        announced=told,
    )
    here = replanned(happened).meetings
    there = replanned(replace(happened, problem=shuffled, announced=told)).meetings
    assert sorted(Placed(order[pair], slot) for pair, slot in there) == sorted(here)


def test_moves_of_a_great_event_are_made_in_rounds():
    problem = busy_fair(people=130, stands=30, slots=10, seed=4)
    plan = first_fit(problem)
    shut = tuple(replace(s, tables=(0,) * 5 + s.tables[5:]) for s in problem.stands)
    late = replace(problem, stands=shut)
    result = replan(late, announced=plan, scope=ReplanScope(0))
    assert len({p.pair for p in plan if p.slot < 5}) > 100
    assert violations(late, result.meetings) == ()
    assert result.goals.coverage >= measure(Layout(late), kept(plan)).coverage


def kept(plan):
    return [placed for placed in plan if placed.slot >= 5]


def test_unheld_must_that_nothing_less_allows_moves_somebody_untouched():
    people = (Person("ana", (1,), 1), Person("bo", None, 1))
    pairs = (Pair(("ana", "s"), 0.5, must=True), Pair(("bo", "s"), 0.5))
    problem = Problem(slots=3, people=people, stands=(Stand("s", (0, 1, 1)),), pairs=pairs)
    result = replan(problem, announced=[Placed(1, 1)], scope=ReplanScope(1))
    assert set(result.meetings) == {Placed(0, 1), Placed(1, 2)}


@pytest.mark.parametrize(
    ("stability", "changes"),
    [(Stability.CALM, 1), (Stability.BALANCED, 2), (Stability.FREE, 2)],
)
def test_organiser_says_how_much_better_a_plan_must_be_to_move_a_person(stability, changes):
    """Ana lost one meeting; another stand can have her only if her other meeting moves."""
    people = (Person("ana", (0, 1, 2), 3, 1),)
    stands = (Stand("s", (0, 0, 0)), Stand("t", (0, 1, 1)), Stand("u", (0, 1, 0)))
    pairs = tuple(Pair(("ana", stand), 0.6) for stand in "stu")
    problem = Problem(slots=3, people=people, stands=stands, pairs=pairs)
    announced = [Placed(0, 2), Placed(1, 1)]
    result = replan(problem, announced=announced, scope=ReplanScope(0, stability=stability))
    assert result.goals.changes == changes
