"""Hours that an offer tells in its words: shifts, and work that begins very early."""

import re

from matching.domain.offer import Offer
from matching.domain.terms import Hours, OfferKind
from matching.scoring.text.wording import fold

_THREE = re.compile(r"\b[35] ?[x*\u00d7] ?8\b|\btrois[- ]huit\b")
_TWO = re.compile(r"\b2 ?[x*\u00d7] ?8\b|\bdeux[- ]huit\b")
_AMOUNTS = frozenset({Hours.FULL_TIME, Hours.PART_TIME})
_EARLY = re.compile(
    r"\b0?[3-6] ?h(?:eures?)?(?: ?[0-5]\d)? ?(?:-|a|/|jusqu)|\b0?[3-6] ?h(?:eures?)? du matin"
    r"|\b(?:des|a partir de|des les) 0?[3-6] ?h|\btres tot\b|\btot le matin\b|\ba l'aube\b"
)


def hours_of(offer: Offer) -> tuple[Hours, ...]:
    """The hours of an offer, with the moments of the shifts that its words name."""
    said = fold(f"{offer.title}. {offer.description}")
    told: frozenset[Hours] = frozenset()
    if offer.kind is OfferKind.JOB and not set(offer.hours) - _AMOUNTS:
        if _THREE.search(said):
            told = frozenset({Hours.MORNING, Hours.AFTERNOON, Hours.NIGHT})
        elif _TWO.search(said):
            told = frozenset({Hours.MORNING, Hours.AFTERNOON})
    if not told:
        return offer.hours
    return tuple(hour for hour in Hours if hour in told or hour in offer.hours)


def begins_early(offer: Offer) -> bool:
    """Whether its words say that work begins before seven in the morning."""
    said = fold(f"{offer.title}. {offer.description}")
    shifts = _THREE.search(said) or _TWO.search(said)
    return shifts is not None or _EARLY.search(said) is not None
