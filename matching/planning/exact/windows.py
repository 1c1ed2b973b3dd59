"""Exact re-planning of many people over a few candidate slots a pair, the rest held in place.

A handful of slots for each pair, drawn anew each round, leaves a model small enough to be solved
exactly, and wide enough for long chains of people to move at once: rounds never lose, and a few
of them come within a thousandth of the limit.
"""

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence

from matching.planning.budget.budget import Budget
from matching.planning.model.build import build_model
from matching.planning.model.model import Model
from matching.planning.model.optimise_goals import GoalOptimiser, Incumbent
from matching.planning.problem.goals import standing
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import IDLE_TIME, Placed

_COLUMNS = 24_000
_DRAWS = (2, 2, 3, 3)


def improve_by_windows(
    layout: Layout,
    placed: Sequence[Placed],
    meetings: tuple[Placed, ...],
    budget: Budget,
    *,
    keep: float = 0.0,
    reserve: float = 0.0,
) -> tuple[Placed, ...]:
    """A plan at least as good, by rounds of ever more candidate slots.

    `reserve` is the time, in seconds, to leave for what comes after.
    """
    best, chance = meetings, random.Random(budget.seed)  # noqa: S311
    for draws in _DRAWS:
        for window in _windows(layout, placed, draws, chance):
            if budget.left <= reserve:
                budget.spend(0.0, in_time=False)
                return best
            short = Budget(budget.left - reserve, budget.clock, budget.seed, halt=budget.halt)
            best = _replanned(layout, window, best, short, keep=keep)
            budget.spend(0.0, in_time=not short.is_late)
            budget.report(layout, best)
    return best


def _windows(
    layout: Layout, placed: Sequence[Placed], draws: int, chance: random.Random
) -> Iterator[list[Placed]]:
    """Groups of people in a random order, each pair of theirs with a few random slots."""
    slots_of: defaultdict[int, list[Placed]] = defaultdict(list)
    for placing in placed:
        slots_of[placing.pair].append(placing)
    window: dict[Placed, None] = {}
    for pair in _shuffled_by_party(layout, slots_of, chance):
        few = min(draws, len(slots_of[pair]))
        window.update(dict.fromkeys(chance.sample(slots_of[pair], few)))
        if len(window) >= _COLUMNS:
            yield list(window)
            window = {}
    if window:
        yield list(window)


def _shuffled_by_party(
    layout: Layout, pairs: dict[int, list[Placed]], chance: random.Random
) -> list[int]:
    parties = sorted(layout.pairs_of)
    chance.shuffle(parties)
    turn = {party: number for number, party in enumerate(parties)}
    people = {pair: layout.people_in(pair) or layout.problem.pairs[pair].between for pair in pairs}
    return sorted(pairs, key=lambda pair: (min(turn[party] for party in people[pair]), pair))


def _replanned(
    layout: Layout,
    window: list[Placed],
    meetings: tuple[Placed, ...],
    budget: Budget,
    *,
    keep: float,
) -> tuple[Placed, ...]:
    """The best plan (HiGHS) when only the pairs in a window move, each to candidate slots."""
    moving = {placing.pair for placing in window}
    pinned = frozenset(placing for placing in meetings if placing.pair not in moving)
    columns = sorted({*window, *meetings})
    goals = [goal for goal in layout.problem.goals if goal not in IDLE_TIME]
    model = build_model(layout, columns, goals=goals, pinned=pinned, keep=keep)
    incumbent = Incumbent(meetings)
    GoalOptimiser(budget, Model(()), only_highs=True).optimise(model, incumbent)
    return max(meetings, incumbent.meetings, key=lambda plan: standing(layout, plan, keep=keep))
