"""A problem in which what ties meetings together stays as in a plan: the rest fits a grid."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from matching.planning.arrays.grid import AFTER
from matching.planning.exact.open_sessions import SessionStart
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Goal, Pair, Person, Placed, Problem, Stand
from matching.planning.problem.rules import sessions

_LEAD = frozenset({Goal.COVERAGE, Goal.SCORE})
_Taken = Mapping[str, Counter[int]]


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A grid's problem of which every plan, with the `kept` meetings, is one of the given problem.

    Only order, even breaks and rooms for kept meetings are not asked there. `order` tells which
    pair of the given problem each pair is.
    """

    problem: Problem
    kept: tuple[Placed, ...]
    order: tuple[int, ...]

    def outward(self, plan: Iterable[Placed], /) -> tuple[Placed, ...]:
        """A plan of the grid's problem told in the given one, with what was kept."""
        return (*self.kept, *(Placed(self.order[pair], slot) for pair, slot in plan))


def narrowed(
    layout: Layout, plan: Sequence[Placed], opened: Mapping[SessionStart, int] | None = None
) -> Narrowed:
    """What may still be chosen between people and stands beside a plan's sessions and other pairs.

    Of each session as many as it needs stay, and whoever else may come can; what stands share is
    left to them slot by slot as the plan uses it. With sessions `opened`, each for so many slots,
    those are held instead: that enough come to each of them is not asked.
    """
    problem, held = layout.problem, sessions(layout, plan)
    people = {person.id for person in problem.people}
    kept = tuple(p for p in plan if len(people.intersection(layout.pair(p).between)) != 1)
    taken = _taken(layout, kept)
    pinned, runs = set[Placed](), opened
    if runs is None:
        pinned = _pinned(layout, plan, held)
        runs = {key: max(layout.pair(plan[n]).length for n in terms) for key, terms in held.items()}
    seats = _seats(layout, plan, runs)
    met = Counter(person for placing in kept for person in layout.people_in(placing.pair))
    order, pairs = [], []
    for number, pair in enumerate(problem.pairs):
        if len(people.intersection(pair.between)) == 1:
            order.append(number)
            pairs.append(_within(layout, pair, runs))
    place = {number: position for position, number in enumerate(order)}
    fixed = {p for p in (*problem.fixed, *pinned) if p.pair in place}

    def told(placed: Iterable[Placed]) -> tuple[Placed, ...]:
        return tuple(Placed(place[p.pair], p.slot) for p in sorted(placed) if p.pair in place)

    return Narrowed(
        replace(
            problem,
            people=tuple(
                _free(problem, person, taken, met[person.id]) for person in problem.people
            ),
            stands=tuple(_left(stand, taken, seats) for stand in problem.stands),
            pairs=tuple(pairs),
            before=(),
            breaks_spread=None,
            groups=(),
            shared=(),
            rooms=None,
            fixed=told(fixed),
            announced=told(problem.announced),
            goals=tuple(goal for goal in problem.goals if goal in AFTER or goal in _LEAD),
        ),
        kept,
        tuple(order),
    )


def _taken(layout: Layout, kept: Iterable[Placed]) -> _Taken:
    """In how many kept meetings each party is, slot by slot."""
    found: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for placing in kept:
        for party in layout.pair(placing).between:
            found[party].update(layout.running(placing))
    return found


def _pinned(
    layout: Layout, plan: Sequence[Placed], held: Mapping[SessionStart, Sequence[int]]
) -> set[Placed]:
    """Of each session the longest meeting, and the best as many as it needs."""
    found: set[Placed] = set()
    for (stand, _), terms in held.items():
        best = sorted(
            (plan[n] for n in terms),
            key=lambda p: (-layout.pair(p).length, -layout.pair(p).score, p),
        )
        found.update(best[: max(1, layout.group[stand].smallest)])
    return found


def _seats(
    layout: Layout, plan: Sequence[Placed], runs: Mapping[SessionStart, int]
) -> dict[str, list[int]]:
    """Tables of stands that share some, so that no more are used than there are."""
    seats = {stand.id: list(stand.tables) for stand in layout.problem.stands}
    used = _taken(layout, plan)
    for shared in layout.problem.shared:
        plain = [stand for stand in shared.stands if stand not in layout.group]
        for slot, tables in enumerate(shared.tables):
            running = sum(
                stand in shared.stands and begins <= slot < begins + length
                for (stand, begins), length in runs.items()
            )
            spare, own = max(0, tables - running), Counter[str]()
            for stand in plain:
                own[stand] = min(spare, used[stand][slot] if stand in used else 0)
                spare -= own[stand]
            for stand in plain:
                more = max(0, min(spare, seats[stand][slot] - own[stand]))
                seats[stand][slot] = min(seats[stand][slot], own[stand] + more)
                spare -= more
    return seats


def _within(layout: Layout, pair: Pair, runs: Mapping[SessionStart, int]) -> Pair:
    """A pair that may join the sessions of its group, and begin none."""
    group = next((party for party in pair.between if party in layout.group), None)
    if group is None:
        return pair
    begins = (
        slot for (stand, slot), length in runs.items() if stand == group and pair.length <= length
    )
    return replace(
        pair, slots=tuple(slot for slot in begins if pair.slots is None or slot in pair.slots)
    )


def _free(problem: Problem, person: Person, taken: _Taken, met: int) -> Person:
    """A person without the hours of kept meetings and the gap around them."""
    if person.id not in taken:
        return person
    gap, busy = problem.gap, taken[person.id]
    hours = range(problem.slots) if person.free is None else person.free
    return replace(
        person,
        free=tuple(t for t in hours if not any(busy[u] for u in range(t - gap, t + gap + 1))),
        most=max(0, person.most - met),
        least=max(0, person.least - met),
    )


def _left(stand: Stand, taken: _Taken, seats: Mapping[str, Sequence[int]]) -> Stand:
    busy = taken.get(stand.id, Counter[int]())
    return replace(stand, tables=tuple(max(0, n - busy[t]) for t, n in enumerate(seats[stand.id])))
