"""Release a plan: from now on it is what people have been told."""

from dataclasses import replace

from sqlalchemy import Connection

from matching.domain.day.happening import Attendance
from matching.domain.day.meeting import PlanState, PlanVersion
from matching.domain.errors import FairError
from matching.services.shop.decision_log import log_act
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings, plans


def announce(shop: Shop, fair: str, *, number: int | None = None) -> PlanVersion:
    """The plan announced: the newest one, or the one of this number.

    Announcing what is announced already changes nothing.

    Raises
    ------
    FairError
        `no_plan` when none was drawn, `plan_unknown` when none has this number, `day_began` when
        people who were told a plan are here: only a re-plan, with least change, may follow it.
    """
    with shop.store.writing() as writer:
        fairs.read_entries(writer, fair)
        plan = plans.read_plan(writer, fair, number=number)
        if plan is None:
            code = "no_plan" if number is None else "plan_unknown"
            raise FairError(code, fair=fair, number=number)
        if plan.state is PlanState.ANNOUNCED:
            return plan
        if day_began(writer, fair):
            raise FairError("day_began", fair=fair)
        now = shop.clock()
        plans.mark_announced(writer, fair, plan.number, at=now)
        log_act(writer, shop, fair, "announced", plan=plan.number)
    return replace(plan, state=PlanState.ANNOUNCED, announced_at=now)


def day_began(reader: Connection, fair: str) -> bool:
    """Whether people who were told a plan are here: only a re-plan may follow that plan."""
    if not plans.announced_number(reader, fair):
        return False
    return bool(Attendance.of(happenings.read_happenings(reader, fair)).present)
