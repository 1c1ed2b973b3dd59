"""The small problem that an event leaves: only whom and what it touches, the rest as less room."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from matching.planning.arrays.problem_arrays import Bools, Ints, ProblemArrays, as_rows
from matching.planning.problem.problem import Goal, Pair, Person, Placed, Problem, Stand
from matching.planning.problem.reduction import renumbered
from matching.planning.repair.affected import Affected
from matching.planning.repair.scope import ReplanScope

_MOST_STARTS = 6_000
_MOST_OF_OTHERS = 1_500
_MOST_PAIRS = 12


@dataclass(frozen=True, slots=True)
class Subproblem:
    """The planning problem of the few people whom an event touches, cut out of the whole fair.

    Attributes
    ----------
    order
        For each pair of the small problem its position among the pairs of the whole one.
    start
        Meetings of the people in it, as announced: fixed ones and those that may move.
    outside
        Meetings of everybody else.
    whole
        Whether every new meeting that could be given is among its choices.
    """

    problem: Problem
    order: tuple[int, ...]
    start: tuple[Placed, ...]
    outside: tuple[Placed, ...]
    whole: bool

    def inward(self, plan: Iterable[Placed], /) -> tuple[Placed, ...]:
        """Those meetings of a plan of the whole fair that the small problem decides."""
        return renumbered(plan, self.order)

    def outward(self, plan: Iterable[Placed], /) -> tuple[Placed, ...]:
        """A plan of the small problem as a plan of the whole fair, with all other meetings."""
        inside = (Placed(self.order[pair], slot) for pair, slot in plan)
        return tuple(sorted((*self.outside, *inside)))


@dataclass(frozen=True, slots=True)
class Openings:
    """Meetings that could be added: numbers of pairs, and for each the slots where it may begin.

    `starts` has the shape (pairs, slots).
    """

    pairs: Ints
    starts: Bools

    @property
    def count(self) -> int:
        """Number of candidates: a pair together with a slot where it may begin."""
        return int(self.starts.sum())

    def first(self, order: Ints, most: int) -> "Openings":
        """The first pairs of `order`, shape (pairs,), with at most `most` candidates in all."""
        sizes = self.starts[order].sum(axis=1).cumsum()
        kept = order[: int(np.searchsorted(sizes, most, side="right"))]
        return Openings(self.pairs[kept], self.starts[kept])


class Room:
    """What the meetings that stay leave free: hours of people, tables, meetings still allowed."""

    def __init__(self, arrays: ProblemArrays, kept: Sequence[Placed]) -> None:
        self.arrays = arrays
        people, gap = arrays.people, arrays.problem.gap
        running = arrays.cover(kept)
        self.left = arrays.tables - running[people:]
        self.free = arrays.free.copy()
        self.free[:people] &= arrays.cover(kept, before=gap, after=gap)[:people] == 0
        self.free[people:] &= self.left > 0
        if arrays.problem.rooms is not None:
            self.free &= running.sum(axis=0) // 2 < arrays.problem.rooms
        self.met = arrays.meetings(kept)
        self.placed = np.zeros(len(arrays.problem.pairs), dtype=bool)
        self.placed[as_rows(kept)[:, 0]] = True

    def openings(self, wanted: Bools, now_slot: int) -> Openings:
        """Where wanted pairs (a flag each) may still meet from slot `now_slot` on."""
        arrays = self.arrays
        may = np.ones(len(arrays.number), dtype=bool)
        may[: arrays.people] = self.met < arrays.most
        may &= self.free[:, now_slot:].any(axis=1)
        pairs = np.flatnonzero(wanted & ~self.placed & may[arrays.ends].all(axis=1))
        starts = arrays.may_begin(pairs, self.free)
        starts[:, :now_slot] = False
        some = starts.any(axis=1)
        return Openings(pairs[some], starts[some])


def restrict(arrays: ProblemArrays, event: Affected, scope: ReplanScope) -> Subproblem:
    """The problem of the people touched, and of those whom free places could serve.

    Everybody else keeps every meeting and only takes room; people who may gain keep theirs too.
    """
    mine = _marked(arrays, event.people)
    welcome = np.ones(len(arrays.number), dtype=bool)
    if scope.gains is not None:
        welcome = (
            _marked(
                arrays, [arrays.number[person] for person in scope.gains if person in arrays.number]
            )
            | mine
        )
    any_mine = (mine[arrays.ends] & (arrays.ends < arrays.people)).any(axis=1)
    all_welcome = (welcome[arrays.ends] | (arrays.ends >= arrays.people)).all(axis=1)
    asked = np.zeros(len(arrays.ends), dtype=bool)
    asked[[placed.pair for placed in (*event.movable, *event.lost)]] = True
    asked |= np.array([pair.must for pair in arrays.problem.pairs], dtype=bool)
    room = Room(arrays, event.kept)
    first = room.openings(asked | (any_mine & all_welcome), scope.now_slot)
    first, is_whole = _thinned(arrays, first)
    others = _in_reach(
        room, room.openings(all_welcome & ~any_mine & ~asked, scope.now_slot), scope.now_slot
    )
    if others.count > _MOST_OF_OTHERS:
        # only what is free without anybody's move
        spare, is_whole = Room(arrays, (*event.kept, *event.movable)), False
        others = spare.openings(all_welcome & ~any_mine & ~asked, scope.now_slot)
        others = others.first(most_wanted(spare, others.pairs), _MOST_OF_OTHERS)
    return _Cut(arrays, event, (first, others)).restricted(whole=is_whole)


def _marked(arrays: ProblemArrays, numbers: Iterable[int]) -> Bools:
    found = np.zeros(len(arrays.number), dtype=bool)
    found[list(numbers)] = True
    return found


def _thinned(arrays: ProblemArrays, openings: Openings) -> tuple[Openings, bool]:
    """Each person's best pairs, with a few starts each, when all would be too many."""
    if openings.count <= _MOST_STARTS:
        return openings, True
    ends = arrays.ends[openings.pairs]
    person = np.where(ends[:, 0] < arrays.people, ends[:, 0], ends[:, 1])
    tie = arrays.tie(openings.pairs)
    order = np.lexsort((tie, -arrays.score[openings.pairs], person))
    first = np.searchsorted(person[order], person[order])
    rank = np.arange(len(order)) - first
    kept = order[rank < _MOST_PAIRS]
    starts = openings.starts[kept]
    # one start in a few, beginning elsewhere for each pair: all hours of the day stay in play
    step = max(1, round(starts.sum() / _MOST_STARTS))
    turn = (starts.cumsum(axis=1) + tie[kept, None]) % step == 0
    few = starts & turn
    bare = ~few.any(axis=1)
    few[bare] = starts[bare]
    return Openings(openings.pairs[kept], few), False


