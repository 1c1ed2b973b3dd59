"""One candidate slot a pair: then who meets whom is a flow, chosen for everybody at once."""

import numpy as np

from matching.planning.arrays.grid import Flags, Floats, Ints
from matching.planning.arrays.grid_plan import Seating
from matching.planning.large.exchange import Worth
from matching.planning.large.pair_flow import Network

_NOISE = 0.2


def rechoose_pairs(seating: Seating, worth: Worth, chance: np.random.Generator) -> None:
    """The best pairs when each may only begin in one slot, its own if it meets.

    Other pairs get the slot where they push out least, shaken a little so that each call asks
    another question. Meetings of several slots are held.
    """
    grid = seating.grid
    held = np.flatnonzero((seating.slot >= 0) & grid.single)
    slots = _candidates(seating, worth, chance)
    seating.take(held)
    pairs = np.flatnonzero(slots >= 0)
    pairs = pairs[seating.fits(pairs, slots[pairs])]
    if len(pairs):
        chosen = pairs[_flow(seating, worth, pairs, slots)]
        seating.put(chosen, slots[chosen])


def _candidates(seating: Seating, worth: Worth, chance: np.random.Generator) -> Ints:
    grid = seating.grid
    last = worth.bonus[grid.person, np.maximum(seating.met[grid.person] - 1, 0)]
    cost = seating.cheapest_seats(worth.pairs + last)[grid.stand]
    own = np.where(seating.at >= 0, worth.pairs[seating.at], 0.0)
    cost = cost + own[grid.person] + chance.random(cost.shape) * _NOISE * grid.unit
    if grid.gap:
        cost[~_apart(seating, chance)[grid.person]] = np.inf
    cost[~grid.may] = np.inf
    slots = np.where(np.isfinite(cost).any(axis=1), cost.argmin(axis=1), -1)
    slots[seating.slot >= 0] = seating.slot[seating.slot >= 0]
    slots[~grid.single] = -1
    return slots


def _apart(seating: Seating, chance: np.random.Generator) -> Flags:
    """People by slots: those used now and others, no two of them nearer than the gap."""
    grid = seating.grid
    allowed, near = seating.at >= 0, seating.near > 0
    people = np.arange(len(near))
    order: Floats = chance.random(near.shape)
    for slot in order.argsort(axis=1).T:
        apart = ~near[people, slot]
        allowed[people[apart], slot[apart]] = True
        for ahead in range(-grid.gap, grid.gap + 1):
            there = slot + ahead
            mine = apart & (there >= 0) & (there < near.shape[1])
            near[people[mine], there[mine]] = True
    return allowed


def _flow(seating: Seating, worth: Worth, pairs: Ints, slots: Ints) -> Flags:
    grid = seating.grid
    width, person = grid.problem.slots, grid.person[pairs]
    hours, hour = np.unique(person * width + slots[pairs], return_inverse=True)
    places, place = np.unique(grid.stand[pairs] * width + slots[pairs], return_inverse=True)
    people = len(grid.most)
    gate = people + len(hours)
    network = Network(gate + len(places))
    kept = grid.announced[pairs] == slots[pairs]
    value = np.rint(worth.pairs[pairs] + worth.keep * kept).astype(np.int64)
    arcs = network.add(people + hour, gate + place, 1, -value)
    network.add(hours // width, people + np.arange(len(hours)), 1, 0)
    network.drain(gate + np.arange(len(places)), seating.seats[places // width, places % width])
    active = np.unique(person)
    _add_people(network, seating, worth, active)
    flows: Flags = network.solve()[arcs] > 0
    return flows


def _add_people(network: Network, seating: Seating, worth: Worth, active: Ints) -> None:
    """One arc for each further meeting of a person, worth its bonus: greater ones fill first."""
    for more in range(int(seating.grid.most.max(initial=0))):
        now = seating.met[active] + more
        open_to = active[now < seating.grid.most[active]]
        bonus = worth.bonus[open_to, seating.met[open_to] + more]
        network.supply(open_to, 1, -np.rint(bonus).astype(np.int64))
