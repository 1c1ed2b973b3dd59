"""Whoever is here is met as soon as can be: new meetings begin no later than they must."""

from collections.abc import Collection, Iterator, Sequence

import numpy as np

from matching.planning.arrays.problem_arrays import ProblemArrays
from matching.planning.problem.check import violations
from matching.planning.problem.problem import Placed
from matching.planning.repair.fill_open_places import keeps_rules
from matching.planning.repair.subproblem import Room


def soonest(
    arrays: ProblemArrays, plan: Sequence[Placed], people: Collection[str], now_slot: int
) -> tuple[Placed, ...]:
    """A plan of the same pairs in which no new meeting of some people could begin earlier.

    The wait between meetings counts from the first of them, so that a plan in which somebody who
    has just come meets nobody before the afternoon is as good to it as one that begins now. Each
    meeting is moved to the first free place of its stand, which never makes the last one later.
    Meetings that were announced or are fixed stay, and so do those of everybody else.
    """
    mine = {arrays.number[person] for person in people if person in arrays.number}
    stays = {*arrays.problem.announced, *arrays.problem.fixed}
    best = set(plan)
    while True:
        moving = sorted(
            (
                placed
                for placed in best - stays
                if placed.slot >= now_slot and mine.issuperset(arrays.people_of(placed.pair))
            ),
            key=lambda placed: (placed.slot, placed.pair),
        )
        sooner = next(_sooner(arrays, best, moving, now_slot), None)
        if sooner is None:
            return tuple(sorted(best))
        was, now = sooner
        best = best - {was} | {now}


def _sooner(
    arrays: ProblemArrays, plan: set[Placed], moving: Sequence[Placed], now_slot: int
) -> Iterator[tuple[Placed, Placed]]:
    """Meetings that could begin earlier, the first of the day first, with where they could be."""
    for placed in moving:
        others = sorted(plan - {placed})
        wanted = np.zeros(len(arrays.ends), dtype=bool)
        wanted[placed.pair] = True
        openings = Room(arrays, others).openings(wanted, now_slot)
        for slot in np.flatnonzero(openings.starts.any(axis=0)).tolist():
            if slot >= placed.slot:
                break
            there = Placed(placed.pair, slot)
            if holds(arrays, others, there):
                yield placed, there
                break


def holds(arrays: ProblemArrays, others: Sequence[Placed], there: Placed) -> bool:
    """Whether a meeting in a free place breaks none of the rarer rules."""
    if not arrays.problem.is_tied:
        return keeps_rules(arrays.problem, others, there)
    known = set(violations(arrays.problem, others))
    return known.issuperset(violations(arrays.problem, (*others, there)))