def _in_reach(room: Room, openings: Openings, now_slot: int) -> Openings:
    """Openings without those that no best plan takes: for each place there is somebody better.

    Where `places` are open in all, no more than as many people gain a meeting. So of all who could
    take one place for as long, somebody among the first `places` gains nothing, and may stand in
    for anybody behind them: no worse in coverage and score, and better unless they are equal.
    Where meetings of one person are tied to each other, or to other people, that need not hold.
    """
    arrays, problem = room.arrays, room.arrays.problem
    is_tied = (
        problem.walks or problem.before or ((arrays.ends < arrays.people).sum(axis=1) != 1).any()
    )
    if is_tied or problem.goals[:2] != (Goal.COVERAGE, Goal.SCORE) or not openings.count:
        return openings
    stand, length = arrays.ends[openings.pairs].max(axis=1), arrays.length[openings.pairs]
    places = int(np.maximum(0, room.left[np.unique(stand) - arrays.people, now_slot:]).sum())
    row, slot = np.nonzero(openings.starts)
    level, score = _levels(room, openings.pairs)[row], arrays.score[openings.pairs][row]
    place = (stand[row] * arrays.slots + slot) * (arrays.slots + 1) + length[row]
    order = np.lexsort((-score, level, place))
    last = np.searchsorted(place[order], place[order]) + places - 1
    last = np.minimum(last, len(order) - 1)
    is_worse = (level[order] > level[order[last]]) | (score[order] < score[order[last]])
    behind = order[(np.arange(len(order)) > last) & is_worse]
    starts = openings.starts.copy()
    starts[row[behind], slot[behind]] = False
    some = starts.any(axis=1)
    return Openings(openings.pairs[some], starts[some])


