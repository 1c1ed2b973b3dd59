"""The JSON Schemas of `matching/docs/formats` name the fields that the code has."""

import json
from dataclasses import fields
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import matching
from matching.planning.problem.problem import Pair, Person, Placed, Problem, Stand

FOLDER = Path(matching.__file__).parent / "docs" / "formats"


def schema(name):
    return json.loads((FOLDER / f"parvis-{name}-1.schema.json").read_text("utf-8"))


@pytest.mark.parametrize("name", ["problem", "plan", "scores", "report"])
def test_schema_is_a_schema(name):
    Draft202012Validator.check_schema(schema(name))


@pytest.mark.parametrize(("part", "kind"), [("person", Person), ("stand", Stand), ("pair", Pair)])
def test_fields_of_a_problem_s_parts_are_those_of_the_code(part, kind):
    told = schema("problem")["$defs"][part]["properties"]
    assert set(told) == {field.name for field in fields(kind)}


def test_fields_of_a_problem_are_those_of_the_code():
    told = schema("problem")
    assert set(told["properties"]) - {"format"} == {field.name for field in fields(Problem)}
    assert set(told["$defs"]["placed"]["properties"]) == set(Placed._fields)
