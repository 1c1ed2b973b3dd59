"""The planner on its own, document in and document out."""

from threading import Event
from typing import Any

from matching.phrases import say
from matching.planning.problem.check import violations
from matching.planning.problem.documents import (
    plan_document,
    read_plan,
    read_problem,
    violation_document,
)
from matching.planning.problem.result import Hear
from matching.planning.solve import solve


def solve_document(
    document: object,
    *,
    seconds: float,
    seed: int,
    hear: Hear | None = None,
    halt: Event | None = None,
) -> dict[str, Any]:
    """The plan of a problem document; a document that cannot be is refused by its field."""
    problem = read_problem(document)
    result = solve(problem, seconds=seconds, seed=seed, progress=hear, halt=halt)
    return plan_document(result)


def check_document(problem: object, plan: object) -> dict[str, Any]:
    """Every rule that a plan breaks."""
    found = violations(read_problem(problem), read_plan(plan))
    return {"violations": [violation_document(one) for one in found]}


def violation_lines(answer: dict[str, Any], language: str) -> list[str]:
    """The violations in sentences, or the word that there is none."""
    lines = [
        say(f"violation.{one['rule']}", language, **{k: v for k, v in one.items() if k != "rule"})
        for one in answer["violations"]
    ]
    return lines or [say("cli.no_violation", language)]
