"""Plan many fairs at once, on the cores of this machine or on a cluster: the backend is a name."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from types import MappingProxyType

import joblib  # type: ignore[import-untyped]

from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Problem
from matching.planning.problem.result import Result
from matching.planning.solve import EXACT_UP_TO, solve, weighed

# a proof costs as much more than a search by exchanges, at the most placements it is sought for
_PROOF = 40


def solve_region(
    problems: Iterable[Problem],
    *,
    seconds: float = 60.0,
    seed: int = 0,
    backend: str | None = None,
    workers: int | None = None,
) -> Iterator[Result]:
    """The plans of several fairs in their order, each what `solve` gives of it alone.

    Those that are expected to take longest begin first, so that no core is left with a long one
    while all others have ended (longest processing time first, Graham 1969); a plan is held back
    until those before it are there.

    Parameters
    ----------
    seconds
        Wall time for each fair, counted from when its turn comes.
    backend
        A name that `joblib.parallel_config` knows: "loky" (the cores of this machine), "dask" with
        a client open (its workers best started with `--preload matching.planning.region`, which
        loads the solvers before a first fair), "ray" once registered. Without one, what the caller
        configured, else one fair after the other.
    workers
        How many fairs at once; without it, all that the backend has.
    """
    asked = tuple(problems)
    with _configured(backend, workers):
        parallel = joblib.Parallel(return_as="generator_unordered", batch_size=1)
    tasks = (
        joblib.delayed(_solved)(number, asked[number], seconds, seed)
        for number in longest_first(asked)
    )
    waiting, following = dict[int, Result](), 0
    for number, found in parallel(tasks):
        waiting[number] = replace(found, bounds=MappingProxyType(found.bounds))
        while following in waiting:
            yield waiting.pop(following)
            following += 1


def longest_first(problems: Sequence[Problem]) -> list[int]:
    """The numbers of some problems, those first that are expected to take longest to plan."""
    work = [_expected_work(problem) for problem in problems]
    return sorted(range(len(problems)), key=lambda number: (-work[number], number))


def _expected_work(problem: Problem) -> float:
    """How long a plan takes beside those of other fairs, by how many placements there may be.

    Up to `EXACT_UP_TO` a proof is sought, which grows with their square; beyond, exchanges.
    """
    present = Layout(problem).present
    placements = sum(
        (present[one] & present[other]).bit_count()
        for one, other in (pair.between for pair in problem.pairs)
    )
    count = weighed(placements, problem.gap)
    return _PROOF * count * count / EXACT_UP_TO if count <= EXACT_UP_TO else count


def dask_setup(_worker: object) -> None:
    """Load what planning needs where a worker of a cluster preloads this module."""
    import matching.planning.exact.days.prove_by_days  # noqa: PLC0415
    import matching.planning.exact.goals_in_turn  # noqa: PLC0415
    import matching.planning.exact.slide_intervals  # noqa: PLC0415
    import matching.planning.large.plan_large  # noqa: PLC0415
    import matching.planning.large.ties.loose_start  # noqa: F401, PLC0415


def _configured(backend: str | None, workers: int | None) -> AbstractContextManager[object]:
    if backend is None:
        return nullcontext()
    jobs = -1 if workers is None else workers
    configured: AbstractContextManager[object] = joblib.parallel_config(backend, n_jobs=jobs)
    return configured


def _solved(number: int, problem: Problem, seconds: float, seed: int) -> tuple[int, Result]:
    found = solve(problem, seconds=seconds, seed=seed)
    # a read-only view does not travel
    return number, replace(found, bounds=dict(found.bounds))
