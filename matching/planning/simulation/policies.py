"""Three ways to run a day: the plan alone, whoever comes first, and the plan with idle tables."""

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import Protocol

from matching.planning.simulation.draw_day import DrawnDay, DrawnVisitor
from matching.planning.simulation.floor import Floor, Held
from matching.planning.simulation.hall import Hall, PlayedPair
from matching.planning.simulation.seat_most import seat_most
from matching.planning.simulation.still_planned import StillPlanned

WishedMeeting = tuple[DrawnVisitor, PlayedPair]


class Policy(StrEnum):
    """How a day is run; its name is `simulate.<code>`."""

    FIXED = "fixed"
    FIRST_COME = "first_come"
    OURS = "ours"


class _Run(Protocol):
    """Who sits down when, on one floor."""

    def who_joins(self, stand: str, slot: int) -> Iterable[WishedMeeting]:
        """Who wants to take part in a session that begins now, in turn."""

    def seat(self, slot: int) -> None:
        """Begin whatever begins now at ordinary stands."""


def play(hall: Hall, day: DrawnDay, policy: Policy) -> list[Held]:
    """The meetings held on a drawn day, in the order in which they began.

    `fixed` holds what was planned, up to two slots late, and nothing else. `first_come` knows no
    plan: whoever is there and free goes to the best free stand of theirs, who waits longest
    first. `ours` follows the plan and gives idle tables to as many as possible of those who are
    there and free, whoever has and is promised fewest first; what is planned for somebody keeps its
    table, or is moved to where there is one, and only who may not have so many loses their last
    one for the one they have now. Workshops
    begin at the hours of the plan, with as many as they need, whatever the policy.
    """
    floor = Floor(hall, day)
    run = _RUNS[policy](floor)
    for slot in range(hall.problem.slots):
        for stand in hall.sessions.get(slot, ()):
            _hold_session(floor, stand, run.who_joins(stand, slot), slot)
        run.seat(slot)
    return floor.held


def _hold_session(floor: Floor, stand: str, wishes: Iterable[WishedMeeting], slot: int) -> None:
    able = [wish for wish in wishes if floor.may_begin(*wish, slot)]
    longest = max((offered.length for _, offered in able), default=0)
    who = able[: floor.seats(stand, range(slot, slot + longest))]
    if len(who) >= max(1, floor.hall.smallest[stand]):
        floor.begin_session(who, slot)


class _Fixed:
    """What was planned, up to two slots late."""

    def __init__(self, floor: Floor) -> None:
        self.floor, self.planned = floor, StillPlanned(floor)

    def who_joins(self, stand: str, slot: int) -> Iterator[WishedMeeting]:
        """Those of a session who are there."""
        for visitor, offered in self.planned.session(stand, slot):
            if self.floor.is_here(visitor, slot):
                yield visitor, offered

    def seat(self, slot: int) -> None:
        """Begin what is due, who waits longest first."""
        for visitor, offered in self.planned.due(slot):
            is_free = self.floor.is_here(visitor, slot)
            if is_free and self.floor.may_begin(visitor, offered, slot):
                self.floor.begin(visitor, offered, slot)


class _FirstCome:
    """No plan: who waits longest takes the best free stand."""

    def __init__(self, floor: Floor) -> None:
        self.floor = floor

    def who_joins(self, stand: str, slot: int) -> Iterator[WishedMeeting]:
        """Whoever is there and may take part, who waits longest first."""
        return _at_stand(self._queue(slot), stand)

    def seat(self, slot: int) -> None:
        """Send each person of the queue to the best stand that has a free table."""
        _fill(self.floor, self._queue(slot), slot)

    def _queue(self, slot: int) -> list[DrawnVisitor]:
        floor = self.floor
        waiting = [each for each in floor.day.visitors if floor.is_here(each, slot)]
        waiting.sort(key=lambda each: max(each.arrives, floor.seated[each.id].ends))
        return waiting


class _Ours(_Fixed):
    """The plan followed, and idle tables given, to whoever has fewest meetings first."""

    def who_joins(self, stand: str, slot: int) -> Iterator[WishedMeeting]:
        """Those of a session who are there, then who has the fewest meetings."""
        told = list(super().who_joins(stand, slot))
        yield from told
        known = {visitor.id for visitor, _ in told}
        for visitor, offered in _at_stand(self._neediest(slot), stand):
            if visitor.id not in known and self.planned.leaves_time(visitor, offered, slot):
                yield visitor, offered

    def seat(self, slot: int) -> None:
        """Begin what is due, then give idle tables away."""
        super().seat(slot)
        planned = self.planned
        planned.count_kept(slot)
        seat_most(
            self.floor,
            self._neediest(slot),
            slot,
            lambda visitor, offered: (
                planned.leaves_time(visitor, offered, slot)
                and planned.leaves_tables(visitor, offered, slot)
            ),
        )

    def _neediest(self, slot: int) -> list[DrawnVisitor]:
        """Who is there and free: who has fewest meetings, then who has least time to spare."""
        here = [each for each in self.floor.day.visitors if self.floor.is_here(each, slot)]
        here.sort(key=lambda each: self._turn(each, slot))
        return here

    def _turn(self, visitor: DrawnVisitor, slot: int) -> tuple[int, int, str]:
        met = self.floor.seated[visitor.id].met
        has = self.planned.count(visitor, slot)
        left = sum(offered.number not in met for offered in visitor.offered)
        return has, visitor.free.bit_length() - slot - left, visitor.id


def _fill(floor: Floor, order: Iterable[DrawnVisitor], slot: int) -> None:
    """Seat each person in turn at the best of their stands that has an idle table."""
    idle = floor.idle(slot) - floor.hall.smallest.keys()
    for visitor in order:
        if not idle:
            return
        for offered in visitor.offered:
            if offered.stand in idle and floor.may_begin(visitor, offered, slot):
                floor.begin(visitor, offered, slot)
                idle = floor.idle(slot) - floor.hall.smallest.keys()
                break


def _at_stand(visitors: Iterable[DrawnVisitor], stand: str) -> Iterator[WishedMeeting]:
    for visitor in visitors:
        for offered in visitor.offered:
            if offered.stand == stand:
                yield visitor, offered


_RUNS: dict[Policy, Callable[[Floor], _Run]] = {
    Policy.FIXED: _Fixed,
    Policy.FIRST_COME: _FirstCome,
    Policy.OURS: _Ours,
}
