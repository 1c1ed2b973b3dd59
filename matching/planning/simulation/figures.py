"""What a played day gave: meetings, the worst-off, the promise, idle tables."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np

from matching.planning.problem.lookup import mask
from matching.planning.simulation.draw_day import DrawnDay, DrawnVisitor
from matching.planning.simulation.floor import Held
from matching.planning.simulation.hall import Hall

_IN_TWENTY = 20


@dataclass(frozen=True, slots=True)
class Figures:
    """One day, or many of them (means, or one percentile).

    Attributes
    ----------
    meetings
        Meetings held.
    worst_off
        Meetings of the person who came and has the fewest, of those who could have any.
    possible
        As many as nobody could have been below: the fewest that anybody had wishes and time for,
        had every stand that they want been free for them alone.
    nearly_all
        Meetings that 95 of 100 of those who came and could have at least.
    promised
        Share, from 0 to 1, of those who came and could, who have as many as was promised.
    idle
        Tables without a meeting, one a slot.
    """

    meetings: float
    worst_off: float
    possible: float
    nearly_all: float
    promised: float
    idle: float


def measure_day(
    hall: Hall, day: DrawnDay, reach: Mapping[str, int], held: Sequence[Held]
) -> Figures:
    """The figures of one played day; a person without any pair is no fault of the day.

    Parameters
    ----------
    reach
        As `reach_of` tells of that day.
    """
    met = Counter(meeting.visitor for meeting in held)
    could = [visitor for visitor in day.visitors if visitor.offered]
    had = sorted(met[each.id] for each in could if reach[each.id])
    due = [each for each in could if len(each.offered) >= each.person.least]
    kept = sum(met[each.id] >= each.person.least for each in due)
    ordinary = [sum(day.tables[name]) for name in day.tables if name not in hall.smallest]
    stand_of = {each.number: each.stand for mine in hall.offered.values() for each in mine}
    taken = sum(each.length for each in held if stand_of[each.pair] not in hall.smallest)
    return Figures(
        len(held),
        min((met[each.id] for each in could), default=0),
        min((reach[each.id] for each in could), default=0),
        had[len(had) // _IN_TWENTY] if had else 0,
        kept / len(due) if due else 1.0,
        sum(ordinary) - taken,
    )


def reach_of(day: DrawnDay) -> dict[str, int]:
    """How many meetings each visitor could have, alone in the hall; of those who have any pair."""
    receives = {
        stand: mask(at for at, count in enumerate(tables) if count)
        for stand, tables in day.tables.items()
    }
    return {visitor.id: _reach(receives, visitor) for visitor in day.visitors if visitor.offered}


def _reach(receives: Mapping[str, int], visitor: DrawnVisitor) -> int:
    """How many meetings somebody has wishes, slots and leave for, alone in the hall."""
    slots = 0
    for offered in visitor.offered:
        slots |= offered.begins & receives[offered.stand]
    time = (slots & visitor.free).bit_count()
    return min(visitor.person.most, len(visitor.offered), time)


def mean(days: Sequence[Figures]) -> Figures:
    """The mean of each figure over days."""
    return Figures(**{name: float(np.mean(values)) for name, values in _columns(days).items()})


def bad_day(days: Sequence[Figures]) -> Figures:
    """What nine days of ten reach at least: the tenth percentile (of idle tables the ninetieth)."""
    return Figures(**{name: _reached(name, each) for name, each in _columns(days).items()})


def _reached(name: str, values: list[float]) -> float:
    """A value that was played, not one between two days."""
    if name == "idle":
        return float(np.percentile(values, 90, method="higher"))
    return float(np.percentile(values, 10, method="lower"))


def _columns(days: Sequence[Figures]) -> dict[str, list[float]]:
    return {each.name: [getattr(day, each.name) for day in days] for each in fields(Figures)}
