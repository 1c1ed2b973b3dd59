"""The formats `parvis-problem/1` and `/2` and `parvis-plan/1`: documents in, values out, back."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from matching.planning.problem.check import Violation, violations
from matching.planning.problem.fields import must_be_known, object_of, structured
from matching.planning.problem.goals import Measure, measure
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import (
    MOST_CHOICES,
    MOST_TABLES,
    Goal,
    Placed,
    Problem,
    ProblemError,
)
from matching.planning.problem.result import Result
from matching.planning.problem.rules import RuleCode

PROBLEM_FORMAT = "parvis-problem/1"
TIED_FORMAT = "parvis-problem/2"
"""The same with groups, what stands share, and the goal `idle_range`."""
PLAN_FORMAT = "parvis-plan/1"

_NEWER = ("groups", "shared")
_OF_A_MEETING = Placed._fields
_OF_A_FAIR = (
    *("person", "stand", "offer", "score", "length", "meeting", "starts_at", "ends_at"),
    *("sign", "zone", "exhibitor", "title"),
)
_OF_A_PLAN = (
    *("format", "status", "meetings", "goals", "bounds", "seconds", "stopped", "violations"),
    *("unmet", "clash", "fair", "number", "state", "score_version", "shares", "sessions"),
    *("by_hand", "announced_changes", "warnings", "held_back", "advice"),
)
_ROUNDED = 1e-6
_NOT_A_CONTRADICTION = {RuleCode.MUST, RuleCode.BREAKS_SPREAD, RuleCode.GROUP_SMALL}


def read_problem(document: object) -> Problem:
    """The problem that a JSON document states; fields left out take the format's defaults.

    Raises
    ------
    ProblemError
        For the first field that is malformed, not known, or contradicts another, with its path.
    """
    top = _formatted(document, PROBLEM_FORMAT, TIED_FORMAT)
    for name in ("people", "stands", "pairs"):
        if name not in top:
            raise ProblemError(name, "missing")
    if top.get("days") == []:
        raise ProblemError("days", "empty")
    if top["format"] == PROBLEM_FORMAT:
        _must_be_plain(top)
    slots = structured(top.get("slots"), int, "slots") if "slots" in top else 0
    _must_not_be_too_many(top["pairs"], slots)
    said = {name: value for name, value in top.items() if name != "format"}
    problem = structured(said | {"people": _with_most(top["people"], slots)}, Problem)
    _check_fixed(problem)
    return problem


def _must_be_plain(top: Mapping[str, Any]) -> None:
    """Refuse in the first format what only the second knows."""
    newer = [name for name in _NEWER if name in top]
    goals = top.get("goals")
    if isinstance(goals, list | tuple) and Goal.IDLE_RANGE in goals:
        newer.append(f"goals[{goals.index(Goal.IDLE_RANGE)}]")
    if newer:
        raise ProblemError(newer[0], "newer_format", expected=TIED_FORMAT)


def _with_most(people: object, slots: int) -> object:
    """People of whom no greatest number of meetings is said may meet in every slot."""
    if not isinstance(people, list | tuple):
        return people
    most = min(max(slots, 0), MOST_TABLES)
    return [
        {**person, "most": most}
        if isinstance(person, Mapping) and person.get("most") is None
        else person
        for person in people
    ]


def plan_document(result: Result, *, is_spread_asked: bool = False) -> dict[str, object]:
    """The JSON document of what `solve` gave, in the format `parvis-plan/1` (docs/formats.md).

    `is_spread_asked` adds how evenly people wait, for a problem that has this among its goals.
    """
    return {
        "format": PLAN_FORMAT,
        "status": result.status.value,
        "meetings": [placed._asdict() for placed in result.meetings],
        "goals": {
            goal.value: _plain(result.goals.of(goal))
            for goal in Goal
            if goal is not Goal.IDLE_RANGE or is_spread_asked
        },
        "bounds": {goal.value: _plain(bound) for goal, bound in result.bounds.items()},
        "seconds": round(result.seconds, 3),
        "stopped": result.stop.value or None,
        "violations": [violation_document(violation) for violation in result.violations],
        "unmet": [{"person": person, "reason": reason} for person, reason in result.unmet],
        **({"clash": list(result.clash)} if result.clash else {}),
    }


def violation_document(violation: Violation) -> dict[str, object]:
    """The JSON document of one broken rule."""
    return {
        "rule": violation.rule.value,
        "who": violation.who,
        "slot": violation.slot,
        "pairs": list(violation.pairs),
    }


def read_plan(document: object) -> tuple[Placed, ...]:
    """The meetings of a plan document, wherever it comes from; the rules are not judged here.

    Of a meeting only `pair` and `slot` are read: plans of a fair say more.

    Raises
    ------
    ProblemError
        For the first field that is malformed or not known, with its path.
    """
    top = _formatted(document, PLAN_FORMAT)
    must_be_known(top, _OF_A_PLAN)
    if "meetings" not in top:
        raise ProblemError("meetings", "missing")
    meetings = top["meetings"]
    if isinstance(meetings, list | tuple):
        meetings = [_only_when(meeting, n) for n, meeting in enumerate(meetings)]
    return structured(meetings, tuple[Placed, ...], "meetings")


def _only_when(meeting: object, number: int) -> object:
    if not isinstance(meeting, Mapping):
        return meeting
    must_be_known(meeting, (*_OF_A_MEETING, *_OF_A_FAIR), f"meetings[{number}]")
    return {name: value for name, value in meeting.items() if name in _OF_A_MEETING}


def must_reach_what_it_says(problem: Problem, plan: Sequence[Placed], document: object) -> None:
    """Refuse the document of a plan that keeps the rules and says another measure than it has.

    Raises
    ------
    ProblemError
        For the first goal that is stated otherwise than it is measured, or is none.
    """
    stated = object_of(document).get("goals") or {}
    must_be_known(object_of(stated, "goals"), tuple(Goal), "goals")
    measured = measure(Layout(problem), plan)
    for name, value in stated.items():
        found = measured.of(Goal(name))
        if not _is_same(value, found):
            said = json.dumps(value, ensure_ascii=False, default=str)
            raise ProblemError(f"goals.{name}", "not_measured", value=said, found=_plain(found))


def _is_same(stated: object, measured: Measure) -> bool:
    if isinstance(measured, tuple):
        return isinstance(stated, list | tuple) and tuple(stated) == measured
    is_number = isinstance(stated, int | float) and not isinstance(stated, bool)
    return is_number and abs(float(str(stated)) - measured) <= _ROUNDED


def _formatted(document: object, *expected: str) -> Mapping[str, Any]:
    top = object_of(document, "document")
    if "format" not in top:
        raise ProblemError("format", "missing")
    if top["format"] not in expected:
        raise ProblemError("format", "format", expected=", ".join(expected))
    return top


def _must_not_be_too_many(pairs: object, slots: int) -> None:
    """Refuse pairs that with their slots are more than memory should hold."""
    if isinstance(pairs, list | tuple) and len(pairs) * slots > MOST_CHOICES:
        most = MOST_CHOICES // slots
        raise ProblemError("pairs", "too_many", value=len(pairs), most=most, slots=slots)


def _check_fixed(problem: Problem) -> None:
    for violation in violations(problem, problem.fixed):
        if violation.rule in _NOT_A_CONTRADICTION:
            continue
        number = next(n for n, placed in enumerate(problem.fixed) if placed.pair in violation.pairs)
        raise ProblemError(f"fixed[{number}]", "fixed", rule=violation.rule.value)


def _plain(value: tuple[int, ...] | float) -> object:
    return list(value) if isinstance(value, tuple) else value
