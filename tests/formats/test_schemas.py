"""The JSON Schemas of `matching/docs/formats` say what the code reads and writes."""

import json
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

import matching
from matching.domain.score import Verdict
from matching.planning.problem.check import violations
from matching.planning.problem.documents import PROBLEM_FORMAT, plan_document, read_problem
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
from matching.planning.problem.result import Status, Stop
from matching.planning.solve import solve
from matching.services.evening.audit_fair import whole_report
from matching.services.evening.report import report_answer
from matching.services.plan.draw_plan import draw_plan, plan_answer
from matching.services.scores.score_fair import score_fair, scores_answer
from matching.store import fairs
from tests.examples import examples
from tests.fairs import moment, shop_in, small_entries
from tests.planning.strategies import problem_document, problems, tied_problems

FOLDER = Path(matching.__file__).parent / "docs" / "formats"


def schema(name):
    number = "" if name[-1].isdigit() else "-1"
    return json.loads((FOLDER / f"parvis-{name}{number}.schema.json").read_text("utf-8"))


def holds(name, document):
    Draft202012Validator(schema(name)).validate(json.loads(json.dumps(document)))


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """What the services write of a small fair, its plan drawn: a document a format."""
    shop, entries = shop_in(tmp_path_factory.mktemp("formats")), small_entries()
    fair = entries.fair.id
    with shop.store.writing() as writer:
        fairs.write_fair(writer, entries.fair, digest="", at=moment(8))
        fairs.replace_jobseekers(
            writer,
            fair,
            jobseekers=list(entries.jobseekers.values()),
            statistics=entries.statistics.values(),
            keep=(),
        )
        fairs.replace_offers(writer, fair, entries.exhibitors.values(), entries.offers.values())
    documents = {
        "plan": plan_answer(draw_plan(shop, fair), "fr"),
        "scores": scores_answer(score_fair(shop, fair), "fr"),
        "report": report_answer(whole_report(shop, fair), "fr"),
    }
    shop.store.close()
    return documents


@pytest.mark.parametrize("name", ["problem", "problem-2", "plan", "scores", "report"])
def test_schema_is_a_schema(name):
    Draft202012Validator.check_schema(schema(name))


@pytest.mark.parametrize(
    ("part", "kind"),
    [("person", Person), ("stand", Stand), ("pair", Pair), ("group", Group), ("shared", Shared)],
)
def test_fields_of_a_problem_s_parts_are_those_of_the_code(part, kind):
    told = schema("problem-2")["$defs"][part]["properties"]
    assert set(told) == {field.name for field in fields(kind)}


def test_fields_of_a_problem_are_those_of_the_code():
    told = schema("problem-2")
    assert set(told["properties"]) - {"format"} == {field.name for field in fields(Problem)}
    assert set(told["$defs"]["placed"]["properties"]) == set(Placed._fields)


def test_first_format_of_a_problem_is_the_second_without_what_ties_meetings_together():
    first, second = schema("problem"), schema("problem-2")
    for name in ("groups", "shared"):
        del second["properties"][name]
    del second["$defs"]["group"], second["$defs"]["shared"]
    goals = second["properties"]["goals"]["anyOf"][0]["items"]["enum"]
    assert goals == list(Goal)
    goals.remove(Goal.IDLE_RANGE)
    second["title"] = second["properties"]["format"]["const"] = PROBLEM_FORMAT
    assert first == second


@examples(40)
@given(problems() | tied_problems())
def test_problem_keeps_to_its_schema_and_reads_back_the_same(problem):
    document = problem_document(problem)
    holds("problem-2", document)
    if not violations(problem, problem.fixed):
        assert read_problem(document) == problem


@pytest.mark.parametrize("part", ["goals", "bounds"])
def test_goals_of_a_plan_are_those_of_the_code(part):
    assert schema("plan")["properties"][part]["propertyNames"]["enum"] == list(Goal)


def test_words_of_a_plan_are_those_of_the_code():
    told = schema("plan")["properties"]
    assert told["status"]["enum"] == list(Status)
    assert told["stopped"]["enum"] == [stop.value or None for stop in Stop if stop] + [None]


def test_verdicts_of_scores_are_those_of_the_code():
    told = schema("scores")["properties"]["scores"]["items"]["properties"]
    assert told["verdict"]["enum"] == list(Verdict)


@examples(40)
@given(problems())
def test_plan_of_any_problem_keeps_to_its_schema(problem):
    holds("plan", plan_document(solve(problem, seconds=5)))


@pytest.mark.parametrize(("name", "part"), [("plan", "meetings"), ("scores", "scores")])
def test_what_is_written_of_a_fair_keeps_to_its_schema(written, name, part):
    assert written[name][part]
    holds(name, written[name])


def test_report_of_a_fair_keeps_to_its_schema(written):
    assert any(section["figures"] for section in written["report"]["sections"])
    holds("report", written["report"])
