"""Meetings that must be held: a plan of them, or the proof and the smallest cause of none."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from matching.planning.budget.budget import Budget
from matching.planning.model.ask_cpsat import ask_cpsat
from matching.planning.model.build import build_model
from matching.planning.model.model import LinearSum, Model, Objective
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Goal, Placed, Problem
from matching.planning.problem.result import Stop
from matching.planning.problem.rules import demanded, placements

# each of two looks for a cause takes so long at most, a share of all seconds in any case
_CLASH_SECONDS, _CLASH_SHARE = 5.0, 0.08
_MUST_PROBES = 200
# share of the work for a first look, with rows as they are: it nearly always finds a plan
_GLANCE = 0.3


def plan_of_musts(
    layout: Layout, placed: Sequence[Placed], budget: Budget
) -> tuple[tuple[Placed, ...] | None, bool]:
    """A plan with every required meeting, None if none was found, and whether there can be none.

    Spends at most what is left of the budget's work.
    """
    asked = _of_musts(layout, placed)
    if layout.problem.breaks_spread is not None:
        # few breaks for everybody is more than is asked, and quickly found
        capped = build_model(layout, asked, goals=(), few_breaks=True)
        plan = _any_plan(capped, budget, share=0.3)[0]
        if plan is not None:
            return plan, False
    return _any_plan(build_model(layout, asked, goals=()), budget, share=1.0)


def quick_plan_of_musts(
    layout: Layout, placed: Sequence[Placed], budget: Budget
) -> tuple[tuple[Placed, ...] | None, bool]:
    """A plan with every required meeting where a short look finds one, or proves there is none."""
    if crowded(layout):
        return None, True
    model = build_model(layout, _of_musts(layout, placed), goals=())
    return _any_plan(model, budget, share=_GLANCE, quick=True)


def _of_musts(layout: Layout, placed: Sequence[Placed]) -> list[Placed]:
    """Placements of the demanded pairs; all when others may even out breaks or fill a group."""
    if layout.problem.breaks_spread is not None or layout.problem.groups:
        return list(placed)
    owed = set(demanded(layout))
    return [placing for placing in placed if placing.pair in owed]


def _any_plan(
    model: Model, budget: Budget, *, share: float, quick: bool = False
) -> tuple[tuple[Placed, ...] | None, bool]:
    """Any plan of a model by CP-SAT, no goal asked; and whether it is proven that there is none."""
    answer = ask_cpsat(
        model,
        None,
        effort=share * budget.work,
        stop=share * budget.left if quick else budget.left,
        seed=budget.seed,
        from_below=True,
        in_clauses=not quick,
        halt=budget.halt,
    )
    budget.spend(answer.work, in_time=answer.in_time)
    return None if answer.values is None else model.plan(answer.values), answer.impossible


def clash(layout: Layout, budget: Budget) -> tuple[int, ...]:
    """Demanded pairs that cannot all be held, though any one of them less could; maybe none.

    They are the fewest there are where a few seconds prove it; where time runs out, even a pair
    that could be spared may be among them.
    """
    owed, found = list(demanded(layout)), list[int]()
    if len(owed) > _MUST_PROBES:
        return crowded(layout)
    for look in (_fewest, _irreducible):
        left = _short_budget(budget)
        found = found or look(layout, owed, left)
        budget.spend(left.spent, in_time=left.stop is not Stop.TIME)
    return tuple(found) or crowded(layout)


def crowded(layout: Layout) -> tuple[int, ...]:
    """Demanded pairs of one party that take more slots than it has, as few as show it; maybe none.

    Counting alone tells it: the time of all tables of a stand, or of a person's whole stay.
    """
    room = {
        **{stand.id: sum(stand.tables) for stand in layout.problem.stands},
        **{person.id: layout.present[person.id].bit_count() for person in layout.problem.people},
    }
    owed = set(demanded(layout))
    for party, numbers in sorted(layout.pairs_of.items()):
        mine = () if party in layout.group else sorted(owed.intersection(numbers))
        if too_many := _too_long(layout, mine, room[party]):
            return too_many
    return ()


def _too_long(layout: Layout, pairs: Sequence[int], room: int) -> tuple[int, ...]:
    """The fewest of some pairs that last longer than there is room; none when all fit."""
    longest = sorted(pairs, key=lambda pair: -layout.problem.pairs[pair].length)
    taken = accumulate(layout.problem.pairs[pair].length for pair in longest)
    return next((tuple(longest[: n + 1]) for n, sum_ in enumerate(taken) if sum_ > room), ())


def _irreducible(layout: Layout, owed: list[int], left: Budget) -> list[int]:
    """One pair after the other left out where the others clash without it."""
    if not _clashes(layout, owed, left):
        return []
    for pair in tuple(owed):
        fewer = [other for other in owed if other != pair]
        if left.left > 0 and left.work_left > 0 and _clashes(layout, fewer, left):
            owed = fewer
    return owed


def _fewest(layout: Layout, owed: Sequence[int], left: Budget) -> list[int]:
    """The fewest pairs that clash; none when time runs out.

    Whatever can be held leaves something out, and every clash has a pair of what was left out.
    So the fewest pairs with one of each that was left out so far clash, or show how more can be
    held (smallest unsatisfiable subsets by hitting sets: Ignatiev et al. 2015).
    """
    placed = {placing.pair for placing in _most_held(layout, owed, ())[0].placed}
    if alone := [pair for pair in owed if pair not in placed]:
        return alone[:1]
    left_out: list[list[int]] = []
    while left.left > 0 and left.work_left > 0:
        kept = _one_of_each(owed, left_out, left)
        model, aim = _most_held(layout, owed, kept)
        answer = ask_cpsat(
            model, aim, effort=left.work_left, stop=left.left, seed=left.seed, halt=left.halt
        )
        left.spend(answer.work, in_time=answer.in_time)
        if answer.impossible:
            return kept
        if answer.values is None:
            break
        held = {placing.pair for placing in model.plan(answer.values)}
        if held.issuperset(owed):
            break
        left_out.append([pair for pair in owed if pair not in held])
    return []


def _one_of_each(owed: Sequence[int], sets: Sequence[Sequence[int]], left: Budget) -> list[int]:
    """The fewest pairs that have one of every set."""
    model = Model(())
    column = {pair: model.column(lambda _: 0) for pair in owed}
    for pairs in sets:
        model.constrain({column[pair]: 1 for pair in pairs}, 1, None)
    aim = Objective(Goal.CHANGES, 0, LinearSum(dict.fromkeys(column.values(), 1)), maximise=False)
    answer = ask_cpsat(model, aim, effort=left.work_left, stop=left.left, seed=left.seed)
    left.spend(answer.work, in_time=answer.in_time)
    values = answer.values or [1] * len(owed)
    return [pair for pair in owed if values[column[pair]]]


def _most_held(layout: Layout, owed: Sequence[int], kept: Sequence[int]) -> tuple[Model, Objective]:
    """As many of the owed meetings as can be, some of them in any case."""
    problem, at = layout.problem, dict(layout.problem.fixed)
    pairs = tuple(
        replace(pair, must=n in kept, slots=(at[n],) if n in at else pair.slots)
        for n, pair in enumerate(problem.pairs)
    )
    only = Layout(_without_ties(replace(problem, pairs=pairs, fixed=())))
    needed = set(owed)
    asked = [placing for placing in placements(only) if placing.pair in needed]
    held = LinearSum(dict.fromkeys(range(len(asked)), 1))
    model = build_model(only, asked, goals=())
    return model, Objective(Goal.SCORE, 0, held, maximise=True)


def _without_ties(problem: Problem) -> Problem:
    """The same where meetings that need not be held change nothing: what clashes still does."""
    return replace(problem, breaks_spread=None, groups=(), shared=())


def _short_budget(budget: Budget) -> Budget:
    """A short run of its own, on the same clock."""
    seconds = min(_CLASH_SECONDS, max(budget.left, _CLASH_SHARE * budget.seconds))
    return Budget(seconds, budget.clock, budget.seed, halt=budget.halt)


def _clashes(layout: Layout, owed: Sequence[int], budget: Budget) -> bool:
    kept = set(owed)
    problem = layout.problem
    pairs = tuple(replace(pair, must=n in kept) for n, pair in enumerate(problem.pairs))
    fixed = tuple(placed for placed in problem.fixed if placed.pair in kept)
    only = Layout(_without_ties(replace(problem, pairs=pairs, fixed=fixed)))
    return _unplaceable(only, owed) or _ask(only, owed, budget)


def _unplaceable(layout: Layout, owed: Sequence[int]) -> bool:
    return bool(set(owed) - {placed.pair for placed in placements(layout)})


def _ask(layout: Layout, owed: Sequence[int], budget: Budget) -> bool:
    needed = set(owed)
    asked = [placed for placed in placements(layout) if placed.pair in needed]
    model = build_model(layout, asked, goals=())
    effort, stop = max(0.1, budget.work_left), max(0.1, budget.left)
    answer = ask_cpsat(model, None, effort=effort, stop=stop, from_below=True, halt=budget.halt)
    budget.spend(answer.work)
    return answer.impossible
