"""Meetings given: every pair must meet, so only the slots are asked for.

The limit of a goal is raised until a plan meets it (core-guided search); where that takes too
long, plain questions "is there a plan with at most so much?" close in on it. All is told in
clauses, with what follows for the hours of people (Bofill et al., JAIR 74, 2022).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from matching.planning.budget.budget import Budget
from matching.planning.budget.interruptible import answers_together
from matching.planning.exact.fixed_pairs_constraints import FixedPairsExpressions
from matching.planning.model.ask_cpsat import ask_cpsat
from matching.planning.model.ask_highs import SolverAnswer
from matching.planning.model.build import build_model
from matching.planning.model.cpsat_program import ToldOnce
from matching.planning.model.model import Constraint, Model, Objective
from matching.planning.model.optimise_goals import Incumbent, ObjectiveResult, tighter
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Goal, Placed
from matching.planning.problem.rules import demanded

_MOST_PLACEMENTS = 8_000
_COUNTED = {Goal.COVERAGE, Goal.SCORE}
# shares of the work: a first look from below, a plan near its limit, each question on the way
_GLANCE, _GOOD, _STEP = 0.08, 0.25, 0.6
_NEARER = 4


@dataclass(frozen=True, slots=True)
class FixedPairsPlan:
    """Slots found for meetings that must all be held; `incumbent` is None when none were found.

    `impossible` says that it is proven that no plan holds them all.
    """

    incumbent: Incumbent | None
    impossible: bool = False


def are_fixed_pairs(layout: Layout, placed: Sequence[Placed]) -> bool:
    """Whether every pair must meet, and all slots are few enough to be asked for at once."""
    count = len(layout.problem.pairs)
    return 0 < count == len(demanded(layout)) and len(placed) <= _MOST_PLACEMENTS


def schedule_fixed_pairs(
    layout: Layout,
    placed: Sequence[Placed],
    budget: Budget,
    *,
    start: Sequence[Placed] | None = None,
    keep: float = 0.0,
) -> FixedPairsPlan:
    """The best slots for given meetings, goal by goal, each with the limit that was proven."""
    model = build_model(layout, placed, keep=keep, kind=FixedPairsExpressions)
    is_open = [objective.goal not in _COUNTED or keep > 0 for objective in model.objectives]
    effort = budget.work / max(1, sum(is_open))
    search = _Search(layout, model, budget, effort, effort)
    if start is not None:
        search.values = model.values(start)
    if not any(is_open):
        search.ask(model, None, 1.0)
    limits = [
        search.optimise(objective) if opened else None
        for objective, opened in zip(model.objectives, is_open, strict=True)
    ]
    if search.values is None:
        return FixedPairsPlan(None, search.impossible)
    reached = []
    for objective, opened, limit in zip(model.objectives, is_open, limits, strict=True):
        value = objective.sum.value(search.values)
        reached.append(ObjectiveResult(objective, value, limit if opened else value))
    return FixedPairsPlan(Incumbent(model.plan(search.values), reached))


@dataclass
class _Search:
    """The best columns so far, how much work may go into each part, and how much is left."""

    layout: Layout
    model: Model
    budget: Budget
    effort: float
    work: float
    values: list[int] | None = None
    impossible: bool = False
    told: ToldOnce = field(default_factory=ToldOnce)

    def optimise(self, objective: Objective) -> int | None:
        """The limit proven for a part; the plan gets as near to it as the work allows."""
        self.work = self.effort
        limit = self.ask(self.model, objective, _GLANCE).limit
        if not objective.maximise and not self._is_at(objective, limit):
            if self.values is None:  # a plan to stop with at any moment
                self.ask(self.model, None, _STEP)
            limit = self._close_in(objective, limit or 0)
        if not self._is_at(objective, limit):
            limit = tighter(objective, limit, self.ask(self.model, objective, 1.0).limit)
        if self.values is not None:
            self.model.require(objective, objective.sum.value(self.values))
        return limit

    def ask(self, model: Model, objective: Objective | None, share: float) -> SolverAnswer:
        """What a solver says of a part; a plan that is no worse is kept."""
        return self._taken(model, objective, self._said(model, objective, share))

    def _said(self, model: Model, objective: Objective | None, share: float) -> SolverAnswer:
        stop, effort = self.budget.left, min(share * self.effort, self.work)
        if stop <= 0 or effort <= 0 or self.impossible:
            return SolverAnswer(None, None)
        seed, halt = self.budget.seed, self.budget.halt
        return ask_cpsat(
            model,
            objective,
            effort=effort,
            stop=stop,
            seed=seed,
            from_below=True,
            halt=halt,
            told=self.told,
        )

    def _taken(
        self, model: Model, objective: Objective | None, answer: SolverAnswer
    ) -> SolverAnswer:
        self.work -= answer.work
        self.budget.spend(answer.work, in_time=answer.in_time)
        self.impossible |= answer.impossible and model is self.model and self.values is None
        if answer.values is not None:
            self._keep(self.model.plan(answer.values), objective)
        return answer

    def _keep(self, plan: tuple[Placed, ...], objective: Objective | None) -> None:
        values = self.model.values(plan)
        if self.model.holds(values) and self._is_no_worse(objective, values):
            self.values = values
            self.budget.report(self.layout, plan, goal=objective.goal if objective else None)

    def _is_no_worse(self, objective: Objective | None, values: list[int]) -> bool:
        if self.values is None or objective is None:
            return True
        sign = 1 if objective.maximise else -1
        return sign * objective.sum.value(values) >= sign * objective.sum.value(self.values)

    def _is_at(self, objective: Objective, limit: int | None) -> bool:
        return self.impossible or (
            self.values is not None and objective.sum.value(self.values) == limit
        )

    def _close_in(self, objective: Objective, limit: int) -> int:
        """The limit after asking for a plan at the limit, then for one between it and ours."""
        limit, failed = self._come_near(objective, limit)
        while self.values is not None and self.work > 0 and self.budget.left > 0:
            value = objective.sum.value(self.values)
            if failed >= value - 1:
                break
            near = failed + max(1, (value - failed) // _NEARER)
            target = limit if failed < limit else near
            answer = self.ask(_held_to(self.model, objective, target), None, _STEP)
            if answer.values is None:
                failed = target
            if answer.impossible:
                limit = target + 1
        return limit

    def _come_near(self, objective: Objective, limit: int) -> tuple[int, int]:
        """The limit, and up to where no plan was found, after a good plan was asked for.

        A little above the limit costs a few seconds, as much as halfway; at the limit itself, which
        may lie below every plan, it may take all the time there is. So both are asked at once.
        """
        target = limit + max(2, limit // 2)
        if self.values is None or objective.sum.value(self.values) <= target:
            return limit, limit - 1
        near, at_limit = (_held_to(self.model, objective, most) for most in (target, limit))
        good, best = answers_together(
            lambda: self._told(self._said(near, None, _GOOD)),
            lambda: self._said(at_limit, None, _STEP),
        )
        self._taken(near, None, good)
        self._taken(at_limit, objective, best)
        if best.values is not None:
            return limit, limit - 1
        return limit + best.impossible, limit

    def _told(self, answer: SolverAnswer) -> SolverAnswer:
        """An answer whose plan is known at once, whatever else is still asked."""
        if answer.values is not None:
            self.budget.report(self.layout, self.model.plan(answer.values))
        return answer


def _held_to(model: Model, objective: Objective, most: int) -> Model:
    row = Constraint(objective.sum.weights, None, most - objective.sum.constant)
    return replace(model, constraints=[*model.constraints, row])
