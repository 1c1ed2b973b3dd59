"""Whatever the document, the answer is a problem or a refusal that names the field."""

import json
import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from matching.phrases import LANGUAGES, codes, say
from matching.planning.explain.why_not import WhyNotCode
from matching.planning.problem.documents import (
    must_reach_what_it_says,
    plan_document,
    read_plan,
    read_problem,
)
from matching.planning.problem.problem import Problem, ProblemError
from matching.planning.problem.rules import RuleCode
from matching.planning.problem.unmet import UnmetReason
from matching.planning.solve import solve
from tests.examples import examples
from tests.planning.strategies import problem_document, problems


def document(**changes):
    """The problem of the formats page in small."""
    return {
        "format": "parvis-problem/1",
        "slots": 4,
        "days": [[0, 2], [2, 4]],
        "people": [{"id": "p1", "free": [0, 1, 2], "most": 2, "least": 1}],
        "stands": [{"id": "s1", "tables": [1, 1, 1, 0], "zone": "A"}],
        "walks": [["A", "B", 1]],
        "pairs": [{"between": ["p1", "s1"], "score": 0.5, "length": 1, "must": False}],
        "before": [],
        "fixed": [{"pair": 0, "slot": 1}],
        "announced": [{"pair": 0, "slot": 1}],
        "goals": ["coverage", "score"],
        **changes,
    }


def person(**changes):
    return {"people": [{"id": "p1", "free": None, "most": 2, "least": 1, **changes}]}


def tied(**changes):
    return {"format": "parvis-problem/2", **changes}


def ada(**changes):
    return {"id": "Ada", "stands": ["s1"], "tables": [1, 1, 1, 1], **changes}


