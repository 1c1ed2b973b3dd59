"""A word that no format knows, or of the wrong kind, is refused by its path, with the nearest."""

import json
from copy import deepcopy

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from matching.planning.problem.documents import read_problem
from matching.planning.problem.problem import ProblemError
from tests.examples import examples

WHOLE = {
    "format": "parvis-problem/2",
    "slots": 4,
    "days": [[0, 4]],
    "gap": 0,
    "rooms": 9,
    "breaks_spread": 3,
    "people": [{"id": "p1", "free": [0, 1], "most": 2, "least": 1}, {"id": "p2"}],
    "stands": [{"id": "s1", "tables": [1, 1, 1, 1], "zone": "A"}, {"id": "w", "tables": [3] * 4}],
    "walks": [["A", "B", 1]],
    "pairs": [
        {"between": ["p1", "s1"], "score": 0.5, "length": 1, "must": False, "slots": [0, 1]},
        {"between": ["p2", "w"]},
    ],
    "before": [[0, 1]],
    "fixed": [{"pair": 0, "slot": 1}],
    "announced": [{"pair": 0, "slot": 1}],
    "groups": [{"stand": "w", "smallest": 1, "times": 2}],
    "shared": [{"id": "Ada", "stands": ["s1", "w"], "tables": [2, 2, 2, 2]}],
    "goals": ["coverage", "score"],
}


def fields_of(node, path=""):
    """Every field of a document, at any depth: the path of its object, its name."""
    for key, inner in node.items() if isinstance(node, dict) else enumerate(node):
        if isinstance(node, dict):
            yield path, key
            here = f"{path}.{key}" if path else key
        else:
            here = f"{path}[{key}]"
        if isinstance(inner, dict | list):
            yield from fields_of(inner, here)


FIELDS = sorted(set(fields_of(WHOLE)))
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def inside(document, path):
    """The object at a path."""
    for part in path.replace("[", ".[").split(".") if path else ():
        document = document[int(part[1:-1])] if part.startswith("[") else document[part]
    return document


def refusal_of(document):
    with pytest.raises(ProblemError) as refused:
        read_problem(json.loads(json.dumps(document)))
    return refused.value


def test_document_with_every_field_is_read():
    assert read_problem(deepcopy(WHOLE)).goals == ("coverage", "score")


@examples(400)
@given(st.sampled_from(FIELDS), st.sampled_from(["drop", "double", "add"]), st.data())
def test_misspelt_field_is_refused_by_its_path_with_the_nearest(field, fault, data):
    path, name = field
    place = data.draw(st.integers(0, len(name) - 1))
    wrong = {
        "drop": name[:place] + name[place + 1 :],
        "double": name[:place] + name[place] + name[place:],
        "add": name[:place] + data.draw(st.sampled_from(LETTERS)) + name[place:],
    }[fault]
    document = deepcopy(WHOLE)
    entry = inside(document, path)
    assume(wrong and wrong not in entry and len(name) > 2)
    entry[wrong] = entry.pop(name)
    refusal = refusal_of(document)
    if (path, name) == ("", "format") or (not path and name in {"people", "stands", "pairs"}):
        assert (refusal.field, refusal.reason) == (name, "missing")
        return
    assert (refusal.field, refusal.reason) == (
        f"{path}.{wrong}" if path else wrong,
        "unknown_field",
    )
    assert refusal.params["near"] == name


@pytest.mark.parametrize("field", FIELDS, ids=".".join)
@pytest.mark.parametrize("wrong", [{"x": 1}, [[["x"]]], True, "none of these", 1.5])
def test_value_of_another_kind_is_refused_by_its_path(field, wrong):
    path, name = field
    same = {name} & {"id", "zone"} and isinstance(wrong, str)
    assume_number = name == "score" and isinstance(wrong, float)
    if same or assume_number or (name == "must" and wrong is True):
        return
    document = deepcopy(WHOLE)
    inside(document, path)[name] = wrong
    refusal = refusal_of(document)
    assert refusal.field.startswith(f"{path}.{name}" if path else name)
