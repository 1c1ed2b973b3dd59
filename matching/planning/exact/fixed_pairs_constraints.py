"""What follows when every pair meets: of no weight on plans, of much on proofs."""

from collections import defaultdict
from collections.abc import Collection

from matching.planning.model.build import GoalExpressions
from matching.planning.model.model import LinearSum
from matching.planning.model.post_row import any_of
from matching.planning.problem.lookup import Layout
from matching.planning.problem.rules import RuleCode


class FixedPairsExpressions(GoalExpressions):
    """Goals of plans that hold every pair, with rows for the hours of people and for rooms."""

    tells = frozenset({RuleCode.ROOMS})

    def follow(self) -> None:
        """Add the constraints that follow when all pairs meet: hours of each person, and rooms."""
        pairs = self.layout.problem.pairs
        for person in self.terms:
            hours = sum(pairs[pair].length for pair in self.layout.pairs_of[person])
            used = [column for day in self._days(person) for column in day]
            self.model.constrain(dict.fromkeys(used, 1), hours, hours)
            if person in self._breaks and len(self._days(person)) == 1:
                self._in_one_run(self._breaks[person], used, hours)
        if self.layout.problem.rooms is not None:
            self._rooms(self.layout.problem.rooms)

    def _rooms(self, rooms: int) -> None:
        """Meetings at once, counted by a few people who take part in all of them.

        Nobody is in two meetings at once, so those of one person count as one: a third of the
        terms, and proofs that took minutes take a second. Two people to a meeting count them too,
        which is sharper where few slots are left over.
        """
        by_slot: defaultdict[int, list[int]] = defaultdict(list)
        for person, pairs in cover_of_pairs(self.layout).items():
            if person not in self.terms:  # nothing of theirs can begin at all
                continue
            if len(pairs) == len(self.layout.pairs_of[person]):
                used = [column for day in self._days(person) for column in day]
                own = dict(zip(self._slots[person], used, strict=True))
            else:
                own = self._in_some(person, pairs)
            for slot, column in own.items():
                by_slot[slot].append(column)
        for slot in sorted(by_slot):
            self.model.constrain(dict.fromkeys(by_slot[slot], 1), None, rooms)
        if _only_people(self.layout):
            self._two_to_a_meeting(rooms)

    def _two_to_a_meeting(self, rooms: int) -> None:
        """At most two people a room are in meetings in any slot."""
        by_slot: defaultdict[int, list[int]] = defaultdict(list)
        for person in self.terms:
            used = [column for day in self._days(person) for column in day]
            for slot, column in zip(self._slots[person], used, strict=True):
                by_slot[slot].append(column)
        for slot in sorted(by_slot):
            self.model.constrain(dict.fromkeys(by_slot[slot], 1), None, 2 * rooms)

    def _in_some(self, person: str, pairs: Collection[int]) -> dict[int, int]:
        """Columns that tell in which slots a person is in one of some meetings."""
        cover: defaultdict[int, list[int]] = defaultdict(list)
        for column in self.terms[person]:
            placed = self.model.placed[column]
            if placed.pair in pairs:
                for slot in self.layout.running(placed):
                    cover[slot].append(column)
        return {slot: self._in_meeting(cover[slot]) for slot in sorted(cover)}

    def _in_one_run(self, breaks: LinearSum, used: list[int], hours: int) -> None:
        """Somebody without a break is in meetings from the first on for so many slots."""
        if not breaks.weights or hours > len(used):
            return
        begun = self._begun(used)
        ends = tuple(breaks.weights)
        torn = self.model.column(any_of(ends))
        self.model.constrain(dict.fromkeys(ends, -1) | {torn: 1}, None, 0)
        for end in ends:
            self.model.constrain({end: 1, torn: -1}, None, 0)
        self.model.constrain({begun[len(used) - hours]: 1, torn: 1}, 1, None)
        for number, slot in enumerate(used):
            over = {} if number < hours else {begun[number - hours]: 1}
            self.model.constrain({begun[number]: -1, slot: 1, torn: 1} | over, 0, None)
            if over:
                self.model.constrain({slot: 1, torn: -1} | over, None, 1)


def _only_people(layout: Layout) -> bool:
    return all(len(layout.people_in(pair)) == 2 for pair in range(len(layout.problem.pairs)))


def cover_of_pairs(layout: Layout) -> dict[str, frozenset[int]]:
    """A few people with meetings of theirs, so that every pair is told once: a cover of pairs.

    Whoever has the most pairs that are not told yet comes next.
    """
    people = {person.id for person in layout.problem.people}
    left = {party: set(pairs) for party, pairs in layout.pairs_of.items() if party in people}
    found: dict[str, frozenset[int]] = {}
    while any(left.values()):
        top = min(left, key=lambda person: (-len(left[person]), person))
        found[top] = frozenset(left.pop(top))
        for others in left.values():
            others.difference_update(found[top])
    return found
