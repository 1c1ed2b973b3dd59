"""Draw a plan for a whole fair, and keep it as a working version."""

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from threading import Event
from typing import Any, Protocol

from sqlalchemy import Connection

from matching.domain.day.by_hand import NOTHING_SETTLED, SettledByHand
from matching.domain.day.meeting import PlanState, PlanStep, PlanVersion
from matching.domain.entries import Entries
from matching.domain.errors import FairError
from matching.phrases import say
from matching.planning.fair.pose import Posed
from matching.planning.problem.in_order import in_order
from matching.planning.problem.problem import Placed, Problem
from matching.planning.problem.result import Hear, Result, Status, Stop
from matching.planning.solve import solve
from matching.services.plan.agenda import appointments, appointments_answer
from matching.services.plan.keep_announced import (
    AnnouncedChanges,
    announced_answer,
    announced_lines,
    plan_as_promised,
    plan_keeping,
    still_wanted,
)
from matching.services.plan.plan_help import advice_answer, by_hand_lines, shares_answer
from matching.services.plan.pose_fair import order_of_ties, pose_fair
from matching.services.plan.sessions_held import sessions_answer
from matching.services.plan.worth_meeting import below_promise
from matching.services.scores.basis import Basis
from matching.services.scores.kept_scores import judgements_due
from matching.services.scores.openings import interview_warnings
from matching.services.scores.prepare_scorer import makings, scorer_of
from matching.services.scores.scored_fair import live_basis
from matching.services.shop.decision_log import log_plan
from matching.services.shop.shop import Shop
from matching.store.day import happenings, plans
from matching.store.entries import read_staying
from matching.store.people.judgements import keep_judgements
from matching.store.people.opportunities import Opportunity, keep_opportunities
from matching.store.vocabularies import remember_score_version


class Solve(Protocol):
    """Whoever turns a problem into a plan."""

    def __call__(
        self,
        problem: Problem,
        *,
        seconds: float,
        seed: int,
        progress: Hear | None,
        halt: Event | None,
        began: float | None,
        start: Sequence[Placed] = (),
        keep: float = 0.0,
    ) -> Result:
        """The best plan found for a problem."""


class PlanMoved(FairError):
    """Somebody else kept a plan while this one was computed; nothing was written."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A plan kept in the store, with what it was drawn from and what the planner proved of it."""

    basis: Basis
    posed: Posed
    result: Result
    version: PlanVersion
    by_hand: SettledByHand = NOTHING_SETTLED
    announced: PlanVersion | None = None

    @property
    def entries(self) -> Entries:
        """Everything entered for the fair."""
        return self.basis.entries

    @property
    def announced_changes(self) -> AnnouncedChanges | None:
        """What it would change of what people were told; `None` while nothing is announced."""
        told = self.announced
        if told is None:
            return None
        return AnnouncedChanges.between(told.meetings, self.version.meetings, told.number)


def draw_plan(
    shop: Shop,
    fair: str,
    *,
    seconds: float = 20.0,
    seed: int = 0,
    hear: Hear | None = None,
    halt: Event | None = None,
    planner: Solve = solve,
    began: float | None = None,
    afresh: bool = False,
) -> Drawn:
    """A new working plan for everybody entered; nothing is announced.

    What was placed by hand stays where it is, what was cancelled by hand stays out. What people
    were told stays as long as it is open to them and wanted, unless a promise needs it. The store
    is read, then left alone while the planner works, then written in one short transaction.

    Parameters
    ----------
    hear
        Told every better plan; its answer False ends the drawing.
    halt
        Set from another thread, it ends the drawing at once; the best plan so far is kept.
    planner
        Who works the plan out: here, or in a process of its own.
    began
        What `time.monotonic` said when somebody began to wait; when the planner begins, if None.
    afresh
        Draw as if nothing had been announced: nearly everybody may get other meetings.

    Raises
    ------
    FairError
        `plan_infeasible`; `plan_stopped` when it was ended before any plan was found;
        `plan_moved` when somebody else drew a plan meanwhile.
    """
    with shop.store.reading() as reader:
        # What staff took out stays in the store where an announced plan names it.
        entries = read_staying(reader, fair)
        number = plans.last_number(reader, fair)
        by_hand = SettledByHand.of(happenings.read_happenings(reader, fair), entries)
        announced = plans.announced_plan(reader, fair)
    basis = live_basis(shop.store.address, entries, scorer_of(shop, fair))
    told = () if announced is None or afresh else still_wanted(basis, announced.meetings)
    solver = partial(planner, seed=seed, progress=hear, halt=halt, began=began or time.monotonic())

    def ask(posed: Posed, *, seconds: float, start: Sequence[Placed] = ()) -> Result:
        asked = in_order(posed.problem, order_of_ties(entries, posed, seed=seed))
        return asked.told(plan_keeping(asked.problem, solver, seconds=seconds, start=start))

    def pose(short: frozenset[str]) -> Posed:
        return pose_fair(basis, by_hand=by_hand, announced=told, short=short)

    posed, result = plan_as_promised(pose, ask, seconds=seconds)
    at = shop.clock()
    version = version_of(basis, posed, result, number=number + 1, seed=seed, at=at)
    keep(shop, version, basis)
    return Drawn(basis, posed, result, version, by_hand, announced)


