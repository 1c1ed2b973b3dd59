"""A problem whose parties are called so that ties are broken in a given order, not by ids."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from matching.planning.problem.problem import Placed, Problem
from matching.planning.problem.result import Result


@dataclass(frozen=True, slots=True)
class InOrder:
    """The same problem under other names: pairs and slots are where they were, a reduction."""

    problem: Problem
    ids: Mapping[str, str]

    def inward(self, plan: Iterable[Placed], /) -> tuple[Placed, ...]:
        """Placements of the given problem: the same pairs."""
        return tuple(plan)

    def outward(self, plan: Iterable[Placed], /) -> tuple[Placed, ...]:
        """Placements of this problem, by slot and then by pair: the same pairs."""
        return tuple(sorted(plan, key=lambda placing: (placing.slot, placing.pair)))

    def named(self, people: frozenset[str], /) -> frozenset[str]:
        """The same people as this problem calls them."""
        return frozenset(
            person.id for person in self.problem.people if self.ids[person.id] in people
        )

    def told(self, result: Result) -> Result:
        """A result of this problem, with people called by their ids."""
        return replace(
            result, unmet=tuple((self.ids[person], reason) for person, reason in result.unmet)
        )


def in_order(problem: Problem, order: Sequence[str]) -> InOrder:
    """The problem with parties called by their place in an order; who is not in it comes last.

    Solvers take what comes first by name where two plans are equally good: names that follow an
    order of the fair make them follow it too, whatever ids an organiser has typed.
    """
    parties = [*order, *sorted({*_parties(problem)} - {*order})]
    names = {party: f"{place:06d}" for place, party in enumerate(parties)}
    people = (replace(person, id=names[person.id]) for person in problem.people)
    stands = (replace(stand, id=names[stand.id]) for stand in problem.stands)
    pairs = ((names[one], names[other]) for one, other in (pair.between for pair in problem.pairs))
    together = [tuple(sorted(names[stand] for stand in each.stands)) for each in problem.shared]
    return InOrder(
        replace(
            problem,
            people=tuple(people),
            stands=tuple(stands),
            pairs=tuple(
                replace(pair, between=between)
                for pair, between in zip(problem.pairs, pairs, strict=True)
            ),
            groups=tuple(replace(group, stand=names[group.stand]) for group in problem.groups),
            shared=tuple(
                replace(shared, id=" ".join((*stands, shared.id)), stands=stands)
                for shared, stands in zip(problem.shared, together, strict=True)
            ),
        ),
        {name: party for party, name in names.items()},
    )


def _parties(problem: Problem) -> Iterable[str]:
    yield from (person.id for person in problem.people)
    yield from (stand.id for stand in problem.stands)
