"""What was held, or pinned by staff, was possible: the problem is widened to contain it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import (
    Group,
    Pair,
    Person,
    Placed,
    Problem,
    Shared,
    Stand,
)
from matching.planning.problem.rules import RuleCode, rows


class Past:
    """Hours, tables and most meetings that some meetings need at least."""

    def __init__(self, pairs: Sequence[Pair], meetings: Iterable[Placed], slots: int) -> None:
        self._taken: defaultdict[str, Counter[int]] = defaultdict(Counter)
        self._meetings: Counter[str] = Counter()
        for number, slot in meetings:
            pair = pairs[number]
            for party in pair.between:
                self._taken[party].update(range(slot, min(slot + pair.length, slots)))
                self._meetings[party] += 1

    def person(self, person: Person) -> Person:
        """A person with the hours and the number of meetings they had."""
        if person.id not in self._taken:
            return person
        taken = self._taken[person.id]
        free = None if person.free is None else tuple(sorted({*taken, *person.free}))
        return replace(person, free=free, most=max(person.most, self._meetings[person.id]))

    def stand(self, stand: Stand) -> Stand:
        """A stand with the tables it had."""
        if stand.id not in self._taken:
            return stand
        taken = self._taken[stand.id]
        tables = (max(count, taken[slot]) for slot, count in enumerate(stand.tables))
        return replace(stand, tables=tuple(tables))


def _widened(
    problem: Problem, past: Sequence[Placed]
) -> tuple[tuple[Group, ...], tuple[Shared, ...]]:
    """As many sessions, and as much of what stands share, as was needed."""
    if not problem.groups and not problem.shared:
        return problem.groups, problem.shared
    needed = {
        (row.rule, row.who, row.slot): len(row.terms) + len(row.sessions)
        for row in rows(Layout(problem), past)
    }
    groups = (
        replace(group, times=needed.get((RuleCode.GROUP_TIMES, group.stand, -1), group.times))
        for group in problem.groups
    )
    shared = (
        replace(
            each,
            tables=tuple(
                needed.get((RuleCode.SHARED, each.id, slot), count)
                for slot, count in enumerate(each.tables)
            ),
        )
        for each in problem.shared
    )
    return tuple(groups), tuple(shared)


def _with_sessions(problem: Problem, past: Iterable[Placed]) -> tuple[Placed, ...]:
    """What is fixed, and the meetings of the past that were sessions of a group."""
    groups = {group.stand for group in problem.groups}
    held = {
        placed.pair: placed.slot
        for placed in past
        if groups.intersection(problem.pairs[placed.pair].between)
    }
    return tuple(Placed(*item) for item in sorted({**dict(problem.fixed), **held}.items()))


def with_past(problem: Problem, past: Sequence[Placed]) -> Problem:
    """The problem with hours, tables and limits widened until the meetings of the `past` fit.

    A session that was held stays held, by however few: its meetings are fixed.
    """
    widened = Past(problem.pairs, past, problem.slots)
    groups, shared = _widened(problem, past)
    return replace(
        problem,
        fixed=_with_sessions(problem, past),
        groups=groups,
        shared=shared,
        people=tuple(map(widened.person, problem.people)),
        stands=tuple(map(widened.stand, problem.stands)),
    )
