"""A plan that keeps what was announced and what was promised, and whom it would move."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from matching.domain.day.meeting import Meeting
from matching.phrases import say
from matching.planning.explain.short import why_short
from matching.planning.fair.pose import Posed
from matching.planning.problem.changes import Change, changes, joined
from matching.planning.problem.problem import Placed, Problem
from matching.planning.problem.result import Result, Stop
from matching.planning.repair.scope import Stability
from matching.scoring.matrix.score_matrix import CLOSED, ScoreMatrix
from matching.services.scores.judged import Judged

# scores are stored with six decimals
_ROUNDING = 1e-5
_FIRST = 0.9
"""Of the time, for the plan of what is worth it; the rest is for whom it leaves short."""


@dataclass(frozen=True, slots=True)
class AnnouncedChanges:
    """What a plan would change of the one that is announced, whose number is `since`."""

    since: int
    changes: tuple[Change, ...]
    told_people: frozenset[str]

    @property
    def told(self) -> int:
        """How many people were told meetings."""
        return len(self.told_people)

    @property
    def people(self) -> tuple[str, ...]:
        """Who was told meetings and has others, by id, each once."""
        return tuple(dict.fromkeys(change.person for change in self.changes_of_told))

    @property
    def changes_of_told(self) -> tuple[Change, ...]:
        """Changes of people who were told something; to others the whole plan is news."""
        return tuple(change for change in self.changes if change.person in self.told_people)

    @classmethod
    def between(
        cls, announced: Collection[Meeting], meetings: Collection[Meeting], since: int
    ) -> "AnnouncedChanges":
        """From what was announced under a number to what a plan holds."""
        told = frozenset(meeting.person for meeting in announced)
        return cls(since, joined(changes(announced, meetings)), told)


def announced_answer(found: AnnouncedChanges | None) -> dict[str, Any] | None:
    """Whom a plan would move, by id, out of how many who were told the plan `since`."""
    if found is None:
        return None
    return {"since": found.since, "told": found.told, "people": list(found.people)}


def announced_lines(found: AnnouncedChanges | None, language: str) -> list[str]:
    """The same in a sentence; nothing while nothing is announced."""
    if found is None:
        return []
    terms = {"since": found.since, "told": found.told, "count": len(found.people)}
    code = "plan.drawn_moves" if found.people else "plan.drawn_moves_nobody"
    return [say(code, language, **terms)]


def still_wanted(judged: Judged, announced: Collection[Meeting]) -> tuple[Meeting, ...]:
    """Announced meetings that are open and as good as when they were announced, or good enough.

    What somebody says anew may make a meeting worth less than a free quarter of an hour: it is
    not wanted any more, unless another offer of the stand is: its hour is kept for that one. A
    question that came up since is no reason to move anybody.
    """
    matrix, floor = judged.matrix, judged.floor["meeting"]
    row = {person: n for n, person in enumerate(matrix.people)}
    columns = occasions(matrix)

    def is_wanted(meeting: Meeting) -> bool:
        person, met = row.get(meeting.person), columns.get((meeting.stand, meeting.offer))
        if person is None or met is None:
            return False
        open_ = [n for n in met if matrix.verdicts[person, n] != CLOSED]
        least = min(floor, meeting.score - _ROUNDING)
        return bool(matrix.values[person, open_].max(initial=-1.0) >= least)

    return tuple(meeting for meeting in announced if is_wanted(meeting))


def occasions(matrix: ScoreMatrix) -> Mapping[tuple[str, str], Sequence[int]]:
    """By stand and offer the columns of all offers that one meeting there may be about."""
    met: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for n, (stand, offer, is_alone) in enumerate(matrix.offers):
        met[stand, offer if is_alone else ""].append(n)
    return {
        (stand, offer): met[stand, offer if is_alone else ""]
        for stand, offer, is_alone in matrix.offers
    }


def plan_keeping(
    problem: Problem,
    ask: Callable[..., Result],
    *,
    seconds: float,
    start: Sequence[Placed] = (),
) -> Result:
    """The best plan that keeps what was announced of a problem.

    Where that cannot be, or leaves somebody with less than was promised, as little of it moves as
    a rule or a promise asks: keeping one meeting is then worth more than any other meeting.

    Parameters
    ----------
    ask
        The planner: asked within half of the `seconds` with all of it fixed.
    start
        A plan to better, when one is known.
    """
    if not problem.announced:
        return ask(problem, seconds=seconds, start=start)
    fixed = tuple(sorted({**dict(problem.announced), **dict(problem.fixed)}.items()))
    settled = replace(problem, fixed=tuple(Placed(*each) for each in fixed))
    found = ask(settled, seconds=seconds / 2)
    if found.stop is Stop.ASKED or (found.meetings and _is_as_promised(problem, found)):
        return found
    keep = Stability.CALM.share * max(pair.score for pair in problem.pairs)
    return ask(
        problem, seconds=seconds, start=found.meetings or start or problem.announced, keep=keep
    )


def _is_as_promised(problem: Problem, found: Result) -> bool:
    people = problem.people
    promised = (sum(p.least > level for p in people) for level in range(len(found.goals.coverage)))
    return found.goals.coverage == tuple(promised)


class Ask(Protocol):
    """The planner, asked about a posed fair."""

    def __call__(self, posed: Posed, *, seconds: float, start: Sequence[Placed] = ()) -> Result:
        """The best plan found."""


def plan_as_promised(
    pose: Callable[[frozenset[str]], Posed],
    ask: Ask,
    *,
    seconds: float,
    among: frozenset[str] | None = None,
) -> tuple[Posed, Result]:
    """The best plan of what is worth a meeting, widened for those whom it leaves short.

    What is worth it may be full, or at hours when somebody is not there: nobody knows before a plan
    is drawn. Whoever has less than was promised is then offered every open stand, as far as the
    promise goes, and the plan is drawn again from where it stood.

    Parameters
    ----------
    pose
        The fair as a problem, with the people who are short.
    among
        Who may be given more; everybody if None.

    Returns
    -------
    posed, result
        The plan, and of whoever it leaves short the reason as the widest problem has it.
    """
    posed = pose(frozenset())
    found = ask(posed, seconds=_FIRST * seconds)
    short = frozenset(person for person, _ in found.unmet)
    short = short if among is None else short & among
    if not short or found.stop is Stop.ASKED:
        return posed, _with_reasons(posed, found, posed)
    wider = pose(short)
    if len(wider.problem.pairs) == len(posed.problem.pairs):
        return posed, _with_reasons(posed, found, wider)
    again = ask(wider, seconds=seconds, start=wider.inward(posed.outward(found.meetings)))
    is_better = again.meetings and again.goals.coverage > found.goals.coverage
    posed, found = (wider, again) if is_better else (posed, found)
    return posed, _with_reasons(posed, found, wider)


def _with_reasons(posed: Posed, found: Result, widest: Posed) -> Result:
    """A result that says of who is short what `why_not` says: all that is open to them counts."""
    if not found.unmet:
        return found
    short, met = {person for person, _ in found.unmet}, posed.outward(found.meetings)
    plan = widest.inward(met)
    reasons = why_short(widest.problem, plan, short, since=widest.now_slot)
    return replace(found, unmet=tuple((who, reasons.get(who, said)) for who, said in found.unmet))
