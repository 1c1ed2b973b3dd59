"""What a plan reaches, counted on arrays: as `measure` says, for thousands of meetings at once."""

import math
from collections.abc import Sequence

import numpy as np

from matching.planning.arrays.problem_arrays import Bools, ProblemArrays, as_rows
from matching.planning.problem.goals import Goals
from matching.planning.problem.problem import Placed


def measure_arrays(arrays: ProblemArrays, meetings: Sequence[Placed]) -> Goals:
    """The goals of a plan, as `problem.goals.measure` gives them, from arrays of all meetings.

    Waiting is told in slots, the score as the plain sum of the scores of the pairs that meet.
    """
    busy = arrays.cover(meetings)[: arrays.people] > 0
    days = [busy[:, start:stop] for start, stop in arrays.problem.days]
    return Goals(
        coverage=_coverage(arrays, meetings),
        score=math.fsum(arrays.score[as_rows(meetings)[:, 0]].tolist()),
        waiting=sum(map(_waiting, days)),
        breaks=sum(map(_breaks, days)),
        changes=len(set(arrays.problem.announced) - set(meetings)),
    )


def _coverage(arrays: ProblemArrays, meetings: Sequence[Placed]) -> tuple[int, ...]:
    reached = np.minimum(arrays.meetings(meetings), arrays.least)
    levels = range(1, int(arrays.least.max(initial=0)) + 1)
    return tuple(int((reached >= level).sum()) for level in levels)


def _waiting(busy: Bools) -> int:
    here = busy[busy.any(axis=1)]
    first, last = here.argmax(axis=1), here.shape[1] - 1 - here[:, ::-1].argmax(axis=1)
    return int((last - first + 1).sum() - here.sum())


def _breaks(busy: Bools) -> int:
    here = busy[busy.any(axis=1)]
    begun = here[:, :1].sum() + (here[:, 1:] & ~here[:, :-1]).sum()
    return int(begun) - len(here)
