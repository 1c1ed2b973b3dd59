"""Why a person does not meet a stand: the first broken link, found by asking the rules again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from matching.domain.score import Score, Verdict
from matching.planning.check import violations
from matching.planning.goals import counts
from matching.planning.layout import Layout
from matching.planning.problem import Placed, Problem
from matching.planning.rules import RuleCode, starts

_PERSONAL = {RuleCode.PERSON_BUSY, RuleCode.GAP, RuleCode.WALK}
_OF_STAND = {RuleCode.STAND_FULL}


class WhyNotCode(StrEnum):
    """The first broken link, in the order in which they are asked; `why_not.<code>` says it."""

    PLANNED = "planned"
    CLOSED = "closed"
    NO_PAIR = "no_pair"
    NO_COMMON_SLOT = "no_common_slot"
    PERSON_FULL = "person_full"
    STAND_FULL = "stand_full"
    PERSON_BUSY = "person_busy"
    SUPERSEDED = "superseded"
    FREE_PLACE = "free_place"


@dataclass(frozen=True, slots=True)
class WhyNot:
    """A code with what its sentence needs."""

    code: WhyNotCode
    params: MappingProxyType[str, Any] = field(default_factory=lambda: MappingProxyType({}))


def why_not(
    problem: Problem,
    meetings: Iterable[Placed],
    person: str,
    stand: str,
    *,
    score: Score | None = None,
) -> WhyNot:
    """The first reason why two parties do not meet in a plan.

    Parameters
    ----------
    score
        The score of the pair: a hard rule that closes it is the first reason of all.
    """
    plan, layout = tuple(meetings), Layout(problem)
    wanted = [n for n in layout.pairs_of.get(person, ()) if stand in problem.pairs[n].between]
    held = [placed for placed in plan if placed.pair in wanted]
    if held:
        return _because(WhyNotCode.PLANNED, slot=held[0].slot)
    if score is not None and score.verdict is Verdict.CLOSED:
        return _because(WhyNotCode.CLOSED, bar=score.closed_by[0].code)
    if not wanted:
        return _because(WhyNotCode.NO_PAIR)
    tries = [Placed(pair, slot) for pair in wanted for slot in starts(layout, pair)]
    if not tries:
        return _because(WhyNotCode.NO_COMMON_SLOT)
    return _crowded_out(layout, plan, person, stand, tries)


def _crowded_out(
    layout: Layout, plan: Sequence[Placed], person: str, stand: str, tries: Sequence[Placed]
) -> WhyNot:
    already = set(violations(layout.problem, plan))
    bars = {
        placed: {v.rule for v in violations(layout.problem, (*plan, placed)) if v not in already}
        for placed in tries
    }
    open_tries = [placed for placed, broken in bars.items() if not broken]
    if open_tries:
        return _because(WhyNotCode.FREE_PLACE, slot=min(placed.slot for placed in open_tries))
    if all(RuleCode.MOST in broken for broken in bars.values()):
        return _full_person(layout, plan, person, tries[0])
    if all(broken & _OF_STAND for broken in bars.values()):
        return _full_stand(layout, plan, person, stand, tries)
    if all(broken & _PERSONAL for broken in bars.values()):
        return _because(WhyNotCode.PERSON_BUSY, slots=len({placed.slot for placed in tries}))
    rules = sorted({rule.value for broken in bars.values() for rule in broken})
    return _because(WhyNotCode.SUPERSEDED, rules=", ".join(rules))


def _full_person(layout: Layout, plan: Sequence[Placed], person: str, wanted: Placed) -> WhyNot:
    mine = [placed for placed in plan if person in layout.pair(placed).between]
    score = layout.pair(wanted).score
    better = sum(layout.pair(placed).score >= score for placed in mine)
    return _because(WhyNotCode.PERSON_FULL, meetings=len(mine), better=better)


def _full_stand(
    layout: Layout, plan: Sequence[Placed], person: str, stand: str, tries: Sequence[Placed]
) -> WhyNot:
    """How many of those who hold the places suit better, or would else have fewer meetings."""
    asked = {slot for placed in tries for slot in layout.running(placed)}
    holders = [
        placed
        for placed in plan
        if stand in layout.pair(placed).between and asked & set(layout.running(placed))
    ]
    met, score = counts(layout, plan), max(layout.pair(placed).score for placed in tries)
    better = sum(layout.pair(placed).score >= score for placed in holders)
    worse_off = sum(
        any(met[other] <= met.get(person, 0) for other in layout.people_in(placed.pair))
        for placed in holders
        if layout.pair(placed).score < score
    )
    return _because(
        WhyNotCode.STAND_FULL, meetings=len(holders), better=better, worse_off=worse_off
    )


def _because(code: WhyNotCode, **params: object) -> WhyNot:
    return WhyNot(code, MappingProxyType(params))
