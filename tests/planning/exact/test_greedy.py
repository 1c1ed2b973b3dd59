"""A first plan is filled by hand: promises first, then scores, until nothing more fits."""

from dataclasses import replace

from hypothesis import given

from matching.planning.exact.board import Board
from matching.planning.exact.greedy import fill, first_plan
from matching.planning.problem.goals import counts
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Pair, Person, Placed, Problem, Stand
from matching.planning.problem.rules import placements
from tests.planning.strategies import problems


def board_of(problem):
    layout = Layout(problem)
    return Board(layout, placements(layout))


@given(problems())
def test_nothing_more_fits_beside_a_first_plan(problem):
    board = board_of(problem)
    first_plan(board, ())
    held = {placed.pair for placed in board.plan()}
    assert not any(
        board.fits(term) for term, placed in enumerate(board.placed) if placed.pair not in held
    )


def one_table(least=1):
    """Two people want one table for two slots; ana has the greater scores."""
    return Problem(
        slots=2,
        people=(Person("ana", None, 2, least), Person("bo", None, 2, least)),
        stands=(Stand("s", (1, 1)), Stand("t", (1, 1))),
        pairs=(
            Pair(("ana", "s"), 0.9),
            Pair(("ana", "t"), 0.8),
            Pair(("bo", "s"), 0.1),
        ),
    )


def test_who_was_promised_a_meeting_has_it_before_anybody_has_two():
    problem = one_table()
    board = board_of(problem)
    fill(board)
    assert counts(Layout(problem), board.plan()) == {"ana": 2, "bo": 1}


def test_must_goes_before_everything_else():
    problem = one_table(least=0)
    pairs = (*problem.pairs[:2], replace(problem.pairs[2], must=True, slots=(0,)))
    board = board_of(replace(problem, pairs=pairs))
    assert Placed(2, 0) in first_plan(board, ())


def test_start_stays_and_is_filled_up():
    board = board_of(one_table())
    plan = first_plan(board, (Placed(2, 1),))
    assert Placed(2, 1) in plan
    assert len(plan) > 1
