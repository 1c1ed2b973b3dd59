"""Score a great many people in chunks, here or on a cluster: the backend is only a name."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import TypeVar, overload

import joblib  # type: ignore[import-untyped]
import numpy as np

from matching.scoring.matrix.matrix import Panel
from matching.scoring.matrix.score_matrix import ScoreMatrix
from matching.scoring.profiles.profiles import ReadPerson

CHUNK = 1000  # people: eight megabytes of values against a thousand offers
FromChunk = TypeVar("FromChunk")


@overload
def score_in_chunks(
    panel: Panel,
    people: Iterable[ReadPerson],
    *,
    backend: str | None = ...,
    workers: int | None = ...,
    size: int = ...,
) -> Iterator[ScoreMatrix]: ...


@overload
def score_in_chunks(
    panel: Panel,
    people: Iterable[ReadPerson],
    *,
    then: Callable[[ScoreMatrix], FromChunk],
    backend: str | None = ...,
    workers: int | None = ...,
    size: int = ...,
) -> Iterator[FromChunk]: ...


def score_in_chunks(
    panel: Panel,
    people: Iterable[ReadPerson],
    *,
    then: Callable[[ScoreMatrix], object] | None = None,
    backend: str | None = None,
    workers: int | None = None,
    size: int = CHUNK,
) -> Iterator[object]:
    """The matrices of chunks of people in the order of their ids, each as soon as it is made.

    Parameters
    ----------
    then
        What is kept of a chunk, worked out where the chunk is scored: a region's matrices need
        not fit in one memory, nor cross the network.
    backend
        A name that `joblib.parallel_config` knows: "threading", "loky", "dask" with a client
        open, "ray" once registered. Without one, what the caller configured, else this thread.
    workers
        How many at once; without it, all that the backend has.
    """
    ordered = sorted(people, key=lambda person: person.id)
    chunks = [ordered[start : start + size] for start in range(0, len(ordered), size)]
    with _configured(backend, workers):
        parallel = joblib.Parallel(return_as="generator")
    light = panel.narrowed(ordered)
    yield from parallel(joblib.delayed(_scored)(light, chunk, then) for chunk in chunks)


def joined(matrices: Iterable[ScoreMatrix]) -> ScoreMatrix:
    """Chunks of one panel put one under the other."""
    chunks = list(matrices)
    return ScoreMatrix(
        people=tuple(person for chunk in chunks for person in chunk.people),
        offers=chunks[0].offers,
        values=np.concatenate([chunk.values for chunk in chunks]),
        verdicts=np.concatenate([chunk.verdicts for chunk in chunks]),
    )


def _configured(backend: str | None, workers: int | None) -> AbstractContextManager[object]:
    if backend is None and workers is None:
        return nullcontext()
    jobs = -1 if workers is None else workers
    configured: AbstractContextManager[object] = joblib.parallel_config(
        **({} if backend is None else {"backend": backend}), n_jobs=jobs
    )
    return configured


def _scored(
    panel: Panel, people: list[ReadPerson], then: Callable[[ScoreMatrix], object] | None
) -> object:
    found = panel.matrix(people)
    return found if then is None else then(found)
