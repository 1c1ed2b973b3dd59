"""Groups of workshops that begin later than was announced: the group stays together."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from matching.domain.day.happening import OFFER, Happening

STARTS, UNTIL = "starts", "until"
"""What the fact of a late workshop says: the hour of the group, and when it begins now."""
BESIDE = "beside"
"""What a fact says that was noted with another one, by its nonce: it is taken back with it."""


@dataclass(frozen=True, slots=True)
class SessionShift:
    """A group of a workshop that was to begin at `starts` and begins at `until`; both aware."""

    offer: str
    starts: datetime
    until: datetime

    @classmethod
    def of(cls, fact: Happening) -> "SessionShift":
        """What the fact of a late workshop says."""
        starts, until = (datetime.fromisoformat(fact.data[name]) for name in (STARTS, UNTIL))
        return cls(fact.data[OFFER], starts, until)


def begins_at(shifts: Iterable[SessionShift], offer: str, starts: datetime) -> datetime:
    """When a group begins that was to begin at an hour, after each shift in the order written."""
    for shift in shifts:
        if shift.offer == offer and shift.starts == starts:
            starts = shift.until
    return starts
