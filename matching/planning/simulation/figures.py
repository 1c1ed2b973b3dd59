"""What a played day gave: meetings, the worst-off, the promise, idle tables."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from matching.planning.simulation.draw_day import DrawnDay
from matching.planning.simulation.floor import Held
from matching.planning.simulation.hall import Hall


@dataclass(frozen=True, slots=True)
class Figures:
    """One day, or many of them (means, or one percentile).

    Attributes
    ----------
    meetings
        Meetings held.
    worst_off
        Meetings of the person who came and has the fewest, of those who could have any.
    promised
        Share, from 0 to 1, of those who came and could, who have as many as was promised.
    idle
        Tables without a meeting, one a slot.
    """

    meetings: float
    worst_off: float
    promised: float
    idle: float


def measure_day(hall: Hall, day: DrawnDay, held: Sequence[Held]) -> Figures:
    """The figures of one played day; a person without any pair is no fault of the day."""
    met = Counter(meeting.visitor for meeting in held)
    could = [visitor for visitor in day.visitors if visitor.offered]
    due = [each for each in could if len(each.offered) >= each.person.least]
    kept = sum(met[each.id] >= each.person.least for each in due)
    ordinary = [sum(day.tables[name]) for name in day.tables if name not in hall.smallest]
    stand_of = {each.number: each.stand for mine in hall.offered.values() for each in mine}
    taken = sum(each.length for each in held if stand_of[each.pair] not in hall.smallest)
    return Figures(
        len(held),
        min((met[each.id] for each in could), default=0),
        kept / len(due) if due else 1.0,
        sum(ordinary) - taken,
    )


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
