"""Sessions and meetings of two people chosen before all else, by a limit on every plan."""

import pytest

from matching.planning.budget.budget import Budget
from matching.planning.large.exchange import value_by_goals
from matching.planning.large.ties.loosen import loosened
from matching.planning.large.ties.tied_program import TiedChoice, TiedProgram
from matching.planning.problem.problem import (
    Goal,
    Group,
    Pair,
    Person,
    Placed,
    Problem,
    Shared,
    Stand,
)
from tests.benchmarks.plan_tied_fairs import tied_fair


def unhurried():
    return Budget(60.0, lambda: 0.0)


def chosen(problem):
    """The limit on the score, and what is chosen."""
    loose = loosened(problem)
    grid = loose.grid()
    program, worth = TiedProgram(loose, grid), value_by_goals(grid)
    relaxed = program.relaxed(worth, unhurried())
    return relaxed.limit / grid.scale, program.choice(relaxed.held)


def workshop(count, *, score=1.0, smallest=2, tables=(1, 1)):
    """So many people wish for a workshop whose leader has a table of their own beside it."""
    people = tuple(Person(f"p{n}") for n in range(count))
    pairs = tuple(Pair((person.id, "group"), score) for person in people)
    more = tuple(Pair((person.id, "table"), 0.5) for person in people)
    return Problem(
        slots=2,
        people=people,
        stands=(Stand("group", (5, 5)), Stand("table", (1, 1))),
        groups=(Group("group", smallest, 1),),
        shared=(Shared("leader", ("group", "table"), tables),),
        pairs=pairs + more,
        goals=(Goal.SCORE,),
    )


def test_session_is_held_where_its_people_are_worth_more_than_the_table():
    limit, choice = chosen(workshop(3))
    assert limit == pytest.approx(3 * 1.0 + 0.5)
    assert len(choice.sessions) == 1


def test_session_below_its_smallest_group_is_not_held():
    limit, choice = chosen(workshop(1))
    assert limit == pytest.approx(0.5)
    assert choice.sessions == {}


def test_session_worth_less_than_its_leader_at_the_table_is_not_held():
    limit, choice = chosen(workshop(2, score=0.2))
    assert limit == pytest.approx(2 * 0.5)
    assert choice.sessions == {}


def test_two_people_meet_where_both_are_and_neither_is_busy():
    people = Person("a", (0, 1)), Person("b", (1, 2)), Person("c", (1,))
    pairs = Pair(("a", "b"), 0.5), Pair(("b", "c"), 0.9)
    problem = Problem(slots=3, people=people, stands=(), pairs=pairs, goals=(Goal.SCORE,))
    limit, choice = chosen(problem)
    assert limit == pytest.approx(0.9)
    assert choice.wanted == {1}
    assert choice.likely == (Placed(1, 1),)


def test_where_nobody_can_meet_the_limit_is_nothing():
    people = Person("a", (0,), most=0), Person("b", (0,))
    pairs = (Pair(("a", "b"), 0.5),)
    problem = Problem(slots=1, people=people, stands=(), pairs=pairs, goals=(Goal.SCORE,))
    assert chosen(problem) == (0.0, TiedChoice({}, frozenset(), ()))


def test_programme_is_left_where_it_takes_more_than_its_share_of_the_work():
    problem = tied_fair("workshops", "400x40x16", 1)
    loose = loosened(problem)
    grid = loose.grid()
    # little work, and all the time of the world for it
    hurried = Budget(0.01, lambda: 0.0, began=600.0)
    assert TiedProgram(loose, grid).relaxed(value_by_goals(grid), hurried) is None
    assert not hurried.is_late


def test_sessions_chosen_of_a_large_fair_fit_what_is_shared():
    problem = tied_fair("workshops", "400x40x16", 1)
    _, choice = chosen(problem)
    assert choice.sessions
    for shared in problem.shared:
        for slot, tables in enumerate(shared.tables):
            running = sum(
                stand in shared.stands and begins <= slot < begins + length
                for (stand, begins), length in choice.sessions.items()
            )
            assert running <= tables
    for group in problem.groups:
        assert sum(stand == group.stand for stand, _ in choice.sessions) <= group.times
