"""What a meeting displaced: who else could have had the place, and what its person would do."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from matching.planning.arrays.problem_arrays import Bools, ProblemArrays
from matching.planning.problem.problem import Placed, Problem
from matching.planning.repair.fill_open_places import keeps_rules
from matching.planning.repair.subproblem import Room


@dataclass(frozen=True, slots=True)
class Displaced:
    """What could be added to a plan if one meeting of it were taken away.

    Attributes
    ----------
    others
        Meetings of other people that could take its place, best first, one for each person.
    instead
        Meetings that its own people could have instead, best first, one for each stand.
    """

    others: tuple[Placed, ...]
    instead: tuple[Placed, ...]


def displaced(
    problem: Problem, meetings: Sequence[Placed], pair: int, *, since: int = 0
) -> Displaced:
    """What the meeting of a pair displaces in a plan; the rest of the plan stays as it is.

    Parameters
    ----------
    meetings
        A plan of the problem that keeps its rules.
    pair
        Position of a pair that meets in it.
    since
        First slot in which a meeting may still begin.

    Raises
    ------
    StopIteration
        When the pair does not meet in the plan.
    """
    mine = next(placed for placed in meetings if placed.pair == pair)
    rest = tuple(placed for placed in meetings if placed.pair != pair)
    arrays = ProblemArrays(problem)
    room = Room(arrays, rest)
    one, two = arrays.ends[pair].tolist()
    people = arrays.people_of(pair)
    places = [end for end in (one, two) if end not in people]
    running = range(mine.slot, mine.slot + problem.pairs[pair].length)
    of_people: Bools = np.asarray(np.isin(arrays.ends, people).any(axis=1))
    of_place: Bools = np.isin(arrays.ends, places).any(axis=1) & ~of_people
    of_people[pair] = False
    return Displaced(
        others=_best(room, rest, of_place, running, since),
        instead=_best(room, rest, of_people, None, since),
    )


def _best(
    room: Room, rest: Sequence[Placed], wanted: Bools, running: range | None, since: int
) -> tuple[Placed, ...]:
    """Additions to the rest that keep every rule, those in some slots only, best first."""
    score, openings = room.arrays.score, room.openings(wanted, since)
    found: list[Placed] = []
    order = np.lexsort((room.arrays.tie(openings.pairs), -score[openings.pairs]))
    for row in order.tolist():
        pair, slots = int(openings.pairs[row]), np.flatnonzero(openings.starts[row]).tolist()
        tries = (Placed(pair, slot) for slot in slots)
        fitting = (
            placed
            for placed in tries
            if _meets(room.arrays, placed, running)
            and keeps_rules(room.arrays.problem, rest, placed)
        )
        found.extend(islice(fitting, 1))
    return tuple(found)


def _meets(arrays: ProblemArrays, placed: Placed, running: range | None) -> bool:
    taken = range(placed.slot, placed.slot + int(arrays.length[placed.pair]))
    return running is None or bool({*taken} & {*running})
