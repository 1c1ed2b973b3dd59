"""Draw a plan for a whole fair, and keep it as a working version."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from matching.domain.entries import Entries
from matching.domain.errors import FairError
from matching.domain.meeting import PlanState, PlanVersion
from matching.planning.fair_problem import Posed, pose
from matching.planning.result import Progress, Result, Status
from matching.planning.solve import solve
from matching.services.agenda import appointments, appointments_answer
from matching.services.score_fair import score_entries, scorer
from matching.services.shop import Shop
from matching.store import fairs, plans

Tell = Callable[[str], None]


class PlanMoved(FairError):
    """Somebody else kept a plan while this one was computed; nothing was written."""


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
    posed = pose_fair(entries)
    result = solve(posed.problem, seconds=seconds, seed=seed, progress=told(tell))
    version = version_of(shop, entries, posed, result, number=number + 1, seed=seed)
    keep(shop, version)
    return Drawn(entries, version)


def pose_fair(entries: Entries) -> Posed:
    """The planning problem of a fair before its day."""
    return pose(
        entries.fair,
        tuple(entries.jobseekers.values()),
        tuple(entries.exhibitors.values()),
        tuple(entries.offers.values()),
        score_entries(entries, list(entries.jobseekers)),
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
    shop: Shop, entries: Entries, posed: Posed, result: Result, *, number: int, seed: int
) -> PlanVersion:
    """The planner's answer as a numbered plan of the fair."""
    if result.status in {Status.INFEASIBLE, Status.UNKNOWN} or result.violations:
        raise FairError("plan_infeasible", fair=entries.fair.id)
    return PlanVersion(
        fair=entries.fair.id,
        number=number,
        state=PlanState.WORKING,
        drawn_at=shop.clock(),
        score_version=scorer().version,
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


def keep(shop: Shop, version: PlanVersion) -> None:
    """Write a plan, unless another took its number while it was computed."""
    with shop.store.writing() as writer:
        if plans.last_number(writer, version.fair) != version.number - 1:
            raise PlanMoved("plan_moved", fair=version.fair)
        plans.write_plan(writer, version)


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
