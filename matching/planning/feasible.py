"""Meetings that must be held: a plan of them, or the proof and a small cause that none is."""

from collections.abc import Sequence
from dataclasses import replace

from matching.planning.check import violations
from matching.planning.course import Course
from matching.planning.express import build_model
from matching.planning.layout import Layout
from matching.planning.model import Model
from matching.planning.problem import Placed
from matching.planning.result import Stop
from matching.planning.rules import placements
from matching.planning.with_cpsat import ask_cpsat

_CLASH_SECONDS = 5.0
_MUST_PROBES = 200


def demanded(layout: Layout) -> tuple[int, ...]:
    """Pairs that every plan holds."""
    fixed = {pair for pair, _ in layout.problem.fixed}
    return tuple(
        number for number, pair in enumerate(layout.problem.pairs) if pair.must or number in fixed
    )


def plan_of_musts(
    layout: Layout, placed: Sequence[Placed], course: Course
) -> tuple[tuple[Placed, ...] | None, bool]:
    """A plan with every demanded meeting (or None), and whether there is proven to be none."""
    owed = set(demanded(layout))
    # other meetings may even out the breaks, so that all must then be in the question
    everything = layout.problem.breaks_spread is not None
    asked = [placing for placing in placed if everything or placing.pair in owed]
    if everything:
        # few breaks for everybody is more than is asked, and quickly found
        capped = build_model(layout, asked, goals=(), few_breaks=True)
        plan = _any_plan(capped, course, share=0.3)[0]
        if plan is not None:
            return plan, False
    return _any_plan(build_model(layout, asked, goals=()), course, share=1.0)


def _any_plan(
    model: Model, course: Course, *, share: float
) -> tuple[tuple[Placed, ...] | None, bool]:
    answer = ask_cpsat(
        model,
        None,
        effort=share * course.work,
        stop=course.left,
        seed=course.seed,
        from_below=True,
        halt=course.halt,
    )
    course.spend(answer.work, in_time=answer.in_time)
    return None if answer.values is None else model.plan(answer.values), answer.impossible


def clash(layout: Layout, course: Course) -> tuple[int, ...]:
    """Demanded pairs that cannot all be held, as few as a few seconds allow; maybe none."""
    owed = list(demanded(layout))
    left = _short_course(course)
    if len(owed) > _MUST_PROBES or not _clashes(layout, owed, left):
        return ()
    for pair in tuple(owed):
        fewer = [other for other in owed if other != pair]
        if left.left > 0 and left.work_left > 0 and _clashes(layout, fewer, left):
            owed = fewer
    course.spend(left.spent, in_time=left.stop is not Stop.TIME)
    return tuple(owed)


def _short_course(course: Course) -> Course:
    """A short run of its own, on the same clock."""
    return Course(_CLASH_SECONDS, course.clock, course.seed, halt=course.halt)


def _clashes(layout: Layout, owed: Sequence[int], course: Course) -> bool:
    kept = set(owed)
    problem = layout.problem
    pairs = tuple(replace(pair, must=n in kept) for n, pair in enumerate(problem.pairs))
    fixed = tuple(placed for placed in problem.fixed if placed.pair in kept)
    only = Layout(replace(problem, pairs=pairs, fixed=fixed, breaks_spread=None))
    return _unplaceable(only, owed) or _ask(only, owed, course)


def _unplaceable(layout: Layout, owed: Sequence[int]) -> bool:
    return bool(set(owed) - {placed.pair for placed in placements(layout)})


def _ask(layout: Layout, owed: Sequence[int], course: Course) -> bool:
    asked = [placed for placed in placements(layout) if placed.pair in set(owed)]
    model = build_model(layout, asked, goals=())
    effort, stop = max(0.1, course.work_left), max(0.1, course.left)
    answer = ask_cpsat(model, None, effort=effort, stop=stop, from_below=True, halt=course.halt)
    course.spend(answer.work)
    return answer.impossible


def holds(layout: Layout, meetings: Sequence[Placed]) -> bool:
    """Whether a plan breaks no rule at all."""
    return not violations(layout.problem, meetings)
