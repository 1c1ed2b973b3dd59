"""A problem laid out for quick reading: who is in which pair, and when each may begin."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from matching.planning.problem.problem import Group, Pair, Person, Placed, Problem, Stand


def mask(slots: Iterator[int] | tuple[int, ...] | range) -> int:
    """A set of slots as the bits of a number."""
    bits = 0
    for slot in slots:
        bits |= 1 << slot
    return bits


def bits(number: int) -> Iterator[int]:
    """Slots of a mask, ascending."""
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest


@dataclass(frozen=True)
class Layout:
    """Look-ups over one problem, computed when first asked."""

    problem: Problem

    @cached_property
    def person(self) -> dict[str, Person]:
        """People by id."""
        return {person.id: person for person in self.problem.people}

    @cached_property
    def stand(self) -> dict[str, Stand]:
        """Stands by id."""
        return {stand.id: stand for stand in self.problem.stands}

    @cached_property
    def group(self) -> dict[str, Group]:
        """Groups by the id of their stand."""
        return {group.stand: group for group in self.problem.groups}

    @cached_property
    def pairs_of(self) -> dict[str, tuple[int, ...]]:
        """Positions of the pairs in which a party takes part."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for number, pair in enumerate(self.problem.pairs):
            for party in pair.between:
                found[party].append(number)
        return {party: tuple(numbers) for party, numbers in found.items()}

    @cached_property
    def day_end(self) -> tuple[int, ...]:
        """First slot after the day of each slot; the slot itself outside every day."""
        ends = list(range(self.problem.slots))
        for start, stop in self.problem.days:
            ends[start:stop] = [stop] * (stop - start)
        return tuple(ends)

    @cached_property
    def present(self) -> dict[str, int]:
        """Mask of the slots in which a party can meet anybody."""
        everywhere = mask(range(self.problem.slots))
        slots = {
            person.id: everywhere if person.free is None else mask(person.free)
            for person in self.problem.people
        }
        for stand in self.problem.stands:
            slots[stand.id] = mask(tuple(s for s, count in enumerate(stand.tables) if count))
        return slots

    @cached_property
    def walk(self) -> dict[tuple[str, str], int]:
        """Free slots needed from one zone to another, both ways."""
        return {
            way: slots
            for start, end, slots in self.problem.walks
            for way in ((start, end), (end, start))
            if slots > 0
        }

    def pair(self, placed: Placed) -> Pair:
        """The pair that a placement speaks of."""
        return self.problem.pairs[placed.pair]

    def zone(self, placed: Placed) -> str:
        """Where a placement is held; empty when no stand of it has a zone."""
        for party in self.pair(placed).between:
            if party in self.stand:
                return self.stand[party].zone
        return ""

    def running(self, placed: Placed, after: int = 0) -> range:
        """Slots a placement takes, with some slots after it, inside its day."""
        end = placed.slot + self.pair(placed).length
        limit = max(end, self.day_end[placed.slot])
        return range(placed.slot, min(end + after, limit, self.problem.slots))

    def people_in(self, pair: int) -> tuple[str, ...]:
        """The people (not the stands) of a pair."""
        return tuple(party for party in self.problem.pairs[pair].between if party in self.person)
