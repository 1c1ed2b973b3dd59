"""One day drawn by chance: who comes and when, which stands open late, what lasts longer."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.planning.problem.lookup import mask
from matching.planning.problem.problem import Person
from matching.planning.simulation.conditions import Conditions
from matching.planning.simulation.hall import Hall, PlayedPair

_STAND_LATE_MINUTES = 30.0
_LAST_ARRIVAL = 0.75  # of the day: nobody comes unannounced in its last quarter


@dataclass(frozen=True, slots=True)
class DrawnVisitor:
    """Somebody who comes: from when on, in which slots (a mask), and for what.

    A walk-in has the pairs of a registered person drawn by chance, and no planned meeting.
    """

    id: str
    person: Person
    arrives: int
    free: int
    offered: tuple[PlayedPair, ...]
    is_walk_in: bool = False


@dataclass(frozen=True, slots=True)
class DrawnDay:
    """What chance decided before anybody acts; every policy plays the same day.

    Attributes
    ----------
    tables
        Tables of each stand in each slot, none before a late stand opens.
    overruns
        Minutes that each pair's meeting lasts longer if held, shape (pairs,).
    """

    visitors: tuple[DrawnVisitor, ...]
    tables: dict[str, list[int]]
    overruns: npt.NDArray[np.float64]


def draw_day(hall: Hall, conditions: Conditions, seed: int, number: int) -> DrawnDay:
    """The day of that number; the same for the same seed, whatever else is played."""
    chance = np.random.default_rng([seed, number])
    here = chance.random(len(hall.people)) * 100 >= conditions.no_shows
    late = np.rint(chance.exponential(1, len(hall.people)) * conditions.late / hall.slot_minutes)
    visitors = [
        _registered(hall, person, int(delay))
        for person, comes, delay in zip(hall.people, here, late, strict=True)
        if comes
    ]
    visitors += _walk_ins(hall, conditions, chance)
    return DrawnDay(
        tuple(visitor for visitor in visitors if visitor.free),
        _tables(hall, conditions, chance),
        chance.exponential(1, len(hall.problem.pairs)) * conditions.overrun,
    )


def _slots(hall: Hall, person: Person) -> tuple[int, ...]:
    return tuple(range(hall.problem.slots)) if person.free is None else person.free


def _registered(hall: Hall, person: Person, delay: int) -> DrawnVisitor:
    slots = _slots(hall, person)
    arrives = slots[0] + delay if slots else 0
    free = mask(tuple(slot for slot in slots if slot >= arrives))
    return DrawnVisitor(person.id, person, arrives, free, hall.offered[person.id])


def _walk_ins(
    hall: Hall, conditions: Conditions, chance: np.random.Generator
) -> list[DrawnVisitor]:
    if not hall.people:
        return []
    wanted = int(np.rint(len(hall.people) * conditions.walk_ins / 100))
    likes = chance.integers(len(hall.people), size=wanted)
    last = max(1, round(hall.problem.slots * _LAST_ARRIVAL))
    arrivals = chance.integers(last, size=wanted)
    found = []
    for number, (like, arrives) in enumerate(zip(likes, arrivals, strict=True)):
        person, slot = hall.people[like], int(arrives)
        free = mask(range(slot, hall.problem.slots))
        name = f"walk-in {number + 1}"
        found.append(
            DrawnVisitor(name, person, slot, free, hall.offered[person.id], is_walk_in=True)
        )
    return found


def _tables(
    hall: Hall, conditions: Conditions, chance: np.random.Generator
) -> dict[str, list[int]]:
    stands = sorted(hall.problem.stands, key=lambda stand: stand.id)
    is_late = chance.random(len(stands)) * 100 < conditions.stands_late
    minutes = chance.exponential(_STAND_LATE_MINUTES, len(stands))
    found = {}
    for stand, late, delay in zip(stands, is_late, minutes, strict=True):
        tables = list(stand.tables)
        opens = next((slot for slot, count in enumerate(tables) if count), len(tables))
        shut = min(len(tables), opens + int(np.rint(delay / hall.slot_minutes)) * bool(late))
        found[stand.id] = [0] * shut + tables[shut:]
    return found
