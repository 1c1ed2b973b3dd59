"""The best plan of a small problem, goal after goal, with limits counted in work alone."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from matching.planning.budget.budget import Budget
from matching.planning.model.ask_cpsat import ask_cpsat
from matching.planning.model.ask_highs import SolverAnswer, ask_highs
from matching.planning.model.build import build_model
from matching.planning.model.model import LinearSum, Model, Objective
from matching.planning.problem.canonical import canonical
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import IDLE_TIME, Goal, Placed, Problem
from matching.planning.problem.rules import placements

_NODES = 400
_EFFORT = 0.05
_FEW = 300
_TIE = 2e-6
_MOST_WORTH = 10**6


@dataclass(frozen=True, slots=True)
class Best:
    """The best plan found of a small problem, and the goals in which it is proven best."""

    meetings: tuple[Placed, ...]
    proven: frozenset[Goal]


@dataclass(frozen=True, slots=True)
class _Kept:
    """What a meeting where it was announced is worth, and which pairs are left out last."""

    worth: float
    pairs: frozenset[int]

    def in_turn(self, model: Model) -> list[Objective]:
        """The objectives of a model, and right after coverage: fewest of the pairs left out."""
        parts = model.objectives
        if not self.pairs:
            return parts
        weights = {c: -1 for c, (pair, _) in enumerate(model.placed) if pair in self.pairs}
        left_out = Objective(Goal.CHANGES, 0, LinearSum(weights, len(self.pairs)), maximise=False)
        first = len(list(takewhile(lambda part: part.goal is Goal.COVERAGE, parts)))
        return [*parts[:first], left_out, *parts[first:]]


def solve_subproblem(
    problem: Problem, budget: Budget, *, keep: float, held: frozenset[int] = frozenset()
) -> Best | None:
    """The best plan of a small problem; None when no plan keeps its rules or none was found.

    It is the same whatever the order of the rows.

    Parameters
    ----------
    keep
        What a meeting where it was announced is worth beside its score, in units of a score.
    held
        Numbers of pairs of which no plan leaves out more than coverage asks for, whatever the
        score; each may begin in another slot.
    """
    sorted_out = canonical(problem)
    moved = frozenset(new for new, old in enumerate(sorted_out.order) if old in held)
    best = _optimised(sorted_out.problem, budget, _Kept(keep, moved))
    if best is None:
        return None
    return Best(sorted_out.outward(best.meetings), best.proven)


def _optimised(problem: Problem, budget: Budget, kept: _Kept) -> Best | None:
    """Coverage, score and changes optimised in turn by HiGHS, then idle time by CP-SAT."""
    layout = Layout(problem)
    placed = placements(layout)
    lean = tuple(takewhile(lambda goal: goal not in IDLE_TIME, problem.goals))
    bonus = _keep_bonus(problem, kept.worth)
    model = build_model(layout, placed, goals=_told_apart(lean), keep=bonus)
    model.objectives = kept.in_turn(model)
    model.objectives = _fewer(model.objectives)
    first = _first(model, budget)
    if first.values is None:
        return None
    values, unproven = _bettered(model, model.objectives, first.values, budget, asked=first)
    if Goal.SCORE in unproven:
        unproven |= {Goal.CHANGES}
    best = Best(model.plan(values), frozenset(lean) - unproven)
    if len(lean) == len(problem.goals):
        return best
    return _with_less_idle(layout, placed, best, budget, kept)


def _told_apart(goals: Sequence[Goal]) -> list[Goal]:
    """Goals without the changes right after the score: the worth of keeping breaks such ties."""
    return [
        goal
        for before, goal in zip((None, *goals), goals, strict=False)
        if (before, goal) != (Goal.SCORE, Goal.CHANGES)
    ]


def _keep_bonus(problem: Problem, keep: float) -> float:
    """What an announced meeting is worth, and a little more: among equal scores, fewer moves."""
    best = max((pair.score for pair in problem.pairs), default=1.0)
    return round(keep, 6) + max(1e-6, round(_TIE * best, 6))


def _fewer(parts: Sequence[Objective]) -> list[Objective]:
    """Parts with the levels of coverage as one, where whole numbers can tell them apart."""
    levels = [part for part in parts if part.goal is Goal.COVERAGE]
    worth, total = [1], 0
    for part in reversed(levels):
        total += worth[-1] * len(part.sum.weights)
        worth.append(total + 1)
    if len(levels) < 2 or worth[-1] > _MOST_WORTH:
        return list(parts)
    weights = {
        column: weight * factor
        for part, factor in zip(reversed(levels), worth, strict=False)
        for column, weight in part.sum.weights.items()
    }
    first = parts.index(levels[0])
    others = [part for part in parts if part.goal is not Goal.COVERAGE]
    return [
        *others[:first],
        Objective(Goal.COVERAGE, 0, LinearSum(weights), maximise=True),
        *others[first:],
    ]


def _first(model: Model, budget: Budget) -> SolverAnswer:
    """A plan that is best in the first part, or any when there is none, with all its columns."""
    part = (
        model.objectives[0]
        if model.objectives
        else Objective(Goal.SCORE, 0, LinearSum({}), maximise=True)
    )
    answer = ask_highs(model, part, seconds=max(budget.left, 0.1), nodes=_NODES)
    if answer.values is None:
        return answer
    return answer._replace(values=model.values(model.plan(answer.values)))


def _bettered(
    model: Model,
    parts: Sequence[Objective],
    values: list[int],
    budget: Budget,
    *,
    asked: SolverAnswer | None = None,
) -> tuple[list[int], frozenset[Goal]]:
    """Columns of a plan that is best part after part, and the goals not proven.

    `asked` is the answer to the first part when it is known already.
    """
    unproven: set[Goal] = set()
    for part in parts:
        limit: int | None = _easy_limit(part)
        if part.sum.value(values) != limit:
            answer = asked or _asked(model, part, values, budget)
            values, limit = _better(model, part, answer, values), answer.limit
        asked = None
        if part.sum.value(values) != limit:
            unproven.add(part.goal)
        model.require(part, part.sum.value(values))
    return values, frozenset(unproven)


def _easy_limit(part: Objective) -> int:
    """What no plan passes, read off the weights alone; what is to be small counts something."""
    sign = 1 if part.maximise else -1
    best = sum(weight for weight in part.sum.weights.values() if sign * weight > 0)
    best += part.sum.constant
    return best if part.maximise else max(0, best)


def _asked(model: Model, part: Objective, values: list[int], budget: Budget) -> SolverAnswer:
    """A better value of one goal: idle time is asked of CP-SAT, every other goal of HiGHS."""
    if part.goal not in IDLE_TIME:
        return ask_highs(model, part, seconds=max(budget.left, 0.1), nodes=_NODES)
    return ask_cpsat(
        model,
        part,
        effort=_EFFORT,
        stop=budget.left,
        seed=budget.seed,
        hint=values,
        from_below=True,
    )


def _better(model: Model, part: Objective, answer: SolverAnswer, values: list[int]) -> list[int]:
    """The columns of an answer when they do better and keep every row exactly."""
    if answer.values is None:
        return values
    found = model.values(model.plan(answer.values))
    gain = part.sum.value(found) - part.sum.value(values)
    is_better = gain > 0 if part.maximise else gain < 0
    return found if is_better and model.holds(found) else values


def _with_less_idle(
    layout: Layout, placed: Sequence[Placed], best: Best, budget: Budget, kept: _Kept
) -> Best:
    """The goals that speak of idle time, and those after them, bettered; all before no worse."""
    if len(placed) > _FEW:
        model = _of_same_pairs(layout, placed, best.meetings)
        values, _ = _bettered(model, model.objectives, model.values(best.meetings), budget)
        return Best(model.plan(values), best.proven)
    model = build_model(layout, placed, keep=_keep_bonus(layout.problem, kept.worth))
    model.objectives = kept.in_turn(model)
    values = model.values(best.meetings)
    incumbent = list(takewhile(lambda part: part.goal not in IDLE_TIME, model.objectives))
    for part in incumbent:
        model.require(part, part.sum.value(values))
    values, unproven = _bettered(model, model.objectives[len(incumbent) :], values, budget)
    later = frozenset(layout.problem.goals) - {part.goal for part in incumbent}
    return Best(model.plan(values), (best.proven | later) - unproven)


def _of_same_pairs(layout: Layout, placed: Sequence[Placed], plan: tuple[Placed, ...]) -> Model:
    """Other slots for meetings that are not where they were announced; all others stay."""
    stays = set(plan) & {*layout.problem.announced, *layout.problem.fixed}
    moving = {pair for pair, _ in plan} - {pair for pair, _ in stays}
    columns = sorted({*stays, *(each for each in placed if each.pair in moving)})
    goals = [goal for goal in layout.problem.goals if goal in IDLE_TIME]
    model = build_model(layout, columns, goals=goals, pinned=frozenset(stays))
    for numbers in _columns_of(columns, moving):
        model.constrain(dict.fromkeys(numbers, 1), 1, 1)
    return model


def _columns_of(columns: Sequence[Placed], pairs: set[int]) -> Iterator[list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    for number, (pair, _) in enumerate(columns):
        found[pair].append(number)
    return (found[pair] for pair in sorted(pairs))
