"""The problem that an event leaves, whole: what a re-plan may choose, in one problem to solve."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from matching.planning.problem.check import violations
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Goal, Pair, Placed, Problem
from matching.planning.problem.rules import RuleCode, starts
from matching.planning.problem.with_past import with_past
from matching.planning.repair.scope import ReplanScope

_OWED = {RuleCode.MUST, RuleCode.FIXED, RuleCode.BREAKS_SPREAD}


def rest_of_day(problem: Problem, announced: Iterable[Placed], scope: ReplanScope) -> Problem:
    """The problem left of a day: past and held meetings fixed, new starts only from now on."""
    released = tuple(sorted(set(announced)))
    past = tuple(placed for placed in released if placed.slot < scope.now_slot)
    layout = Layout(opened := with_past(problem, past))
    lost, shaken = _unsettled(layout, released, set(past))
    movable = _people(layout, (*lost, *shaken)) if scope.movable is None else scope.movable
    pinned = {*past, *(set(problem.fixed) - lost)}
    kept = [p for p in released if p not in lost | shaken and not _is_movable(layout, p, movable)]
    fixed = dict(sorted({*pinned, *kept}))
    pairs = tuple(
        _from_now(layout, number, fixed, scope=scope, movable=movable, released=dict(released))
        for number in range(len(opened.pairs))
    )
    return replace(
        opened,
        pairs=pairs,
        fixed=tuple(Placed(*item) for item in fixed.items()),
        announced=released,
        goals=with_changes(opened.goals),
    )


def _unsettled(
    layout: Layout, released: Sequence[Placed], past: set[Placed]
) -> tuple[set[Placed], set[Placed]]:
    """Announced meetings that cannot be held, and those that no longer all fit together."""
    lost = {p for p in released if p not in past and p.slot not in starts(layout, p.pair)}
    left = [placed for placed in released if placed not in lost]
    broken = {
        pair
        for violation in violations(layout.problem, left)
        if violation.rule not in _OWED
        for pair in violation.pairs
    }
    return lost, {placed for placed in left if placed.pair in broken} - past


def _people(layout: Layout, placed: Iterable[Placed]) -> frozenset[str]:
    return frozenset(person for each in placed for person in layout.people_in(each.pair))


def _is_movable(layout: Layout, placed: Placed, movable: frozenset[str]) -> bool:
    """Both people of a meeting between people must be free to move it."""
    return set(layout.people_in(placed.pair)) <= movable


def _from_now(
    layout: Layout,
    number: int,
    fixed: dict[int, int],
    *,
    scope: ReplanScope,
    movable: frozenset[str],
    released: dict[int, int],
) -> Pair:
    """A pair with the slots in which it may begin: one if fixed, none if nobody may gain it."""
    pair = layout.problem.pairs[number]
    if number in fixed:
        return replace(pair, slots=None if pair.slots is None else _with(pair.slots, fixed[number]))
    open_slots = range(layout.problem.slots) if pair.slots is None else pair.slots
    slots = tuple(slot for slot in open_slots if slot >= scope.now_slot)
    people = set(layout.people_in(number))
    welcome = scope.gains is None or people <= (scope.gains | movable) or pair.must
    return replace(pair, slots=slots if welcome or number in released else ())


def _with(slots: Sequence[int], slot: int) -> tuple[int, ...]:
    return tuple(sorted({*slots, slot}))


def with_changes(goals: tuple[Goal, ...]) -> tuple[Goal, ...]:
    """The goals with "fewest changes" right after the score.

    So no meeting moves only to spare somebody a wait.
    """
    if Goal.CHANGES in goals:
        return goals
    place = goals.index(Goal.SCORE) + 1 if Goal.SCORE in goals else len(goals)
    return (*goals[:place], Goal.CHANGES, *goals[place:])
