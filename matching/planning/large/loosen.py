"""A problem with what does not fit a grid left out: plans of it guide, and its limits hold."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from matching.planning.arrays.grid import AFTER, ORDERS
from matching.planning.problem.problem import Pair, Person, Placed, Problem, Stand

# no id of a file begins so, and sorted ids stay where they are
_MADE = "\x00"


@dataclass(frozen=True, slots=True)
class Loosened:
    """A problem of which every plan of the given one is a plan, and that fits a grid.

    A meeting of two people is two halves there, each at a stand of their own, which may be held
    without each other; `halves` are the positions of both, the first that of the given pair.
    """

    problem: Problem
    halves: tuple[tuple[int, int], ...]

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

    def wanted(self, plan: Iterable[Placed]) -> frozenset[int]:
        """Pairs of two people of whom a plan holds both halves, whenever."""
        held = {pair for pair, _ in plan}
        return frozenset(half for half, other in self.halves if {half, other} <= held)


def loosened(problem: Problem) -> Loosened | None:
    """The problem without order, even breaks, sessions and what stands share, people with people.

    None where goals do not begin with the score, or with coverage and then the score.
    """
    lead = tuple(goal for goal in problem.goals if goal not in AFTER)[:2]
    lead = lead if lead in ORDERS else lead[:1]
    if lead not in ORDERS or problem.goals[: len(lead)] != lead:
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
    )


class _Halves:
    """Pairs between a person and a stand instead of others, with whom they need for it."""

    def __init__(self, problem: Problem) -> None:
        self.slots = problem.slots
        self.is_person = {person.id for person in problem.people}
        self.first: list[Pair] = []
        self.pairs: list[Pair] = []
        self.people: list[Person] = []
        self.stands: list[Stand] = []
        self.halves: dict[int, int] = {}
        self._before = len(problem.pairs)

    def take(self, number: int, pair: Pair) -> None:
        """Take a pair as it is, or what stands for it."""
        one, two = pair.between
        made = f"{_MADE}{number:09}"
        if (one in self.is_person) != (two in self.is_person):
            self.first.append(pair)
        elif one in self.is_person:
            half = pair.score / 2
            self.stands.append(Stand(made, (2,) * self.slots))
            self.first.append(replace(pair, between=(one, made), score=half))
            self.halves[number] = self._before + len(self.pairs)
            self.pairs.append(replace(pair, between=(two, made), score=half))
        else:  # two stands: somebody comes to the first, and the second is not asked
            self.people.append(Person(made, most=1))
            self.first.append(replace(pair, between=(made, one)))

    def with_halves(self, placed: Iterable[Placed]) -> tuple[Placed, ...]:
        """Placements with the other halves of theirs."""
        known = tuple(placed)
        halves = self.halves
        return known + tuple(Placed(halves[pair], slot) for pair, slot in known if pair in halves)
