"""The arrays of a grid say what the problem says, and take out what is fixed."""

from dataclasses import replace

from hypothesis import given

from matching.planning.arrays.build_grid import build_grid
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Pair, Person, Placed, Problem, Stand
from matching.planning.problem.rules import placements
from tests.planning.arrays.test_grid import grid_problems


def fair(**changes):
    """One person, two stands in zones two slots apart, five slots."""
    problem = Problem(
        slots=5,
        people=(Person("p", None, most=2),),
        stands=(Stand("a", (1,) * 5, "A"), Stand("b", (1,) * 5, "B")),
        pairs=(Pair(("p", "a"), 0.5), Pair(("b", "p"), 0.25)),
        walks=(("A", "B", 2),),
    )
    return replace(problem, **changes)


@given(grid_problems(plain=True))
def test_meetings_may_begin_where_the_rules_on_single_pairs_allow_it(problem):
    grid = build_grid(problem)
    allowed = {
        (pair, slot)
        for pair, slot in placements(Layout(problem))
        if problem.rooms != 0 and {p.id: p.most for p in problem.people}[_person(problem, pair)]
    }
    told = {
        (int(grid.pair[row]), slot)
        for row in range(len(grid.pair))
        for slot in range(problem.slots)
        if grid.may[row, slot]
    }
    assert told == allowed


def _person(problem, pair):
    people = {person.id for person in problem.people}
    return next(party for party in problem.pairs[pair].between if party in people)


def test_fixed_meeting_keeps_far_zones_away_for_the_walk_and_near_ones_for_its_slot():
    near = replace(fair().stands[1], id="c", zone="A")
    problem = fair(
        stands=(*fair().stands, near),
        pairs=(*fair().pairs, Pair(("p", "c"), 0.1)),
        fixed=(Placed(0, 1),),
    )
    grid = build_grid(problem)
    starts = {
        int(pair): may.nonzero()[0].tolist() for pair, may in zip(grid.pair, grid.may, strict=True)
    }
    assert starts == {1: [4], 2: [0, 2, 3, 4]}
    assert grid.met.tolist() == [1]


def test_fixed_meetings_that_break_a_rule_leave_no_grid():
    assert build_grid(fair(fixed=(Placed(0, 1), Placed(1, 3)))) is None
    assert build_grid(fair(fixed=(Placed(0, 1), Placed(1, 4)))) is not None
    assert build_grid(fair(fixed=(Placed(0, 1),), rooms=0)) is None


def test_must_that_cannot_begin_anywhere_leaves_no_grid():
    gone = replace(fair().people[0], free=())
    must = replace(fair().pairs[0], must=True)
    assert build_grid(fair(people=(gone,), pairs=(must, fair().pairs[1]))) is None


def test_zones_between_which_nobody_walks_are_one():
    assert build_grid(fair(walks=())).apart.tolist() == [[0]]
    assert build_grid(fair(gap=3)).apart.tolist() == [[3, 3], [3, 3]]
    far = build_grid(fair(gap=1))
    assert (far.apart.tolist(), far.farthest, far.nearest) == ([[1, 2], [2, 1]], 2, 2)
    assert build_grid(fair(gap=2)).groups.tolist() == [0, 0]


def test_rooms_that_suffice_are_not_counted():
    assert build_grid(fair()).is_roomy
    assert build_grid(fair(rooms=2)).is_roomy
    assert not build_grid(fair(rooms=1)).is_roomy
