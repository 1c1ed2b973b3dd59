"""Goals settled one after the other over a model, each with the limit that was proven."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from matching.planning.budget.budget import Budget, nodes_within
from matching.planning.model.ask_cpsat import ask_cpsat
from matching.planning.model.ask_highs import SolverAnswer, ask_highs
from matching.planning.model.model import Model, Objective
from matching.planning.problem.problem import IDLE_TIME, Goal, Placed

_PROOF_NODES = 1_000
# share of the work for CP-SAT, most nodes for HiGHS
_ROUNDS = ((0.02, 50), (0.18, 2_000), (0.8, 10_000_000))
# idle time is proven soonest from below: HiGHS is asked only where that was not enough
_IDLE_ROUNDS = ((0.02, 0), (0.18, 50), (0.8, 2_000))
# where people walk, how much of it CP-SAT has before HiGHS is asked
_WALKS_FIRST = 0.15
_FEW_COLUMNS, _MOST_NODES = 3_000, 2_000
# of the seconds left, where the clock alone must end a search
_HIGHS_SHARE = 0.5

Sooner = Callable[[tuple[Placed, ...], Goal, float], tuple[Placed, ...]]
SolverQuestion = Callable[[list[int]], SolverAnswer]


class ObjectiveResult(NamedTuple):
    """A part with the value that the plan has and the limit proven for it, None when unproven."""

    objective: Objective
    value: int
    limit: int | None


@dataclass
class Incumbent:
    """A plan with what it reached, part by part."""

    meetings: tuple[Placed, ...]
    reached: list[ObjectiveResult] = field(default_factory=list)

    @property
    def proven(self) -> bool:
        """Whether every part reached its limit."""
        return all(value == limit for _, value, limit in self.reached)


@dataclass
class GoalOptimiser:
    """Optimises the objectives of models in their order, within a budget of time and work.

    Attributes
    ----------
    relaxed
        Model of the pairs alone; a plan that meets its limit needs no further proof.
    thorough
        False only measures the start against the relaxed limits.
    only_highs
        Asks HiGHS once and nobody else.
    sooner
        The same meetings with less idle time, tried before the whole model.
    walks
        Whether walks tie the meetings of a day: HiGHS then takes long at its first node.
    limits
        Limits of goals that somebody else has proven of all plans as good on the goals before.
    found
        Told every better plan, and the limit that is known of the part by then.
    """

    budget: Budget
    relaxed: Model
    thorough: bool = True
    only_highs: bool = False
    sooner: Sooner | None = None
    walks: bool = False
    found: Callable[[tuple[Placed, ...], Objective, int | None], None] | None = None
    limits: dict[Goal, int] = field(default_factory=dict)

    def optimise(self, model: Model, incumbent: Incumbent) -> None:
        """Better a plan part by part, in the order of the model; parts reached stay reached."""
        for objective, reached in zip(model.objectives, incumbent.reached, strict=False):
            model.require(objective, reached.value)
        left = model.objectives[len(incumbent.reached) :]
        for number, objective in enumerate(left):
            share = self.budget.work_left / (len(left) - number)
            reached = self._optimise_objective(model, objective, incumbent, share)
            incumbent.reached.append(reached)
            model.require(objective, reached.value)
            _require_relaxed(self.relaxed, objective, reached.value)

    def _optimise_objective(
        self, model: Model, objective: Objective, incumbent: Incumbent, share: float
    ) -> ObjectiveResult:
        values = model.values(incumbent.meetings)
        known = self.limits.get(objective.goal)
        limit = tighter(objective, self._easy_limit(objective, values), known)
        self._tell(incumbent, objective, limit)
        if objective.sum.value(values) != limit and objective.goal in IDLE_TIME and self.sooner:
            incumbent.meetings = self.sooner(
                incumbent.meetings, objective.goal, (0.4 if self.thorough else 0.9) * share
            )
            values = model.values(incumbent.meetings)
            self._tell(incumbent, objective, limit)
        for ask in self._questions(model, objective, share):
            if objective.sum.value(values) == limit or self.budget.left <= 0:
                break
            answer = ask(values)
            self.budget.spend(answer.work, in_time=answer.in_time)
            limit = tighter(objective, limit, answer.limit)
            better = _improved(model, objective, answer, objective.sum.value(values))
            if better is not None:
                values, incumbent.meetings = better, model.plan(better)
                self._tell(incumbent, objective, limit)
        return ObjectiveResult(objective, objective.sum.value(values), limit)

    def _tell(self, incumbent: Incumbent, objective: Objective, limit: int | None) -> None:
        if self.found is not None:
            self.found(incumbent.meetings, objective, limit)

    def _easy_limit(self, objective: Objective, values: Sequence[int]) -> int | None:
        """Zero waiting, breaks and changes; otherwise the best over pairs without slots."""
        if not objective.maximise:
            return 0
        everybody = len(objective.sum.weights) + objective.sum.constant
        if objective.goal is Goal.COVERAGE and objective.sum.value(values) == everybody:
            return everybody
        counterpart = _counterpart(self.relaxed, objective)
        if counterpart is None or self.budget.left <= 0:
            return None
        answer = ask_highs(
            self.relaxed,
            counterpart,
            seconds=self.budget.left,
            nodes=_PROOF_NODES,
            halt=self.budget.halt,
        )
        self.budget.spend(answer.work, in_time=answer.in_time)
        return answer.limit

    def _questions(
        self, model: Model, objective: Objective, work: float
    ) -> Iterator[SolverQuestion]:
        """What to ask of whom, in turn, each time for longer: no solver is best at all parts."""
        if not self.thorough:
            return
        if self.only_highs:
            yield lambda _: self._highs(model, objective, work, _MOST_NODES)
            return
        is_idle = objective.goal in IDLE_TIME
        if self.walks and not is_idle:
            yield lambda values: self._cpsat(model, objective, _WALKS_FIRST * work, values)
        for share, nodes in _IDLE_ROUNDS if is_idle else _ROUNDS:
            short = share * work
            if is_idle:
                yield lambda _, short=short: self._cpsat(model, objective, 0.8 * short)  # type: ignore[misc]
            if not nodes:
                continue
            if not is_idle or len(model.low) <= _FEW_COLUMNS:
                yield lambda _, short=short, nodes=nodes: self._highs(
                    model, objective, short, nodes
                )  # type: ignore[misc]
            yield lambda values, short=short: self._cpsat(model, objective, 0.2 * short, values)  # type: ignore[misc]

    def _highs(self, model: Model, objective: Objective, work: float, nodes: int) -> SolverAnswer:
        entries = sum(len(constraint.weights) for constraint in model.constraints)
        few = min(nodes, nodes_within(entries, work))
        share = 1.0 if self.only_highs else _HIGHS_SHARE
        seconds = share * self.budget.left
        return ask_highs(model, objective, seconds=seconds, nodes=few, halt=self.budget.halt)

    def _cpsat(
        self, model: Model, objective: Objective, work: float, values: list[int] | None = None
    ) -> SolverAnswer:
        budget = self.budget
        return ask_cpsat(
            model,
            objective,
            effort=work,
            stop=budget.left,
            seed=budget.seed,
            hint=values,
            from_below=values is None,
            halt=budget.halt,
        )


def _improved(
    model: Model, objective: Objective, answer: SolverAnswer, value: int
) -> list[int] | None:
    """The columns of an answer that does better and keeps every row exactly."""
    if answer.values is None:
        return None
    values = model.values(model.plan(answer.values))
    better = _better(objective, objective.sum.value(values), value)
    return values if better and model.holds(values) else None


def _counterpart(relaxed: Model, objective: Objective) -> Objective | None:
    same = [p for p in relaxed.objectives if (p.goal, p.level) == (objective.goal, objective.level)]
    return same[0] if same else None


def _require_relaxed(relaxed: Model, objective: Objective, value: int) -> None:
    if counterpart := _counterpart(relaxed, objective):
        relaxed.require(counterpart, value)


def _better(objective: Objective, value: int, than: int) -> bool:
    return value > than if objective.maximise else value < than


def tighter(objective: Objective, limit: int | None, other: int | None) -> int | None:
    """The sharper of two limits, None when neither is known."""
    known = [each for each in (limit, other) if each is not None]
    if not known:
        return None
    return min(known) if objective.maximise else max(known)
