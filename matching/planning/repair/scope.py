"""What a re-plan may change: from when on, whose meetings, for whom, and how readily."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any


class Stability(StrEnum):
    """How much better a plan must be to move a person whom an event affects anyway.

    CALM: only so that nobody gets less than promised. BALANCED: by a quarter of a good meeting.
    FREE: by anything at all.
    """

    CALM = "calm"
    BALANCED = "balanced"
    FREE = "free"

    @property
    def share(self) -> float:
        """What keeping one announced meeting is worth, as a share of a good (median) meeting."""
        return {"calm": 10.0, "balanced": 0.25, "free": 0.0}[self.value]


@dataclass(frozen=True, slots=True)
class ReplanScope:
    """What a re-plan may change of an announced plan.

    Attributes
    ----------
    now_slot
        First slot in which a meeting may still begin; what began before is locked.
    movable
        People whose announced meetings may move; None lets only those move who lost a meeting.
    gains
        People who may be given new meetings; None means everybody.
    stability
        How much better a plan must be to move a meeting.
    keep_share
        The same as a number: what keeping one announced meeting is worth, as a share of a good
        (median) meeting; None takes that of `stability`.
    here
        People who are here and wait: their new meetings begin as early as they can.
    offers_anew
        Whether every meeting that is kept may be about another offer of its stand, if that suits
        better by now; else only those of `movable` people.
    """

    now_slot: int = 0
    movable: frozenset[str] | None = None
    gains: frozenset[str] | None = None
    stability: Stability = Stability.BALANCED
    keep_share: float | None = None
    here: frozenset[str] = frozenset()
    offers_anew: bool = False

    @property
    def share(self) -> float:
        """What keeping one announced meeting is worth, as a share of a good (median) meeting."""
        return self.stability.share if self.keep_share is None else self.keep_share

    def named(self, name: Callable[[frozenset[str]], frozenset[str]]) -> "ReplanScope":
        """The same scope with people called by other names, as a reduced problem calls them."""
        values: dict[str, Any] = {each.name: getattr(self, each.name) for each in fields(self)}
        people = {key: name(value) for key, value in values.items() if isinstance(value, frozenset)}
        return replace(self, **{**values, **people})

    @property
    def people(self) -> frozenset[str] | None:
        """The people whom a re-plan is about; None for everybody."""
        return None if self.gains is None else self.gains | (self.movable or frozenset())

    def choosing_anew(self, everybody: Collection[str]) -> Collection[str]:
        """Whose kept meetings are about the best offer of their stand by now."""
        return everybody if self.offers_anew else self.movable or ()

    @classmethod
    def of_one(cls, person: str, *, stability: Stability = Stability.FREE) -> "ReplanScope":
        """The scope in which one person's meetings are drawn afresh and nobody else's change."""
        alone = frozenset({person})
        return cls(movable=alone, gains=alone, here=alone, stability=stability)
