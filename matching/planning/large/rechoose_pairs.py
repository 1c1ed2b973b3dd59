"""One candidate slot a pair: then who meets whom is a flow, chosen for everybody at once."""

import numpy as np

from matching.planning.arrays.grid import Flags, Floats, Ints
from matching.planning.arrays.grid_plan import GridPlan
from matching.planning.large.exchange import MeetingValue
from matching.planning.large.pair_flow import Network

_NOISE = 0.2


def rechoose_pairs(grid_plan: GridPlan, worth: MeetingValue, chance: np.random.Generator) -> None:
    """The best pairs when each may only begin in one slot, its own if it meets.

    Other pairs get the slot where they push out least, shaken a little so that each call asks
    another question. Meetings of several slots are held.
    """
    grid = grid_plan.grid
    held = np.flatnonzero((grid_plan.slot >= 0) & grid.single)
    slots = _candidates(grid_plan, worth, chance)
    grid_plan.take(held)
    pairs = np.flatnonzero(slots >= 0)
    pairs = pairs[grid_plan.fits(pairs, slots[pairs])]
    if len(pairs):
        chosen = pairs[_flow(grid_plan, worth, pairs, slots)]
        grid_plan.put(chosen, slots[chosen])


def _candidates(grid_plan: GridPlan, worth: MeetingValue, chance: np.random.Generator) -> Ints:
    """For each pair the slot that costs least beside the plan: its own if it meets, -1 if none."""
    grid = grid_plan.grid
    last = worth.bonus[grid.person, np.maximum(grid_plan.met[grid.person] - 1, 0)]
    cost = grid_plan.cheapest_seats(worth.pairs + last)[grid.stand]
    own = np.where(grid_plan.at >= 0, worth.pairs[grid_plan.at], 0.0)
    cost = cost + own[grid.person] + chance.random(cost.shape) * _NOISE * grid.unit
    if grid.farthest:
        cost[~_apart(grid_plan, chance)[grid.person, grid.zone[grid.stand]]] = np.inf
    cost[~grid.may] = np.inf
    slots = np.where(np.isfinite(cost).any(axis=1), cost.argmin(axis=1), -1)
    slots[grid_plan.slot >= 0] = grid_plan.slot[grid_plan.slot >= 0]
    slots[~grid.single] = -1
    return slots


def _apart(grid_plan: GridPlan, chance: np.random.Generator) -> Flags:
    """People by zones by slots: those used now and others, no two too near for one person."""
    grid = grid_plan.grid
    near = grid_plan.near > 0
    allowed = np.zeros(near.shape, dtype=bool)
    person, slot = np.nonzero(grid_plan.at >= 0)
    allowed[person, grid.zone[grid.stand[grid_plan.at[person, slot]]], slot] = True
    people, width = np.arange(len(near)), near.shape[2]
    order: Floats = chance.random((len(near), near.shape[1] * width))
    for zone, slot in (divmod(place, width) for place in order.argsort(axis=1).T):
        apart = ~near[people, zone, slot]
        allowed[people[apart], zone[apart], slot[apart]] = True
        for other in range(near.shape[1]):
            free = grid.apart[zone, other]
            for ahead in range(-grid.farthest, grid.farthest + 1):
                there = slot + ahead
                mine = apart & (there >= 0) & (there < width) & (np.abs(ahead) <= free)
                # in one slot nobody has two meetings, whatever the zones
                mine &= (ahead != 0) | (zone == other)
                near[people[mine], other, there[mine]] = True
    return allowed


def _flow(grid_plan: GridPlan, worth: MeetingValue, pairs: Ints, slots: Ints) -> Flags:
    """Which of some pairs meet, each in its one slot: a flow of least cost, people to seats."""
    grid = grid_plan.grid
    width, person = grid.problem.slots, grid.person[pairs]
    hours, hour = np.unique(person * width + slots[pairs], return_inverse=True)
    places, place = np.unique(grid.stand[pairs] * width + slots[pairs], return_inverse=True)
    people = len(grid.most)
    gate = people + len(hours)
    network = Network(gate + len(places) + width)
    kept = grid.announced[pairs] == slots[pairs]
    value = np.rint(worth.pairs[pairs] + worth.keep * kept).astype(np.int64)
    arcs = network.add(people + hour, gate + place, 1, -value)
    network.add(hours // width, people + np.arange(len(hours)), 1, 0)
    seats = grid_plan.seats[places // width, places % width]
    if grid.is_roomy:
        network.drain(gate + np.arange(len(places)), seats)
    else:
        when = gate + len(places)
        network.add(gate + np.arange(len(places)), when + places % width, seats, 0)
        network.drain(when + np.arange(width), grid_plan.rooms)
    active = np.unique(person)
    _add_people(network, grid_plan, worth, active)
    flows: Flags = network.solve()[arcs] > 0
    return flows


def _add_people(network: Network, grid_plan: GridPlan, worth: MeetingValue, active: Ints) -> None:
    """One arc for each further meeting of a person, worth its bonus: greater ones fill first."""
    for more in range(int(grid_plan.grid.most.max(initial=0))):
        now = grid_plan.met[active] + more
        open_to = active[now < grid_plan.grid.most[active]]
        bonus = worth.bonus[open_to, grid_plan.met[open_to] + more]
        network.supply(open_to, 1, -np.rint(bonus).astype(np.int64))
