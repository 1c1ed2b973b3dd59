"""One table of what the planner reaches on fairs of every kind, beside greedy, at any size.

    python -m tests.benchmarks.plan_table 400x40x16 --seconds 5 --seeds 1 2 3 [--kinds walks rooms]

Seconds are those of the processor, so that a busy machine changes no figure but the last digits.
"""

import argparse
import time
from collections.abc import Iterator

from matching.planning.exact.quick_plan import quick_plan
from matching.planning.problem.goals import measure
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Goal
from matching.planning.problem.rules import placements
from matching.planning.solve import solve
from tests.benchmarks.plan_fairs import SIZES
from tests.benchmarks.plan_tied_fairs import KINDS, tied_fair

HEADS = ("kind", "seed", "status", "coverage", "of", "score %", "greedy %", "idle", "of", "CPU s")
ROW = "| {:20} | {:>4} | {:10} | {:12} | {:12} | {:>7} | {:>8} | {:>5} | {:>5} | {:>5} |"


def row(kind: str, size: str, seed: int, seconds: float) -> tuple[object, ...]:
    """What is reached of a fair's limits in so many seconds of the processor."""
    problem = tied_fair(kind, size, seed)
    began = time.process_time()
    found = solve(problem, seconds=seconds, clock=time.process_time)
    spent = time.process_time() - began
    layout = Layout(problem)
    greedy = measure(layout, quick_plan(layout, placements(layout)) or ())
    limit = found.bounds.get(Goal.SCORE)
    assert found.violations == ()
    return (
        kind,
        seed,
        found.status.value,
        told(found.goals.coverage),
        told(found.bounds.get(Goal.COVERAGE)),
        share(found.goals.score, limit),
        share(greedy.score, limit),
        found.goals.waiting,
        told(found.bounds.get(Goal.WAITING)),
        f"{spent:.1f}",
    )


def share(score: float, limit: object) -> str:
    """A score as a share of its limit."""
    return f"{100 * score / limit:.2f}" if isinstance(limit, int | float) and limit else "-"


def told(value: object) -> str:
    """A number or numbers, a dash for none."""
    if value is None:
        return "-"
    return " ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def rows(arguments: argparse.Namespace) -> Iterator[str]:
    """The table, line by line."""
    yield ROW.format(*HEADS)
    for kind in arguments.kinds:
        for seed in arguments.seeds:
            yield ROW.format(*map(str, row(kind, arguments.size, seed, arguments.seconds)))


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("size", choices=SIZES)
    asked.add_argument("--seconds", type=float, default=5.0)
    asked.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    asked.add_argument("--kinds", nargs="+", choices=KINDS, default=list(KINDS))
    for line in rows(asked.parse_args()):
        print(line, flush=True)  # noqa: T201 - a table is what it is for


if __name__ == "__main__":
    main()
