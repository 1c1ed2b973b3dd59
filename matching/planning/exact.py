"""Goals settled one after the other over a model, each with the limit that was proven."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from matching.planning.course import Course
from matching.planning.model import Model, Part
from matching.planning.problem import Goal, Placed
from matching.planning.with_cpsat import ask_cpsat
from matching.planning.with_highs import Answer, ask_highs

_LINEAR = {Goal.COVERAGE, Goal.SCORE, Goal.CHANGES}
IDLE_TIME = {Goal.WAITING, Goal.BREAKS}
_PROOF_SECONDS = 5.0
Sooner = Callable[[tuple[Placed, ...], Goal, float], tuple[Placed, ...]]


@dataclass
class Settled:
    """A plan with, for each part reached, its value and proven limit (None when unproven)."""

    meetings: tuple[Placed, ...]
    limits: list[tuple[Part, int, int | None]] = field(default_factory=list)

    @property
    def proven(self) -> bool:
        """Whether every part reached its limit."""
        return all(value == limit for _, value, limit in self.limits)


def settle(
    model: Model,
    relaxed: Model,
    start: tuple[Placed, ...],
    course: Course,
    *,
    thorough: bool = True,
    sooner: Sooner | None = None,
    found: Callable[[tuple[Placed, ...], Part], None] | None = None,
) -> Settled:
    """The best plan of a model from a plan of it, in the lexicographic order of its parts.

    Parameters
    ----------
    relaxed
        Model of the pairs alone; a plan that meets its limit needs no further proof.
    thorough
        False only measures the start against the relaxed limits.
    sooner
        The same meetings with less idle time, tried before the whole model.
    """
    settled = Settled(start)
    values = model.values(start)
    for number, part in enumerate(model.parts):
        limit = _easy_limit(relaxed, part, values, course)
        value = part.sum.value(values)
        share = course.left / (len(model.parts) - number)
        if value != limit and part.goal in IDLE_TIME and sooner is not None:
            settled.meetings = sooner(settled.meetings, part.goal, 0.4 * share)
            values = model.values(settled.meetings)
            value = part.sum.value(values)
        if thorough and value != limit:
            for answer in _answers(model, part, values, course, share):
                limit = _tighter(part, limit, answer.limit)
                better = _improved(model, part, answer, value)
                if better is not None:
                    values, value = better, part.sum.value(better)
                    settled.meetings = model.plan(values)
                    if found is not None:
                        found(settled.meetings, part)
                if value == limit:
                    break
        settled.limits.append((part, value, limit))
        model.settle(part, value)
        _settle_relaxed(relaxed, part, value)
    return settled


def _improved(model: Model, part: Part, answer: Answer, value: int) -> list[int] | None:
    """The columns of an answer that does better and keeps every row exactly."""
    if answer.values is None:
        return None
    values = model.values(model.plan(answer.values))
    better = _better(part, part.sum.value(values), value)
    return values if better and model.holds(values) else None


def _easy_limit(relaxed: Model, part: Part, values: list[int], course: Course) -> int | None:
    """Zero waiting, breaks and changes; otherwise the best over pairs without slots."""
    if not part.maximise:
        return 0
    everybody = len(part.sum.weights) + part.sum.constant
    if part.goal is Goal.COVERAGE and part.sum.value(values) == everybody:
        return everybody
    twin = _twin(relaxed, part)
    if twin is None:
        return None
    if not twin.sum.weights:
        return twin.sum.constant
    return ask_highs(relaxed, twin, seconds=max(_PROOF_SECONDS, course.left)).limit


def _twin(relaxed: Model, part: Part) -> Part | None:
    same = [p for p in relaxed.parts if (p.goal, p.level) == (part.goal, part.level)]
    return same[0] if same else None


def _settle_relaxed(relaxed: Model, part: Part, value: int) -> None:
    if twin := _twin(relaxed, part):
        relaxed.settle(twin, value)


def _answers(
    model: Model, part: Part, values: list[int], course: Course, seconds: float
) -> Iterator[Answer]:
    """Solvers asked in turn, the likeliest to prove first."""
    if course.left <= 0:
        return
    if part.goal in _LINEAR:
        yield ask_highs(model, part, seconds=min(seconds, course.left))
        if course.left > 0:
            yield ask_cpsat(
                model, part, seconds=min(seconds / 2, course.left), seed=course.seed, hint=values
            )
        return
    yield ask_cpsat(
        model, part, seconds=min(0.6 * seconds, course.left), seed=course.seed, from_below=True
    )
    if course.left > 0:
        yield ask_cpsat(
            model, part, seconds=min(0.4 * seconds, course.left), seed=course.seed, hint=values
        )


def _better(part: Part, value: int, than: int) -> bool:
    return value > than if part.maximise else value < than


def _tighter(part: Part, limit: int | None, other: int | None) -> int | None:
    known = [each for each in (limit, other) if each is not None]
    if not known:
        return None
    return min(known) if part.maximise else max(known)
