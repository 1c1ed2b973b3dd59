"""A meeting puts one person at one stand in consecutive slots; a plan is a set of them."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from operator import attrgetter
from types import MappingProxyType


@dataclass(frozen=True, slots=True, order=True)
class Meeting:
    """Who meets whom, about which offer, when, and how well it suits (0 to 1)."""

    slot: int
    person: str
    stand: str
    offer: str = ""
    length: int = 1
    score: float = 0.0

    @property
    def id(self) -> str:
        """Stable over re-planning: a person meets a stand (or a workshop) once a day."""
        return _id(self.person, self.stand, self.offer)

    @property
    def as_told(self) -> tuple[int, str]:
        """When it begins and which one it is: the same when a later plan judges it otherwise."""
        return self.slot, self.id

    def overlaps(self, other: "Meeting") -> bool:
        """Whether the two take a slot in common."""
        mine, theirs = self.slot + self.length, other.slot + other.length
        return self.slot < theirs and other.slot < mine


def unlike(
    before: Iterable[Meeting], after: Iterable[Meeting]
) -> tuple[frozenset[Meeting], frozenset[Meeting]]:
    """Meetings of one plan that are not in another, and those of the other not in it.

    A plan is made from the one before: nearly all are the very same objects, which are not compared
    by value.
    """
    was = {id(meeting): meeting for meeting in before}
    now = {id(meeting): meeting for meeting in after}
    old = frozenset(meeting for key, meeting in was.items() if key not in now)
    new = frozenset(meeting for key, meeting in now.items() if key not in was)
    return old - new, new - old


AS_SORTED = attrgetter("slot", "person", "stand", "offer", "length", "score")
"""The order of meetings as a key: thousands are sorted by it in a third of the time."""


@lru_cache(maxsize=1 << 16)
def _id(person: str, stand: str, offer: str) -> str:
    key = f"{person}\x1f{stand}\x1f{offer}"
    return "m-" + hashlib.blake2b(key.encode(), digest_size=5).hexdigest()


class PlanState(StrEnum):
    """A working plan may still move; a released one has been announced."""

    WORKING = "working"
    ANNOUNCED = "announced"


@dataclass(frozen=True, slots=True)
class PlanVersion:
    """One numbered plan of a fair, with what it was computed from."""

    fair: str
    number: int
    state: PlanState
    drawn_at: datetime
    score_version: str
    seed: int
    status: str
    meetings: tuple[Meeting, ...] = ()
    goals: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    bounds: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    unmet: tuple[tuple[str, str], ...] = ()
    announced_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PlanStep:
    """A plan beside the one that it follows: which meetings are gone, and which are new in it."""

    plan: PlanVersion
    since: PlanVersion | None
    gone: frozenset[Meeting]
    new: frozenset[Meeting]

    @classmethod
    def of(cls, plan: PlanVersion, since: PlanVersion | None) -> "PlanStep":
        """The step from a plan, or from none, to another: all meetings of both are looked at."""
        return cls(plan, since, *unlike(since.meetings if since else (), plan.meetings))
