"""What the organiser settled by hand, as a plan for the whole fair has to respect it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from matching.domain.day.by_hand import HandPlacing, placed_by_hand
from matching.domain.day.happening import Happening
from matching.domain.day.meeting import Meeting
from matching.domain.entries import Entries
from matching.domain.slots import SlotGrid
from matching.phrases import say_count
from matching.scoring.matrix.score_matrix import ScoreMatrix, Triple


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
        placed = tuple(placing for placing in put if _may_stand(placing, entries))
        return cls(
            placed=placed,
            cancelled=tuple(
                placing for placing in said if placing.slot is None and _is_known(placing, entries)
            ),
            lost=tuple(placing for placing in put if placing not in placed),
        )

    @property
    def keys(self) -> frozenset[Triple]:
        """Whom the placed meetings bring together, and about what."""
        return frozenset(placing.key for placing in self.placed)

    def meetings(self, matrix: ScoreMatrix) -> tuple[Meeting, ...]:
        """The placed meetings, with what the pairs are worth."""
        row = {person: n for n, person in enumerate(matrix.people)}
        column = {(each.stand, each.offer): n for n, each in enumerate(matrix.offers)}
        return tuple(
            Meeting(
                placing.slot,
                *placing.key,
                score=float(matrix.values[row[placing.person], column[placing.key[1:]]]),
            )
            for placing in self.placed
            if placing.slot is not None
        )

    def answer(self) -> dict[str, Any]:
        """How many there are, as a document."""
        return {name: len(group) for name, group in self._groups()}

    def lines(self, language: str) -> list[str]:
        """The same in sentences; nothing where nothing was settled."""
        return [
            say_count(f"plan.by_hand_{name}", language, len(group))
            for name, group in self._groups()
            if group
        ]

    def _groups(self) -> tuple[tuple[str, tuple[HandPlacing, ...]], ...]:
        return ("placed", self.placed), ("cancelled", self.cancelled), ("lost", self.lost)


NOTHING_SETTLED = SettledByHand()


def cancelled_pairs(matrix: ScoreMatrix, cancelled: Collection[HandPlacing]) -> frozenset[Triple]:
    """Pairs that a hand has cancelled, whatever the stand would talk about."""
    alone = {offered.offer for offered in matrix.offers if offered.alone}
    at_stand: defaultdict[str, list[str]] = defaultdict(list)
    for offered in matrix.offers:
        if not offered.alone:
            at_stand[offered.stand].append(offered.offer)
    return frozenset(
        (placing.person, placing.stand, offer)
        for placing in cancelled
        for offer in (
            [placing.offer] if placing.offer in alone else [placing.offer, *at_stand[placing.stand]]
        )
    )


def _is_known(placing: HandPlacing, entries: Entries) -> bool:
    return placing.person in entries.jobseekers and placing.stand in entries.exhibitors


def _may_stand(placing: HandPlacing, entries: Entries) -> bool:
    offer = entries.offers.get(placing.offer)
    hours = range(len(SlotGrid.of(entries.fair)))
    is_there = offer is not None and offer.exhibitor == placing.stand and placing.slot in hours
    wished = {(wish.person, wish.stand) for wish in entries.wishes}
    wants = placing.person not in entries.objectors or (placing.person, placing.stand) in wished
    return _is_known(placing, entries) and is_there and wants
