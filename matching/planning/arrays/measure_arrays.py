"""What a plan reaches, counted on arrays: as `measure` says, for thousands of meetings at once."""

import math
from collections.abc import Sequence

import numpy as np

from matching.planning.arrays.problem_arrays import Bools, Ints, ProblemArrays, as_rows
from matching.planning.problem.goals import Goals
from matching.planning.problem.problem import Placed


def measure_arrays(arrays: ProblemArrays, meetings: Sequence[Placed]) -> Goals:
    """The goals of a plan, as `problem.goals.measure` gives them, from arrays of all meetings.

    Waiting is told in slots, the score as the plain sum of the scores of the pairs that meet.
    """
    busy = arrays.cover(meetings)[: arrays.people] > 0
    days = [busy[:, start:stop] for start, stop in arrays.problem.days]
    waits = sum(map(_waiting, days), start=np.zeros(arrays.people, dtype=np.int64))
    return Goals(
        coverage=_coverage(arrays, meetings),
        score=math.fsum(arrays.score[as_rows(meetings)[:, 0]].tolist()),
        waiting=int(waits.sum()),
        breaks=sum(map(_breaks, days)),
        changes=len(set(arrays.problem.announced) - set(meetings)),
        idle_range=int(waits.max() - waits.min()) if len(waits) else 0,
    )


def _coverage(arrays: ProblemArrays, meetings: Sequence[Placed]) -> tuple[int, ...]:
    reached = np.minimum(arrays.meetings(meetings), arrays.least)
    levels = range(1, int(arrays.least.max(initial=0)) + 1)
    return tuple(int((reached >= level).sum()) for level in levels)


def _waiting(busy: Bools) -> Ints:
    """Idle slots of each person on one day."""
    first, last = busy.argmax(axis=1), busy.shape[1] - 1 - busy[:, ::-1].argmax(axis=1)
    return np.where(busy.any(axis=1), last - first + 1 - busy.sum(axis=1), 0)


def _breaks(busy: Bools) -> int:
    here = busy[busy.any(axis=1)]
    begun = here[:, :1].sum() + (here[:, 1:] & ~here[:, :-1]).sum()
    return int(begun) - len(here)
