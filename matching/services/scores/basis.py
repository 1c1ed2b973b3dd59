"""What a plan is drawn from: a fair as entered, and how each pair of it is judged."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from matching.domain.day.meeting import Meeting
from matching.domain.entries import Entries
from matching.domain.score import Score
from matching.scoring.matrix.matrix import CLOSED, ScoreMatrix
from matching.scoring.profiles.profiles import ReadOffer, ReadPerson
from matching.scoring.score import Scorer
from matching.services.scores.kept_scores import KeptScores
from matching.store.people.opportunities import Opportunity

Triple = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Basis:
    """What a plan is drawn from: everything entered, and how each pair is judged."""

    entries: Entries
    scorer: Scorer
    matrix: ScoreMatrix
    people: Mapping[str, ReadPerson]
    offers: Mapping[str, ReadOffer]
    known: dict[tuple[str, str], Score] = field(default_factory=dict)
    kept: KeptScores = field(default_factory=KeptScores)
    opportunities: Mapping[str, Opportunity] = field(default_factory=dict)

    def score(self, person: str, offer: str) -> Score:
        """The score of one pair, with its reasons; worked out once while the two stay as said."""
        known = self.known.get((person, offer))
        if known is None:
            known = self.scorer.score(self.people[person], self.offers[offer])
            self.known[person, offer] = known
        return known

    def score_meetings(self, meetings: Iterable[Meeting]) -> dict[str, Score]:
        """The score of each meeting by its id; none for a person or an offer withdrawn."""
        return {
            meeting.id: self.score(meeting.person, meeting.offer)
            for meeting in meetings
            if meeting.person in self.people and meeting.offer in self.offers
        }

    def without(self, pairs: Iterable[Triple]) -> ScoreMatrix:
        """The matrix with some pairs (person, stand, offer) closed."""
        row = {person: n for n, person in enumerate(self.matrix.people)}
        column = {(stand, offer): n for n, (stand, offer, _) in enumerate(self.matrix.offers)}
        cells = [
            (row[person], column[stand, offer])
            for person, stand, offer in pairs
            if person in row and (stand, offer) in column
        ]
        verdicts = self.matrix.verdicts.copy()
        for cell in cells:
            verdicts[cell] = CLOSED
        return replace(self.matrix, verdicts=verdicts)
