"""Advice rests on the bound of the fair with the change made, never on a price alone."""

from dataclasses import replace

import pytest
from hypothesis import given

from matching.phrases import LANGUAGES, say
from matching.planning.explain.advice import AdviceCode, advice, limit, with_longer_day, with_table
from matching.planning.problem.goals import counts
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Pair, Person, Problem, Stand
from matching.planning.solve import solve
from tests.examples import examples
from tests.planning.strategies import problems
from tests.planning.test_solve import busy_fair


def queue(people=6, **changes):
    """Everybody wants the one stand with one table; another stands empty."""
    crowd = tuple(Person(f"p{n}", None, 1, 1) for n in range(people))
    frame = {
        "slots": 3,
        "people": crowd,
        "stands": (Stand("busy", (1, 1, 1)), Stand("calm", (1, 1, 1))),
        "pairs": tuple(Pair((one.id, "busy"), 0.5) for one in crowd),
    }
    return Problem(**{**frame, **changes})


def test_table_where_people_queue_helps_most():
    found = advice(queue(), slot_minutes=15, longer=30)
    assert [(each.code, each.people) for each in found] == [
        (AdviceCode.TABLE, 3),
        (AdviceCode.LONGER, 2),
    ]
    assert (found[0].params["stand"], found[1].params["minutes"]) == ("busy", 30)
    assert found[0].score == pytest.approx(1.5)


def test_fair_with_room_for_everybody_needs_no_advice():
    assert advice(queue(people=2)) == ()


def test_whatever_opens_pairs_is_judged_like_any_change():
    arabic = tuple(Pair((f"p{n}", "calm"), 0.6) for n in range(3))
    found = advice(queue(), opened={"interprète": arabic})
    best = found[0]
    assert (best.code, best.params["name"], best.people) == (AdviceCode.OPENED, "interprète", 3)


def test_one_more_meeting_is_not_advised_where_nobody_has_the_most_there_may_be():
    problem = queue(3)
    assert AdviceCode.MOST not in {
        each.code for each in advice(problem, longer=0, met={"p0": 0, "p1": 0, "p2": 0})
    }
    bound = replace(
        problem,
        people=(Person("p0", None, 1, 1),),
        pairs=(Pair(("p0", "busy"), 0.5), Pair(("p0", "calm"), 0.5)),
    )
    assert [each.code for each in advice(bound, longer=0, met={"p0": 1})] == [AdviceCode.MOST]
    assert advice(bound, longer=0, met={"p0": 0}) == ()


def test_one_more_meeting_a_person_is_advised_when_that_is_what_binds():
    stands = (Stand("busy", (9, 9, 9)), Stand("calm", (9, 9, 9)))
    pairs = tuple(Pair((f"p{n}", stand), 0.5) for n in range(6) for stand in ("busy", "calm"))
    (found,) = advice(queue(stands=stands, pairs=pairs))
    assert (found.code, found.people, found.score) == (AdviceCode.MOST, 0, 3.0)


@pytest.mark.parametrize("problem", [Problem(slots=1), queue(people=0), queue(stands=(), pairs=())])
def test_empty_fair_gets_no_advice_and_no_crash(problem):
    assert advice(problem) == ()


@examples(40)
@given(problems())
def test_no_plan_passes_the_limit(problem):
    result = solve(problem, seconds=5)
    if not result.meetings:
        return
    met = counts(Layout(problem), result.meetings)
    levels = max(person.least for person in problem.people)
    promised = sum(
        5.0 * 4.0 ** (levels - level)
        for person in problem.people
        for level in range(1, min(met[person.id], person.least) + 1)
    )
    alike = replace(problem, pairs=tuple(replace(p, score=0.0) for p in problem.pairs))
    assert promised <= limit(alike).worth + 1e-6
    unpromised = replace(problem, people=tuple(replace(p, least=0) for p in problem.people))
    assert result.goals.score <= limit(unpromised).worth + 1e-6


def test_another_table_or_a_longer_day_never_lowers_the_limit():
    problem = busy_fair(people=20, stands=5, slots=10)
    now = limit(problem).worth
    assert limit(with_table(problem, problem.stands[0].id)).worth >= now - 1e-9
    assert limit(with_longer_day(problem, 2)).worth >= now - 1e-9


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_advice_has_its_sentence(language):
    said = {"stand": "busy", "minutes": 30, "name": "interprète", "people": 3, "score": 1.5}
    for code in AdviceCode:
        assert say(f"advice.{code}", language, **said)
