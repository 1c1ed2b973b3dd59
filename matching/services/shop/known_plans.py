"""Plans as they were read last: the one that people have been told, and the newest.

The meetings of a plan in the store never change.
"""

from collections.abc import Hashable
from weakref import ref

from sqlalchemy import Connection

from matching.domain.day.meeting import PlanVersion
from matching.services.shop.shop import Shop
from matching.store.day import plans
from matching.store.last_read import LastKnown
from matching.store.people.decisions import last_plan_of
from matching.store.people.duplicates import joined
from matching.store.settings import lineage

_TOLD: LastKnown[PlanVersion] = LastKnown()
_NEWEST: LastKnown[PlanVersion] = LastKnown()
_NUMBERED: LastKnown[PlanVersion] = LastKnown()


def known_announced_plan(shop: Shop, reader: Connection, fair: str) -> PlanVersion | None:
    """What `plans.announced_plan` reads, without its meetings when they were read before."""
    where = _where(shop, lineage(reader))
    plan = plans.announced_plan(reader, fair, known=_TOLD.get(fair, where))
    # Where files are joined, what is read is not what the store holds.
    if plan is not None and not joined(reader, fair):
        _TOLD.keep(fair, where, plan)
    return plan


def known_newest_plan(shop: Shop, reader: Connection, fair: str) -> PlanVersion | None:
    """What `plans.read_plan` reads, without its meetings when they were read before."""
    where = _where(shop, lineage(reader))
    plan = plans.read_plan(reader, fair, known=_NEWEST.get(fair, where))
    if plan is not None and not joined(reader, fair):
        _NEWEST.keep(fair, where, plan)
    return plan


def known_plan(shop: Shop, reader: Connection, fair: str, number: int) -> PlanVersion | None:
    """The plan of a number, without its meetings when it was the one asked for before."""
    where = _where(shop, lineage(reader))
    plan = plans.read_plan(reader, fair, number=number, known=_NUMBERED.get(fair, where))
    if plan is not None and not joined(reader, fair):
        _NUMBERED.keep(fair, where, plan)
    return plan


def remember_announced(shop: Shop, plan: PlanVersion, *, lineage: str) -> None:
    """Know a plan as it was written into a store of this lineage, for whoever asks next."""
    _TOLD.keep(plan.fair, _where(shop, lineage), plan)


def _where(shop: Shop, lineage: str) -> Hashable:
    return ref(shop.store), lineage


def paper_plan(reader: Connection, fair: str) -> int:
    """The number of the plan that was announced by hand: whoever was told nothing knows it."""
    return last_plan_of(reader, fair, "announced") or plans.first_announced(reader, fair)
