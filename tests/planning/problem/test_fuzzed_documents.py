"""Two thousand damaged documents: each is planned, or refused by the field at fault."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.phrases import LANGUAGES, say
from matching.planning.problem.check import violations
from matching.planning.problem.documents import plan_document, read_problem
from matching.planning.problem.problem import Problem, ProblemError
from matching.planning.problem.result import Status
from matching.planning.solve import solve
from tests.examples import examples
from tests.planning.problem.test_documents import anything, document
from tests.planning.strategies import problem_document, problems

TOP = {*problem_document(Problem(slots=1)), "document"}
many = examples(2_000)


@st.composite
def damaged(draw):
    """A good document with up to three values replaced, dropped or repeated, at any depth."""
    source = draw(st.just(None) | problems())
    whole = document() if source is None else problem_document(source) | {"fixed": []}
    whole = json.loads(json.dumps(whole))
    for _ in range(draw(st.integers(0, 3))):
        _damage(draw, whole)
    return whole


def _damage(draw, node):
    while True:
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))
        if not keys:
            return
        chosen = draw(st.sampled_from(keys))
        inner = node[chosen]
        if isinstance(inner, dict | list) and inner and draw(st.integers(0, 4)):
            node = inner
            continue
        match draw(st.sampled_from(["replace", "drop", "repeat"])):
            case "drop":
                del node[chosen]
            case "repeat" if isinstance(node, list):
                node.append(inner)
            case _:
                node[chosen] = draw(anything)
        return


@pytest.mark.slow
@many
@given(damaged())
def test_damaged_document_is_planned_or_refused_by_its_field(given_document):
    problem, refusal = read_or_refused(given_document)
    if problem is not None:
        assert read_problem(problem_document(problem)) == problem
        return
    assert refusal.field.split(".")[0].split("[")[0] in TOP
    for language in LANGUAGES:
        assert refusal.field in say(f"error.{refusal.code}", language, **refusal.params)


def read_or_refused(given_document):
    """The problem, or why there is none."""
    try:
        return read_problem(given_document), None
    except ProblemError as refusal:
        return None, refusal


@examples(60)
@given(damaged())
def test_document_that_is_read_is_planned_without_a_crash(given_document):
    problem, _ = read_or_refused(given_document)
    if problem is None or problem.slots > 50 or sum(pair.length for pair in problem.pairs) > 1_000:
        return
    result = solve(problem, seconds=10)
    assert json.loads(json.dumps(plan_document(result)))["status"] == result.status.value
    if result.status in {Status.OPTIMAL, Status.FEASIBLE}:
        assert violations(problem, result.meetings) == ()


def corner(**changes):
    """Two people at one stand with one table."""
    plain = document(
        days=None,
        people=[{"id": "p1"}, {"id": "p2"}],
        stands=[{"id": "s1", "tables": [1, 1, 1, 0]}],
        walks=[],
        fixed=[],
        announced=[],
        pairs=[{"between": ["p1", "s1"]}, {"between": ["p2", "s1"]}],
    )
    return plain | changes


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"fixed": [{"pair": 0, "slot": 1}, {"pair": 1, "slot": 1}]}, "fixed[0]"),
        ({"fixed": [{"pair": 0, "slot": 0}, {"pair": 1, "slot": 3}]}, "fixed[1]"),
        ({"rooms": 0, "fixed": [{"pair": 1, "slot": 0}]}, "fixed[0]"),
    ],
)
def test_fixed_meetings_that_contradict_a_rule_are_named(changes, field):
    with pytest.raises(ProblemError) as refusal:
        read_problem(corner(**changes))
    assert refusal.value.field == field


def test_smallest_set_of_musts_that_clash_is_named():
    """Three people must meet in the two slots left; a fourth must be met elsewhere."""
    four = corner()
    four["people"] = [{"id": f"p{n}"} for n in range(4)]
    four["stands"] = [{"id": "s1", "tables": [1, 1, 0, 0]}, {"id": "s2", "tables": [1, 1, 1, 1]}]
    four["pairs"] = [
        {"between": [f"p{n}", "s1" if n < 3 else "s2"], "must": True} for n in range(4)
    ]
    result = solve(read_problem(four))
    assert (result.status, result.clash) == (Status.INFEASIBLE, (0, 1, 2))


def test_of_two_clashes_the_one_of_fewer_meetings_is_named():
    """Four people for the three places of one stand; two stands want a fifth in his one slot."""
    two = corner() | {"gap": 0, "before": [], "fixed": [], "announced": []}
    two["people"] = [{"id": "p0", "free": [0]}, *({"id": f"p{n}"} for n in range(1, 5))]
    two["stands"] = [
        {"id": "s1", "tables": [1, 1, 1, 0]},
        {"id": "s2", "tables": [1, 1, 1, 1]},
        {"id": "s3", "tables": [1, 1, 1, 1]},
    ]
    alone = [["p0", "s2"], ["p0", "s3"]]
    many = [[f"p{n}", "s1"] for n in range(1, 5)]
    for pairs, fewest in ((alone + many, (0, 1)), (many + alone, (4, 5))):
        two["pairs"] = [{"between": each, "must": True} for each in pairs]
        result = solve(read_problem(two))
        assert (result.status, result.clash) == (Status.INFEASIBLE, fewest)


def test_contradictory_fixed_and_must_are_told_as_a_clash():
    problem = read_problem(corner())
    both = {"fixed": [{"pair": 0, "slot": 1}], "stands": [{"id": "s1", "tables": [0, 1, 0, 0]}]}
    late = corner() | both
    late["pairs"][1]["must"] = True
    result = solve(read_problem(late))
    assert (result.status, result.clash) == (Status.INFEASIBLE, (0, 1))
    assert solve(problem).status is Status.OPTIMAL


@pytest.mark.parametrize(
    "changes",
    [
        {"people": [], "pairs": [], "fixed": []},
        {"stands": [], "pairs": [], "walks": []},
        {"pairs": []},
        {"stands": [{"id": "s1", "tables": [0, 0, 0, 0]}]},
        {"people": [{"id": "p1", "most": 0, "least": 0}, {"id": "p2", "free": []}]},
    ],
)
def test_fair_without_people_stands_or_tables_has_an_empty_plan(changes):
    result = solve(read_problem(corner() | changes))
    assert (result.meetings, result.status) == ((), Status.OPTIMAL)


@pytest.mark.slow
def test_five_hundred_people_for_one_stand_take_turns():
    crowd = corner()
    crowd["people"] = [{"id": f"p{n}", "most": 3, "least": 1} for n in range(500)]
    crowd["pairs"] = [{"between": [f"p{n}", "s1"], "score": n / 500} for n in range(500)]
    result = solve(read_problem(crowd), seconds=20)
    assert (result.goals.coverage, len(result.unmet)) == ((3,), 497)
    assert result.goals.score == pytest.approx((499 + 498 + 497) / 500)
