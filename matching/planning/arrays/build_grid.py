"""From the words of a problem to the arrays of a grid, once."""

import numpy as np
import numpy.typing as npt

from matching.planning.arrays.grid import Flags, Grid, Ints, reach_of
from matching.planning.problem.problem import Problem
from matching.planning.problem.whole_scores import whole_scores


def build_grid(problem: Problem) -> Grid | None:
    """The arrays of a problem that fits a grid; None when what is fixed or owed cannot be held.

    Rows are sorted by what they say, so that the same fair gives the same arrays whatever the
    order of its rows; scores become whole numbers of at most a million.

    Parameters
    ----------
    problem
        One for which `fits_grid` is true: that is not asked again here.
    """
    ends, day = _Ends(problem), _days(problem)
    free, tables = _hours(problem, ends, day)
    zone, apart = _zones(problem, ends)
    fixed = _Fixed(problem, len(ends.people), day, zone, apart)
    own = _own_slots(problem)
    if not fixed.take(ends, _starts(ends, day, _running(ends, free, tables)) & own, tables):
        return None
    most = np.array([person.most for person in ends.people], dtype=np.int64)
    least = np.array([person.least for person in ends.people], dtype=np.int64)
    if (fixed.met > most).any():
        return None
    may = _starts(ends, day, _running(ends, free, tables) & fixed.leave(ends)) & own
    may &= (fixed.met < most)[ends.person][:, None]
    may[[pair for pair, _ in problem.fixed]] = False
    worth, scale, exact = whole_scores([pair.score for pair in problem.pairs])
    announced = np.full(len(problem.pairs), -1)
    for pair, slot in problem.announced:
        announced[pair] = slot
    must = np.array([pair.must for pair in problem.pairs], dtype=bool)
    must[[pair for pair, _ in problem.fixed]] = False
    if (must & ~may.any(axis=1)).any():
        return None
    order = _canonical(problem, ends, announced)
    kept = order[may[order].any(axis=1)]
    return Grid(
        problem=problem,
        pair=kept,
        person=ends.person[kept],
        stand=ends.stand[kept],
        length=ends.length[kept],
        worth=worth[kept],
        may=may[kept],
        tables=tables,
        received=tables.sum(axis=1),
        rooms=fixed.rooms,
        zone=zone,
        apart=apart,
        most=most,
        least=least,
        met=fixed.met,
        taken=fixed.taken,
        near=fixed.near,
        day=day,
        must=must[kept],
        announced=announced[kept],
        scale=scale,
        exact=exact,
    )


class _Ends:
    """The parties, sorted by id, and the numbers of those of each pair."""

    def __init__(self, problem: Problem) -> None:
        self.people = sorted(problem.people, key=lambda person: person.id)
        self.stands = sorted(problem.stands, key=lambda stand: stand.id)
        person = {each.id: number for number, each in enumerate(self.people)}
        stand = {each.id: number for number, each in enumerate(self.stands)}
        both = np.array(
            [
                (person[one], stand[other]) if one in person else (person[other], stand[one])
                for one, other in (pair.between for pair in problem.pairs)
            ],
            dtype=np.int64,
        ).reshape(-1, 2)
        self.person, self.stand = both[:, 0], both[:, 1]
        self.length = np.array([pair.length for pair in problem.pairs], dtype=np.int64)


def _zones(problem: Problem, ends: _Ends) -> tuple[Ints, Ints]:
    """Zone of each stand, and the free slots between a meeting in one zone and one in another.

    Zones from which nothing is far are one.
    """
    walks = {
        way: slots
        for start, end, slots in problem.walks
        for way in ((start, end), (end, start))
        if slots > 0
    }
    ways = {start for start, _ in walks}
    names = sorted({stand.zone if stand.zone in ways else "" for stand in ends.stands} or {""})
    apart = [[max(problem.gap, walks.get((zone, other), 0)) for other in names] for zone in names]
    number = {name: place for place, name in enumerate(names)}
    zone = [number[stand.zone if stand.zone in ways else ""] for stand in ends.stands]
    return np.array(zone, dtype=np.int64), np.array(apart, dtype=np.int64)


def _days(problem: Problem) -> Ints:
    day = np.full(problem.slots, -1)
    for number, (start, stop) in enumerate(problem.days):
        day[start:stop] = number
    return day


