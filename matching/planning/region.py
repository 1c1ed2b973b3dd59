"""Plan many fairs at once, on the cores of this machine or on a cluster: the backend is a name."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from types import MappingProxyType

import joblib  # type: ignore[import-untyped]

from matching.planning.problem.problem import Problem
from matching.planning.problem.result import Result
from matching.planning.solve import solve


def solve_region(
    problems: Iterable[Problem],
    *,
    seconds: float = 60.0,
    seed: int = 0,
    backend: str | None = None,
    workers: int | None = None,
) -> Iterator[Result]:
    """The plans of several fairs in their order, each what `solve` gives of it alone.

    Parameters
    ----------
    seconds
        Wall time for each fair, counted from when its turn comes.
    backend
        A name that `joblib.parallel_config` knows: "loky" (the cores of this machine), "dask" with
        a client open, "ray" once registered. Without one, what the caller configured, else one
        fair after the other.
    workers
        How many fairs at once; without it, all that the backend has.
    """
    with _configured(backend, workers):
        parallel = joblib.Parallel(return_as="generator", batch_size=1)
    for found in parallel(joblib.delayed(_solved)(each, seconds, seed) for each in problems):
        yield replace(found, bounds=MappingProxyType(found.bounds))


def _configured(backend: str | None, workers: int | None) -> AbstractContextManager[object]:
    if backend is None:
        return nullcontext()
    jobs = -1 if workers is None else workers
    configured: AbstractContextManager[object] = joblib.parallel_config(backend, n_jobs=jobs)
    return configured


def _solved(problem: Problem, seconds: float, seed: int) -> Result:
    found = solve(problem, seconds=seconds, seed=seed)
    # a read-only view does not travel
    return replace(found, bounds=dict(found.bounds))
