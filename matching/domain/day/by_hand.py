"""What the organiser placed or cancelled by hand: it stays through later re-plans."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from matching.domain.day.happening import Happening, HappeningKind, in_force
from matching.domain.entries import Entries
from matching.domain.slots import SlotGrid

BY_HAND = frozenset({HappeningKind.MEETING_PLACED, HappeningKind.MEETING_CANCELLED})
"""Kinds of facts by which somebody has changed the plan with their own hand."""

SECOND = "second"
"""In the data of a fact: another meeting of the two, about another offer, stands beside it."""


@dataclass(frozen=True, slots=True)
class HandPlacing:
    """The last word of a hand on a meeting; `slot` is where it was put, None when it was cancelled.

    `act` names the act that it belongs to: a swap places two meetings by one. `is_beside` when
    there is another meeting at the same stand, about another offer.
    """

    person: str
    stand: str
    offer: str
    slot: int | None
    act: str
    is_beside: bool = False

    @property
    def key(self) -> tuple[str, str, str]:
        """Whom it brings together, and about what."""
        return self.person, self.stand, self.offer


def placed_by_hand(happenings: Iterable[Happening]) -> Mapping[str, HandPlacing]:
    """The last word of a hand on each meeting that still counts, by the meeting's id."""
    return {
        fact.meeting: HandPlacing(
            fact.person,
            fact.stand,
            fact.data["offer"],
            _slot(fact),
            fact.data["act"],
            SECOND in fact.data,
        )
        for fact in in_force(happenings)
        if fact.kind in BY_HAND
    }


def beside_others(placings: Iterable[HandPlacing]) -> frozenset[tuple[str, str, str]]:
    """Person, stand and offer of what is placed beside another meeting that was not cancelled."""
    said = tuple(placings)
    cancelled = {(placing.person, placing.stand) for placing in said if placing.slot is None}
    return frozenset(
        placing.key
        for placing in said
        if placing.is_beside
        and placing.slot is not None
        and (placing.person, placing.stand) not in cancelled
    )


def _slot(fact: Happening) -> int | None:
    return int(fact.data["to"]) if fact.kind is HappeningKind.MEETING_PLACED else None


@dataclass(frozen=True, slots=True)
class SettledByHand:
    """The last words of a hand that still count.

    Attributes
    ----------
    placed
        Stays in its slot.
    cancelled
        Does not come back.
    lost
        Was placed and cannot be any more: who it was for, the stand, the offer or the hour is no
        longer part of the fair, or that person wants nothing proposed by now.
    """

    placed: tuple[HandPlacing, ...] = ()
    cancelled: tuple[HandPlacing, ...] = ()
    lost: tuple[HandPlacing, ...] = ()

    @classmethod
    def of(cls, facts: Iterable[Happening], entries: Entries) -> "SettledByHand":
        """What the facts of a fair say of it, as the fair is entered now."""
        said = tuple(placed_by_hand(facts).values())
        put = [placing for placing in said if placing.slot is not None]
        off = [placing for placing in said if placing.slot is None]
        placed = tuple(placing for placing in put if _may_stand(placing, entries))
        return cls(
            placed=placed,
            cancelled=tuple(placing for placing in off if _is_known(placing, entries)),
            lost=tuple(placing for placing in put if placing not in placed),
        )

    @property
    def counts(self) -> dict[str, int]:
        """How many there are of each."""
        return {
            "placed": len(self.placed),
            "cancelled": len(self.cancelled),
            "lost": len(self.lost),
        }


NOTHING_SETTLED = SettledByHand()


def _is_known(placing: HandPlacing, entries: Entries) -> bool:
    return placing.person in entries.jobseekers and placing.stand in entries.exhibitors


def _may_stand(placing: HandPlacing, entries: Entries) -> bool:
    offer = entries.offers.get(placing.offer)
    hours = range(len(SlotGrid.of(entries.fair)))
    is_there = offer is not None and offer.exhibitor == placing.stand and placing.slot in hours
    wished = {(wish.person, wish.stand) for wish in entries.wishes}
    wants = placing.person not in entries.objectors or (placing.person, placing.stand) in wished
    return _is_known(placing, entries) and is_there and wants
