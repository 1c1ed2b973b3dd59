"""Seats that nobody registered is given, so that whoever comes unannounced still finds some."""

from collections.abc import Sequence
from itertools import accumulate


def kept_seats(tables: Sequence[int], arrivals: Sequence[int], percent: int) -> tuple[int, ...]:
    """How many tables of a stand stay free in each slot.

    A seat serves whoever has come by then, so they lie where those who come have arrived: the
    j-th of so many is where the curve of arrivals has passed j equal parts.

    Parameters
    ----------
    tables
        Tables of the stand, slot by slot.
    arrivals
        People who come, by the slot from which on they are there.
    percent
        Share of the stand's seats, the nearest whole number of them.
    """
    come = list(accumulate(arrivals))
    if not come or not come[-1]:
        come = list(range(1, len(tables) + 1))
    reach = list(accumulate(count * here for count, here in zip(tables, come, strict=True)))
    wanted = (2 * sum(tables) * percent + 100) // 200
    kept = [0] * len(tables)
    for number in range(wanted):
        place = next(
            slot
            for slot, sum_ in enumerate(reach)
            if sum_ * 2 * wanted >= reach[-1] * (2 * number + 1)
        )
        # what does not fit there stands just after, else just before
        order = sorted(range(len(tables)), key=lambda slot: (slot < place, abs(slot - place)))
        kept[next(slot for slot in order if kept[slot] < tables[slot])] += 1
    return tuple(kept)
