"""A problem and a plan laid out for playing the day slot by slot."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from matching.planning.problem.lookup import Layout, mask
from matching.planning.problem.problem import Pair, Person, Placed, Problem, Stand
from matching.planning.problem.rules import RuleCode, allowances


@dataclass(frozen=True, slots=True)
class PlayedPair:
    """A pair as the hall sees it: at which stand, how long, and when it may begin (a mask)."""

    number: int
    stand: str
    length: int
    score: float
    begins: int


@dataclass(frozen=True, slots=True)
class Hall:
    """What no day changes.

    Attributes
    ----------
    offered
        The pairs of each person, best first.
    planned
        When each pair of the plan begins.
    sessions
        Stands of groups that begin in a slot of the plan.
    """

    problem: Problem
    slot_minutes: int
    people: tuple[Person, ...]
    offered: dict[str, tuple[PlayedPair, ...]]
    planned: dict[int, int]
    sessions: dict[int, tuple[str, ...]]
    smallest: dict[str, int]
    shared: dict[str, tuple[str, ...]]
    walk: dict[tuple[str, str], int]
    zone: dict[str, str]
    day_end: tuple[int, ...]

    def pause(self, start: str, end: str) -> int:
        """Free slots that a person needs between meetings in two zones."""
        return max(self.problem.gap, self.walk.get((start, end), 0))


def hall_of(problem: Problem, plan: Iterable[Placed], slot_minutes: int) -> Hall:
    """The hall of a problem, with the plan that is followed in it.

    Every pair is of one person and one stand, as `planning.fair.pose` poses them.
    """
    layout, planned = Layout(problem), dict(plan)
    sessions: defaultdict[int, set[str]] = defaultdict(set)
    for number, slot in planned.items():
        stand = _stand_of(layout, problem.pairs[number])
        if stand.id in layout.group:
            sessions[slot].add(stand.id)
    shared: defaultdict[str, list[str]] = defaultdict(list)
    for each in problem.shared:
        for name in each.stands:
            shared[name].append(each.id)
    return Hall(
        problem,
        slot_minutes,
        tuple(sorted(problem.people, key=lambda person: person.id)),
        {person.id: _offered(layout, person) for person in problem.people},
        planned,
        {slot: tuple(sorted(names)) for slot, names in sessions.items()},
        {group.stand: group.smallest for group in problem.groups},
        {name: tuple(ids) for name, ids in shared.items()},
        layout.walk,
        {stand.id: stand.zone for stand in problem.stands},
        layout.day_end,
    )


def _stand_of(layout: Layout, pair: Pair) -> Stand:
    return next(layout.stand[party] for party in pair.between if party in layout.stand)


def _offered(layout: Layout, person: Person) -> tuple[PlayedPair, ...]:
    found = [_one_offered(layout, number) for number in layout.pairs_of.get(person.id, ())]
    return tuple(sorted(found, key=lambda offered: (-offered.score, offered.stand)))


def _one_offered(layout: Layout, number: int) -> PlayedPair:
    pair = layout.problem.pairs[number]
    begins = mask(range(layout.problem.slots))
    for rule, _, slots, _ in allowances(layout, number):
        if rule in {RuleCode.DAY_BORDER, RuleCode.PAIR_SLOTS}:
            begins &= slots
    return PlayedPair(number, _stand_of(layout, pair).id, pair.length, pair.score, begins)
