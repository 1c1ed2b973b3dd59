"""What was held, or pinned by staff, was possible: the problem is widened to contain it."""

from collections.abc import Sequence
from dataclasses import replace

from matching.planning.layout import Layout
from matching.planning.problem import Person, Placed, Problem, Stand


def with_past(problem: Problem, past: Sequence[Placed]) -> Problem:
    """The problem with hours, tables and most meetings that some meetings need at least."""
    layout = Layout(problem)
    taken = {placed: set(layout.running(placed)) for placed in past}
    return replace(
        problem,
        people=tuple(_person(layout, person, taken) for person in problem.people),
        stands=tuple(_stand(layout, stand, taken) for stand in problem.stands),
    )


def _person(layout: Layout, person: Person, taken: dict[Placed, set[int]]) -> Person:
    mine = [placed for placed in taken if person.id in layout.pair(placed).between]
    if not mine:
        return person
    slots = set().union(*(taken[placed] for placed in mine))
    free = None if person.free is None else tuple(sorted(slots | set(person.free)))
    return replace(person, free=free, most=max(person.most, len(mine)))


def _stand(layout: Layout, stand: Stand, taken: dict[Placed, set[int]]) -> Stand:
    mine = [slots for placed, slots in taken.items() if stand.id in layout.pair(placed).between]
    if not mine:
        return stand
    tables = (
        max(tables, sum(slot in slots for slots in mine))
        for slot, tables in enumerate(stand.tables)
    )
    return replace(stand, tables=tuple(tables))
