"""Days that no plan can do without: of those that take the same contested seats the best one."""

from collections import defaultdict
from collections.abc import Callable, Mapping

from matching.planning.arrays.grid import Ints
from matching.planning.exact.days.whole_days import PersonDay

SomebodysDay = tuple[int, PersonDay]
"""A person with one of their days."""


def undominated(
    days: Mapping[SomebodysDay, int], seats: Callable[[PersonDay], list[int]], tables: Ints
) -> dict[SomebodysDay, int]:
    """Of each person's days that take the same contested seats the one worth most.

    A seat is contested where more people could take it than there are tables; whoever takes any
    other leaves everybody else as much as before.

    Parameters
    ----------
    days
        What each day is worth.
    seats
        The numbers of the seats that a day takes.
    tables
        Of each seat (a stand in a slot), how many people it holds.
    """
    taken = {day: seats(day) for _, day in days}
    users: defaultdict[int, set[int]] = defaultdict(set)
    for person, day in days:
        for seat in taken[day]:
            users[seat].add(person)
    contested = {seat for seat, people in users.items() if len(people) > tables[seat]}
    best: dict[tuple[int, frozenset[int]], SomebodysDay] = {}
    for own, worth in days.items():
        alike = own[0], frozenset(contested.intersection(taken[own[1]]))
        if alike not in best or worth > days[best[alike]]:
            best[alike] = own
    return {own: days[own] for own in best.values()}
