"""What a plan is drawn from: a fair as entered, and how each pair of it is judged."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from matching.domain.day.meeting import Meeting
from matching.domain.entries import Entries
from matching.domain.score import Bar, Score
from matching.domain.terms import OfferKind
from matching.scoring.matrix.score_matrix import ScoreMatrix
from matching.scoring.profiles.profiles import ReadOffer, ReadPerson
from matching.scoring.score import Scorer
from matching.services.scores.kept_scores import KeptScores
from matching.store.people.opportunities import Opportunity


@dataclass(frozen=True, slots=True)
class Basis:
    """What a plan is drawn from: everything entered, and how each pair is `Judged`."""

    entries: Entries
    scorer: Scorer
    matrix: ScoreMatrix
    people: Mapping[str, ReadPerson]
    offers: Mapping[str, ReadOffer]
    known: dict[tuple[str, str], Score] = field(default_factory=dict)
    kept: KeptScores = field(default_factory=KeptScores)
    opportunities: Mapping[str, Opportunity] = field(default_factory=dict)
    _for_some: tuple[ReadOffer, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_for_some", tuple(filter(_is_kept, self.offers.values())))

    def score(self, person: str, offer: str) -> Score:
        """The score of one pair, with its reasons; worked out once while the two stay as said."""
        known = self.known.get((person, offer))
        if known is None:
            known = self.scorer.score(self.people[person], self.offers[offer])
            self.known[person, offer] = known
        return known

    def score_meetings(self, meetings: Iterable[Meeting]) -> dict[str, Score]:
        """The score of each meeting by its id; none for a person or an offer withdrawn."""
        known = self.known  # asked first: of a large plan nearly all are in it
        return {
            meeting.id: known.get((meeting.person, meeting.offer))
            or self.score(meeting.person, meeting.offer)
            for meeting in meetings
            if meeting.person in self.people and meeting.offer in self.offers
        }

    @property
    def floor(self) -> Mapping[str, float]:
        """As of `Judged`."""
        return self.scorer.weights.floor

    def said_nothing(self, person: str) -> bool:
        """As of `Judged`."""
        read = self.people[person]
        named = read.trades or read.skills or read.asks or read.studied
        return not (named or read.wanted_settings or read.takes_anything)

    def guesses(self, person: str) -> frozenset[str]:
        """As of `Judged`."""
        asks = self.people[person].asks.keys()
        return frozenset(offer.id for offer in self._for_some if asks.isdisjoint(offer.themes))

    def bars(self, person: str, offer: str) -> tuple[Bar, ...]:
        """As of `Judged`; worked out alone, without the reasons of the score."""
        return self.scorer.bars(self.people[person], self.offers[offer])


def _is_kept(offer: ReadOffer) -> bool:
    """Whether a service is kept for people with a handicap, or of an age."""
    aged = offer.kind is OfferKind.SUPPORT and offer.age_max is not None
    return bool(offer.public) or aged
