"""What the plan still holds while a day is played, and the tables that it needs."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from matching.planning.problem.lookup import mask
from matching.planning.simulation.draw_day import DrawnVisitor
from matching.planning.simulation.floor import Floor, TablePlace
from matching.planning.simulation.hall import PlayedPair

_PATIENCE = 2  # slots that a stand and a person wait for one another

Planned = tuple[int, DrawnVisitor, PlayedPair]
"""When a meeting begins by the plan, whose it is, and which pair."""


class StillPlanned:
    """The queue of planned meetings of those who came; nobody else needs a table."""

    def __init__(self, floor: Floor) -> None:
        self.floor, self.hall = floor, floor.hall
        self._of = {visitor.id: self._planned(visitor) for visitor in floor.day.visitors}
        self._begins: defaultdict[int, list[Planned]] = defaultdict(list)
        for planned in self._of.values():
            for each in planned:
                self._begins[each[0]].append(each)
        self._kept: Counter[tuple[TablePlace, int]] = Counter()
        self._wanted: Counter[tuple[str, int]] = Counter()

    def _planned(self, visitor: DrawnVisitor) -> list[Planned]:
        at = {} if visitor.is_walk_in else self.hall.planned
        return [(at[each.number], visitor, each) for each in visitor.offered if each.number in at]

    def session(self, stand: str, slot: int) -> Iterator[tuple[DrawnVisitor, PlayedPair]]:
        """Whoever is planned in a session that begins now."""
        for _, visitor, offered in self._begins[slot]:
            if offered.stand == stand:
                yield visitor, offered

    def due(self, slot: int) -> Iterator[tuple[DrawnVisitor, PlayedPair]]:
        """Meetings at ordinary stands that should have begun by now, longest due first."""
        for begins in range(slot - _PATIENCE, slot + 1):
            for _, visitor, offered in self._begins.get(begins, ()):
                if offered.stand not in self.hall.smallest:
                    yield visitor, offered

    def count(self, visitor: DrawnVisitor, slot: int) -> int:
        """Meetings that somebody has had or has still before them."""
        return len(self.floor.seated[visitor.id].met) + len(self._ahead(visitor, slot))

    def leaves_time(self, visitor: DrawnVisitor, offered: PlayedPair, slot: int) -> bool:
        """Whether whatever else is planned for somebody can still be held, then or later."""
        ahead = [each for each in self._ahead(visitor, slot) if each[2].number != offered.number]
        zone, end = self.hall.zone, slot + offered.length
        taken = 0
        broken = []
        for begins, _, other in ahead:
            if end + self.hall.pause(zone[offered.stand], zone[other.stand]) <= begins:
                taken |= mask(range(begins, begins + other.length))
            else:
                broken.append(other)
        for other in broken:
            place = self._elsewhere(visitor, other, end, taken)
            if place is None:
                return False
            taken |= mask(range(place, place + other.length))
        return True

    def _elsewhere(
        self, visitor: DrawnVisitor, offered: PlayedPair, end: int, taken: int
    ) -> int | None:
        """A slot from `end` on for a meeting that makes way, with a table that nobody needs."""
        stand, slots = offered.stand, self.hall.problem.slots
        for begins in range(end, slots - offered.length + 1):
            if not offered.begins >> begins & 1:
                continue
            if stand in self.hall.smallest and stand not in self.hall.sessions.get(begins, ()):
                continue
            span = range(begins, begins + offered.length)
            free = visitor.free & ~taken
            if all(
                free >> at & 1 and self.floor.left["stand", stand][at] > self._wanted[stand, at]
                for at in span
            ):
                return begins
        return None

    def count_kept(self, slot: int) -> None:
        """Count the tables that meetings of the next slots need."""
        self._kept, self._wanted = Counter(), self._all_wanted(slot)
        sessions: set[tuple[str, int]] = set()
        for begins, _, offered in self._needed(slot):
            is_led = (offered.stand, begins) in sessions
            if offered.stand in self.hall.smallest:
                sessions.add((offered.stand, begins))
            for place in self.floor.places[offered.stand]:
                if not (is_led and place[0] == "shared"):
                    for at in range(begins, begins + offered.length):
                        self._kept[place, at] += 1

    def leaves_tables(self, visitor: DrawnVisitor, offered: PlayedPair, slot: int) -> bool:
        """Whether what is planned keeps its tables, the very meeting that would begin apart."""
        begins = next(
            (at for at, _, other in self._ahead(visitor, slot) if other.number == offered.number),
            self.hall.problem.slots,
        )
        own = range(begins, begins + offered.length)
        return all(
            self.floor.left[place][at] > self._kept[place, at] - (at in own)
            for place in self.floor.places[offered.stand]
            for at in range(slot, slot + offered.length)
        )

    def _ahead(self, visitor: DrawnVisitor, slot: int) -> list[Planned]:
        met = self.floor.seated[visitor.id].met
        return [
            each for each in self._of[visitor.id] if each[0] > slot and each[2].number not in met
        ]

    def _all_wanted(self, slot: int) -> Counter[tuple[str, int]]:
        """How many tables of each stand are planned for somebody, by slots to come."""
        return Counter(
            (offered.stand, at)
            for visitor in self.floor.day.visitors
            for begins, _, offered in self._ahead(visitor, slot)
            for at in range(begins, begins + offered.length)
        )

    def _needed(self, slot: int) -> Iterator[Planned]:
        """Meetings to come of those who are there; who is not, has their table given on time."""
        longest = max((pair.length for pair in self.hall.problem.pairs), default=1)
        for begins in range(slot + 1, slot + longest):
            for each in self._begins.get(begins, ()):
                if each[2].number not in self.floor.seated[each[1].id].met:
                    yield each
