"""A fair as arrays, for moves that look at all of it at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from matching.planning.problem.problem import Goal, Placed, Problem

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

GOAL_ORDERS = {(Goal.COVERAGE, Goal.SCORE), (Goal.SCORE,)}
AFTER = {Goal.WAITING, Goal.BREAKS, Goal.CHANGES}
_MOST_CELLS = 400_000_000


def fits_grid(problem: Problem) -> bool:
    """Whether only hours, tables, rooms, gaps, walks and the most meetings tie meetings together.

    Goals must begin with the score, or with coverage and then the score.
    """
    lead = tuple(goal for goal in problem.goals if goal not in AFTER)
    if lead not in GOAL_ORDERS or problem.goals[: len(lead)] != lead:
        return False
    if problem.is_tied or problem.before or problem.breaks_spread is not None:
        return False
    if len(problem.pairs) * problem.slots > _MOST_CELLS:
        return False
    people = {person.id for person in problem.people}
    return all(
        (one in people) != (other in people)
        for one, other in (pair.between for pair in problem.pairs)
    )


@dataclass(frozen=True, eq=False)
class Grid:
    """The pairs that may still be decided, what is fixed already taken out.

    Rows do not depend on the order of the problem: people and stands are sorted by id, pairs by
    what they say.

    Attributes
    ----------
    pair
        Position in the problem of each pair.
    person, stand, length
        Of each pair: numbers of the two parties, slots that a meeting takes.
    worth
        Score of each pair in whole units.
    may
        Pairs by slots: whether a meeting may begin.
    tables
        Stands by slots, less the tables of fixed meetings.
    received
        Meetings that each stand may hold in all, as far as more than its tables limits them.
    rooms
        Meetings that may run at once in each slot, less the fixed ones.
    zone, apart
        Zone of each stand, and zones by zones: free slots that one person needs between a
        meeting here and one there, by gap and walk.
    most, least, met
        Of each person; `met` counts the fixed meetings.
    taken
        People by slots: in a fixed meeting.
    near
        People by zones by slots: fixed meetings too near for another one there.
    day
        Number of the day of each slot, -1 outside every day.
    must, announced
        Of each pair: whether it is owed, and the slot that was announced (or -1).
    scale, exact
        By what scores were multiplied, and whether `worth` tells them to the last digit.
    """

    problem: Problem
    pair: Ints
    person: Ints
    stand: Ints
    length: Ints
    worth: Ints
    may: Flags
    tables: Ints
    received: Ints
    rooms: Ints
    zone: Ints
    apart: Ints
    most: Ints
    least: Ints
    met: Ints
    taken: Flags
    near: npt.NDArray[np.int16]
    day: Ints
    must: Flags
    announced: Ints
    scale: float
    exact: bool

    @property
    def gap(self) -> int:
        """Free slots between two meetings of one person."""
        return self.problem.gap

    @cached_property
    def farthest(self) -> int:
        """Free slots between two meetings of one person at most: the gap or the longest walk."""
        return int(self.apart.max())

    @cached_property
    def groups(self) -> Ints:
        """Group of each zone: zones are of one group as long as the gap is walk enough."""
        group = np.arange(len(self.apart))
        for one, other in np.argwhere(self.apart <= self.gap).tolist():
            group[group == group[other]] = group[one]
        return group

    @cached_property
    def nearest(self) -> int:
        """Fewest free slots between two meetings in different groups of zones."""
        different = self.groups[:, None] != self.groups
        return int(self.apart[different].min(initial=self.farthest))

    @cached_property
    def is_roomy(self) -> bool:
        """Whether rooms never keep out a meeting for which there is a table."""
        return bool((self.rooms >= self.tables.sum(axis=0)).all())

    @cached_property
    def levels(self) -> int:
        """Levels of coverage; none when coverage is no goal."""
        if Goal.COVERAGE not in self.problem.goals or not self.least.size:
            return 0
        return int(self.least.max())

    @cached_property
    def unit(self) -> int:
        """The greatest worth of a pair, 1 at least."""
        return max(1, int(self.worth.max(initial=0)))

    @cached_property
    def single(self) -> Flags:
        """Pairs whose meeting takes one slot."""
        return np.asarray(self.length == 1)

    @cached_property
    def day_ends(self) -> tuple[Ints, Ints]:
        """First and last slot of the day of each slot."""
        first, last = np.arange(self.problem.slots), np.arange(self.problem.slots)
        for start, stop in self.problem.days:
            first[start:stop], last[start:stop] = start, stop - 1
        return first, last

    @cached_property
    def at_slot(self) -> list[Ints]:
        """Pairs of one slot that may begin in each slot."""
        may = self.may & self.single[:, None]
        return [np.flatnonzero(may[:, slot]) for slot in range(self.problem.slots)]

    @cached_property
    def at_stand(self) -> list[list[Ints]]:
        """Pairs of each stand, those of one length together, at most one a person in each."""
        order = np.lexsort((self._turn, self.length, self.stand))
        keys = np.stack([self.stand[order], self.length[order], self._turn[order]])
        cuts = np.flatnonzero((np.diff(keys) != 0).any(axis=0)) + 1
        found: list[list[Ints]] = [[] for _ in range(len(self.tables))]
        for group in np.split(order, cuts):
            if group.size:
                found[int(self.stand[group[0]])].append(group)
        return found

    @cached_property
    def _turn(self) -> Ints:
        """Number of a pair among those of the same two parties and length."""
        order = np.lexsort((self.length, self.stand, self.person))
        keys = np.stack([self.person[order], self.stand[order], self.length[order]])
        fresh = np.ones(len(order), dtype=bool)
        fresh[1:] = (np.diff(keys) != 0).any(axis=0)
        begins = np.flatnonzero(fresh)
        turn = np.empty(len(order), dtype=np.int64)
        turn[order] = np.arange(len(order)) - begins[np.cumsum(fresh) - 1]
        return turn

    def meetings(self, slot: Ints) -> tuple[Placed, ...]:
        """The plan in which pairs begin in given slots, fixed meetings included.

        `slot` has the shape (pairs,); -1 where a pair does not meet.
        """
        held = np.flatnonzero(slot >= 0)
        decided = zip(self.pair[held].tolist(), slot[held].tolist(), strict=True)
        plan = [*self.problem.fixed, *(Placed(pair, at) for pair, at in decided)]
        return tuple(sorted(plan, key=lambda placed: (placed.slot, placed.pair)))

    def slots_of(self, meetings: Sequence[Placed]) -> Ints:
        """The slot of each pair in a plan, -1 for pairs not in it."""
        at = np.full(len(self.problem.pairs), -1)
        for pair, slot in meetings:
            at[pair] = slot
        return at[self.pair]


def reach_of(day: Ints, slot: int, length: int, gap: int) -> slice:
    """Slots of the same day that a meeting keeps free of others, its own included.

    `day` is the day of each slot, shape (slots,); `length` and `gap` count slots.
    """
    first, last = max(0, slot - gap), min(len(day), slot + length + gap)
    inside = np.flatnonzero(day[first:last] == day[slot]) + first
    return slice(int(inside[0]), int(inside[-1]) + 1)
