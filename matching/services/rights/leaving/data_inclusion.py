"""Services and their structures in the shapes of data·inclusion 1.0."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from matching.domain.entries import Entries
from matching.domain.exhibitor import Exhibitor
from matching.domain.offer import Offer
from matching.domain.terms import OfferKind
from matching.services.shop.shop import Shop
from matching.store import fairs

SOURCE = "parvis"
_LONGEST_NAME, _SHORTEST_NAME, _LONGEST_TEXT = 150, 3, 10_000
_SHORTEST_TEXT = 5
# Jobs are no services there.
_TYPES: Mapping[OfferKind, str] = MappingProxyType(
    {
        OfferKind.TRAINING: "formation",
        OfferKind.WORKSHOP: "atelier",
        OfferKind.SUPPORT: "accompagnement",
    }
)


def data_inclusion_files(shop: Shop, fair: str) -> dict[str, bytes]:
    """Courses, workshops and support of a fair, and who gives them, as two JSON files by name.

    Nobody of the fair is in them. Offers without a type there (jobs) are left out, and
    exhibitors without any service.
    """
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
    today = shop.clock().date()
    offers = [entries.offers[offer] for offer in sorted(entries.offers)]
    given = [offer for offer in offers if offer.kind in _TYPES]
    structures = sorted({offer.exhibitor for offer in given})
    return {
        "data-inclusion-services.json": _written(_service(entries, one, today) for one in given),
        "data-inclusion-structures.json": _written(
            _structure(entries, entries.exhibitors[stand], today) for stand in structures
        ),
    }


def _service(entries: Entries, offer: Offer, today: date) -> dict[str, Any]:
    structure = entries.exhibitors[offer.exhibitor]
    is_free = {True: "gratuit", False: "payant", None: None}[offer.free]
    place = {True: ["a-distance"], False: ["en-presentiel"], None: None}[offer.remote]
    return {
        "source": SOURCE,
        "id": _id(entries, offer.id),
        "structure_id": _id(entries, structure.id),
        "nom": _name(offer.title, structure.name),
        "description": _text(offer.description, f"{offer.title} ({structure.name})"),
        "date_maj": today.isoformat(),
        "type": _TYPES[offer.kind],
        "thematiques": list(offer.themes) or None,
        "frais": is_free,
        "publics": list(offer.publics) or None,
        "conditions_acces": offer.entry_ground.strip() or None,
        "commune": offer.commune.strip() or None,
        "modes_accueil": place,
    }


def _structure(entries: Entries, stand: Exhibitor, today: date) -> dict[str, Any]:
    return {
        "source": SOURCE,
        "id": _id(entries, stand.id),
        "nom": _name(stand.name, entries.fair.title),
        "date_maj": today.isoformat(),
    }


def _id(entries: Entries, entry: str) -> str:
    """Of one fair alone: the same stand has the same id in the fairs of two years."""
    return f"{SOURCE}--{entries.fair.id}-{entry}"


def _name(said: str, beside: str) -> str:
    """A name of 3 to 150 signs without a point at its end."""
    name = " ".join(said.split()).rstrip(".").rstrip()
    whole = name if len(name) >= _SHORTEST_NAME else f"{name} ({' '.join(beside.split())})"
    return whole[:_LONGEST_NAME].rstrip(" .")


def _text(said: str, otherwise: str) -> str:
    """A description of at least five signs."""
    text = said.strip()
    return (text if len(text) >= _SHORTEST_TEXT else otherwise)[:_LONGEST_TEXT]


def _written(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """What is not known is left out."""
    known = [{name: said for name, said in row.items() if said is not None} for row in rows]
    return json.dumps(known, ensure_ascii=False, indent=2).encode()
