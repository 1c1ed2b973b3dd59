"""Who meets whom and when as a linear programme, over some pairs with all else held."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array  # type: ignore[import-untyped]

from matching.planning.arrays.grid import Flags, Floats, Ints
from matching.planning.arrays.grid_plan import GridPlan
from matching.planning.large.exchange import MeetingValue
from matching.planning.large.program_rows import ProgramRows


@dataclass(frozen=True, eq=False)
class SlotProgram:
    """A linear programme of meetings with their slots: maximise `worth @ x`, 0 <= x <= 1.

    Its rows say `matrix @ x <= limits`. The first columns are meetings (`pairs` begin in `slots`),
    then come the levels of coverage that people reach, then the groups of zones that people go to.
    `seat_row` is the row of each seat (stands by slots), -1 where whoever asks may come.
    """

    pairs: Ints
    slots: Ints
    worth: Floats
    matrix: csr_array
    limits: Floats
    seat_row: Ints


def slot_program(
    grid_plan: GridPlan, worth: MeetingValue, may: Flags, *, is_limit: bool = False
) -> SlotProgram:
    """The programme over the meetings that `may` begin (pairs by slots), others held.

    As a limit it tells of walks only how many a person needs: where each of them falls takes two
    thirds of all entries, and sharpens the limit by less than the rounds that they cost.
    """
    grid, rows = grid_plan.grid, ProgramRows()
    pairs, slots = np.nonzero(may)
    person, columns = grid.person[pairs], np.arange(len(pairs))
    rows.at_most(pairs, columns, np.ones(len(grid.pair)))
    seat_row = _at_once(rows, grid_plan, pairs, slots)
    if not is_limit:
        _walks(rows, grid_plan, pairs, slots)
    rows.at_most(person, columns, (grid.most - grid_plan.met).astype(np.float64))
    values = worth.pairs[pairs] + worth.keep * (grid.announced[pairs] == slots)
    bonus = _levels(rows, grid_plan, worth, person)
    goes = _visits(rows, grid_plan, pairs, slots, len(pairs) + len(bonus))
    width = len(pairs) + len(bonus) + goes
    return SlotProgram(
        pairs,
        slots,
        np.concatenate([values, bonus, np.zeros(goes)]),
        rows.matrix(width),
        rows.limits,
        seat_row.reshape(grid.tables.shape),
    )


def _at_once(rows: ProgramRows, grid_plan: GridPlan, pairs: Ints, slots: Ints) -> Ints:
    """One meeting at a time and the gap after it for people, tables for stands; rows of seats."""
    grid, width = grid_plan.grid, grid_plan.grid.problem.slots
    length, last = grid.length[pairs], grid.day_ends[1][slots]
    people: list[tuple[Ints, Ints]] = []
    stands: list[tuple[Ints, Ints]] = []
    for ahead in range(int(length.max(initial=1)) + grid.gap):
        there = slots + ahead
        near = np.flatnonzero((ahead < length + grid.gap) & (there <= last))
        people.append((grid.person[pairs[near]] * width + there[near], near))
        runs = np.flatnonzero(ahead < length)
        stands.append((grid.stand[pairs[runs]] * width + there[runs], runs))
    keys, columns = (np.concatenate(each) for each in zip(*people, strict=True))
    rows.at_most(keys, columns, np.ones(grid.taken.size))
    keys, columns = (np.concatenate(each) for each in zip(*stands, strict=True))
    seat_row = rows.at_most(keys, columns, grid_plan.seats.ravel().astype(np.float64))
    if not grid.is_roomy:
        rows.at_most(keys % width, columns, grid_plan.rooms.astype(np.float64))
    return seat_row


def _walks(rows: ProgramRows, grid_plan: GridPlan, pairs: Ints, slots: Ints) -> None:
    """Whoever is in one zone in a slot is in no far zone so many slots before or after."""
    grid, width, zones = grid_plan.grid, grid_plan.grid.problem.slots, len(grid_plan.grid.apart)
    if zones == 1:
        return
    length, zone = grid.length[pairs], grid.zone[grid.stand[pairs]]
    for away in (way for far in range(1, grid.farthest + 1) for way in (far, -far)):
        for here in range(zones):
            asked: list[tuple[Ints, Ints]] = []
            is_far = (grid.apart[here, zone] >= abs(away)) & (grid.apart[here, here] < abs(away))
            for ahead in range(int(length.max(initial=1))):
                runs = ahead < length
                mine = np.flatnonzero(runs & (zone == here))
                asked.append((slots[mine] + ahead, mine))
                there = slots + ahead - away
                first, last = (ends[np.clip(slots, 0, width - 1)] for ends in grid.day_ends)
                far = np.flatnonzero(runs & is_far & (there >= first) & (there <= last))
                asked.append((there[far], far))
            when, columns = (np.concatenate(each) for each in zip(*asked, strict=True))
            keys = grid.person[pairs[columns]] * width + when
            _once_each(rows, keys, columns, grid.taken.size)


def _visits(rows: ProgramRows, grid_plan: GridPlan, pairs: Ints, slots: Ints, first: int) -> int:
    """Columns for the groups of zones that people go to, numbered from `first`; their number.

    Whoever goes to k groups walks k - 1 times, and meetings and walks fit into the hours between
    the first and the last slot: without this half a person walks for nothing.
    """
    grid = grid_plan.grid
    if grid.nearest <= grid.gap:
        return 0
    person, group = grid.person[pairs], grid.groups[grid.zone[grid.stand[pairs]]]
    low, high = np.full(len(grid.most), grid.problem.slots), np.full(len(grid.most), -1)
    np.minimum.at(low, person, slots)
    np.maximum.at(high, person, slots + grid.length[pairs])
    last = grid.day_ends[1][np.minimum(low, grid.problem.slots - 1)]
    # who has other meetings already, or comes on several days, is left alone
    counted = np.flatnonzero(((grid_plan.met == 0) & (high <= last + 1))[person])
    if not len(counted):
        return 0
    visits, visit = np.unique(
        person[counted] * len(grid.apart) + group[counted], return_inverse=True
    )
    _linked(rows, pairs[counted], counted, first + visit)
    people, who = np.unique(person[counted], return_inverse=True)
    walks = np.searchsorted(people, visits // len(grid.apart))
    hours = (grid.length[pairs[counted]] + grid.gap).astype(np.float64)
    extra = np.full(len(visits), float(grid.nearest - grid.gap))
    rows.add(
        (high - low)[people].astype(np.float64) + grid.nearest,
        (who, counted, hours),
        (walks, first + np.arange(len(visits)), extra),
    )
    return len(visits)


def _linked(rows: ProgramRows, pairs: Ints, columns: Ints, goes: Ints) -> None:
    """A pair meets only when its person goes there."""
    _, which, row = np.unique(pairs, return_index=True, return_inverse=True)
    rows.add(
        np.zeros(len(which)),
        (row, columns, np.ones(len(columns))),
        (np.arange(len(which)), goes[which], -np.ones(len(which))),
    )


def _once_each(rows: ProgramRows, keys: Ints, columns: Ints, count: int) -> None:
    """One row a key, each column in it once, one of them at most."""
    width = int(columns.max(initial=0)) + 1
    both = np.unique(keys * width + columns)
    rows.at_most(both // width, both % width, np.ones(count))


def _levels(rows: ProgramRows, grid_plan: GridPlan, worth: MeetingValue, person: Ints) -> Floats:
    """Columns for the levels that people may still reach, no more of them than meetings."""
    grid, found = grid_plan.grid, []
    active = np.unique(person)
    first = width = len(person)
    row = np.full(len(grid.most), -1)
    lacking = active[worth.bonus[active, grid_plan.met[active]] > 0]
    row[lacking] = np.arange(len(lacking))
    entries: list[tuple[Ints, Ints, Floats]] = []
    for more in range(grid.levels):
        level = np.minimum(grid_plan.met[lacking] + more, worth.bonus.shape[1] - 1)
        bonus = worth.bonus[lacking, level]
        some = bonus > 0
        columns = width + np.arange(int(some.sum()))
        entries.append((row[lacking[some]], columns, np.ones(len(columns))))
        found.append(bonus[some])
        width += len(columns)
    counted = np.flatnonzero(row[person] >= 0)
    rows.add(
        np.zeros(len(lacking)), *entries, (row[person[counted]], counted, -np.ones(len(counted)))
    )
    return np.concatenate(found) if width > first else np.zeros(0)
