"""Why a person does not meet a stand: the first broken link, found by asking the rules again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from matching.domain.score import Score, Verdict
from matching.planning.problem.check import violations
from matching.planning.problem.goals import counts
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Placed, Problem
from matching.planning.problem.reduction import pairs_alone
from matching.planning.problem.rules import RuleCode, starts

_BUSY = frozenset({RuleCode.PERSON_BUSY})
_TOO_NEAR = frozenset({RuleCode.PERSON_BUSY, RuleCode.GAP})
_TOO_FAR = frozenset({*_TOO_NEAR, RuleCode.WALK})


class WhyNotCode(StrEnum):
    """The first broken link, in the order in which they are asked; `why_not.<code>` says it."""

    PLANNED = "planned"
    CLOSED = "closed"
    NO_PAIR = "no_pair"
    BELOW = "below"
    NO_COMMON_SLOT = "no_common_slot"
    NO_SLOT_LEFT = "no_slot_left"
    PERSON_FULL = "person_full"
    STAND_FULL = "stand_full"
    PERSON_BUSY = "person_busy"
    GAP = "gap"
    WALK = "walk"
    ROOMS = "rooms"
    SUPERSEDED = "superseded"
    FREE_PLACE = "free_place"


@dataclass(frozen=True, slots=True)
class WhyNot:
    """A code with what its sentence needs; lists in `params` are ids."""

    code: WhyNotCode
    params: MappingProxyType[str, Any] = field(default_factory=lambda: MappingProxyType({}))


def why_not(
    problem: Problem,
    meetings: Sequence[Placed],
    person: str,
    stand: str,
    *,
    score: Score | None = None,
    closed_by: str = "",
    since: int = 0,
    pair: int | None = None,
) -> WhyNot:
    """The first reason why two parties do not meet in a plan.

    Who holds the places of a full stand is named in `better_people` (they suit it at least as
    well), `worse_off_people` (less well, but they would else have no more meetings) and
    `other_people`; `better_stands` are those that the person meets instead.

    Parameters
    ----------
    score
        The score of the pair: a hard rule that closes it is the first reason of all; one that is
        open but not in the problem was left out because others suit both sides better.
    closed_by
        Code of the hard rule that closes the pair, when the caller knows it without a score.
    since
        First slot in which a meeting may still begin.
    pair
        The one that is asked about, of two who may meet more than once.
    """
    both = {person, stand}
    wanted = [n for n, each in enumerate(problem.pairs) if both <= set(each.between)]
    wanted = wanted if pair is None else [pair]
    held = [placed for placed in meetings if placed.pair in wanted]
    if held:
        return _because(WhyNotCode.PLANNED, slot=held[0].slot)
    if score is not None and score.verdict is Verdict.CLOSED:
        closed_by = score.closed_by[0].code
    if closed_by:
        return _because(WhyNotCode.CLOSED, bar=closed_by)
    if not wanted:
        return _because(WhyNotCode.NO_PAIR if score is None else WhyNotCode.BELOW)
    near, plan, asked = _neighbourhood(problem, meetings, wanted)
    layout = Layout(near)
    tries = tuple(Placed(pair, slot) for pair in asked for slot in starts(layout, pair))
    left = tuple(placed for placed in tries if placed.slot >= since)
    if not left:
        return _because(WhyNotCode.NO_SLOT_LEFT if tries else WhyNotCode.NO_COMMON_SLOT)
    return _Crowd(layout, plan, person, stand, left).reason()


def _neighbourhood(
    problem: Problem, meetings: Sequence[Placed], wanted: Sequence[int]
) -> tuple[Problem, tuple[Placed, ...], tuple[int, ...]]:
    """The meetings that any rule could tie to some pairs, in a problem of their parties alone."""
    if problem.is_tied or problem.rooms is not None or problem.breaks_spread is not None:
        return problem, tuple(meetings), tuple(wanted)
    parties = {end for pair in wanted for end in problem.pairs[pair].between}
    ordered = {party for couple in problem.before if {*wanted} & {*couple} for party in couple}
    near = [
        placed
        for placed in meetings
        if placed.pair in ordered or parties.intersection(problem.pairs[placed.pair].between)
    ]
    # who meets the stand is counted with all their meetings: others may have fewer
    people = {person.id for person in problem.people}
    guests = {end for placed in near for end in problem.pairs[placed.pair].between if end in people}
    plan = [p for p in meetings if guests.intersection(problem.pairs[p.pair].between)]
    part = pairs_alone(problem, {*wanted, *(placed.pair for placed in plan)})
    small = replace(part.problem, fixed=(), announced=())
    return small, part.inward(plan), tuple(part.order.index(old) for old in wanted)


@dataclass(frozen=True, slots=True)
class _Crowd:
    """A meeting that was possible, and the plan that leaves no room for it."""

    layout: Layout
    plan: Sequence[Placed]
    person: str
    stand: str
    tries: Sequence[Placed]

    def reason(self) -> WhyNot:
        """The first link that is broken at every hour, or how they combine."""
        bars = self._bars()
        addable = [placed.slot for placed, broken in bars.items() if not broken]
        if addable:
            return _because(WhyNotCode.FREE_PLACE, slot=min(addable))
        if all(RuleCode.MOST in broken for broken in bars.values()):
            return self._person_full()
        if all(RuleCode.STAND_FULL in broken for broken in bars.values()):
            return self._stand_full(WhyNotCode.STAND_FULL)
        if all(RuleCode.ROOMS in broken for broken in bars.values()):
            return _because(WhyNotCode.ROOMS, rooms=self.layout.problem.rooms)
        for code, rules in (
            (WhyNotCode.PERSON_BUSY, _BUSY),
            (WhyNotCode.GAP, _TOO_NEAR),
            (WhyNotCode.WALK, _TOO_FAR),
        ):
            if all(broken & rules for broken in bars.values()):
                return self._person_busy(code)
        names = sorted({rule.value for broken in bars.values() for rule in broken})
        return self._stand_full(WhyNotCode.SUPERSEDED, rules=", ".join(names))

    def _bars(self) -> dict[Placed, set[RuleCode]]:
        """Rules that each try would break, beyond those that the plan breaks without it."""
        problem = self.layout.problem
        already = set(violations(problem, self.plan))
        return {
            placed: {v.rule for v in violations(problem, (*self.plan, placed)) if v not in already}
            for placed in self.tries
        }

    @property
    def _score(self) -> float:
        return max(self.layout.pair(placed).score for placed in self.tries)

    def _mine(self) -> list[Placed]:
        return [placed for placed in self.plan if self.person in self.layout.pair(placed).between]

    def _better_stands(self, mine: Iterable[Placed]) -> tuple[str, ...]:
        return tuple(
            other
            for placed in mine
            if self.layout.pair(placed).score >= self._score
            for other in self.layout.pair(placed).between
            if other != self.person
        )

    def _person_full(self) -> WhyNot:
        mine = self._mine()
        stands = self._better_stands(mine)
        return _because(
            WhyNotCode.PERSON_FULL, meetings=len(mine), better=len(stands), better_stands=stands
        )

    def _person_busy(self, code: WhyNotCode) -> WhyNot:
        stands = self._better_stands(self._mine())
        slots = len({placed.slot for placed in self.tries})
        return _because(code, slots=slots, better=len(stands), better_stands=stands)

    def _stand_full(self, code: WhyNotCode, **params: object) -> WhyNot:
        """Who holds the places: those who suit better, who would else have less, and the rest."""
        asked = {slot for placed in self.tries for slot in self.layout.running(placed)}
        met = counts(self.layout, self.plan)
        named: dict[str, list[str]] = {"better": [], "worse_off": [], "other": []}
        holders = 0
        for placed in self.plan:
            pair = self.layout.pair(placed)
            if self.stand not in pair.between or asked.isdisjoint(self.layout.running(placed)):
                continue
            holders += 1
            people = [end for end in pair.between if end != self.stand]
            is_poor = any(met.get(person, 0) <= met.get(self.person, 0) for person in people)
            kind = "better" if pair.score >= self._score else "worse_off" if is_poor else "other"
            named[kind] += people
        return _because(
            code,
            meetings=holders,
            better=len(named["better"]),
            worse_off=len(named["worse_off"]),
            **{f"{kind}_people": tuple(sorted(people)) for kind, people in named.items()},
            **params,
        )


def _because(code: WhyNotCode, **params: object) -> WhyNot:
    return WhyNot(code, MappingProxyType(params))
