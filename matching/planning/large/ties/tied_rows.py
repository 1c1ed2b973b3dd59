"""The rows of the programme of what is tied: every plan keeps them."""

import numpy as np

from matching.planning.arrays.grid import Floats, Ints
from matching.planning.large.pair_flow import most_meetings, most_received
from matching.planning.large.program_rows import ProgramRows
from matching.planning.large.ties.tied_columns import TiedColumns
from matching.planning.problem.problem import Group, Shared


def tied_rows(columns: TiedColumns) -> ProgramRows:
    """The rows over the columns, but for `whole_rows`."""
    posting = _Posting(columns)
    posting.people()
    posting.stands()
    posting.places()
    for number, group in enumerate(columns.loose.groups):
        posting.group(number, group)
    for shared in columns.loose.shared:
        posting.shared(shared)
    posting.levels()
    return posting.rows


def whole_rows(columns: TiedColumns) -> ProgramRows:
    """Nobody comes to more of a session than is held of it: a row for each who could come.

    They follow from the others where sessions are held or not, and cost the most to solve.
    """
    rows, inside = ProgramRows(), columns.in_session
    each, ones = np.arange(len(inside)), np.ones(len(inside))
    held = columns.first_session + columns.session_of
    rows.add(np.zeros(len(inside)), (each, inside, ones), (each, held, -ones))
    return rows


class _Posting:
    def __init__(self, columns: TiedColumns) -> None:
        self.columns, self.grid = columns, columns.grid
        self.rows, self.slots = ProgramRows(), columns.grid.problem.slots
        second = np.flatnonzero(columns.both >= 0)
        person = self.grid.person
        # people, and the meetings in which they are
        self.who = np.concatenate([person[columns.row], person[columns.both[second]]])
        self.meeting = np.concatenate([np.arange(len(columns.row)), second])

    def people(self) -> None:
        """One meeting at a time where slots are told, no more than hours and the most allow."""
        grid, columns = self.grid, self.columns
        tied = np.flatnonzero(columns.slot >= 0)
        self.rows.at_most(columns.row[tied], tied, np.ones(len(grid.pair)))
        some = np.flatnonzero(columns.slot[self.meeting] >= 0)
        keys, meetings = self._running(self.meeting[some], self.who[some])
        self.rows.at_most(keys, meetings, np.ones(len(grid.most) * self.slots))
        self.rows.at_most(self.who, self.meeting, most_meetings(grid).astype(np.float64))
        length = grid.length[columns.row[self.meeting]].astype(np.float64)
        if (length > 1).any():
            self.rows.at_most(self.who, self.meeting, self._hours(), length)

    def _running(self, meetings: Ints, parties: Ints) -> tuple[Ints, Ints]:
        """Parties and the slots in which their meetings run, as one number each; the meetings."""
        length = self.grid.length[self.columns.row[meetings]]
        each = np.repeat(np.arange(len(meetings)), length)
        ahead = np.arange(len(each)) - np.repeat(np.cumsum(length) - length, length)
        slots = self.columns.slot[meetings[each]] + ahead
        return parties[each] * self.slots + slots, meetings[each]

    def _hours(self) -> Floats:
        """How many slots of meetings the hours of each person hold."""
        there = np.zeros(self.grid.taken.shape, dtype=bool)
        for ahead in range(int(self.grid.length.max(initial=0))):
            pair, slot = np.nonzero(self.grid.may & (self.grid.length > ahead)[:, None])
            there[self.grid.person[pair], slot + ahead] = True
        return np.asarray(there.sum(axis=1), dtype=np.float64)

    def stands(self) -> None:
        """No more at a stand than its tables hold, slot by slot where there are sessions."""
        grid, columns = self.grid, self.columns
        stand = grid.stand[columns.row]
        plain, tables = columns.at_stand, grid.tables.astype(np.float64)
        self.rows.at_most(stand[plain], plain, most_received(grid).astype(np.float64))
        length = grid.length[columns.row[plain]].astype(np.float64)
        if (length > 1).any():
            self.rows.at_most(stand[plain], plain, tables.sum(axis=1), length)
        inside = columns.in_session
        keys, meetings = self._running(inside, stand[inside])
        self.rows.at_most(keys, meetings, tables.ravel())

    def places(self) -> None:
        """No more come to a session than it has places, and nobody where none is held."""
        columns, sessions = self.columns, self.columns.sessions
        inside = columns.in_session
        count, own = len(sessions.slot), np.arange(len(sessions.slot))
        places = self.grid.tables[sessions.stand, sessions.slot].astype(np.float64)
        held = columns.first_session + own
        comers = columns.session_of, inside, np.ones(len(inside))
        self.rows.add(np.zeros(count), comers, (own, held, -places))

    def group(self, number: int, group: Group) -> None:
        """No session with fewer than it needs, and no more of them than may be."""
        columns, sessions = self.columns, self.columns.sessions
        own = np.flatnonzero(columns.group[sessions.stand] == number)
        if group.times is not None:
            self.rows.add(np.array([float(group.times)]), self._one_row(own))
        free = own[~sessions.is_fixed[own]]
        if group.smallest < 2:
            return
        place = np.full(len(sessions.slot), -1)
        place[free] = np.arange(len(free))
        mine = np.flatnonzero(place[columns.session_of] >= 0)
        least = np.full(len(free), float(group.smallest))
        self.rows.add(
            np.zeros(len(free)),
            (place[columns.session_of[mine]], columns.in_session[mine], -np.ones(len(mine))),
            (np.arange(len(free)), columns.first_session + free, least),
        )

    def _one_row(self, sessions: Ints, weights: Floats | None = None) -> tuple[Ints, Ints, Floats]:
        each = np.ones(len(sessions)) if weights is None else weights
        return np.zeros(len(sessions), dtype=np.int64), self.columns.first_session + sessions, each

    def shared(self, shared: Shared) -> None:
        """A session takes one of what stands share as long as it lasts, a meeting its own."""
        columns, sessions, grid = self.columns, self.columns.sessions, self.grid
        stands = [columns.names[stand] for stand in shared.stands]
        left = columns.left_of(shared)
        led = np.flatnonzero(np.isin(sessions.stand, stands))
        at_stand = columns.at_stand
        plain = at_stand[np.isin(grid.stand[columns.row[at_stand]], stands)]
        length = grid.length[columns.row[plain]].astype(np.float64)
        self.rows.add(
            left.sum(keepdims=True),
            self._one_row(led, sessions.shortest[led].astype(np.float64)),
            (np.zeros(len(plain), dtype=np.int64), plain, length),
        )
        for slot in range(self.slots):
            begun = sessions.slot[led]
            running = led[(begun <= slot) & (slot < begun + sessions.shortest[led])]
            if len(running) > left[slot]:
                self.rows.add(left[slot : slot + 1], self._one_row(running))

    def levels(self) -> None:
        """Nobody reaches more levels of coverage than they have meetings."""
        people, _ = self.columns.levels
        if not len(people):
            return
        known, row = np.unique(people, return_inverse=True)
        place = np.full(len(self.grid.most), -1)
        place[known] = np.arange(len(known))
        mine = np.flatnonzero(place[self.who] >= 0)
        self.rows.add(
            np.zeros(len(known)),
            (row, self.columns.first_level + np.arange(len(people)), np.ones(len(people))),
            (place[self.who[mine]], self.meeting[mine], -np.ones(len(mine))),
        )
