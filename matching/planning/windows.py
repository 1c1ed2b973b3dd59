"""Exact re-planning of a few people at a time, everything else held in place."""

import random
from collections.abc import Iterator, Sequence

from matching.planning.course import Course
from matching.planning.exact import IDLE_TIME, settle
from matching.planning.layout import Layout
from matching.planning.model import Model, build_model
from matching.planning.problem import Placed
from matching.planning.standing import standing

_WINDOW_PLACEMENTS = 2_500
_WINDOW_SECONDS = 4.0
_IDLE_ROUNDS = 3


def improve_by_windows(
    layout: Layout,
    placed: Sequence[Placed],
    meetings: tuple[Placed, ...],
    course: Course,
    *,
    keep: float = 0.0,
    reserve: float = 0.0,
) -> tuple[Placed, ...]:
    """A plan at least as good: rounds of windows until rounds bring nothing or time is up."""
    best, chance, idle = meetings, random.Random(course.seed), 0  # noqa: S311
    while course.left > reserve and idle < _IDLE_ROUNDS:
        before = standing(layout, best, keep=keep)
        for window in _windows(layout, placed, best, chance):
            if course.left <= reserve:
                break
            best = _replanned(layout, window, best, course, keep=keep)
            course.report(layout, best)
        idle = 0 if standing(layout, best, keep=keep) > before else idle + 1
    return best


def _windows(
    layout: Layout, placed: Sequence[Placed], meetings: tuple[Placed, ...], chance: random.Random
) -> Iterator[list[Placed]]:
    """Everybody at one candidate slot a pair, then people in groups that share stands."""
    yield _one_slot_each(placed, meetings, chance)
    by_person: dict[str, list[Placed]] = {person.id: [] for person in layout.problem.people}
    for placing in placed:
        for person in layout.people_in(placing.pair):
            by_person[person].append(placing)
    people = [person for person in by_person if by_person[person]]
    chance.shuffle(people)
    window: list[Placed] = []
    for person in people:
        window.extend(by_person[person])
        if len(window) >= _WINDOW_PLACEMENTS:
            yield list(dict.fromkeys(window))
            window = []
    if window:
        yield list(dict.fromkeys(window))


def _one_slot_each(
    placed: Sequence[Placed], meetings: tuple[Placed, ...], chance: random.Random
) -> list[Placed]:
    candidates: dict[int, list[Placed]] = {}
    for placing in placed:
        candidates.setdefault(placing.pair, []).append(placing)
    now = {placing.pair: placing for placing in meetings}
    return [now.get(pair) or chance.choice(candidates[pair]) for pair in sorted(candidates)]


def _replanned(
    layout: Layout,
    window: list[Placed],
    meetings: tuple[Placed, ...],
    course: Course,
    *,
    keep: float,
) -> tuple[Placed, ...]:
    held = frozenset(meetings) - set(window)
    moving = {placing.pair for placing in window}
    pinned = frozenset(placing for placing in held if placing.pair not in moving)
    columns = sorted({*window, *held})
    goals = [goal for goal in layout.problem.goals if goal not in IDLE_TIME]
    model = build_model(layout, columns, goals=goals, pinned=pinned, keep=keep)
    short = Course(min(_WINDOW_SECONDS, course.left), course.clock, course.seed)
    found = settle(model, Model(()), meetings, short).meetings
    better = standing(layout, found, keep=keep) > standing(layout, meetings, keep=keep)
    return found if better else meetings
