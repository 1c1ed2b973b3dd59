"""Seats to people, each person one seat at most: the most worthy assignment, exactly."""

import numpy as np
from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]
from scipy.sparse import csr_array  # type: ignore[import-untyped]
from scipy.sparse.csgraph import min_weight_full_bipartite_matching  # type: ignore[import-untyped]

from matching.planning.arrays.grid import Floats, Ints

_DENSE_CELLS = 400_000


def assign_seats(
    places: Ints, people: Ints, worth: Floats, seats: Ints, rooms: Ints | None = None
) -> Ints:
    """Positions of the offers chosen: the worthiest set with one offer a person.

    Parameters
    ----------
    places, people, worth
        Of each offer: which place, for whom, worth what; offers worth nothing are left out.
    seats
        Seats of every place.
    rooms
        Seats that may be taken in all of each slot, when fewer than there are: place `n` is in
        slot `n % len(rooms)`. Seats too many are given to nobody, which an assignment tells as
        people who come before everybody else.
    """
    offers = np.flatnonzero(worth > 0)
    place, where = np.unique(places[offers], return_inverse=True)
    person, who = np.unique(people[offers], return_inverse=True)
    left = np.minimum(seats[place], np.bincount(where, minlength=len(place)))
    seat_of = np.repeat(np.arange(len(place)), left)
    if not len(seat_of):
        return offers[:0]
    nobody = np.zeros((len(seat_of), 0))
    if rooms is not None:
        nobody = _kept_empty(place[seat_of] % len(rooms), rooms) * (2.0 * worth.max() + 1.0)
    if nobody.size or len(seat_of) * len(person) <= _DENSE_CELLS:
        return offers[_dense(where, who, worth[offers], seat_of, nobody)]
    return offers[_sparse(where, who, worth[offers], left)]


def assign_rows(worth: Floats, seats: Ints) -> tuple[Ints, Ints]:
    """An assignment of greatest worth: rows chosen and their columns, both of shape (chosen,).

    `worth` has the shape (rows, columns); a row is chosen at most once, a column as often as its
    `seats`, shape (columns,).
    """
    column = np.repeat(np.arange(len(seats)), np.minimum(seats, len(worth)))
    rows, places = linear_sum_assignment(worth[:, column], maximize=True)
    good = worth[rows, column[places]] > 0
    return rows[good], column[places[good]]


def _kept_empty(slot: Ints, rooms: Ints) -> Floats:
    """Seats by those who keep them empty: as many in each slot as there are seats too many."""
    extra = np.maximum(np.bincount(slot, minlength=len(rooms)) - rooms, 0)
    return np.asarray(slot[:, None] == np.repeat(np.arange(len(rooms)), extra), dtype=np.float64)


def _dense(where: Ints, who: Ints, worth: Floats, seat_of: Ints, nobody: Floats) -> Ints:
    """The assignment as a matrix, seats by people; an empty column each for seats left free.

    Of several offers of one person at one place only the worthiest counts. Solved by
    `scipy.optimize.linear_sum_assignment`.
    """
    best = np.lexsort((np.arange(len(worth)), worth))  # the worthiest of one place and person last
    shape = int(where.max()) + 1, int(who.max()) + 1
    values, offer = np.zeros(shape), np.full(shape, -1)
    values[where[best], who[best]] = worth[best]
    offer[where[best], who[best]] = best
    seats, people = linear_sum_assignment(np.hstack([values[seat_of], nobody]), maximize=True)
    real = people < shape[1]
    seats, people = seats[real], people[real]
    chosen = offer[seat_of[seats], people]
    return np.asarray(chosen[chosen >= 0])


def _sparse(where: Ints, who: Ints, worth: Floats, left: Ints) -> Ints:
    """The same over the offers alone; a seat of its own kind stands for nobody."""
    offer = _worthiest(where, who, worth)
    where, who = where[offer], who[offer]
    people, seats = int(who.max()) + 1, int(left.sum())
    copies = left[where]
    edge = np.repeat(np.arange(len(offer)), copies)
    nth = np.arange(len(edge)) - np.repeat(np.cumsum(copies) - copies, copies)
    seat = (np.cumsum(left) - left)[where[edge]] + nth
    top = float(worth.max()) + 1.0
    cost = np.concatenate([top - worth[offer][edge], np.full(seats, top)])
    rows = np.concatenate([seat, np.arange(seats)])
    columns = np.concatenate([who[edge], people + np.arange(seats)])
    graph = csr_array((cost, (rows, columns)), shape=(seats, people + seats))
    taken, given = min_weight_full_bipartite_matching(graph)
    real = given < people
    key = where * people + who
    wanted = np.repeat(np.arange(len(left)), left)[taken[real]] * people + given[real]
    return np.asarray(offer[np.searchsorted(key, wanted)])


def _worthiest(where: Ints, who: Ints, worth: Floats) -> Ints:
    """One offer for each place and person, sorted by place and person."""
    order = np.lexsort((-worth, who, where))
    fresh = np.ones(len(order), dtype=bool)
    fresh[1:] = (np.diff(where[order]) != 0) | (np.diff(who[order]) != 0)
    return np.asarray(order[fresh])
