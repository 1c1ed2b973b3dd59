"""Stands that say nowhere what they are and offer nothing but courses are schools."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from matching.domain.flaw import Flaw
from matching.domain.offer import Offer
from matching.domain.terms import ExhibitorKind, OfferKind
from matching.intake.exhibitors import Stands
from matching.intake.folding import fold
from matching.intake.tables.sheets import Sheet

_COURSES = frozenset({OfferKind.TRAINING, OfferKind.WORKSHOP})
_CFA = (("cfa",), ("centre", "formation", "apprentis"), ("centre", "formation", "d", "apprentis"))


def is_cfa(name: str) -> bool:
    """Whether a name is that of a centre for apprentices: what it offers to them is a course."""
    words = [word for word in fold(name).split() if word not in {"de", "des", "du"}]
    return any(
        tuple(words[at : at + len(told)]) == told for told in _CFA for at in range(len(words))
    )


def read_schools(sheet: Sheet, stands: Stands, offers: Iterable[Offer]) -> None:
    """Make schools of the stands that are, and say so; workshops alone make none."""
    offered: defaultdict[str, set[OfferKind]] = defaultdict(set)
    for offer in offers:
        offered[offer.exhibitor].add(offer.kind)
    for place, stand in enumerate(stands.exhibitors):
        kinds = offered[stand.id]
        if stand.id in stands.unsaid and OfferKind.TRAINING in kinds and kinds <= _COURSES:
            stands.exhibitors[place] = replace(stand, kind=ExhibitorKind.SCHOOL)
            line = stands.seen.lines[stand.id]
            stands.seen.flaws.append(
                Flaw(sheet.table.file, line, "", stand.name, "stand_is_school")
            )
