"""In the middle of the day: the past stays, nothing announced moves without cause."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.planning.problem.check import violations
from matching.planning.problem.problem import Goal, Pair, Person, Placed, Problem, Stand
from matching.planning.problem.result import Status
from matching.planning.repair.replan import replan
from matching.planning.repair.rest_of_day import rest_of_day
from matching.planning.repair.scope import ReplanScope
from matching.planning.solve import solve
from tests.examples import examples
from tests.planning.test_solve import busy_fair


def small_day(**changes):
    """Three people, two stands with one table, four slots."""
    people = tuple(Person(name, None, 2, 1) for name in ("ana", "bo", "cy"))
    stands = (Stand("s", (1, 1, 1, 1)), Stand("t", (1, 1, 1, 1)))
    pairs = tuple(
        Pair((person, stand), score)
        for person, score in (("ana", 0.9), ("bo", 0.8), ("cy", 0.7))
        for stand in ("s", "t")
    )
    frame = {"slots": 4, "people": people, "stands": stands, "pairs": pairs}
    return Problem(**{**frame, **changes})


PLAN = (Placed(0, 0), Placed(1, 1), Placed(2, 1), Placed(3, 2), Placed(4, 2), Placed(5, 3))


def with_people(problem, *others):
    return replace(problem, people=(*problem.people, *others))


def test_quiet_moment_changes_nothing():
    result = replan(small_day(), announced=PLAN, scope=ReplanScope(1))
    assert (set(result.meetings), result.goals.changes) == (set(PLAN), 0)


def test_walk_in_moves_nobody_and_takes_what_is_free():
    problem = with_people(small_day(), Person("di", None, 2, 2))
    new = (Pair(("di", "s"), 1.0), Pair(("di", "t"), 1.0))
    problem = replace(problem, pairs=(*problem.pairs, *new))
    result = replan(problem, announced=PLAN, scope=ReplanScope(1, gains=frozenset({"di"})))
    assert set(PLAN) <= set(result.meetings)
    assert set(result.meetings) - set(PLAN) == {Placed(6, 3)}


def test_no_show_frees_a_place_for_somebody_else():
    problem = small_day()
    late = Person("di", None, 1, 1)
    gone = replace(problem.people[2], free=())
    problem = replace(problem, people=(*problem.people[:2], gone, late))
    problem = replace(problem, pairs=(*problem.pairs, Pair(("di", "s"), 0.1, slots=(2,))))
    result = replan(problem, announced=PLAN, scope=ReplanScope(1))
    assert Placed(6, 2) in result.meetings
    assert set(result.meetings) == {*PLAN[:4], Placed(6, 2)}


def test_closed_stand_moves_only_its_own_people():
    stands = (Stand("s", (1, 1, 0, 0)), Stand("t", (1, 1, 1, 1)))
    result = replan(small_day(stands=stands), announced=PLAN, scope=ReplanScope(1))
    kept = {placed for placed in PLAN if placed.pair != 4}
    assert kept - {Placed(5, 3)} <= set(result.meetings)
    assert all(placed.pair != 4 for placed in result.meetings if placed.slot >= 2)


def test_table_lost_makes_only_those_who_no_longer_fit_move():
    people = tuple(Person(name, None, 2, 1) for name in ("ana", "bo", "cy"))
    stands = (Stand("s", (2, 1, 2, 2)), Stand("t", (1, 1, 1, 1)))
    pairs = (Pair(("ana", "s"), 0.9), Pair(("bo", "s"), 0.8), Pair(("cy", "t"), 0.7))
    problem = Problem(slots=4, people=people, stands=stands, pairs=pairs)
    announced = (Placed(0, 1), Placed(1, 1), Placed(2, 2))
    result = replan(problem, announced=announced, scope=ReplanScope(1))
    assert (len(result.meetings), result.goals.changes) == (3, 1)
    assert Placed(2, 2) in result.meetings


def test_past_that_today_would_forbid_stays_as_it_was():
    gone = replace(small_day().people[0], free=(), most=0)
    problem = small_day()
    problem = replace(problem, people=(gone, *problem.people[1:]))
    problem = replace(problem, stands=(Stand("s", (0, 1, 1, 1)), problem.stands[1]))
    result = replan(problem, announced=PLAN, scope=ReplanScope(1))
    assert result.status is Status.OPTIMAL
    assert set(result.meetings) & {Placed(0, 0), Placed(1, 1)} == {Placed(0, 0)}


def test_new_meetings_begin_from_now_on():
    result = replan(small_day(), announced=(), scope=ReplanScope(3))
    assert {placed.slot for placed in result.meetings} == {3}


@pytest.mark.parametrize(("share", "changes"), [(0.0, 1), (1.0, 0)])
def test_weight_of_an_announced_meeting_decides_between_score_and_quiet(share, changes):
    people = (Person("ana", (0, 1), 1), Person("bo", (0,), 1))
    pairs = (Pair(("ana", "s"), 0.5), Pair(("bo", "s"), 0.3, slots=(0,)))
    problem = Problem(slots=2, people=people, stands=(Stand("s", (1, 1)),), pairs=pairs)
    everybody = frozenset({"ana", "bo"})
    result = replan(
        problem, announced=[Placed(0, 0)], scope=ReplanScope(0, movable=everybody, keep_share=share)
    )
    assert (result.goals.changes, result.status) == (changes, Status.OPTIMAL)


def test_changes_are_a_goal_right_after_the_score():
    posed = rest_of_day(small_day(), PLAN, ReplanScope(1))
    assert posed.goals == (Goal.COVERAGE, Goal.SCORE, Goal.CHANGES, Goal.WAITING)


@examples(8)
@given(
    st.integers(0, 10),
    st.sets(st.integers(0, 9), max_size=3),
    st.sets(st.integers(0, 4), max_size=2),
    st.integers(0, 3),
)
def test_replan_never_moves_the_past_nor_those_who_lost_nothing(now, absent, closed, seed):
    problem = busy_fair(people=8, stands=5, slots=8, seed=seed)
    announced = solve(problem).meetings
    people = tuple(
        replace(p, free=tuple(t for t in p.free if t < now)) if n in absent else p
        for n, p in enumerate(problem.people)
    )
    stands = tuple(
        replace(s, tables=tuple(c if t < now else 0 for t, c in enumerate(s.tables)))
        if n in closed
        else s
        for n, s in enumerate(problem.stands)
    )
    later = replace(problem, people=people, stands=stands)
    result = replan(later, announced=announced, scope=ReplanScope(now))
    assert {p for p in announced if p.slot < now} <= set(result.meetings)
    assert violations(later, result.meetings) == ()
    for placed in set(announced) - set(result.meetings):
        who = problem.pairs[placed.pair].between[0]
        assert _lost_one(problem, announced, who, now=now, absent=absent, closed=closed)


def _lost_one(problem, announced, who, *, now, absent, closed):
    number = next(n for n, person in enumerate(problem.people) if person.id == who)
    shut = {problem.stands[n].id for n in closed}
    return number in absent or any(
        placed.slot >= now and shut & set(problem.pairs[placed.pair].between)
        for placed in announced
        if who in problem.pairs[placed.pair].between
    )


def test_every_set_of_people_of_a_scope_is_called_as_the_problem_calls_them():
    people = frozenset({"ana"})
    sets = [each.name for each in fields(ReplanScope) if "frozenset" in str(each.type)]
    scope = ReplanScope(3, **dict.fromkeys(sets, people)).named(lambda names: names | {"n"})
    assert {getattr(scope, name) for name in sets} == {people | {"n"}}
    assert (len(sets), scope.now_slot, ReplanScope().named(lambda _: people).gains) == (3, 3, None)


def with_one_place_left(**met):
    """Stand `shut` closes on two people; `open` has one place, which the first of them has.

    By name how many more meetings each of them has, of one that is promised.
    """
    people = tuple(Person(name, None, 3, 1) for name in met)
    stands = (Stand("shut", (0, 0, 0)), Stand("open", (0, 1, 0)), Stand("far", (0, 0, 2)))
    first, second = met
    pairs = [Pair((first, "shut"), 0.6), Pair((second, "shut"), 0.6)]
    pairs += [Pair((first, "open"), 0.4), Pair((second, "open"), 0.9)]
    pairs += [Pair((name, "far"), 0.5) for name, count in met.items() if count]
    far = tuple(Placed(number, 2) for number in range(4, len(pairs)))
    problem = Problem(slots=3, people=people, stands=stands, pairs=tuple(pairs))
    return problem, (Placed(0, 0), Placed(1, 1), Placed(2, 1), *far)


@pytest.mark.parametrize("rules", [{}, {"breaks_spread": 3}, {"before": ((0, 2),)}])
@pytest.mark.parametrize(
    ("met", "has_it"),
    [
        ({"ginette": 1, "thi": 1}, "ginette"),
        ({"ginette": 0, "thi": 1}, "ginette"),
        ({"ginette": 0, "thi": 0}, "ginette"),
        ({"ginette": 1, "thi": 0}, "thi"),
    ],
)
def test_a_place_at_an_open_stand_goes_to_another_only_where_more_have_what_was_promised(
    met, has_it, rules
):
    problem, announced = with_one_place_left(**met)
    problem = replace(problem, **rules)
    result = replan(problem, announced=announced, scope=ReplanScope(gains=frozenset()))
    at_open = [problem.pairs[one.pair].between[0] for one in result.meetings if one.slot == 1]
    assert at_open == [has_it]
    assert set(announced[3:]) <= set(result.meetings)
    assert violations(problem, result.meetings) == ()
