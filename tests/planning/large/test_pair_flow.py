"""Who meets whom when slots are forgotten: a guide, and a limit that no plan passes."""

from dataclasses import replace

import numpy as np
import pytest

from matching.planning.arrays.build_grid import build_grid
from matching.planning.large.pair_flow import (
    Network,
    choose_pairs,
    most_meetings,
    most_received,
    strict_bonus,
)
from tests.planning.large.fairs import promised, two_stands


def test_best_pairs_of_a_tiny_fair_are_the_best_four():
    choice = choose_pairs(build_grid(two_stands()))
    assert (choice.total, choice.coverage) == (30, ())
    assert choice.chosen.tolist() == [True] * 4 + [False] * 2


def test_promise_to_everybody_goes_before_score():
    choice = choose_pairs(build_grid(promised()))
    assert choice.coverage == (3,)


def test_rooms_limit_the_pairs_as_a_whole():
    choice = choose_pairs(build_grid(two_stands(rooms=1)))
    assert (choice.total, choice.chosen.sum()) == (17, 2)


@pytest.mark.parametrize(("gap", "most"), [(0, 4), (1, 2), (2, 2), (3, 1)])
def test_hours_hold_as_many_meetings_as_the_gap_leaves_room_for(gap, most):
    problem = two_stands()
    stands = tuple(replace(stand, tables=(1,) * 4) for stand in problem.stands)
    people = tuple(replace(person, most=9) for person in problem.people)
    longer = replace(problem, slots=4, days=(), gap=gap, people=people, stands=stands)
    grid = build_grid(longer)
    assert most_meetings(grid).tolist() == [most] * 3


def test_tables_hold_no_more_meetings_than_people_who_can_come():
    problem = two_stands()
    stands = (replace(problem.stands[0], tables=(5, 1)), problem.stands[1])
    assert most_received(build_grid(replace(problem, stands=stands))).tolist() == [4, 2]


def test_level_of_coverage_is_worth_more_than_all_scores_and_all_lower_levels():
    grid = build_grid(promised(least=2))
    first, second = strict_bonus(grid, nodes=5)
    assert second > grid.worth.sum()
    assert first > 3 * second + grid.worth.sum()


def test_flow_takes_what_pays_and_lets_the_rest_go_past():
    network = Network(3)
    network.supply(np.array([0, 1]), 1, 0)
    arcs = network.add(np.array([0, 1]), np.array([2, 2]), 1, np.array([-5, 3]))
    network.drain(np.array([2]), np.array([2]))
    assert network.solve()[arcs].tolist() == [1, 0]
