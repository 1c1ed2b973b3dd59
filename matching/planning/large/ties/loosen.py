"""A problem with what does not fit a grid left out: plans of it guide, and its limits hold."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from matching.planning.arrays.build_grid import build_grid
from matching.planning.arrays.grid import AFTER, GOAL_ORDERS, Grid, fits_grid
from matching.planning.problem.lookup import Layout, bits
from matching.planning.problem.problem import Group, Pair, Person, Placed, Problem, Shared, Stand

# no id of a file begins so, and sorted ids stay where they are
_MADE = "\x00"


@dataclass(frozen=True, slots=True)
class Loosened:
    """A problem of which every plan of the given one is a plan, and that fits a grid.

    A meeting of two people is two halves there, each at a stand of their own, which may be held
    without each other; `halves` are the positions of both, the first that of the given pair.
    `received` is how many meetings the sessions of each group can hold in all; `groups` and
    `shared` are those of the given problem, a group of which not all comers are known needing none.
    """

    problem: Problem
    halves: tuple[tuple[int, int], ...]
    received: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    groups: tuple[Group, ...] = ()
    shared: tuple[Shared, ...] = ()

    @property
    def numbers(self) -> dict[str, int]:
        """Number of each stand in the arrays of a grid."""
        return {name: n for n, name in enumerate(sorted(each.id for each in self.problem.stands))}

    def grid(self) -> Grid | None:
        """The problem as arrays, where it fits them."""
        grid = build_grid(self.problem) if fits_grid(self.problem) else None
        if grid is None or not self.received:
            return grid
        held = Counter(
            party for pair, _ in self.problem.fixed for party in self.problem.pairs[pair].between
        )
        received = grid.received.copy()
        for stand, number in self.numbers.items():
            if stand in self.received:
                most = max(0, self.received[stand] - held[stand])
                received[number] = min(received[number], most)
        return replace(grid, received=received)

    def outward(self, plan: Iterable[Placed], /) -> tuple[Placed, ...]:
        """The meetings of a plan that the given problem knows: of two halves, where both agree."""
        held = dict(plan)
        first, second = set(dict(self.halves)), set(dict(self.halves).values())
        whole = {
            half for half, other in self.halves if half in held and held[half] == held.get(other)
        }
        return tuple(
            Placed(pair, slot)
            for pair, slot in held.items()
            if pair not in second and (pair in whole or pair not in first)
        )


def loosened(problem: Problem) -> Loosened | None:
    """The problem without order, even breaks, sessions and what stands share, people with people.

    None where goals do not begin with the score, or with coverage and then the score.
    """
    lead = tuple(goal for goal in problem.goals if goal not in AFTER)[:2]
    lead = lead if lead in GOAL_ORDERS else lead[:1]
    if lead not in GOAL_ORDERS or problem.goals[: len(lead)] != lead:
        return None
    made = _Halves(problem)
    for number, pair in enumerate(problem.pairs):
        made.take(number, pair)
    return Loosened(
        replace(
            problem,
            rooms=None if made.pairs or problem.is_tied else problem.rooms,
            breaks_spread=None,
            before=(),
            groups=(),
            shared=(),
            people=(*problem.people, *made.people),
            stands=(*problem.stands, *made.stands),
            pairs=(*made.first, *made.pairs),
            fixed=made.with_halves(problem.fixed),
            announced=made.with_halves(problem.announced),
            goals=(*lead, *(goal for goal in problem.goals[len(lead) :] if goal in AFTER)),
        ),
        tuple(made.halves.items()),
        {group.stand: _most_received(problem, group) for group in problem.groups},
        tuple(
            replace(group, smallest=0) if group.stand in made.unasked else group
            for group in problem.groups
        ),
        problem.shared,
    )


def _most_received(problem: Problem, group: Group) -> int:
    """How many meetings the sessions of a group hold at most, each as full as its largest.

    There are no more of them than may be, and than what it shares lasts for.
    """
    places = next(stand.tables for stand in problem.stands if stand.id == group.stand)
    lengths = [pair.length for pair in problem.pairs if group.stand in pair.between]
    shortest = max(1, min(lengths, default=1))
    shared = [sum(each.tables) for each in problem.shared if group.stand in each.stands]
    times = [problem.slots, *(tables // shortest for tables in shared)]
    times += [] if group.times is None else [group.times]
    return sum(sorted(places, reverse=True)[: min(times)])


class _Halves:
    """Pairs between a person and a stand instead of others, with whom they need for it."""

    def __init__(self, problem: Problem) -> None:
        self.slots = problem.slots
        self.is_person = {person.id for person in problem.people}
        self.present = Layout(problem).present
        self.first: list[Pair] = []
        self.pairs: list[Pair] = []
        self.people: list[Person] = []
        self.stands: list[Stand] = []
        self.halves: dict[int, int] = {}
        # stands of whose meetings some are not told as theirs
        self.unasked: set[str] = set()
        self._before = len(problem.pairs)

    def take(self, number: int, pair: Pair) -> None:
        """Take a pair as it is, or what stands for it."""
        one, two = pair.between
        made = f"{_MADE}{number:09}"
        if (one in self.is_person) != (two in self.is_person):
            self.first.append(pair)
        elif one in self.is_person:
            half = replace(pair, score=pair.score / 2, slots=self._common(pair))
            self.stands.append(Stand(made, (2,) * self.slots))
            self.first.append(replace(half, between=(one, made)))
            self.halves[number] = self._before + len(self.pairs)
            self.pairs.append(replace(half, between=(two, made)))
        else:  # two stands: somebody comes to the first, and the second is not asked
            self.people.append(Person(made, most=1))
            self.unasked.add(two)
            self.first.append(replace(pair, between=(made, one)))

    def _common(self, pair: Pair) -> tuple[int, ...]:
        """Where a meeting of two people may begin: both are there as long as it lasts."""
        one, two = pair.between
        begins = both = self.present[one] & self.present[two]
        for ahead in range(1, pair.length):
            begins &= both >> ahead
        return tuple(slot for slot in bits(begins) if pair.slots is None or slot in pair.slots)

    def with_halves(self, placed: Iterable[Placed]) -> tuple[Placed, ...]:
        """Placements with the other halves of theirs."""
        known = tuple(placed)
        halves = self.halves
        return known + tuple(Placed(halves[pair], slot) for pair, slot in known if pair in halves)
