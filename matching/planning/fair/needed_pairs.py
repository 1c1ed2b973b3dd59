"""Which pairs a re-plan can make any use of: of a large fair in the middle of its day, few."""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np

from matching.planning.arrays.problem_arrays import Bools, Ints, ProblemArrays
from matching.planning.fair.parties import MeetingTerms
from matching.planning.problem.problem import Problem
from matching.planning.repair.affected import affected
from matching.planning.repair.scope import ReplanScope
from matching.planning.repair.subproblem import Room

StandTerms: TypeAlias = tuple[str, MeetingTerms]
"""A stand's id, and how long a meeting there lasts and where it may begin."""


def needed_pairs(
    problem: Problem, scope: ReplanScope, people: Sequence[str], stands: Sequence[StandTerms]
) -> Bools:
    """Whether a new meeting of each person at each stand could come of a re-plan.

    Who is touched by the event, or has less than was promised, needs every pair: these say what is
    possible. Somebody else gets a new meeting only at a place that is open, or that those touched
    could leave, while they are free.

    Parameters
    ----------
    problem
        The fair as it now is, with no more pairs than were announced or are fixed.
    people, stands
        Ids of some parties of the problem, a stand more than once where it is met for several
        things; of a stand, the shortest meeting there.

    Returns
    -------
    Shape (people, stands).
    """
    arrays = ProblemArrays(problem)
    event = affected(arrays, sorted(problem.announced), scope)
    room = Room(arrays, event.kept)
    whole = np.zeros(len(arrays.number), dtype=bool)
    whole[list(event.people)] = True
    whole[: arrays.people] |= room.met < arrays.least
    welcome = np.zeros(len(arrays.number), dtype=bool)
    welcome[: arrays.people] = room.met < arrays.most
    if scope.gains is not None:
        gains = [arrays.number[person] for person in scope.gains if person in arrays.number]
        welcome &= np.isin(np.arange(len(welcome)), gains)
    rows = np.array([arrays.number[person] for person in people], dtype=np.int64)
    found = np.zeros((len(rows), len(stands)), dtype=bool)
    found[welcome[rows]] = _may_meet(arrays, room.free, rows[welcome[rows]], stands, scope.now_slot)
    found[whole[rows]] = True
    return found


def _may_meet(
    arrays: ProblemArrays,
    free: Bools,
    people: Ints,
    stands: Sequence[StandTerms],
    now_slot: int,
) -> Bools:
    """Whether each of some people and each stand are free together for as long as it takes."""
    found = np.zeros((len(people), len(stands)), dtype=bool)
    for terms in {its for _, its in stands}:
        length, starts = terms
        columns = [column for column, (_, its) in enumerate(stands) if its == terms]
        numbers = [arrays.number[stand] for stand, its in stands if its == terms]
        running = arrays.running(free, length).astype(np.float32)
        allowed = np.zeros(arrays.slots, dtype=np.float32)
        allowed[slice(None) if starts is None else list(starts)] = 1
        allowed[:now_slot] = 0
        found[:, columns] = running[people] @ (running[numbers] * allowed).T > 0
    return found
