"""How tests are made: nothing in them depends on how busy the machine is."""

import ast
from pathlib import Path

TESTS = Path(__file__).parents[1]
LEAST_SECONDS = 5
"""Enough for a first plan beside eight other programs; a plan ends by itself before."""


def seconds_of(node):
    """The seconds that a call gives a plan, in Python or at a terminal; None where none are."""
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "draw_plan":
        given = [one.value for one in node.keywords if one.arg == "seconds"]
        return getattr(given[0], "value", None) if given else None
    words = node.args if isinstance(node, ast.Call) else getattr(node, "elts", [])
    said = [getattr(word, "value", None) for word in words]
    if "plan" in said and "--seconds" in said:
        given = said[said.index("--seconds") + 1]
        return float(given) if isinstance(given, str) else None
    return None


def test_nobody_holds_all_objects_of_a_process_that_goes_on():
    """A tuple that another thread is making ends there in a `SystemError` when it is held here."""
    holding = {
        file.relative_to(TESTS).as_posix()
        for file in TESTS.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "get_objects"
    }
    assert holding == {"browser/reached.py"}  # it looks at a copy, in which nothing else runs


def test_a_plan_that_a_test_draws_has_time_for_it():
    hurried = {
        (file.relative_to(TESTS).as_posix(), node.lineno)
        for file in TESTS.rglob("test_*.py")
        if file.parent.name != "benchmarks"
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if (seconds := seconds_of(node)) is not None and 0 < seconds < LEAST_SECONDS
    }
    assert hurried == set()
