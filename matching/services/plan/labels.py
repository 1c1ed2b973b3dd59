"""Stands and workshops as people on the spot call them."""

from matching.domain.entries import Entries
from matching.planning.fair.parties import stand_party, workshop_party


def party_label(entries: Entries, party: str) -> str:
    """A stand or workshop of a problem as people on the spot call it."""
    for one in entries.exhibitors.values():
        if stand_party(one.id) == party:
            return stand_label(entries, one.id)
    for offer in entries.offers.values():
        if workshop_party(offer.exhibitor, offer.id) == party:
            return f"{stand_label(entries, offer.exhibitor)}, {offer.title}"
    return party


def stand_label(entries: Entries, stand: str) -> str:
    """The sign and the name of a stand."""
    exhibitor = entries.exhibitors[stand]
    return f"{exhibitor.stand} {exhibitor.name}".strip()
