"""The floor of one day while it is played: who sits where, and who may sit down now."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from matching.planning.simulation.draw_day import DrawnDay, DrawnVisitor
from matching.planning.simulation.hall import Hall, PlayedPair


class Held(NamedTuple):
    """A meeting that was held on a played day; its length holds what it ran over."""

    visitor: str
    pair: int
    slot: int
    length: int


@dataclass(slots=True)
class Seated:
    """What one visitor has had so far."""

    met: set[int] = field(default_factory=set)
    ends: int = 0
    zone: str = ""


TablePlace = tuple[str, str]
"""What a meeting takes one of while it lasts: a stand's table, something shared, a room."""

_ROOMS: TablePlace = ("rooms", "")


class Floor:
    """The state of a played day; the rules of the plan hold for whatever begins on it."""

    def __init__(self, hall: Hall, day: DrawnDay) -> None:
        problem = hall.problem
        self.hall, self.day = hall, day
        self.held: list[Held] = []
        self.seated = {visitor.id: Seated() for visitor in day.visitors}
        self.left: dict[TablePlace, list[int]] = {
            **{("stand", name): list(tables) for name, tables in day.tables.items()},
            **{("shared", each.id): list(each.tables) for each in problem.shared},
        }
        if problem.rooms is not None:
            self.left[_ROOMS] = [problem.rooms] * problem.slots
        self.places = {stand.id: self._places(stand.id) for stand in problem.stands}
        self._owed: defaultdict[str, float] = defaultdict(float)

    def _places(self, stand: str) -> tuple[TablePlace, ...]:
        """What a meeting at a stand takes: its table first, then what it shares, then a room."""
        shared = (("shared", name) for name in self.hall.shared.get(stand, ()))
        rooms = (_ROOMS,) if _ROOMS in self.left else ()
        return (("stand", stand), *shared, *rooms)

    def idle(self, slot: int) -> set[str]:
        """Stands that have a free table in a slot."""
        return {stand for stand in self.places if self.left["stand", stand][slot] > 0}

    def is_here(self, visitor: DrawnVisitor, slot: int) -> bool:
        """Whether somebody has come, is not away, and sits nowhere."""
        return bool(visitor.free >> slot & 1) and self.seated[visitor.id].ends <= slot

    def may_begin(self, visitor: DrawnVisitor, offered: PlayedPair, slot: int) -> bool:
        """Whether a meeting would break no rule if it began now."""
        seated = self.seated[visitor.id]
        if offered.number in seated.met or not offered.begins >> slot & 1:
            return False
        if len(seated.met) >= visitor.person.most:
            return False
        return self._is_rested(seated, offered, slot) and all(
            self._has_place(visitor, offered.stand, at) for at in range(slot, slot + offered.length)
        )

    def begin(self, visitor: DrawnVisitor, offered: PlayedPair, slot: int) -> None:
        """Seat somebody at an ordinary stand, as long as the meeting will really last."""
        end = slot + offered.length
        if self._runs_over(offered) and self._may_last(visitor, offered, end):
            self._owed[offered.stand] -= self.hall.slot_minutes
            end += 1
        self._sit(visitor, offered, slot, end)
        for place in self.places[offered.stand]:
            self._take(place, slot, end)

    def begin_session(self, who: Sequence[tuple[DrawnVisitor, PlayedPair]], slot: int) -> None:
        """Seat a group; of what stands share it takes one, however many come."""
        stand = who[0][1].stand
        for visitor, offered in who:
            end = slot + offered.length
            self._sit(visitor, offered, slot, end)
            for place in self.places[stand]:
                if place[0] != "shared":
                    self._take(place, slot, end)
        longest = max(offered.length for _, offered in who)
        for name in self.hall.shared.get(stand, ()):
            self._take(("shared", name), slot, slot + longest)

    def seats(self, stand: str, slots: range) -> int:
        """How many people a session may seat at once over some slots."""
        own = [place for place in self.places[stand] if place[0] != "shared"]
        return min((self.left[place][at] for place in own for at in slots), default=0)

    def _sit(self, visitor: DrawnVisitor, offered: PlayedPair, slot: int, end: int) -> None:
        seated = self.seated[visitor.id]
        seated.met.add(offered.number)
        seated.ends, seated.zone = end, self.hall.zone[offered.stand]
        self.held.append(Held(visitor.id, offered.number, slot, end - slot))

    def _is_rested(self, seated: Seated, offered: PlayedPair, slot: int) -> bool:
        """Whether the gap and the walk since the last meeting of the same day are over."""
        if not seated.met or self.hall.day_end[seated.ends - 1] != self.hall.day_end[slot]:
            return True
        return slot >= seated.ends + self.hall.pause(seated.zone, self.hall.zone[offered.stand])

    def _has_place(self, visitor: DrawnVisitor, stand: str, slot: int) -> bool:
        if not visitor.free >> slot & 1:
            return False
        return all(self.left[place][slot] > 0 for place in self.places[stand])

    def _runs_over(self, offered: PlayedPair) -> bool:
        """Whether the minutes that a stand owes have become a slot; only it pays them."""
        self._owed[offered.stand] += float(self.day.overruns[offered.number])
        return self._owed[offered.stand] >= self.hall.slot_minutes

    def _may_last(self, visitor: DrawnVisitor, offered: PlayedPair, end: int) -> bool:
        is_same_day = end < self.hall.day_end[end - 1]
        return is_same_day and self._has_place(visitor, offered.stand, end)

    def _take(self, place: TablePlace, slot: int, end: int) -> None:
        left = self.left[place]
        for at in range(slot, end):
            left[at] -= 1
