"""Given who meets whom, when: a smaller question, quickly answered with little idle time."""

from collections import defaultdict
from collections.abc import Sequence

from matching.planning.course import Course
from matching.planning.layout import Layout
from matching.planning.model import Model, Part, build_model
from matching.planning.problem import Goal, Placed
from matching.planning.relax import COUNTED
from matching.planning.with_cpsat import ask_cpsat
from matching.planning.with_highs import ask_highs


def best_slots(
    layout: Layout,
    placed: Sequence[Placed],
    meetings: tuple[Placed, ...],
    goal: Goal,
    course: Course,
    *,
    seconds: float,
) -> tuple[Placed, ...]:
    """The same meetings with as little idle time as can be, earlier goals no worse."""
    model = _held(layout, placed, {placing.pair for placing in meetings})
    values = model.values(meetings)
    for part in model.parts:
        if part.goal is goal:
            return _asked(model, part, course, seconds) or meetings
        model.settle(part, part.sum.value(values))
    return meetings


def plan_of_relaxed(
    layout: Layout, placed: Sequence[Placed], relaxed: Model, course: Course, *, seconds: float
) -> tuple[Placed, ...] | None:
    """A plan of the very pairs that are best when slots are forgotten, when one is found."""
    if not relaxed.parts:
        return None
    chosen: tuple[Placed, ...] = ()
    for part in relaxed.parts:
        answer = ask_highs(relaxed, part, seconds=seconds)
        if answer.values is None:
            return None
        relaxed.settle(part, part.sum.value(answer.values))
        chosen = relaxed.plan(answer.values)
    model = _held(layout, placed, {placing.pair for placing in chosen})
    return _asked(model, None, course, seconds)


def _held(layout: Layout, placed: Sequence[Placed], pairs: set[int]) -> Model:
    kept = [placing for placing in placed if placing.pair in pairs]
    goals = [goal for goal in layout.problem.goals if goal not in COUNTED]
    model = build_model(layout, kept, goals=goals)
    columns: defaultdict[int, list[int]] = defaultdict(list)
    for column, placing in enumerate(kept):
        columns[placing.pair].append(column)
    for pair in sorted(pairs):
        model.bound(dict.fromkeys(columns[pair], 1), 1, 1)
    return model


def _asked(
    model: Model, part: Part | None, course: Course, seconds: float
) -> tuple[Placed, ...] | None:
    limit = min(seconds, course.left)
    if limit <= 0:
        return None
    answer = ask_cpsat(
        model, part, effort=limit, stop=course.left, seed=course.seed, from_below=part is not None
    )
    return None if answer.values is None else model.plan(answer.values)