def _hours(problem: Problem, ends: _Ends, day: Ints) -> tuple[Flags, Ints]:
    """Who is free when, and tables by stand and slot; none outside the days."""
    free = np.zeros((len(ends.people), problem.slots), dtype=bool)
    for row, person in zip(free, ends.people, strict=True):
        row[slice(None) if person.free is None else list(person.free)] = True
    tables = np.zeros((len(ends.stands), problem.slots), dtype=np.int64)
    for number, stand in enumerate(ends.stands):
        tables[number] = stand.tables
    return free & (day >= 0), tables * (day >= 0)


def _running(ends: _Ends, free: Flags, tables: Ints) -> Flags:
    """Pairs by slots: where both parties could be in a meeting."""
    return free[ends.person] & (tables > 0)[ends.stand]


def _own_slots(problem: Problem) -> Flags:
    """Pairs by slots: where the pair itself agrees to begin."""
    own = np.ones((len(problem.pairs), problem.slots), dtype=bool)
    for number, pair in enumerate(problem.pairs):
        if pair.slots is not None:
            own[number] = False
            own[number, list(pair.slots)] = True
    return own


def _starts(ends: _Ends, day: Ints, running: Flags) -> Flags:
    """Slots from which a meeting can run to its end inside one day."""
    found = running.copy()
    for length in np.unique(ends.length[ends.length > 1]).tolist():
        rows = np.flatnonzero(ends.length == length)
        for ahead in range(1, length):
            later = np.zeros((len(rows), len(day)), dtype=bool)
            if ahead < len(day):
                later[:, :-ahead] = running[rows][:, ahead:] & (day[ahead:] == day[:-ahead])
            found[rows] &= later
    return found


class _Fixed:
    """What fixed meetings take from people and stands."""

    def __init__(self, problem: Problem, people: int, day: Ints, zone: Ints, apart: Ints) -> None:
        self.problem, self.day, self.zone, self.apart = problem, day, zone, apart
        self.met = np.zeros(people, dtype=np.int64)
        self.taken = np.zeros((people, problem.slots), dtype=bool)
        shape = people, len(apart), problem.slots
        self.near: npt.NDArray[np.int16] = np.zeros(shape, dtype=np.int16)
        tables = map(sum, zip(*(stand.tables for stand in problem.stands), strict=True))
        limit = max(tables, default=0) if problem.rooms is None else problem.rooms
        self.rooms: Ints = np.full(problem.slots, limit)

    def take(self, ends: _Ends, may: Flags, tables: Ints) -> bool:
        """Take the slots of the fixed meetings; False when they break a rule."""
        for pair, slot in self.problem.fixed:
            person, length = ends.person[pair], int(ends.length[pair])
            stand = ends.stand[pair]
            here = self.zone[stand]
            if not may[pair, slot] or self.near[person, here, slot : slot + length].any():
                return False
            self.met[person] += 1
            self.taken[person, slot : slot + length] = True
            for there, free in enumerate(self.apart[here].tolist()):
                self.near[person, there, reach_of(self.day, slot, length, free)] += 1
            tables[stand, slot : slot + length] -= 1
            self.rooms[slot : slot + length] -= 1
        return bool((tables >= 0).all() and (self.rooms >= 0).all())

    def leave(self, ends: _Ends) -> Flags:
        """Pairs by slots: where fixed meetings leave the person and a room free."""
        near = self.near[ends.person, self.zone[ends.stand]]
        return np.asarray((near == 0) & (self.rooms > 0))


def _canonical(problem: Problem, ends: _Ends, announced: Ints) -> Ints:
    """Positions of the pairs sorted by what they say; twins that say all the same are alike."""
    said = {number: pair.slots for number, pair in enumerate(problem.pairs) if pair.slots}
    place = {slots: rank for rank, slots in enumerate(sorted(set(said.values())), 1)}
    own = np.zeros(len(problem.pairs), dtype=np.int64)
    for number, slots in said.items():
        own[number] = place[slots]
    must = np.array([pair.must for pair in problem.pairs], dtype=bool)
    score = np.array([pair.score for pair in problem.pairs], dtype=np.float64)
    keys = (announced, own, must, score, ends.length, ends.stand, ends.person)
    return np.lexsort(keys).astype(np.int64)
