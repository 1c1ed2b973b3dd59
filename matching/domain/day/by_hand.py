"""What the organiser placed or cancelled by hand: it stays through later re-plans."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from matching.domain.day.happening import Happening, HappeningKind, standing

BY_HAND = frozenset({HappeningKind.MEETING_PLACED, HappeningKind.MEETING_CANCELLED})
"""Kinds of facts by which somebody has changed the plan with their own hand."""


@dataclass(frozen=True, slots=True)
class HandPlacing:
    """The last word of a hand on a meeting; `slot` is where it was put, None when it was cancelled.

    `act` names the act that it belongs to: a swap places two meetings by one.
    """

    person: str
    stand: str
    offer: str
    slot: int | None
    act: str

    @property
    def key(self) -> tuple[str, str, str]:
        """Whom it brings together, and about what."""
        return self.person, self.stand, self.offer


def placed_by_hand(happenings: Iterable[Happening]) -> Mapping[str, HandPlacing]:
    """The last word of a hand on each meeting that still counts, by the meeting's id."""
    return {
        fact.meeting: HandPlacing(
            fact.person, fact.stand, fact.data["offer"], _slot(fact), fact.data["act"]
        )
        for fact in standing(happenings)
        if fact.kind in BY_HAND
    }


def _slot(fact: Happening) -> int | None:
    return int(fact.data["to"]) if fact.kind is HappeningKind.MEETING_PLACED else None
