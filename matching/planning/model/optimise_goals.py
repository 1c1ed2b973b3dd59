"""Goals settled one after the other over a model, each with the limit that was proven."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from matching.planning.budget.budget import Course, nodes_within
from matching.planning.model.ask_cpsat import ask_cpsat
from matching.planning.model.ask_highs import Answer, ask_highs
from matching.planning.model.model import Model, Part
from matching.planning.problem.problem import Goal, Placed

IDLE_TIME = {Goal.WAITING, Goal.BREAKS}
_PROOF_SECONDS, _PROOF_NODES = 5.0, 1_000
# share of the work for CP-SAT, most nodes for HiGHS
_ROUNDS = ((0.02, 50), (0.18, 2_000), (0.8, 10_000_000))
# idle time is proven soonest from below: HiGHS is asked only where that was not enough
_IDLE_ROUNDS = ((0.02, 0), (0.18, 50), (0.8, 2_000))
_FEW_COLUMNS, _MOST_NODES = 3_000, 2_000
# of the seconds left, where the clock alone must end a search
_HIGHS_SHARE = 0.5

Sooner = Callable[[tuple[Placed, ...], Goal, float], tuple[Placed, ...]]
Question = Callable[[list[int]], Answer]


class Reached(NamedTuple):
    """A part with the value that the plan has and the limit proven for it, None when unproven."""

    part: Part
    value: int
    limit: int | None


@dataclass
class Settled:
    """A plan with what it reached, part by part."""

    meetings: tuple[Placed, ...]
    reached: list[Reached] = field(default_factory=list)

    @property
    def proven(self) -> bool:
        """Whether every part reached its limit."""
        return all(value == limit for _, value, limit in self.reached)


@dataclass
class Settler:
    """Settles the parts of models, one after the other, within the time of a course.

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
    found
        Told every better plan, and the limit that is known of the part by then.
    """

    course: Course
    relaxed: Model
    thorough: bool = True
    only_highs: bool = False
    sooner: Sooner | None = None
    found: Callable[[tuple[Placed, ...], Part, int | None], None] | None = None

    def settle(self, model: Model, settled: Settled) -> None:
        """Better a plan part by part, in the order of the model; parts reached stay reached."""
        for part, reached in zip(model.parts, settled.reached, strict=False):
            model.settle(part, reached.value)
        left = model.parts[len(settled.reached) :]
        for number, part in enumerate(left):
            share = self.course.work_left / (len(left) - number)
            reached = self._settle_part(model, part, settled, share)
            settled.reached.append(reached)
            model.settle(part, reached.value)
            _settle_relaxed(self.relaxed, part, reached.value)

    def _settle_part(self, model: Model, part: Part, settled: Settled, share: float) -> Reached:
        values = model.values(settled.meetings)
        limit = self._easy_limit(part, values)
        self._tell(settled, part, limit)
        if part.sum.value(values) != limit and part.goal in IDLE_TIME and self.sooner:
            settled.meetings = self.sooner(
                settled.meetings, part.goal, (0.4 if self.thorough else 0.9) * share
            )
            values = model.values(settled.meetings)
            self._tell(settled, part, limit)
        for ask in self._questions(model, part, share):
            if part.sum.value(values) == limit or self.course.left <= 0:
                break
            answer = ask(values)
            self.course.spend(answer.work, in_time=answer.in_time)
            limit = tighter(part, limit, answer.limit)
            better = _improved(model, part, answer, part.sum.value(values))
            if better is not None:
                values, settled.meetings = better, model.plan(better)
                self._tell(settled, part, limit)
        return Reached(part, part.sum.value(values), limit)

    def _tell(self, settled: Settled, part: Part, limit: int | None) -> None:
        if self.found is not None:
            self.found(settled.meetings, part, limit)

    def _easy_limit(self, part: Part, values: Sequence[int]) -> int | None:
        """Zero waiting, breaks and changes; otherwise the best over pairs without slots."""
        if not part.maximise:
            return 0
        everybody = len(part.sum.weights) + part.sum.constant
        if part.goal is Goal.COVERAGE and part.sum.value(values) == everybody:
            return everybody
        twin = _twin(self.relaxed, part)
        if twin is None:
            return None
        answer = ask_highs(
            self.relaxed,
            twin,
            seconds=max(_PROOF_SECONDS, self.course.left),
            nodes=_PROOF_NODES,
            halt=self.course.halt,
        )
        self.course.spend(answer.work, in_time=answer.in_time)
        return answer.limit

    def _questions(self, model: Model, part: Part, work: float) -> Iterator[Question]:
        """What to ask of whom, in turn, each time for longer: no solver is best at all parts."""
        if not self.thorough:
            return
        if self.only_highs:
            yield lambda _: self._highs(model, part, work, _MOST_NODES)
            return
        is_idle = part.goal in IDLE_TIME
        for share, nodes in _IDLE_ROUNDS if is_idle else _ROUNDS:
            short = share * work
            if is_idle:
                yield lambda _, short=short: self._cpsat(model, part, 0.8 * short)  # type: ignore[misc]
            if not nodes:
                continue
            if not is_idle or len(model.low) <= _FEW_COLUMNS:
                yield lambda _, short=short, nodes=nodes: self._highs(model, part, short, nodes)  # type: ignore[misc]
            yield lambda values, short=short: self._cpsat(model, part, 0.2 * short, values)  # type: ignore[misc]

    def _highs(self, model: Model, part: Part, work: float, nodes: int) -> Answer:
        entries = sum(len(bound.weights) for bound in model.bounds)
        few = min(nodes, nodes_within(entries, work))
        share = 1.0 if self.only_highs else _HIGHS_SHARE
        seconds = share * self.course.left
        return ask_highs(model, part, seconds=seconds, nodes=few, halt=self.course.halt)

    def _cpsat(
        self, model: Model, part: Part, work: float, values: list[int] | None = None
    ) -> Answer:
        course = self.course
        return ask_cpsat(
            model,
            part,
            effort=work,
            stop=course.left,
            seed=course.seed,
            hint=values,
            from_below=values is None,
            halt=course.halt,
        )


def _improved(model: Model, part: Part, answer: Answer, value: int) -> list[int] | None:
    """The columns of an answer that does better and keeps every row exactly."""
    if answer.values is None:
        return None
    values = model.values(model.plan(answer.values))
    better = _better(part, part.sum.value(values), value)
    return values if better and model.holds(values) else None


def _twin(relaxed: Model, part: Part) -> Part | None:
    same = [p for p in relaxed.parts if (p.goal, p.level) == (part.goal, part.level)]
    return same[0] if same else None


def _settle_relaxed(relaxed: Model, part: Part, value: int) -> None:
    if twin := _twin(relaxed, part):
        relaxed.settle(twin, value)


def _better(part: Part, value: int, than: int) -> bool:
    return value > than if part.maximise else value < than


def tighter(part: Part, limit: int | None, other: int | None) -> int | None:
    """The sharper of two limits, None when neither is known."""
    known = [each for each in (limit, other) if each is not None]
    if not known:
        return None
    return min(known) if part.maximise else max(known)
