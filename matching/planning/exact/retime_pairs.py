"""Given who meets whom, when: a smaller question, quickly answered with little idle time."""

import random
from collections import defaultdict
from collections.abc import Collection, Sequence

from matching.planning.budget.budget import Budget
from matching.planning.model.ask_cpsat import ask_cpsat
from matching.planning.model.ask_highs import ask_highs
from matching.planning.model.build import build_model
from matching.planning.model.model import Model, Objective
from matching.planning.model.relax_slots import COUNTED
from matching.planning.problem.goals import idle_by_person
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Goal, Placed

_GROUP_PLACEMENTS = 900
_GROUP_EFFORT = 2.0
_VAIN = 25
_WHOLE_COLUMNS, _NODES = 25_000, 500


def retime_pairs(
    layout: Layout,
    placed: Sequence[Placed],
    meetings: tuple[Placed, ...],
    goal: Goal,
    budget: Budget,
    *,
    work: float,
) -> tuple[Placed, ...]:
    """The same meetings with as little idle time as can be, earlier goals no worse."""
    pairs = {placing.pair for placing in meetings}
    columns = [placing for placing in placed if placing.pair in pairs]
    if len(columns) < min(len(placed), _WHOLE_COLUMNS):
        found = _with_less(layout, columns, meetings, goal, budget, effort=work / 2)
        if found is not None:
            return found
    return _group_by_group(layout, columns, meetings, goal, budget, work=work / 2)


def place_relaxed_pairs(
    layout: Layout, placed: Sequence[Placed], relaxed: Model, budget: Budget, *, work: float
) -> tuple[Placed, ...] | None:
    """A plan of the very pairs that are best when slots are forgotten, when one is found."""
    if not relaxed.objectives:
        return None
    chosen: tuple[Placed, ...] = ()
    for objective in relaxed.objectives:
        if budget.left <= 0:
            return None
        answer = ask_highs(
            relaxed,
            objective,
            seconds=min(0.4 * budget.seconds, budget.left),
            nodes=_NODES,
            halt=budget.halt,
        )
        budget.spend(answer.work, in_time=answer.in_time)
        if answer.values is None:
            return None
        relaxed.require(objective, objective.sum.value(answer.values))
        chosen = relaxed.plan(answer.values)
    pairs = {placing.pair for placing in chosen}
    columns = [placing for placing in placed if placing.pair in pairs]
    # where most wishes must be turned down, the best pairs rarely all find their slot
    scarce = len(pairs) < 0.9 * len(relaxed.placed)
    if len(columns) > _WHOLE_COLUMNS or (scarce and len(placed) > _WHOLE_COLUMNS):
        return None
    model = _held(layout, columns, pairs, goals=())
    return _asked(model, None, budget, 0.1 * work) or _asked(
        model, None, budget, 0.9 * work, from_below=False
    )


def _group_by_group(
    layout: Layout,
    columns: Sequence[Placed],
    meetings: tuple[Placed, ...],
    goal: Goal,
    budget: Budget,
    *,
    work: float,
) -> tuple[Placed, ...]:
    """New slots for a few people at a time, beginning with one who waits."""
    best, vain = meetings, 0
    chance, reserve = random.Random(budget.seed), budget.work_left - work  # noqa: S311
    while vain < _VAIN and budget.left > 0 and budget.work_left > max(0.0, reserve):
        waiting = [person for person, idle in idle_by_person(layout, best).items() if idle]
        if not waiting:
            break
        pairs = _group(layout, columns, best, chance.choice(waiting), chance)
        pinned = tuple(placing for placing in best if placing.pair not in pairs)
        free = [placing for placing in columns if placing.pair in pairs]
        found = _with_less(
            layout, sorted({*free, *pinned}), best, goal, budget, effort=_GROUP_EFFORT
        )
        vain, best = (vain + 1, best) if found is None else (0, found)
    return best


def _group(
    layout: Layout,
    columns: Sequence[Placed],
    meetings: tuple[Placed, ...],
    first: str,
    chance: random.Random,
) -> set[int]:
    """Pairs of a person, of some whom that person's parties meet, and so on."""
    size: defaultdict[int, int] = defaultdict(int)
    for placing in columns:
        size[placing.pair] += 1
    held = [placing.pair for placing in meetings]
    met: defaultdict[str, list[int]] = defaultdict(list)
    for pair in held:
        for party in layout.problem.pairs[pair].between:
            met[party].append(pair)
    group: set[int] = set()
    queue, seen, total = [first], {first}, 0
    while queue and total < _GROUP_PLACEMENTS:
        party = queue.pop(0)
        if party in layout.person:
            fresh = [pair for pair in met[party] if pair not in group]
            group.update(fresh)
            total += sum(size[pair] for pair in fresh)
        others = {end for pair in met[party] for end in layout.problem.pairs[pair].between} - seen
        near = sorted(others)
        chance.shuffle(near)
        queue.extend(near)
        seen.update(near)
    return group


def _with_less(
    layout: Layout,
    columns: Sequence[Placed],
    meetings: tuple[Placed, ...],
    goal: Goal,
    budget: Budget,
    *,
    effort: float,
) -> tuple[Placed, ...] | None:
    """A plan of the same meetings that does better at a goal, when one is found."""
    goals = [each for each in layout.problem.goals if each not in COUNTED]
    model = _held(layout, columns, {placing.pair for placing in meetings}, goals=goals)
    values = model.values(meetings)
    for objective in model.objectives:
        value = objective.sum.value(values)
        if objective.goal is goal:
            found = _asked(model, objective, budget, effort)
            better = found is not None and objective.sum.value(model.values(found)) < value
            return found if better else None
        model.require(objective, value)
    return None


def _held(
    layout: Layout, columns: Sequence[Placed], pairs: Collection[int], *, goals: Sequence[Goal]
) -> Model:
    """The model in which each of `pairs` meets once, in one of the placements in `columns`."""
    by_pair: defaultdict[int, list[int]] = defaultdict(list)
    for column, placing in enumerate(columns):
        by_pair[placing.pair].append(column)
    alone = frozenset(columns[own[0]] for own in by_pair.values() if len(own) == 1)
    model = build_model(layout, columns, goals=goals, pinned=alone)
    for pair in sorted(pairs):
        model.constrain(dict.fromkeys(by_pair[pair], 1), 1, 1)
    return model


def _asked(
    model: Model,
    objective: Objective | None,
    budget: Budget,
    effort: float,
    *,
    from_below: bool = True,
) -> tuple[Placed, ...] | None:
    """A better plan of a model by CP-SAT, or None; `effort` is in deterministic seconds."""
    if budget.left <= 0:
        return None
    answer = ask_cpsat(
        model,
        objective,
        effort=min(effort, budget.work_left),
        stop=budget.left,
        seed=budget.seed,
        from_below=from_below,
        halt=budget.halt,
    )
    budget.spend(answer.work, in_time=answer.in_time)
    return None if answer.values is None else model.plan(answer.values)
