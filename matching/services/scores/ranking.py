"""The order in which offers are told: by value, then by what a person would accept as a reason."""

from typing import TypeAlias

from matching.domain.entries import Entries
from matching.domain.score import Score

Rank: TypeAlias = tuple[object, ...]


def rank(score: Score, entries: Entries) -> Rank:
    """What offers of one person are sorted by, the best first.

    At equal value the offer with fewer questions comes first, then the nearer one, then the stand
    that is met first in the hall, then the title. Ids decide among what is alike in all of these.
    """
    offer, exhibitor = entries.offers[score.offer], entries.exhibitors[score.stand]
    trips = (reason.value for reason in score.reasons if reason.criterion == "distance")
    shown = exhibitor.zone, exhibitor.stand, exhibitor.name, offer.title
    return -score.value, len(score.ask), -next(trips, 1.0), *shown, score.offer
