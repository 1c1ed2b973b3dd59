"""Draw a plan for a whole fair, and keep it as a working version."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from matching.domain.entries import Entries
from matching.domain.errors import FairError
from matching.domain.meeting import PlanState, PlanVersion
from matching.planning.fair_problem import Posed, pose
from matching.planning.result import Progress, Result, Status
from matching.planning.solve import solve
from matching.scoring.score import Scorer
from matching.services.agenda import appointments, appointments_answer
from matching.services.prepare_scorer import makings, scorer_of
from matching.services.score_fair import judge_entries, score_meetings
from matching.services.shop import Shop
from matching.store import fairs, plans
from matching.store.vocabularies import remember_score_version

Tell = Callable[[str], None]


class PlanMoved(FairError):
    """Somebody else kept a plan while this one was computed; nothing was written."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What a plan is drawn from: the fair's entries and the scorer in force."""

    entries: Entries
    scorer: Scorer


@dataclass(frozen=True, slots=True)
class Drawn:
    """A plan kept in the store, with what the planner proved of it."""

    entries: Entries
    version: PlanVersion


def draw_plan(
    shop: Shop, fair: str, *, seconds: float = 20.0, seed: int = 0, tell: Tell | None = None
) -> Drawn:
    """A new working plan for everybody entered; nothing is announced.

    The store is read, then left alone while the planner works, then written in one short
    transaction.

    Raises
    ------
    FairError
        `plan_infeasible`; `plan_moved` when somebody else drew a plan meanwhile.
    """
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
        number = plans.last_number(reader, fair)
    basis = Basis(entries, scorer_of(shop, fair))
    posed = pose_fair(basis)
    result = solve(posed.problem, seconds=seconds, seed=seed, progress=told(tell))
    at = shop.clock()
    version = version_of(basis, posed, result, number=number + 1, seed=seed, at=at)
    keep(shop, version, basis)
    return Drawn(entries, version)


def pose_fair(basis: Basis) -> Posed:
    """The planning problem of a fair before its day."""
    entries = basis.entries
    return pose(
        entries.fair,
        tuple(entries.jobseekers.values()),
        tuple(entries.exhibitors.values()),
        tuple(entries.offers.values()),
        judge_entries(basis.scorer, entries),
    )


def told(tell: Tell | None) -> Callable[[Progress], bool] | None:
    """The planner's progress as short words; planning always goes on."""
    if tell is None:
        return None

    def progress(news: Progress) -> bool:
        tell(f"{news.goals.score:.2f}")
        return True

    return progress


def version_of(
    basis: Basis, posed: Posed, result: Result, *, number: int, seed: int, at: datetime
) -> PlanVersion:
    """The planner's answer as a numbered plan of the fair."""
    fair = basis.entries.fair.id
    if result.status in {Status.INFEASIBLE, Status.UNKNOWN} or result.violations:
        raise FairError("plan_infeasible", fair=fair)
    return PlanVersion(
        fair=fair,
        number=number,
        state=PlanState.WORKING,
        drawn_at=at,
        score_version=basis.scorer.version,
        seed=seed,
        status=result.status.value,
        meetings=posed.to_meetings(result),
        goals={
            "coverage": list(result.goals.coverage),
            "score": result.goals.score,
            "waiting": result.goals.waiting,
            "breaks": result.goals.breaks,
            "changes": result.goals.changes,
        },
        bounds={
            goal.value: list(bound) if isinstance(bound, tuple) else bound
            for goal, bound in result.bounds.items()
        },
        unmet=result.unmet,
    )


def keep(shop: Shop, version: PlanVersion, basis: Basis) -> None:
    """Write a plan with its scores, unless another took its number while it was computed."""
    scores = score_meetings(basis.scorer, basis.entries, version.meetings)
    with shop.store.writing() as writer:
        if plans.last_number(writer, version.fair) != version.number - 1:
            raise PlanMoved("plan_moved", fair=version.fair)
        plans.write_plan(writer, version, scores=scores)
        made_of = makings(basis.scorer)
        remember_score_version(writer, version.score_version, made_of, at=version.drawn_at)


def plan_answer(drawn: Drawn) -> dict[str, Any]:
    """A plan as `parvis-plan/1`, its meetings also with person, stand, offer and hour."""
    version = drawn.version
    found = appointments(drawn.entries, version.meetings)
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
        "score_version": version.score_version,
        "meetings": meetings,
        "goals": dict(version.goals),
        "bounds": dict(version.bounds),
        "violations": [],
        "unmet": [{"person": person, "reason": reason} for person, reason in version.unmet],
    }