def pair(**changes):
    return {"pairs": [{"between": ["p1", "s1"], "score": 0.5, **changes}]}


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"format": "parvis-problem/3"}, "format", "format"),
        ({"groups": []}, "groups", "newer_format"),
        ({"shared": None}, "shared", "newer_format"),
        ({"goals": ["score", "idle_range"]}, "goals[1]", "newer_format"),
        (tied(groups=[{"stand": "s9"}]), "groups[0].stand", "unknown_party"),
        (tied(groups=[{"stand": "s1"}, {"stand": "s1"}]), "groups[1].stand", "duplicate"),
        (tied(groups=[{"stand": "s1", "smallest": -1}]), "groups[0].smallest", "range"),
        (tied(groups=[{"stand": "s1", "times": -1}]), "groups[0].times", "range"),
        (tied(shared=[ada(id="")]), "shared[0].id", "empty"),
        (tied(shared=[ada(), ada()]), "shared[1].id", "duplicate"),
        (tied(shared=[ada(stands=["p1"])]), "shared[0].stands[0]", "unknown_party"),
        (tied(shared=[ada(stands=["s1", "s1"])]), "shared[0].stands", "duplicate"),
        (tied(shared=[ada(tables=[1])]), "shared[0].tables", "tables"),
        (tied(shared=[ada(tables=[0, 0, 0, 0])]), "fixed[0]", "fixed"),
        ({"slots": 0}, "slots", "range"),
        ({"slots": True}, "slots", "not_whole"),
        ({"slots": 4.0}, "slots", "not_whole"),
        ({"slots": 10**30}, "slots", "huge"),
        ({"days": [[0, 3], [2, 4]]}, "days[1]", "days_cross"),
        ({"days": [[0, 9]]}, "days[0]", "day"),
        ({"days": [[2, 2]]}, "days[0]", "day"),
        ({"days": [[0]]}, "days[0]", "count"),
        ({"days": []}, "days", "empty"),
        ({"rooms": -1}, "rooms", "range"),
        ({"gap": "1"}, "gap", "not_whole"),
        ({"breaks_spread": 0.5}, "breaks_spread", "not_whole"),
        ({"people": {}}, "people", "not_list"),
        ({"people": ["p1"]}, "people[0]", "not_object"),
        (person(id=""), "people[0].id", "empty"),
        (person(id=7), "people[0].id", "not_text"),
        (person(free=[9]), "people[0].free", "slot"),
        (person(free=[1, 1]), "people[0].free", "duplicate"),
        (person(free=[True]), "people[0].free[0]", "not_whole"),
        (person(most=-1), "people[0].most", "range"),
        (person(least=False), "people[0].least", "not_whole"),
        ({"stands": [{"id": "p1", "tables": [1] * 4}]}, "stands[0].id", "duplicate"),
        ({"stands": [{"id": "s1", "tables": [1] * 3}]}, "stands[0].tables", "tables"),
        ({"stands": [{"id": "s1", "tables": [1, 1, 1, -1]}]}, "stands[0].tables[3]", "range"),
        ({"stands": [{"id": "s1"}]}, "stands[0].tables", "missing"),
        ({"walks": [["A", "A", 1]]}, "walks[0]", "walk"),
        ({"walks": [["A", "B", 1], ["B", "A", 2]]}, "walks[1]", "walk"),
        ({"walks": [["A", "B"]]}, "walks[0]", "count"),
        (pair(score=math.nan), "pairs[0].score", "not_finite"),
        (pair(score=math.inf), "pairs[0].score", "not_finite"),
        (pair(score=True), "pairs[0].score", "not_number"),
        (pair(score=-0.1), "pairs[0].score", "range"),
        (pair(score=10**400), "pairs[0].score", "huge"),
        (pair(length=0), "pairs[0].length", "range"),
        (pair(must="yes"), "pairs[0].must", "not_yes_no"),
        (pair(slots=[4]), "pairs[0].slots", "slot"),
        (pair(between=["p1", "p1"]), "pairs[0].between", "same_party"),
        (pair(between=["p1", "who"]), "pairs[0].between[1]", "unknown_party"),
        (pair(between=["p1"]), "pairs[0].between", "count"),
        ({"before": [[0, 0]]}, "before[0]", "before_itself"),
        ({"before": [[0, 5]]}, "before[0][1]", "unknown_pair"),
        ({"fixed": [{"pair": 3, "slot": 0}]}, "fixed[0].pair", "unknown_pair"),
        ({"fixed": [{"pair": 0, "slot": 0}, {"pair": 0, "slot": 1}]}, "fixed[1].pair", "duplicate"),
        ({"fixed": [{"pair": 0, "slot": 3}]}, "fixed[0]", "fixed"),
        ({"announced": [{"pair": 0, "slot": 7}]}, "announced[0].slot", "slot"),
        ({"announced": [{"pair": 0}]}, "announced[0].slot", "missing"),
        ({"goals": ["coverage", "joy"]}, "goals[1]", "goal"),
        ({"slots": 5000, "pairs": [None] * 3201}, "pairs", "too_many"),
        ({"goals": ["score", "score"]}, "goals", "duplicate"),
        ({"gaps": 1}, "gaps", "unknown_field"),
        (person(leats=1), "people[0].leats", "unknown_field"),
        (pair(scor=0.5), "pairs[0].scor", "unknown_field"),
        ({"fixed": [{"pair": 0, "slot": 1, "at": 2}]}, "fixed[0].at", "unknown_field"),
    ],
)
def test_malformed_field_is_named_and_said_in_both_languages(changes, field, reason):
    with pytest.raises(ProblemError) as refusal:
        read_problem(document(**changes))
    assert (refusal.value.field, refusal.value.reason) == (field, reason)
    for language in LANGUAGES:
        code = f"error.{refusal.value.code}"
        assert field in say(code, language, **refusal.value.params)


def test_a_misspelt_field_is_refused_with_the_nearest_one_that_is_known():
    with pytest.raises(ProblemError) as refusal:
        read_problem(document(**pair(scor=0.5)))
    assert refusal.value.params["near"] == "score"


@given(st.text(min_size=1, max_size=12), st.sampled_from([None, "people", "stands", "pairs"]))
def test_whatever_field_is_not_known_is_refused_by_name(name, where):
    given_document = document()
    entry = given_document[where][0] if where else given_document
    assume(name not in entry and name not in {"rooms", "gap", "breaks_spread", "slots"})
    entry[name] = 1
    with pytest.raises(ProblemError) as refusal:
        read_problem(given_document)
    assert refusal.value.reason == "unknown_field"
    assert refusal.value.field == (f"{where}[0].{name}" if where else name)


