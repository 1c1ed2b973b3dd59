"""Groups of workshops that begin later than was announced: the group stays together."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from matching.domain.day.happening import OFFER, PLAN, Happening

STARTS, UNTIL = "starts", "until"
"""What the fact of a late workshop says: the hour of the group, and when it begins now."""
BESIDE = "beside"
"""What a fact says that was noted with another one, by its nonce: it is taken back with it."""


@dataclass(frozen=True, slots=True)
class SessionShift:
    """A group of a workshop that was to begin at `starts` and begins at `until`; both aware.

    `act` names the act that said it of this group and of others, `plan` the number of the plan in
    force before it, zero where nobody wrote it down.
    """

    offer: str
    starts: datetime
    until: datetime
    act: str = ""
    plan: int = 0

    @classmethod
    def of(cls, fact: Happening) -> "SessionShift":
        """What the fact of a late workshop says."""
        starts, until = (datetime.fromisoformat(fact.data[name]) for name in (STARTS, UNTIL))
        act, plan = fact.data.get(BESIDE, fact.nonce), int(fact.data.get(PLAN, "0"))
        return cls(fact.data[OFFER], starts, until, act, plan)


def begins_at(
    shifts: Iterable[SessionShift], offer: str, starts: datetime, *, planned: int = 0
) -> datetime:
    """When a group begins that was to begin at an hour: each act moves it once at most.

    Parameters
    ----------
    planned
        The number of the plan that says the hour, zero where the fair says it. A group that a plan
        has where an act before that plan put one is there by that act.
    """
    for together in _by_act(shifts, offer):
        later = {shift.starts: shift.until for shift in together}
        is_followed = all(shift.plan < planned for shift in together)
        if not (is_followed and starts in later.values()):
            starts = later.get(starts, starts)
    return starts


def hours_put(shifts: Iterable[SessionShift], offer: str) -> frozenset[datetime]:
    """When the groups of a workshop begin that begin later than was announced."""
    hours = frozenset[datetime]()
    for together in _by_act(shifts, offer):
        left = {shift.starts for shift in together}
        hours = (hours - left) | {shift.until for shift in together}
    return hours


def _by_act(shifts: Iterable[SessionShift], offer: str) -> Collection[list[SessionShift]]:
    """The shifts of a workshop, those of one act together, in the order written."""
    found: dict[str, list[SessionShift]] = {}
    for shift in shifts:
        if shift.offer == offer:
            found.setdefault(shift.act, []).append(shift)
    return found.values()
