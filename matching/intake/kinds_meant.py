"""What offers and stands are where a file says it otherwise, or not at all.

Advice entered as a course or a workshop, as older files do, is read as support; a stand that says
nowhere what it is and offers nothing but courses is a school, one that gives nothing but support
a support service.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace

from matching.domain.flaw import Flaw
from matching.domain.offer import Offer
from matching.domain.terms import ExhibitorKind, OfferKind
from matching.intake.exhibitors import Stands
from matching.intake.folding import fold

# What is taught to a group, at an hour, whoever gives it.
_TAUGHT = re.compile(
    r"\b(?:ateliers?|cours|formations?|initiation|stage|decouverte|premiers pas|module|session"
    r"|workshop|course|class|training)\b"
)
_IN_A_GROUP = re.compile(
    r"\b(?:en|par|petits?|de) groupes?\b|\bgroupes? (?:de|d') ?\d|\bcollecti(?:fs?|ves?)\b"
    r"|\b\d+ (?:personnes|participants|inscrits|places)\b|\bgroups? of \d"
)
_NOT_ADVICE = (
    *("skills_taught", "rome", "diploma_min", "diploma_max", "starts_on"),
    *("session_starts", "led_by", "room", "group_min", "sessions_max"),
)
_A_TALK = 30  # minutes; what lasts longer is a session
_CFA = (("cfa",), ("centre", "formation", "apprentis"), ("centre", "formation", "d", "apprentis"))


def is_advice(offer: Mapping[str, object], stand: ExhibitorKind | None) -> bool:
    """Whether an offer entered as a course or workshop is help given to one person at a stand.

    So it is at the stand of a support service when neither its title nor its columns speak of
    teaching; codes of publics or themes make it so at any stand. What is held for a group is none.
    """
    if offer.get("kind") not in {OfferKind.TRAINING, OfferKind.WORKSHOP}:
        return False
    if any(offer.get(name) for name in _NOT_ADVICE) or _TAUGHT.search(fold(str(offer["title"]))):
        return False
    if isinstance(minutes := offer.get("minutes"), int) and minutes > _A_TALK:
        return False
    if _IN_A_GROUP.search(fold(f"{offer['title']} {offer.get('description', '')}")):
        return False
    coded = bool(offer.get("publics") or offer.get("themes"))
    return coded or stand is ExhibitorKind.SUPPORT


def is_cfa(name: str) -> bool:
    """Whether a name is that of a centre for apprentices: what it offers to them is a course."""
    words = [word for word in fold(name).split() if word not in {"de", "des", "du"}]
    return any(
        tuple(words[at : at + len(told)]) == told for told in _CFA for at in range(len(words))
    )


def read_unsaid(stands: Stands, offers: Iterable[Offer]) -> None:
    """Make schools and support services of the stands that are, and say so.

    Workshops alone make neither: an employer holds them too.
    """
    offered: defaultdict[str, set[OfferKind]] = defaultdict(set)
    for offer in offers:
        offered[offer.exhibitor].add(offer.kind)
    for place, stand in enumerate(stands.exhibitors):
        kind = _meant(offered[stand.id]) if stand.id in stands.unsaid else None
        if kind is not None:
            stands.exhibitors[place] = replace(stand, kind=kind)
            code = f"stand_is_{kind.value}"
            stands.seen.flaws.append(Flaw(*stands.seen.lines[stand.id], "", stand.name, code))


def _meant(kinds: AbstractSet[OfferKind]) -> ExhibitorKind | None:
    """What a stand is by all that it offers."""
    beside_workshops = kinds - {OfferKind.WORKSHOP}
    if beside_workshops == {OfferKind.TRAINING}:
        return ExhibitorKind.SCHOOL
    return ExhibitorKind.SUPPORT if beside_workshops == {OfferKind.SUPPORT} else None
