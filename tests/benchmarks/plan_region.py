"""Many fairs at once beside the same fairs one after the other: what sharing them out costs.

    python -m tests.benchmarks.plan_region 30x20x12 --fairs 40 --backends loky dask

Work is processor seconds of the fairs one after the other. A wall of 1.15 times work over cores is
the aim; on a busy machine only the processor seconds beside the work say what sharing out costs.
`expected` is what the wall would be on free cores: those seconds, times what the last fairs leave
idle where each takes the seconds it took alone, in the order in which they begin.
A cluster is started before, as a region's would be, with solvers loaded and without its statistical
profiles: what its start took stands apart, and so does what it uses by itself in a second without
work, which a busy machine's long wall multiplies.
"""

import argparse
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from typing import NamedTuple

from matching.planning.problem.problem import Goal, Problem
from matching.planning.region import longest_first, solve_region
from matching.planning.solve import solve
from tests.benchmarks.plan_fairs import SIZES
from tests.benchmarks.plan_tied_fairs import tied_fair
from tests.benchmarks.spent import spent_by_children

ROW = "| {:10} | {:>6} | {:>6} | {:>8} | {:>16} | {:>17} | {:>8} | {:>16} | {:>8} |"
HEADS = (
    *("way", "wall s", "CPU s", "CPU/work", "without its rest", "wall/(work/cores)"),
    *("expected", "start, at rest/s", "score"),
)
_WORKERS = 2
_REST = 5.0
_PROVEN = ("plain", "clustered wishes", "Zipf popularity", "uneven windows", "musts")


class Spent(NamedTuple):
    """What planning all the fairs took, and the sum of their scores.

    `start` is what the workers took before, `rest` what they take in a second without work.
    """

    wall: float
    cpu: float
    score: float
    start: float = 0.0
    rest: float = 0.0


def fairs(size: str, count: int) -> list[Problem]:
    """So many fairs of several kinds in turn, with goals of which the proof ends every run."""
    drawn = (tied_fair(_PROVEN[n % len(_PROVEN)], size, n + 1) for n in range(count))
    return [replace(problem, goals=(Goal.COVERAGE, Goal.SCORE)) for problem in drawn]


def alone(problems: list[Problem], seconds: float) -> tuple[Spent, list[float]]:
    """All plans one after the other, here, and the processor seconds of each."""
    began, score, took = time.monotonic(), 0.0, []
    for problem in problems:
        used = time.process_time()
        score += solve(problem, seconds=seconds).goals.score
        took.append(time.process_time() - used)
    return Spent(time.monotonic() - began, sum(took), score), took


def last_end(took: Sequence[float], order: Sequence[int], cores: int) -> float:
    """When the last of some tasks ends, each begun in this order by the first core that is free."""
    free = [0.0] * cores
    for number in order:
        free[free.index(min(free))] += took[number]
    return max(free)


def planned(problems: list[Problem], seconds: float, backend: str) -> Spent:
    """All plans by a backend."""
    used = _used()
    with _cluster(backend):
        start, rest = _used() - used, _at_rest() if backend == "dask" else 0.0
        began, used = time.monotonic(), _used()
        found = solve_region(problems, seconds=seconds, backend=backend, workers=_WORKERS)
        score = sum(each.goals.score for each in found)
        spent = Spent(time.monotonic() - began, _used() - used, score, start, rest)
    _ended(backend)
    return spent


def _at_rest() -> float:
    used = _used()
    time.sleep(_REST)
    return (_used() - used) / _REST


def _cluster(backend: str) -> AbstractContextManager[object]:
    return _dask() if backend == "dask" else nullcontext()


@contextmanager
def _dask() -> Iterator[None]:
    import dask
    from distributed import Client, LocalCluster

    shape = {"n_workers": _WORKERS, "threads_per_worker": 1, "processes": True}
    shape |= {"dashboard_address": None, "preload": "matching.planning.region"}
    with (
        dask.config.set({"distributed.worker.profile.enabled": False}),
        LocalCluster(**shape) as cluster,
        Client(cluster),
    ):
        yield


def _ended(backend: str) -> None:
    """Processes that ended are counted with their processor seconds, others are not."""
    if backend == "loky":
        from joblib.externals.loky import get_reusable_executor  # type: ignore[import-untyped]

        get_reusable_executor().shutdown(wait=True)


def _used() -> float:
    """Processor seconds of this process and of all that it has started."""
    return time.process_time() + spent_by_children()


def rows(arguments: argparse.Namespace) -> Iterator[str]:
    """The table, line by line."""
    problems = fairs(arguments.size, arguments.fairs)
    alone(problems[:1], arguments.seconds)  # solvers are loaded
    work, took = alone(problems, arguments.seconds)
    idle = last_end(took, longest_first(problems), _WORKERS) * _WORKERS / work.cpu
    yield ROW.format(*HEADS)
    yield _row("one by one", work, work, 1)
    for backend in arguments.backends:
        yield _row(backend, planned(problems, arguments.seconds, backend), work, _WORKERS, idle)


def _row(name: str, spent: Spent, work: Spent, cores: int, idle: float = 1.0) -> str:
    busy = spent.cpu - spent.rest * spent.wall
    # at rest a cluster takes of its own wall, which is what is asked here
    expected = busy / work.cpu * idle / (1 - spent.rest / cores)
    ratios = (spent.cpu / work.cpu, busy / work.cpu, spent.wall * cores / work.cpu, expected)
    figures = (f"{spent.wall:.1f}", f"{spent.cpu:.1f}", *(f"{ratio:.2f}" for ratio in ratios))
    apart = f"{spent.start:.1f}, {spent.rest:.3f}"
    return ROW.format(name, *figures, apart, f"{spent.score:.2f}")


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
