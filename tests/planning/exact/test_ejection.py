"""Meetings that must be held find their places, one by one, in a moment."""

from hypothesis import given

from matching.planning.exact.board import Board
from matching.planning.exact.ejection import put_all
from matching.planning.exact.greedy import first_plan
from matching.planning.problem.check import violations
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Pair, Person, Placed, Problem, Stand
from matching.planning.problem.rules import RuleCode, demanded, placements
from tests.planning.strategies import problems

_LEFT_ALONE = {RuleCode.MUST, RuleCode.FIXED, RuleCode.BREAKS_SPREAD, RuleCode.GROUP_SMALL}


def board_of(problem):
    layout = Layout(problem)
    return Board(layout, placements(layout))


def test_a_meeting_in_the_only_slot_of_another_makes_room():
    pairs = (Pair(("p", "s"), 1.0, must=True), Pair(("q", "s"), 1.0, must=True, slots=(0,)))
    people = (Person("p", most=1), Person("q", most=1))
    problem = Problem(slots=2, people=people, stands=(Stand("s", (1, 1)),), pairs=pairs)
    board = board_of(problem)
    board.put_all_that_fit((Placed(0, 0),))
    assert put_all(board, demanded(problem_layout := Layout(problem)))
    assert board.plan() == (Placed(0, 1), Placed(1, 0))
    assert violations(problem_layout.problem, board.plan()) == ()


def test_a_meeting_that_nobody_asked_for_leaves_and_is_not_missed():
    pairs = (Pair(("p", "s"), 1.0), Pair(("q", "s"), 1.0, must=True))
    people = (Person("p", most=1), Person("q", most=1))
    problem = Problem(slots=1, people=people, stands=(Stand("s", (1,)),), pairs=pairs)
    board = board_of(problem)
    board.put_all_that_fit((Placed(0, 0),))
    assert put_all(board, demanded(Layout(problem)))
    assert board.plan() == (Placed(1, 0),)


def test_too_many_meetings_are_given_up():
    pairs = tuple(Pair(("p", "s"), 1.0, must=True) for _ in range(3))
    stands = (Stand("s", (1, 1)),)
    problem = Problem(slots=2, people=(Person("p", most=3),), stands=stands, pairs=pairs)
    assert not put_all(board_of(problem), demanded(Layout(problem)))


def test_somebody_who_may_meet_nobody_keeps_no_search_going():
    problem = Problem(
        slots=1,
        people=(Person("p", most=0),),
        stands=(Stand("s", (1,)),),
        pairs=(Pair(("p", "s"), 1.0, must=True),),
    )
    assert not put_all(board_of(problem), demanded(Layout(problem)))


def test_a_clock_that_has_run_out_ends_the_search():
    pairs = (Pair(("p", "s"), 1.0, must=True),)
    people, stands = (Person("p", most=1),), (Stand("s", (1,)),)
    problem = Problem(slots=1, people=people, stands=stands, pairs=pairs)
    assert not put_all(board_of(problem), demanded(Layout(problem)), in_time=lambda: False)


@given(problems())
def test_a_board_that_holds_all_that_is_owed_breaks_no_rule_of_placements(problem):
    board, owed = board_of(problem), demanded(Layout(problem))
    first_plan(board, ())
    held_all = put_all(board, owed)
    plan = board.plan()
    assert not held_all or set(owed) <= {placed.pair for placed in plan}
    broken = {violation.rule for violation in violations(problem, plan)}
    assert broken <= (_LEFT_ALONE - ({RuleCode.MUST, RuleCode.FIXED} if held_all else set()))
