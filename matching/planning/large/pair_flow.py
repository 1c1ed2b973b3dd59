"""Who meets whom when slots are forgotten: one flow, a guide and a proven limit at once.

Any plan, its slots forgotten, is such a choice of pairs: nobody has more meetings than fit into
their hours, no stand more than its tables hold. The best choice is a flow of least cost, found in
whole numbers (Ford and Fulkerson 1956), and no plan does better.
"""

from dataclasses import dataclass

import numpy as np
from ortools.graph.python import min_cost_flow  # type: ignore[import-untyped]

from matching.planning.arrays.grid import Flags, Grid, Ints

_MOST_COST = 2**62


@dataclass(frozen=True)
class PairChoice:
    """Who should meet whom when slots are forgotten, with the limits that this proves.

    Attributes
    ----------
    chosen
        Whether each pair meets.
    coverage
        Limit on coverage.
    total, bonus
        Limit on the sum of worths and, level by level, `bonus` times coverage.
    """

    chosen: Flags
    coverage: tuple[int, ...]
    total: int
    bonus: tuple[int, ...]


def most_meetings(grid: Grid) -> Ints:
    """How many more meetings fit into the hours of each person, by the gap and the most."""
    may = np.zeros(grid.taken.shape, dtype=bool)
    for slot in range(grid.problem.slots):
        may[grid.person[grid.may[:, slot]], slot] = True
    count = np.zeros(len(grid.most), dtype=np.int64)
    ready = np.zeros(len(grid.most), dtype=np.int64)
    for slot in range(grid.problem.slots):
        begins = may[:, slot] & (ready <= slot)
        count[begins] += 1
        ready[begins] = min(slot + 1 + grid.gap, int(grid.day_ends[1][slot]) + 1)
    return np.asarray(np.minimum(count, grid.most - grid.met))


def most_received(grid: Grid) -> Ints:
    """An upper limit on the meetings that each stand can hold, by its tables and who may come."""
    comers = np.zeros(grid.tables.shape, dtype=np.int64)
    for ahead in range(int(grid.length.max(initial=1))):
        pair, slot = np.nonzero(grid.may & (grid.length > ahead)[:, None])
        # long meetings may come from several starts: they never count too few
        np.add.at(comers, (grid.stand[pair], slot + ahead), 1)
    shortest = np.full(len(grid.tables), grid.problem.slots)
    np.minimum.at(shortest, grid.stand, grid.length)
    seats = np.minimum(grid.tables, comers).sum(axis=1) // np.maximum(shortest, 1)
    return np.asarray(np.minimum(seats, grid.received))


def _most_held(grid: Grid) -> int:
    """How many meetings the rooms hold."""
    rooms = np.minimum(grid.rooms, grid.tables.sum(axis=0))
    return int(rooms.sum()) // max(1, int(grid.length.min(initial=grid.problem.slots)))


def strict_bonus(grid: Grid, nodes: int) -> tuple[int, ...]:
    """One whole-number weight for each level of coverage, the first level first and greatest.

    No sum of scores outweighs a person at any level, and no later level an earlier one, as far as
    the costs of a network of so many `nodes` fit into 64 bits.
    """
    people = max(1, int((grid.least > 0).sum()))
    limit = _MOST_COST // (4 * (nodes + 2))
    greatest = int(grid.worth.sum()) + 1
    found: list[int] = []
    for _ in range(grid.levels):
        found.append(min(greatest, limit))
        greatest = found[-1] * (people + 1)
    return tuple(reversed(found))


def choose_pairs(grid: Grid, *, bonus: tuple[int, ...] | None = None, keep: int = 0) -> PairChoice:
    """The best pairs when slots are forgotten, by a flow of least cost; coverage comes first.

    With `bonus` the levels weigh as given instead. `keep` is added for pairs that were announced.
    """
    people, stands = len(grid.most), len(grid.tables)
    if bonus is None:
        bonus = strict_bonus(grid, people + stands)
    worth = grid.worth + keep * (grid.announced >= 0)
    hub = people + stands
    network = Network(hub + 1)
    arcs = network.add(grid.person, people + grid.stand, 1, -worth)
    add_people(network, np.arange(people), most_meetings(grid), grid, bonus)
    if grid.is_roomy:
        network.drain(people + np.arange(stands), most_received(grid))
    else:
        network.add(people + np.arange(stands), np.full(stands, hub), most_received(grid), 0)
        network.drain(np.array([hub]), np.array([_most_held(grid)]))
    flows = network.solve()
    chosen = flows[arcs] > 0
    met = grid.met + np.bincount(grid.person[chosen], minlength=people)
    reached = np.minimum(met, grid.least)
    coverage = tuple(int((reached >= level).sum()) for level in range(1, grid.levels + 1))
    total = int(worth[chosen].sum()) + sum(b * c for b, c in zip(bonus, coverage, strict=True))
    return PairChoice(chosen, coverage, total, bonus)


class Network:
    """A network for a flow of least cost from a source to a sink, solved by OR-Tools.

    Nodes are numbered from 0; capacities and costs are whole numbers. No more flows than pays.
    """

    def __init__(self, nodes: int) -> None:
        self._flow = min_cost_flow.SimpleMinCostFlow()
        self._source, self._sink = nodes, nodes + 1
        self._supply = 0

    def add(self, tails: Ints, heads: Ints, capacity: Ints | int, cost: Ints | int) -> Ints:
        """Add arcs between nodes, shape (arcs,) or one for all, and answer their numbers."""
        size = len(tails)
        wide = [
            np.broadcast_to(np.asarray(each, dtype=np.int64), size) for each in (capacity, cost)
        ]
        arcs = self._flow.add_arcs_with_capacity_and_unit_cost(tails, heads, *wide)
        return np.asarray(arcs, dtype=np.int64)

    def supply(self, heads: Ints, capacity: Ints | int, cost: Ints | int) -> None:
        """Add an arc from the source to each of `heads`, shape (arcs,)."""
        self.add(np.full(len(heads), self._source), heads, capacity, cost)
        self._supply += int(np.broadcast_to(np.asarray(capacity), len(heads)).sum())

    def drain(self, tails: Ints, capacity: Ints) -> None:
        """Add an arc from each of `tails`, shape (arcs,), to the sink, at no cost."""
        self.add(tails, np.full(len(tails), self._sink), capacity, 0)

    def solve(self) -> Ints:
        """The flow of each arc, in the order of their numbers.

        Raises
        ------
        ArithmeticError
            When the solver finds no optimum, which a network of ours always has.
        """
        flow, source, sink = self._flow, self._source, self._sink
        flow.add_arc_with_capacity_and_unit_cost(source, sink, self._supply, 0)
        flow.set_node_supply(source, self._supply)
        flow.set_node_supply(sink, -self._supply)
        status = flow.solve()
        if status != flow.OPTIMAL:
            raise ArithmeticError(f"flow: {status}")
        return np.asarray(flow.flows(np.arange(flow.num_arcs())))


def add_people(
    network: Network, nodes: Ints, most: Ints, grid: Grid, bonus: tuple[int, ...]
) -> None:
    """Add arcs from the source to people: one for each level still to reach, one for the rest."""
    rest = most.copy()
    for level, worth in enumerate(bonus):
        lacking = (grid.met <= level) & (level < grid.least) & (level - grid.met < most)
        network.supply(nodes[lacking], 1, -worth)
        rest[lacking] -= 1
    network.supply(nodes, rest, 0)
