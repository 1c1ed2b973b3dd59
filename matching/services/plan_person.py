"""The meetings of one person drawn again, once more is known of them; nobody else's move."""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from matching.domain.meeting import PlanState
from matching.planning.changes import Change, changes
from matching.planning.replan import Stability, replan
from matching.services.draw_plan import PlanMoved, keep, version_of
from matching.services.live_scores import live_basis
from matching.services.prepare_scorer import scorer_of
from matching.services.redraw_plan import Noon, joined, pose_noon
from matching.services.shop import Shop
from matching.services.undisturbed import undisturbed
from matching.store import fairs, happenings, plans

_SECONDS = 5.0
# Other tables act at the same time: whoever comes second reads again and draws again.
_TRIES = 5


def plan_person(
    shop: Shop,
    fair: str,
    person: str,
    *,
    at: datetime | None = None,
    stability: Stability = Stability.FREE,
    always: bool = False,
) -> tuple[Change, ...]:
    """What has changed for one person whose meetings to come were drawn afresh.

    Nobody else gains, loses or moves; without an announced plan there is nothing to change.

    Parameters
    ----------
    stability
        How much better a plan must be to move a meeting of theirs.
    always
        Announce a new version even when nothing moves: the store has filed something anew.
    """
    asked = _Asked(person, at, stability, always)
    with undisturbed():
        for _ in range(_TRIES - 1):
            with suppress(PlanMoved):
                return _plan(shop, fair, asked)
        return _plan(shop, fair, asked)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Whose meetings are drawn, from when on, and how."""

    person: str
    at: datetime | None
    stability: Stability
    always: bool


def _plan(shop: Shop, fair: str, asked: _Asked) -> tuple[Change, ...]:
    noon = _read(shop, fair)
    if noon is None:
        return ()
    posed = pose_noon(noon, asked.at or shop.day_moment(noon.entries.fair))
    alone = frozenset({asked.person})
    result = replan(
        posed.problem,
        announced=posed.placed(noon.plan.meetings),
        now_slot=posed.now_slot,
        movable=alone,
        gains=alone,
        stability=asked.stability,
        seconds=_SECONDS,
        seed=noon.plan.seed,
    )
    now, number = shop.clock(), noon.last_number + 1
    drawn = version_of(noon.basis, posed, result, number=number, seed=noon.plan.seed, at=now)
    moved = joined(changes(noon.plan.meetings, drawn.meetings))
    if moved or asked.always:
        keep(shop, replace(drawn, state=PlanState.ANNOUNCED, announced_at=now), noon.basis)
    return moved


def _read(shop: Shop, fair: str) -> Noon | None:
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
        plan = plans.announced_plan(reader, fair)
        facts = happenings.read_happenings(reader, fair)
        number = plans.last_number(reader, fair)
    if plan is None:
        return None
    basis = live_basis(shop.store.address, entries, scorer_of(shop, fair))
    return Noon(basis, plan, facts, number)
