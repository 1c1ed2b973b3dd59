"""The best day of each person when seats cost something: exact in walks, lengths and waits.

Dynamic programming from the last slot to the first. A day is known by its slot, zone and number of
meetings, and by which of a few tracked pairs it holds already: pairs are tracked once a best day
holds them twice (decremental state space, Righini and Salani 2008).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from heapq import heappop, heappush

import numpy as np

from matching.planning.arrays.grid import Floats, Grid, Ints

PersonDay = tuple[tuple[int, int], ...]
"""Pairs of one person with the slots in which they begin, in their order."""

_NEVER, _EXACT = -1e15, 1e-3
# pairs that are tracked of one person, each of which doubles the states
_MOST_TRACKED = 6


@dataclass(eq=False)
class WholeDays:
    """Days of all people of a grid without fixed meetings, on one day.

    Attributes
    ----------
    worth
        Of each pair.
    bonus
        People by meetings had: what one more brings; far below zero where none may follow.
    idle
        Cost of a slot between two meetings.
    gain
        Pairs by slots: what a meeting is worth less what its seat costs, as priced last.
    best
        What the best day of each person is worth, as priced last.
    """

    grid: Grid
    worth: Floats
    bonus: Floats
    idle: float
    gain: Floats = field(init=False)
    best: Floats = field(init=False)
    _tracked: list[list[int]] = field(init=False)

    def __post_init__(self) -> None:
        grid = self.grid
        self._slots, self._people = grid.problem.slots, len(grid.most)
        self._value = np.where(grid.may, self.worth[:, None], _NEVER)
        self._apart = np.minimum(grid.apart, grid.apart.T)
        self._own = [np.flatnonzero(grid.person == n) for n in range(self._people)]
        self.forget()

    @property
    def work(self) -> float:
        """Estimated work of pricing all days once, in seconds of a usual machine."""
        tracked = max(map(len, self._tracked), default=0)
        states = self._people * len(self._apart) * (self.bonus.shape[1] + 1) << tracked
        return float(4e-9 * states * self._slots * (tracked + 2))

    def track(self, person: int, day: PersonDay) -> bool:
        """Track what a day holds twice; whether any pair more is tracked now."""
        held, tracked = [pair for pair, _ in day], self._tracked[person]
        again = {pair for pair in held if held.count(pair) > 1} - set(tracked)
        tracked += sorted(again)[: _MOST_TRACKED - len(tracked)]
        return bool(again & set(tracked))

    def forget(self) -> None:
        """Track nothing any more: other prices make days hold other pairs twice."""
        self._tracked = [[] for _ in range(self._people)]

    def price(self, cost: Floats) -> None:
        """Find what each person's best day is worth where seats (stands by slots) cost so much."""
        self.gain = self._value - self._costs(cost)
        width = max(map(len, self._tracked), default=0)
        shape = self._people, len(self._apart), self.bonus.shape[1] + 1, 1 << width
        start, first = np.zeros((self._slots + 1, *shape)), np.zeros(self._people)
        self._after = np.zeros_like(start)
        loose = self._untracked()
        for slot in reversed(range(self._slots)):
            now = np.maximum(start[slot + 1] - self.idle, 0.0)
            self._begin_untracked(loose, slot, now, first)
            for place in range(width):
                self._begin_tracked(place, slot, now, first)
            start[slot] = now
            self._after[slot] = self._onward(start, slot)
        self.best = first

    def _costs(self, cost: Floats) -> Floats:
        """Pairs by slots: what the seats of a meeting cost."""
        grid = self.grid
        before = np.concatenate([np.zeros((len(cost), 1)), np.cumsum(cost, axis=1)], axis=1)
        ends = np.minimum(np.arange(self._slots) + grid.length[:, None], self._slots)
        return np.asarray(before[grid.stand[:, None], ends] - before[grid.stand][:, :-1])

    def _untracked(self) -> Mapping[int, Floats]:
        """By length: people by zones by slots, the best of the pairs that are not tracked."""
        grid, found = self.grid, {}
        loose = np.ones(len(grid.pair), dtype=bool)
        loose[[pair for tracked in self._tracked for pair in tracked]] = False
        zone = grid.zone[grid.stand]
        for length in np.unique(grid.length).tolist():
            best = np.full((self._people, len(self._apart), self._slots), _NEVER)
            mine = loose & (grid.length == length)
            np.maximum.at(best, (grid.person[mine], zone[mine]), self.gain[mine])
            found[length] = best
        return found

    def _begin_untracked(
        self, loose: Mapping[int, Floats], slot: int, now: Floats, first: Floats
    ) -> None:
        for length, best in loose.items():
            if slot + length <= self._slots:
                rest = self._after[slot + length][:, :, 1:]
                begun = best[:, :, slot, None, None] + self.bonus[:, None, :, None] + rest
                np.maximum(now[:, :, :-1], begun, out=now[:, :, :-1])
                np.maximum(first, begun[:, :, 0, 0].max(axis=1), out=first)

    def _begin_tracked(self, place: int, slot: int, now: Floats, first: Floats) -> None:
        """The meetings of one tracked pair a person, where a day does not hold it yet."""
        people = np.array([n for n, each in enumerate(self._tracked) if len(each) > place])
        pairs = np.array([self._tracked[n][place] for n in people])
        ends = slot + self.grid.length[pairs]
        can = (ends <= self._slots) & (self.gain[pairs, slot] > _NEVER / 2)
        people, pairs, ends = people[can], pairs[can], ends[can]
        zone = self.grid.zone[self.grid.stand[pairs]]
        masks = np.arange(now.shape[-1])
        without = masks[masks >> place & 1 == 0]
        rest = self._after[ends, people, zone][:, 1:][:, :, without | 1 << place]
        begun = self.gain[pairs, slot][:, None, None] + self.bonus[people][:, :, None] + rest
        mine = now[people, zone]
        mine[:, :-1][:, :, without] = np.maximum(mine[:, :-1][:, :, without], begun)
        now[people, zone] = mine
        first[people] = np.maximum(first[people], begun[:, 0, 0])

    def _onward(self, start: Floats, slot: int) -> Floats:
        """What can still follow a meeting that ended there, by the zone it was in."""
        found: Floats = np.zeros(start.shape[1:])
        for here, ways in enumerate(self._apart.tolist()):
            for there, away in enumerate(ways):
                if slot + away < self._slots:
                    onward = start[slot + away][:, there] - self.idle * away
                    np.maximum(found[:, here], onward, out=found[:, here])
        return found

    def best_day(self, person: int) -> PersonDay:
        """The best day of a person, as priced last; what is not tracked may be in it twice."""
        moves, at, left = self._moves(person), _At(), float(self.best[person])
        day: list[tuple[int, int]] = []
        while left > _EXACT:
            gain, rest = self._following(person, moves, at)
            best = int(np.argmax(gain + rest))
            day.append((int(moves.pair[best]), int(moves.slot[best])))
            at, left = moves.after(best, at), float(rest[best])
        return tuple(day)

    def days_above(
        self, person: int, least: float, *, most: int, steps: int
    ) -> list[PersonDay] | None:
        """The `most` best of the days worth at least so much, in which no pair is twice.

        What the rest of a day may bring is known, so the best come first (A*, Hart et al. 1968).
        None where that takes more than so many steps.
        """
        moves, found = self._moves(person), list[PersonDay]()
        # what it may come to at most, the day, whether it is over, what it is worth so far
        queue: list[tuple[float, PersonDay, bool, float, _At]] = [(0.0, (), False, 0.0, _At())]
        while queue and len(found) < most:
            _, day, is_over, worth, at = heappop(queue)
            if is_over:
                found.append(day)
                continue
            steps -= 1
            if not steps:
                return None
            gain, rest = self._following(person, moves, at)
            held = {pair for pair, _ in day}
            for n in np.flatnonzero(worth + gain + rest >= least).tolist():
                pair, total, then = int(moves.pair[n]), worth + float(gain[n]), moves.after(n, at)
                if pair in held:
                    continue
                longer = (*day, (pair, int(moves.slot[n])))
                heappush(queue, (-total - float(rest[n]), longer, False, total, then))
                if total >= least:
                    heappush(queue, (-total, longer, True, total, then))
        return found

    def _moves(self, person: int) -> "_Moves":
        """All meetings of a person that may begin, as arrays."""
        grid, own = self.grid, self._own[person]
        at, slot = np.nonzero(self.gain[own] > _NEVER / 2)
        pair = own[at]
        end = slot + grid.length[pair]
        bit = np.zeros(len(pair), dtype=np.int64)
        for place, tracked in enumerate(self._tracked[person]):
            bit[pair == tracked] = 1 << place
        gain = np.where(end <= self._slots, self.gain[pair, slot], _NEVER)
        end = np.minimum(end, self._slots)
        return _Moves(pair, slot, end, grid.zone[grid.stand[pair]], bit, gain)

    def _following(self, person: int, moves: "_Moves", at: "_At") -> tuple[Floats, Floats]:
        """What each meeting adds to a day that has come so far, and the best after it.

        Far below zero where it cannot follow.
        """
        if at.met >= self.bonus.shape[1]:
            never = np.full(len(moves.pair), _NEVER)
            return never, never
        earliest, idle = at.slot, 0.0
        if at.met:
            earliest, idle = at.slot + self._apart[at.zone, moves.zone], self.idle
        can = (moves.slot >= earliest) & (moves.bit & at.mask == 0)
        rest = self._after[moves.end, person, moves.zone, at.met + 1, at.mask | moves.bit]
        gain = moves.gain + self.bonus[person, at.met] - idle * (moves.slot - at.slot)
        return np.where(can, gain, _NEVER), rest


@dataclass(frozen=True, slots=True)
class _Moves:
    """Meetings of one person that may begin: pair, slot, end, zone, its bit if tracked, gain."""

    pair: Ints
    slot: Ints
    end: Ints
    zone: Ints
    bit: Ints
    gain: Floats

    def after(self, move: int, at: "_At") -> "_At":
        """Where a day comes to by one of these meetings."""
        mask = at.mask | int(self.bit[move])
        return _At(int(self.end[move]), int(self.zone[move]), at.met + 1, mask)


@dataclass(frozen=True, slots=True)
class _At:
    """Where a day has come to: the end of its last meeting, its zone, and what it holds."""

    slot: int = 0
    zone: int = 0
    met: int = 0
    mask: int = 0


def bonus_of(grid: Grid, each: float) -> Floats:
    """People by meetings had: so much for one that was promised, never more than they may have."""
    count = max(1, int(np.minimum(grid.most, grid.problem.slots).max(initial=1)))
    had: Ints = np.arange(count)
    found = np.where(had < grid.least[:, None], each, 0.0)
    return np.where(had < grid.most[:, None], found, _NEVER)
