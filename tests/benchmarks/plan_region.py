"""Many fairs at once beside the same fairs one after the other: what sharing them out costs.

    python -m tests.benchmarks.plan_region 30x20x12 --fairs 40 --backends loky dask

Work is processor seconds of the fairs one after the other. A wall of 1.15 times work over cores is
the aim; on a busy machine only the processor seconds beside the work say what sharing out costs.
"""

import argparse
import resource
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from typing import NamedTuple

from matching.planning.problem.problem import Goal, Problem
from matching.planning.region import solve_region
from tests.benchmarks.plan_fairs import SIZES
from tests.benchmarks.plan_tied_fairs import tied_fair

ROW = "| {:18} | {:>6} | {:>6} | {:>9} | {:>15} | {:>7} |"
_WORKERS = 2
_PROVEN = ("plain", "clustered wishes", "Zipf popularity", "uneven windows", "musts")


class Spent(NamedTuple):
    """What planning all the fairs took, and the sum of their scores."""

    wall: float
    cpu: float
    score: float


def fairs(size: str, count: int) -> list[Problem]:
    """So many fairs of several kinds in turn, with goals of which the proof ends every run."""
    drawn = (tied_fair(_PROVEN[n % len(_PROVEN)], size, n + 1) for n in range(count))
    return [replace(problem, goals=(Goal.COVERAGE, Goal.SCORE)) for problem in drawn]


def planned(problems: list[Problem], seconds: float, backend: str | None) -> Spent:
    """All plans by a backend; None: one after the other, here."""
    began, used = time.monotonic(), _used()
    with _cluster(backend):
        workers = None if backend is None else _WORKERS
        found = solve_region(problems, seconds=seconds, backend=backend, workers=workers)
        score = sum(each.goals.score for each in found)
        wall = time.monotonic() - began
    _ended(backend)
    return Spent(wall, _used() - used, score)


def _cluster(backend: str | None) -> AbstractContextManager[object]:
    return _dask() if backend == "dask" else nullcontext()


@contextmanager
def _dask() -> Iterator[None]:
    from distributed import Client, LocalCluster

    shape = {"n_workers": _WORKERS, "threads_per_worker": 1, "processes": True}
    with LocalCluster(dashboard_address=None, **shape) as cluster, Client(cluster):
        yield


def _ended(backend: str | None) -> None:
    """Processes that ended are counted with their processor seconds, others are not."""
    if backend == "loky":
        from joblib.externals.loky import get_reusable_executor  # type: ignore[import-untyped]

        get_reusable_executor().shutdown(wait=True)


def _used() -> float:
    found = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in found)


def rows(arguments: argparse.Namespace) -> Iterator[str]:
    """The table, line by line."""
    problems = fairs(arguments.size, arguments.fairs)
    alone = planned(problems, arguments.seconds, None)
    yield ROW.format("way", "wall s", "CPU s", "CPU/work", "wall/(work/cores)", "score")
    yield _row("one by one", alone, alone, 1)
    for backend in arguments.backends:
        yield _row(backend, planned(problems, arguments.seconds, backend), alone, _WORKERS)


def _row(name: str, spent: Spent, alone: Spent, cores: int) -> str:
    share, ratio = spent.cpu / alone.cpu, spent.wall * cores / alone.cpu
    figures = (f"{spent.wall:.1f}", f"{spent.cpu:.1f}", f"{share:.2f}", f"{ratio:.2f}")
    return ROW.format(name, *figures, f"{spent.score:.2f}")


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("size", choices=SIZES)
    asked.add_argument("--fairs", type=int, default=40)
    asked.add_argument("--seconds", type=float, default=60.0)
    asked.add_argument("--backends", nargs="*", default=["loky", "dask"])
    for line in rows(asked.parse_args()):
        print(line, flush=True)  # noqa: T201 - a table is what it is for


if __name__ == "__main__":
    main()
