"""What a meeting displaced can really be put in its place."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from matching.planning.explain.displaced import Displaced, displaced
from matching.planning.problem.check import violations
from matching.planning.problem.problem import Pair, Person, Placed, Problem, Stand
from tests.examples import examples
from tests.planning.repair.test_replan_events import first_fit
from tests.planning.test_solve import busy_fair


def test_next_best_person_and_next_best_stand_are_named():
    people = tuple(Person(name, None, 1) for name in ("ana", "bo", "cy"))
    stands = (Stand("s", (1,)), Stand("t", (1,)))
    pairs = (
        Pair(("ana", "s"), 0.9),
        Pair(("bo", "s"), 0.3),
        Pair(("cy", "s"), 0.6),
        Pair(("ana", "t"), 0.2),
    )
    problem = Problem(slots=1, people=people, stands=stands, pairs=pairs)
    found = displaced(problem, [Placed(0, 0)], 0)
    assert found == Displaced(others=(Placed(2, 0), Placed(1, 0)), instead=(Placed(3, 0),))


def test_meeting_nobody_else_wants_displaces_nobody():
    stands = (Stand("s", (1,)),)
    problem = Problem(
        slots=1, people=(Person("ana", None, 1),), stands=stands, pairs=(Pair(("ana", "s")),)
    )
    assert displaced(problem, [Placed(0, 0)], 0) == Displaced((), ())


@examples(20)
@given(st.integers(0, 10**6), st.sampled_from([0, 1]))
def test_what_was_displaced_fits_once_the_meeting_is_gone(seed, gap):
    problem = replace(busy_fair(people=8, stands=3, slots=6, seed=seed, gap=gap), days=())
    plan = first_fit(problem)
    for placed in plan[:4]:
        rest = [other for other in plan if other != placed]
        found = displaced(problem, plan, placed.pair)
        person, stand = problem.pairs[placed.pair].between
        late = displaced(problem, plan, placed.pair, since=3)
        assert [other for other in (*late.others, *late.instead) if other.slot < 3] == []
        for other in (*found.others, *found.instead):
            assert violations(problem, [*rest, other]) == ()
        assert all(problem.pairs[other.pair].between[1] == stand for other in found.others)
        assert all(other.slot == placed.slot for other in found.others)
        assert all(problem.pairs[other.pair].between[0] == person for other in found.instead)
        scores = [problem.pairs[other.pair].score for other in found.others]
        assert scores == sorted(scores, reverse=True)
