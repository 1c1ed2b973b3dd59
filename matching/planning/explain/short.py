"""Why people have fewer meetings than promised, as a plan stands from a slot on."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from matching.planning.arrays.problem_arrays import ProblemArrays
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Placed, Problem
from matching.planning.problem.unmet import UnmetReason, unmet
from matching.planning.repair.subproblem import Room


def why_short(
    problem: Problem, meetings: Sequence[Placed], people: Collection[str], *, since: int = 0
) -> Mapping[str, str]:
    """The code of the first reason for those of some people who are below their promise.

    `no_place_left` of nobody to whom a stand that suits still has a table, at an hour that is
    theirs: what keeps the two apart is another link then (`place_left`), which `why_not` names.

    Parameters
    ----------
    since
        First slot in which a meeting may still begin.
    """
    found = dict(unmet(Layout(problem), meetings, since=since))
    found = {who: why for who, why in found.items() if who in people}
    full = frozenset(who for who, why in found.items() if why == UnmetReason.NO_PLACE_LEFT)
    left = _with_place(problem, meetings, full, since) if full else frozenset[str]()
    return found | dict.fromkeys(left, UnmetReason.PLACE_LEFT.value)


def _with_place(
    problem: Problem, meetings: Sequence[Placed], people: frozenset[str], since: int
) -> frozenset[str]:
    """Of some people those to whom a stand that they do not meet has a table at one of their hours.

    Their own meetings stand in nobody's way here.
    """
    arrays, met = ProblemArrays(problem), {placed.pair for placed in meetings}
    free = Room(arrays, meetings).free
    free[: arrays.people] = arrays.free[: arrays.people]
    theirs = [
        (number, person)
        for number, pair in enumerate(problem.pairs)
        if number not in met
        for person in people.intersection(pair.between)
    ]
    starts = arrays.may_begin(np.array([number for number, _ in theirs], dtype=np.int64), free)
    can = np.flatnonzero(starts[:, since:].any(axis=1))
    return frozenset(theirs[row][1] for row in can.tolist())
