"""The planner on its own, document in and document out."""

from collections.abc import Mapping
from threading import Event
from typing import Any

from matching.phrases import say
from matching.planning.problem.check import violations
from matching.planning.problem.documents import (
    must_reach_what_it_says,
    plan_document,
    read_plan,
    read_problem,
    violation_document,
)
from matching.planning.problem.problem import Goal
from matching.planning.problem.result import Hear
from matching.planning.solve import solve
from matching.services.plan.proof_sentences import FAIR_GOALS, proof_sentences


def solve_document(
    document: object,
    *,
    seconds: float,
    seed: int,
    hear: Hear | None = None,
    halt: Event | None = None,
    began: float | None = None,
) -> dict[str, Any]:
    """The plan of a problem document; a document that cannot be is refused by its field.

    `began` is what `time.monotonic` said when somebody began to wait; now, when None.
    """
    problem = read_problem(document)
    result = solve(problem, seconds=seconds, seed=seed, progress=hear, halt=halt, began=began)
    return plan_document(result, is_spread_asked=Goal.IDLE_RANGE in problem.goals)


def plan_words(document: object, answer: Mapping[str, Any], language: str) -> list[str]:
    """What a plan document proves of its goals, or that there is no plan, in sentences."""
    if answer["status"] in {"unknown", "infeasible"}:
        found = "none_found" if answer["status"] == "unknown" else "none_exists"
        return [say(f"plan.{found}", language)]
    asked = document.get("goals") if isinstance(document, Mapping) else None
    return proof_sentences(
        answer["goals"], answer["bounds"], language, asked=FAIR_GOALS if asked is None else asked
    )


def check_document(problem: object, plan: object) -> dict[str, Any]:
    """Every rule that a plan breaks; one that says goals which it does not reach is refused."""
    posed, placed = read_problem(problem), read_plan(plan)
    found = violations(posed, placed)
    if not found:
        must_reach_what_it_says(posed, placed, plan)
    return {"violations": [violation_document(one) for one in found]}


def violation_lines(answer: dict[str, Any], language: str) -> list[str]:
    """The violations in sentences, or the word that there is none."""
    lines = [
        say(f"violation.{one['rule']}", language, **{k: v for k, v in one.items() if k != "rule"})
        for one in answer["violations"]
    ]
    return lines or [say("cli.no_violation", language)]