def test_fields_left_out_take_their_defaults():
    short = {"format": "parvis-problem/1", "slots": 2, "people": [], "stands": [], "pairs": []}
    assert read_problem(short) == Problem(slots=2)


@examples(50)
@given(problems())
def test_problem_survives_a_round_trip_through_json(problem):
    loose = problem_document(problem) | {"fixed": []}
    again = read_problem(json.loads(json.dumps(loose)))
    assert problem_document(again) == loose


anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**40), 10**40)
    | st.floats()
    | st.text(max_size=3)
    | st.sampled_from(["p1", "s1", 0, 1]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "free", "pair", "slot", "between"]), inner)
    ),
    max_leaves=6,
)


@st.composite
def damaged(draw):
    """A good document in which one value, at any depth, is replaced by anything."""
    whole = json.loads(json.dumps(document()))
    node, path = whole, draw(st.lists(st.integers(0, 20), min_size=1, max_size=4))
    for number, step in enumerate(path):
        keys = list(node) if isinstance(node, dict) else range(len(node))
        if not keys:
            break
        chosen = keys[step % len(keys)]
        if number == len(path) - 1 or not isinstance(node[chosen], dict | list):
            node[chosen] = draw(anything)
            break
        node = node[chosen]
    return whole


@examples(300)
@given(damaged() | anything)
def test_any_document_is_a_problem_or_a_refusal(given_document):
    try:
        problem = read_problem(given_document)
    except ProblemError as refusal:
        named = bool(refusal.field)
    else:
        named = True
        assert read_problem(problem_document(problem)) == problem
    assert named


@pytest.mark.parametrize(
    ("plan", "field"),
    [
        ([], "document"),
        ({"format": "parvis-plan/1"}, "meetings"),
        ({"format": "parvis-plan/1", "meetings": [{"pair": 0.5, "slot": 1}]}, "meetings[0].pair"),
        ({"format": "parvis-plan/1", "meetings": [7]}, "meetings[0]"),
        (
            {"format": "parvis-plan/1", "meetings": [{"pair": 0, "slot": 1, "slt": 1}]},
            "meetings[0].slt",
        ),
        ({"format": "parvis-plan/1", "meetings": [], "gaols": {}}, "gaols"),
    ],
)
def test_malformed_plan_is_named(plan, field):
    with pytest.raises(ProblemError) as refusal:
        read_plan(plan)
    assert refusal.value.field == field


def test_plan_survives_a_round_trip_through_json():
    result = solve(read_problem(document()))
    written = json.loads(json.dumps(plan_document(result)))
    assert read_plan(written) == result.meetings
    assert written["goals"] == {
        "coverage": [1],
        "score": 0.5,
        "waiting": 0,
        "breaks": 0,
        "changes": 0,
    }
    assert (written["bounds"], written["status"]) == ({"coverage": [1], "score": 0.5}, "optimal")


@pytest.mark.parametrize(
    ("goals", "field"),
    [
        ({"score": 5.5}, "goals.score"),
        ({"coverage": [2]}, "goals.coverage"),
        ({"waiting": True}, "goals.waiting"),
        ({"scoer": 0.5}, "goals.scoer"),
    ],
)
def test_plan_that_says_what_it_does_not_reach_is_refused_by_the_goal(goals, field):
    problem = read_problem(document())
    result = solve(problem)
    written = plan_document(result)
    must_reach_what_it_says(problem, result.meetings, written)
    with pytest.raises(ProblemError) as refusal:
        must_reach_what_it_says(problem, result.meetings, {**written, "goals": goals})
    assert refusal.value.field == field


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_of_the_room_has_its_sentence(language):
    wanted = {f"violation.{rule}" for rule in RuleCode}
    wanted |= {f"unmet.{reason}" for reason in UnmetReason}
    wanted |= {f"why_not.{code}" for code in WhyNotCode}
    assert wanted - codes(language) == set()
