"""Workshops whose sessions the file arranges: what a session of them takes beside its places."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import time, timedelta

from matching.domain.exhibitor import Exhibitor
from matching.domain.fair import Fair
from matching.domain.offer import Offer
from matching.domain.slots import SlotGrid
from matching.domain.spelling import fold
from matching.planning.problem.problem import Group, Shared


def session_slots(fair: Fair, clocks: Iterable[time], length: int) -> dict[time, int]:
    """Slots of the fair's grid in which sessions begin that are said to begin at some hours.

    An hour within a slot is that slot's: nobody is called at a quarter of one. An hour outside
    the fair, or too late for a whole session before a pause, has none.
    """
    grid, found = SlotGrid.of(fair), dict[time, int]()
    for clock in clocks:
        slot = grid.next_slot(fair.moment(clock) + timedelta(microseconds=1)) - 1
        if slot < 0 or fair.moment(clock) >= grid.ends_at(slot):
            continue
        until = next(stop for _, stop in grid.sessions if slot < stop)
        if slot + length <= until:
            found[clock] = slot
    return found


def groups_of(arranged: Mapping[str, Offer]) -> Iterator[Group]:
    """The group that each workshop receives, by the id of its party."""
    for party, offer in sorted(arranged.items()):
        yield Group(party, offer.smallest_group, offer.sessions_max)


def shared_of(
    arranged: Mapping[str, Offer],
    exhibitors: Mapping[str, Exhibitor],
    tables: Callable[[Exhibitor], tuple[int, ...]],
    stand: Callable[[str], str],
    slots: int,
) -> Iterator[Shared]:
    """Tables, rooms and people that sessions and meetings have in common.

    Parameters
    ----------
    arranged
        Workshops by the id of their party.
    tables
        Tables of an exhibitor, slot by slot, that no other workshop takes.
    stand
        The party that meets people at the tables of an exhibitor.
    """
    once = (1,) * slots
    takers: defaultdict[str, list[str]] = defaultdict(list)
    for party, offer in sorted(arranged.items()):
        takers[f"session {party}"].append(party)
        for name in sorted({fold(name) for name in offer.led_by}):
            takers[f"leader {name}"].append(party)
        if offer.room:
            takers[f"room {fold(offer.room)}"].append(party)
    for name, parties in sorted(takers.items()):
        yield Shared(name, tuple(parties), once)
    for exhibitor in sorted(exhibitors.values(), key=lambda exhibitor: exhibitor.id):
        there = [
            party for party, offer in sorted(arranged.items()) if takes_table(offer, exhibitor)
        ]
        if there:
            stands = (stand(exhibitor.id), *there)
            yield Shared(f"tables {exhibitor.id}", stands, tables(exhibitor))


def takes_table(offer: Offer, exhibitor: Exhibitor) -> bool:
    """Whether a session of a workshop leaves an exhibitor one table less.

    It does where nobody else is said to lead it, or no other place to hold it, and where somebody
    leads it who sits at one of the tables.
    """
    seated = {fold(name) for name in exhibitor.recruiters}
    leads = any(fold(name) in seated for name in offer.led_by)
    if leads and len(seated) <= exhibitor.tables:
        return True
    return offer.exhibitor == exhibitor.id and not (offer.led_by and offer.room)
