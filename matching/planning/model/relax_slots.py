"""Pairs without slots: a small model whose best is a proven limit for every plan."""

from collections import defaultdict
from collections.abc import Sequence

from matching.planning.model.build import express_goals
from matching.planning.model.model import Model
from matching.planning.problem.lookup import Layout, bits, mask
from matching.planning.problem.problem import Goal, Placed

COUNTED = (Goal.COVERAGE, Goal.SCORE)


def relaxed_model(layout: Layout, placed: Sequence[Placed], *, keep: float = 0.0) -> Model:
    """Who meets whom when only hours are counted: each plan of the problem is one of its plans.

    Its parts are those of the leading goals among coverage and score.
    """
    announced = set(layout.problem.announced)
    one_each: dict[int, Placed] = {}
    for placing in placed:
        if placing.pair not in one_each or placing in announced:
            one_each[placing.pair] = placing
    model = Model(tuple(one_each.values()))
    model.low = [int(_is_owed(layout, placing)) for placing in model.placed]
    model.high = [1] * len(model.placed)
    open_slots = _open_slots(layout, placed)
    _people(layout, model, open_slots)
    _stands(layout, model, open_slots)
    _rooms(layout, model)
    goals = []
    for goal in layout.problem.goals:
        if goal not in COUNTED:
            break
        goals.append(goal)
    express_goals(layout, model, goals, keep=keep)
    return model


def _is_owed(layout: Layout, placing: Placed) -> bool:
    fixed = {pair for pair, _ in layout.problem.fixed}
    return layout.pair(placing).must or placing.pair in fixed


def _open_slots(layout: Layout, placed: Sequence[Placed]) -> dict[str, int]:
    """Slots of each party that at least one placement could take."""
    found: defaultdict[str, int] = defaultdict(int)
    for placing in placed:
        taken = mask(layout.running(placing))
        for party in layout.pair(placing).between:
            found[party] |= taken
    return found


def _columns(layout: Layout, model: Model) -> dict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for column, placing in enumerate(model.placed):
        for party in layout.pair(placing).between:
            found[party].append(column)
    return found


def _people(layout: Layout, model: Model, open_slots: dict[str, int]) -> None:
    gap, columns = layout.problem.gap, _columns(layout, model)
    for person in layout.problem.people:
        mine = columns.get(person.id, [])
        if not mine:
            continue
        model.constrain(dict.fromkeys(mine, 1), None, person.most)
        room = _room(layout, open_slots[person.id], gap)
        lengths = {column: layout.pair(model.placed[column]).length + gap for column in mine}
        model.constrain(lengths, None, room)


def _room(layout: Layout, open_slots: int, gap: int) -> int:
    """Slots a person can fill, counting after each meeting the gap that it needs."""
    total = 0
    for start, stop in layout.problem.days:
        inside = list(bits(open_slots & mask(range(start, stop))))
        last = -1
        for slot in inside:
            fresh = max(slot, last)
            last = max(last, slot + 1 + gap)
            total += last - fresh
    return total


def _stands(layout: Layout, model: Model, open_slots: dict[str, int]) -> None:
    columns = _columns(layout, model)
    for stand in layout.problem.stands:
        mine = columns.get(stand.id, [])
        if mine:
            lengths = {column: layout.pair(model.placed[column]).length for column in mine}
            seats = sum(stand.tables[slot] for slot in bits(open_slots[stand.id]))
            model.constrain(lengths, None, seats)


def _rooms(layout: Layout, model: Model) -> None:
    if layout.problem.rooms is not None and model.placed:
        lengths = {c: layout.pair(placing).length for c, placing in enumerate(model.placed)}
        hours = sum(stop - start for start, stop in layout.problem.days)
        model.constrain(lengths, None, layout.problem.rooms * hours)