def most_wanted(room: Room, pairs: Ints) -> Ints:
    """Numbers of pairs, shape (pairs,), ordered by who is furthest from the promise, then score."""
    arrays = room.arrays
    return np.lexsort((arrays.tie(pairs), -arrays.score[pairs], _levels(room, pairs)))


def _levels(room: Room, pairs: Ints) -> Ints:
    """How many meetings the person of each pair has who has less than was promised."""
    arrays = room.arrays
    enough = np.iinfo(np.int64).max
    lacking = np.full(len(arrays.number), enough)
    lacking[: arrays.people] = np.where(room.met < arrays.least, room.met, enough)
    found: Ints = lacking[arrays.ends[pairs]].min(axis=1, initial=enough)
    return found


class _Cut:
    """Cuts a small problem out of a whole one."""

    def __init__(
        self, arrays: ProblemArrays, event: Affected, openings: Sequence[Openings]
    ) -> None:
        self.arrays, self.event = arrays, event
        self.starts: dict[int, set[int]] = {}
        for each in openings:
            for pair, row in zip(each.pairs.tolist(), each.starts, strict=True):
                self.starts.setdefault(pair, set()).update(np.flatnonzero(row).tolist())
        for pair, slot in event.movable:
            self.starts.setdefault(pair, set()).add(slot)

    def restricted(self, *, whole: bool) -> Subproblem:
        """The problem of these pairs, with every meeting of their people."""
        problem = self.arrays.problem
        inside = self._inside()
        people = {
            person
            for pair in (*self.starts, *(placed.pair for placed in inside))
            for person in self.arrays.people_of(pair)
        }
        order = tuple(sorted({*self.starts, *(placed.pair for placed in inside)}))
        outside = tuple(sorted(set(self.event.kept).difference(inside)))
        new = {old: number for number, old in enumerate(order)}
        fixed = dict(inside)
        small = replace(
            problem,
            rooms=problem.rooms if self._is_short_of_rooms else None,
            people=tuple(self._person(person) for person in sorted(people)),
            stands=tuple(self._stands(order, outside)),
            pairs=tuple(self._pair(old, fixed) for old in order),
            before=tuple((new[a], new[b]) for a, b in problem.before if a in new and b in new),
            fixed=renumbered(inside, order),
            announced=renumbered(problem.announced, order),
        )
        start = renumbered((*inside, *self.event.movable), order)
        return Subproblem(small, order, start, outside, whole)

    def _inside(self) -> list[Placed]:
        """Meetings that stay and that the rules tie to those in question."""
        if self._is_short_of_rooms:
            return list(self.event.kept)
        pairs = set(self.starts)
        for couple in self.arrays.problem.before:
            pairs |= set(couple) if pairs.intersection(couple) else set()
        people = {person for pair in pairs for person in self.arrays.people_of(pair)}
        return [
            placed
            for placed in self.event.kept
            if placed.pair in pairs or not people.isdisjoint(self.arrays.people_of(placed.pair))
        ]

    @cached_property
    def _is_short_of_rooms(self) -> bool:
        """Whether the new meetings could want more rooms than there are."""
        rooms = self.arrays.problem.rooms
        if rooms is None:
            return False
        running = self.arrays.cover(self.event.kept).sum(axis=0) // 2
        return bool((running + len(self.starts) > rooms).any())

    def _person(self, number: int) -> Person:
        person = self.arrays.problem.people[number]
        free = tuple(np.flatnonzero(self.arrays.free[number]).tolist())
        return Person(person.id, free, int(self.arrays.most[number]), person.least)

    def _stands(self, order: Sequence[int], outside: Sequence[Placed]) -> Iterator[Stand]:
        """Stands with the tables that meetings elsewhere leave."""
        arrays = self.arrays
        left = np.maximum(0, arrays.tables - arrays.cover(outside)[arrays.people :])
        met = np.unique(arrays.ends[list(order)])
        for number in met[met >= arrays.people].tolist():
            stand = arrays.problem.stands[number - arrays.people]
            yield replace(stand, tables=tuple(left[number - arrays.people].tolist()))

    def _pair(self, number: int, fixed: Mapping[int, int]) -> Pair:
        slots = {fixed[number]} if number in fixed else self.starts[number]
        return replace(self.arrays.problem.pairs[number], slots=tuple(sorted(slots)))
