"""A board knows at every moment which placements still fit."""

from hypothesis import given
from hypothesis import strategies as st

from matching.planning.exact.board import Board
from matching.planning.problem.check import violations
from matching.planning.problem.lookup import Layout
from matching.planning.problem.rules import RuleCode, placements
from tests.planning.strategies import problems

LEFT_TO_OTHERS = {RuleCode.MUST, RuleCode.FIXED, RuleCode.BREAKS_SPREAD, RuleCode.GROUP_SMALL}


@given(problems(), st.randoms(use_true_random=False))
def test_placement_fits_when_and_only_when_the_rules_allow_it_beside_the_others(problem, chance):
    layout = Layout(problem)
    board = Board(layout, placements(layout))
    for _ in range(5):
        for term, placed in enumerate(board.placed):
            if term not in board.chosen:
                broken = violations(problem, sorted((*board.plan(), placed)))
                is_allowed = {violation.rule for violation in broken} <= LEFT_TO_OTHERS
                # a session that is not held leaves room which the board does not count on
                assert board.fits(term) == is_allowed or (problem.groups and is_allowed)
        fitting = [term for term in range(len(board.placed)) if board.fits(term)]
        if not fitting:
            return
        board.put(chance.choice(fitting))


@given(problems(), st.randoms(use_true_random=False))
def test_meeting_given_up_leaves_the_board_as_it_was(problem, chance):
    layout = Layout(problem)
    board = Board(layout, placements(layout))
    board.put_all_that_fit(chance.sample(board.placed, len(board.placed)))
    blocked, plan = board.blocked.copy(), board.plan()
    for term in sorted(board.chosen):
        board.take(term)
        board.put(term)
    assert (board.blocked == blocked).all()
    assert board.plan() == plan