def version_of(
    basis: Basis, posed: Posed, result: Result, *, number: int, seed: int, at: datetime
) -> PlanVersion:
    """The planner's answer as a numbered plan of the fair."""
    fair = basis.entries.fair.id
    if result.status is Status.UNKNOWN and result.stop is not Stop.NONE:
        raise FairError("plan_stopped", fair=fair)
    if result.status in {Status.INFEASIBLE, Status.UNKNOWN} or result.violations:
        raise FairError("plan_infeasible", fair=fair)
    meetings = posed.outward(result.meetings)
    named = {person for person, _ in result.unmet}
    below = (one for one in below_promise(basis, meetings) if one[0] not in named)
    return PlanVersion(
        fair=fair,
        number=number,
        state=PlanState.WORKING,
        drawn_at=at,
        score_version=basis.scorer.version,
        seed=seed,
        status=result.status.value,
        meetings=meetings,
        goals={
            "coverage": list(result.goals.coverage),
            "score": result.goals.score,
            "waiting": result.goals.waiting,
            "breaks": result.goals.breaks,
            "changes": result.goals.changes,
            **_kept(posed.problem),
        },
        bounds={
            goal.value: list(bound) if isinstance(bound, tuple) else bound
            for goal, bound in result.bounds.items()
        },
        unmet=tuple(sorted((*result.unmet, *below))),
    )


def _kept(problem: Problem) -> dict[str, object]:
    """How many announced meetings the plan was asked to keep: its limits hold only among such."""
    return {"kept": len(problem.announced)} if problem.announced else {}


def keep(
    shop: Shop,
    version: PlanVersion,
    basis: Basis,
    *,
    since: PlanVersion | None = None,
    cause: str = "plan",
    along: Callable[[Connection], None] | None = None,
    about: Collection[str] | None = None,
) -> None:
    """Write a plan with its scores, unless another took its number while it was computed.

    Of what it shares with the plan `since`, nothing is written twice. What it decides is logged,
    with its `cause`. What is done `along` with it is written in the same transaction. It takes up
    what is said now of the people it is `about` (`None`: of everybody): `changed_since_plan` tells
    who else has changed.
    """
    scores = basis.score_meetings(basis.kept.unknown(version, since, basis.known))
    due = {}
    if basis.kept.opportunities is not basis.opportunities:
        with shop.store.reading() as reader:
            due = judgements_due(reader, basis, basis.opportunities)
    fresh = basis.kept.unlike(scores, since, number=version.number)
    step = PlanStep.of(version, since)
    with shop.store.writing() as writer:
        if plans.last_number(writer, version.fair) != version.number - 1:
            raise PlanMoved("plan_moved", fair=version.fair)
        if along is not None:
            along(writer)
        plans.write_plan(writer, version, scores=fresh, step=step)
        log_plan(writer, shop, basis.entries, step, cause=cause)
        made_of = makings(basis.scorer)
        remember_score_version(writer, version.score_version, made_of, at=version.drawn_at)
        if basis.kept.opportunities is not basis.opportunities:
            keep_opportunities(writer, version.fair, _taken_up(basis, about))
            keep_judgements(writer, version.fair, due)
    if about is None:
        basis.kept.opportunities = basis.opportunities
    basis.kept.remember(scores, version, since, basis.known)


def note_considered(shop: Shop, basis: Basis, about: Collection[str] | None) -> None:
    """Say that a plan which stays as it is has taken up what these people say now."""
    if basis.kept.opportunities is not basis.opportunities:
        with shop.store.writing() as writer:
            keep_opportunities(writer, basis.entries.fair.id, _taken_up(basis, about))


def _taken_up(basis: Basis, about: Collection[str] | None) -> dict[str, Opportunity]:
    """How open the fair is to the people that a plan is about."""
    found = basis.opportunities
    return dict(found) if about is None else {one: found[one] for one in about if one in found}


def drawn_sentence(drawn: Drawn, language: str) -> str:
    """What a drawing came to, and what ended it before its work was done, if anything did."""
    version, stop = drawn.version, drawn.result.stop
    said = [say("plan.drawn", language, number=version.number, count=len(version.meetings))]
    said += by_hand_lines(drawn.by_hand, language)
    said += announced_lines(drawn.announced_changes, language)
    said += [] if stop is Stop.NONE else [say(f"plan.stopped_{stop}", language)]
    return "\n".join(said)


def plan_answer(drawn: Drawn, language: str) -> dict[str, Any]:
    """A plan as `parvis-plan/1`, its meetings also with person, stand, offer and hour.

    Beside it: what ended the search early, how evenly it serves, and what would help most, which
    takes as many limits as there are changes: nobody waits for that when the time is over.
    """
    version, entries = drawn.version, drawn.entries
    found = appointments(entries, version.meetings)
    meetings = [
        {"person": one.meeting.person, "slot": one.meeting.slot, "score": one.meeting.score, **said}
        for one, said in zip(found, appointments_answer(found), strict=True)
    ]
    return {
        "format": "parvis-plan/1",
        "fair": version.fair,
        "number": version.number,
        "state": version.state.value,
        "status": version.status,
        "stopped": drawn.result.stop.value or None,
        "seconds": round(drawn.result.seconds, 3),
        "score_version": version.score_version,
        "meetings": meetings,
        "goals": dict(version.goals),
        "bounds": dict(version.bounds),
        "violations": [],
        "unmet": [{"person": person, "reason": reason} for person, reason in version.unmet],
        "shares": shares_answer(entries, version.meetings),
        "sessions": sessions_answer(entries, version.meetings, language),
        "by_hand": drawn.by_hand.counts,
        "announced_changes": announced_answer(drawn.announced_changes),
        "warnings": interview_warnings(entries, version.meetings, language),
        "held_back": [
            {"person": key.person, "offer": key.offer} for key in sorted(drawn.posed.held_back)
        ],
        "advice": _advice_in_time(drawn, language),
    }


def _advice_in_time(drawn: Drawn, language: str) -> list[dict[str, Any]]:
    if drawn.result.stop is not Stop.NONE:
        return []
    return advice_answer(drawn.basis, drawn.posed, drawn.version.meetings, language)
