"""What of every goal is reached, and proven, after 1, 2, 5, 10 and 30 seconds of the processor.

    python -m tests.benchmarks.plan_deadlines [EVENT.json] [--seconds 1 2 5 10 30]

The example fair of La Mosson, a fair of 400x40x16, and an event whose pairs are all given.
Each run begins anew; solvers are loaded in the first.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from matching.planning.problem.documents import read_problem
from matching.planning.problem.problem import Problem
from matching.planning.solve import solve
from tests.benchmarks.compare_commits import example_posed
from tests.benchmarks.plan_fairs import fair
from tests.benchmarks.plan_table import told

ROW = "| {:14} | {:>7} | {:>5} | {:>5} | {:10} | {:60} |"
HEADS = ("problem", "seconds", "first", "used", "status", "each goal: reached (proven limit)")


def problems(events: list[Path]) -> Iterator[tuple[str, Problem]]:
    """What is asked, by name."""
    with tempfile.TemporaryDirectory() as folder:
        yield "example", example_posed(Path(folder))
    yield "400x40x16", fair("400x40x16", 1)
    for event in events:
        yield event.stem, read_problem(json.loads(event.read_text("utf-8")))


def row(name: str, problem: Problem, seconds: float) -> str:
    """One line of the table."""
    began, first = time.process_time(), []

    def hear(_news: object) -> bool:
        first.append(time.process_time() - began)
        return True

    found = solve(problem, seconds=seconds, clock=time.process_time, progress=hear)
    used = time.process_time() - began
    assert found.violations == ()
    goals = (
        f"{goal.value} {_told(found.goals.of(goal))} ({_told(found.bounds.get(goal))})"
        for goal in problem.goals
    )
    at = f"{first[0]:.1f}" if first else "-"
    return ROW.format(name, f"{seconds:g}", at, f"{used:.1f}", found.status.value, ", ".join(goals))


def _told(value: object) -> str:
    return f"{value:.1f}" if isinstance(value, float) else told(value)


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("events", type=Path, nargs="*")
    asked.add_argument("--seconds", type=float, nargs="+", default=[1, 2, 5, 10, 30])
    arguments = asked.parse_args()
    print(ROW.format(*HEADS))  # noqa: T201 - a table is what it is for
    for name, problem in problems(arguments.events):
        for seconds in arguments.seconds:
            print(row(name, problem, seconds), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
