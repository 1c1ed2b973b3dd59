"""What a plan reaches, goal by goal, for any plan."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Goal, Placed
from matching.planning.problem.whole_scores import score_scale

Measure = tuple[int, ...] | float | int
Standing = tuple[tuple[int, ...], ...]
"""How a plan compares with others of its problem: goal by goal, greater is better."""


@dataclass(frozen=True, slots=True)
class Goals:
    """The measures of a plan.

    Attributes
    ----------
    coverage
        How many people have at least 1, 2, 3… meetings, each counted up to what was promised
        to them. Greater in this order is the same as a greater sorted vector of
        min(meetings, least), worst-off first.
    score
        Sum of the scores.
    waiting
        Idle slots between the first and last meeting of each person, per day.
    breaks
        Idle periods between two meetings of one person on one day; a run counts once.
    changes
        Announced meetings moved or dropped.
    idle_range
        Most idle slots of one person (all their days) less the fewest of anybody, who has no
        meeting included.
    """

    coverage: tuple[int, ...]
    score: float
    waiting: int
    breaks: int
    changes: int
    idle_range: int = 0

    def of(self, goal: Goal) -> Measure:
        """The measure of one goal."""
        measures: dict[Goal, Measure] = {
            Goal.COVERAGE: self.coverage,
            Goal.SCORE: self.score,
            Goal.WAITING: self.waiting,
            Goal.BREAKS: self.breaks,
            Goal.CHANGES: self.changes,
            Goal.IDLE_RANGE: self.idle_range,
        }
        return measures[goal]


def measure(layout: Layout, meetings: Sequence[Placed]) -> Goals:
    """The goals of a plan, whatever drew it and whether or not it keeps the rules.

    Parameters
    ----------
    layout
        Look-ups of the problem that the meetings belong to.
    """
    days = busy_slots(layout, meetings)
    return Goals(
        coverage=_coverage(layout, meetings),
        score=math.fsum(layout.pair(placed).score for placed in meetings),
        waiting=sum(_waiting(slots) for slots in days.values()),
        breaks=sum(_breaks(slots) for slots in days.values()),
        changes=len(set(layout.problem.announced) - set(meetings)),
        idle_range=_idle_range(layout, days),
    )


def counts(layout: Layout, meetings: Iterable[Placed]) -> dict[str, int]:
    """Number of meetings of every person, zero included."""
    found = {person.id: 0 for person in layout.problem.people}
    for placed in meetings:
        for person in layout.people_in(placed.pair):
            found[person] += 1
    return found


def levels(layout: Layout) -> int:
    """How many levels coverage has: the most that is promised to one person."""
    return max((person.least for person in layout.problem.people), default=0)


def busy_slots(layout: Layout, meetings: Iterable[Placed]) -> dict[tuple[str, int], list[int]]:
    """Sorted slots in which a person is in a meeting, by id of the person and end of the day.

    The end is the slot after the last one of that day: a problem may have several days.
    """
    found: defaultdict[tuple[str, int], set[int]] = defaultdict(set)
    for placed in meetings:
        for person in layout.people_in(placed.pair):
            found[person, layout.day_end[placed.slot]] |= set(layout.running(placed))
    return {key: sorted(slots) for key, slots in found.items()}


def breaks_of(layout: Layout, meetings: Iterable[Placed]) -> dict[str, int]:
    """Number of stretches of idle slots between meetings of a day, by id of every person."""
    found = {person.id: 0 for person in layout.problem.people}
    for (person, _), slots in busy_slots(layout, meetings).items():
        found[person] += _breaks(slots)
    return found


def idle_by_person(layout: Layout, meetings: Iterable[Placed]) -> dict[str, int]:
    """Slots between the first and the last meeting of a day in which a person has none, by id.

    People without a meeting are left out.
    """
    found: dict[str, int] = {}
    for (person, _), slots in busy_slots(layout, meetings).items():
        found[person] = found.get(person, 0) + _waiting(slots)
    return found


def _coverage(layout: Layout, meetings: Iterable[Placed]) -> tuple[int, ...]:
    met = counts(layout, meetings)
    reached = [min(met[person.id], person.least) for person in layout.problem.people]
    return tuple(sum(count >= level for count in reached) for level in range(1, levels(layout) + 1))


def _idle_range(layout: Layout, days: Mapping[tuple[str, int], list[int]]) -> int:
    idle = {person.id: 0 for person in layout.problem.people}
    for (person, _), slots in days.items():
        idle[person] += _waiting(slots)
    return max(idle.values(), default=0) - min(idle.values(), default=0)


def _waiting(slots: list[int]) -> int:
    return slots[-1] - slots[0] + 1 - len(slots)


def _breaks(slots: list[int]) -> int:
    return sum(after > before + 1 for before, after in pairwise(slots))


def standing(layout: Layout, meetings: Sequence[Placed], *, keep: float = 0.0) -> Standing:
    """The lexicographic key of a plan: greater is better, goal after goal.

    `keep` is what an announced meeting that stays is worth beside its score.
    """
    goals = measure(layout, meetings)
    announced = set(layout.problem.announced)
    scale = score_scale(layout.problem, keep)
    total = sum(
        round(scale * (layout.pair(placed).score + keep * (placed in announced)))
        for placed in meetings
    )
    key = {
        Goal.COVERAGE: goals.coverage,
        Goal.SCORE: (total,),
        Goal.WAITING: (-goals.waiting,),
        Goal.BREAKS: (-goals.breaks,),
        Goal.CHANGES: (-goals.changes,),
        Goal.IDLE_RANGE: (-goals.idle_range,),
    }
    return tuple(key[goal] for goal in layout.problem.goals)
