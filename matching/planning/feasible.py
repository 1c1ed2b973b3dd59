"""Meetings that must be held: a plan of them, or the proof and a small cause that none is."""

from collections.abc import Sequence
from dataclasses import replace

from matching.planning.check import violations
from matching.planning.course import Course
from matching.planning.layout import Layout
from matching.planning.model import Model, build_model
from matching.planning.problem import Placed
from matching.planning.rules import RuleCode, placements
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
    model = build_model(layout, asked, goals=())
    answer = ask_cpsat(model, None, effort=course.left, stop=course.left, seed=course.seed)
    plan = None if answer.values is None else model.plan(answer.values)
    return plan, answer.impossible


def clash(layout: Layout, course: Course) -> tuple[int, ...]:
    """Demanded pairs that cannot all be held, as few as a few seconds allow; maybe none."""
    owed = list(demanded(layout))
    left = replace_course(course)
    if len(owed) > _MUST_PROBES or not _clashes(layout, owed, left):
        return ()
    for pair in tuple(owed):
        fewer = [other for other in owed if other != pair]
        if left.left > 0 and _clashes(layout, fewer, left):
            owed = fewer
    return tuple(owed)


def replace_course(course: Course) -> Course:
    """A short run of its own, on the same clock."""
    return Course(_CLASH_SECONDS, course.clock, course.seed)


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
    model: Model = build_model(layout, asked, goals=())
    effort = max(0.1, course.left)
    return ask_cpsat(model, None, effort=effort, stop=effort).impossible


def holds(layout: Layout, meetings: Sequence[Placed]) -> bool:
    """Whether a plan breaks no rule at all."""
    return not violations(layout.problem, meetings)


def owes(layout: Layout, meetings: Sequence[Placed]) -> bool:
    """Whether a plan breaks only rules of what must be held or of evenness."""
    soft = {RuleCode.MUST, RuleCode.FIXED, RuleCode.BREAKS_SPREAD}
    broken = {violation.rule for violation in violations(layout.problem, meetings)}
    return bool(broken) and broken <= soft
