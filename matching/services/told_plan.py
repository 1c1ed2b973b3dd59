"""The plan that people have been told, as it was read last: a plan in the store never changes."""

from collections import OrderedDict
from weakref import WeakKeyDictionary

from sqlalchemy import Connection

from matching.domain.meeting import PlanVersion
from matching.services.shop import Shop
from matching.store import plans
from matching.store.database import Store

_MOST_FAIRS = 8
_KEPT: WeakKeyDictionary[Store, OrderedDict[str, PlanVersion]] = WeakKeyDictionary()


def told_plan(shop: Shop, reader: Connection, fair: str) -> PlanVersion | None:
    """What `plans.announced_plan` reads, without its meetings when they were read before."""
    kept = _KEPT.setdefault(shop.store, OrderedDict())
    plan = plans.announced_plan(reader, fair, known=kept.get(fair))
    if plan is not None:
        remember_told(shop, plan)
    return plan


def remember_told(shop: Shop, plan: PlanVersion) -> None:
    """Know a plan that the store holds, for whoever asks next."""
    kept = _KEPT.setdefault(shop.store, OrderedDict())
    kept[plan.fair] = plan
    if len(kept) > _MOST_FAIRS:
        kept.popitem(last=False)
