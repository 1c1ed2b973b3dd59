"""Advice entered as a course or a workshop, as older files do, is read as support."""

import re
from collections.abc import Mapping

from matching.domain.terms import ExhibitorKind, OfferKind
from matching.intake.folding import fold

# What is taught to a group, at an hour, whoever gives it.
_TAUGHT = re.compile(
    r"\b(?:ateliers?|cours|formations?|initiation|stage|decouverte|premiers pas|module|session"
    r"|workshop|course|class|training)\b"
)
_NOT_ADVICE = ("skills_taught", "rome", "diploma_min", "diploma_max", "starts_on")
_A_TALK = 30  # minutes; what lasts longer is a session


def is_advice(offer: Mapping[str, object], stand: ExhibitorKind | None) -> bool:
    """Whether an offer entered as a course or workshop is help given to one person at a stand.

    So it is at the stand of a support service when neither its title nor its columns speak of
    teaching; codes of publics or themes make it so at any stand.
    """
    if offer.get("kind") not in {OfferKind.TRAINING, OfferKind.WORKSHOP}:
        return False
    if any(offer.get(name) for name in _NOT_ADVICE) or _TAUGHT.search(fold(str(offer["title"]))):
        return False
    if isinstance(minutes := offer.get("minutes"), int) and minutes > _A_TALK:
        return False
    coded = bool(offer.get("publics") or offer.get("themes"))
    return coded or stand is ExhibitorKind.SUPPORT
