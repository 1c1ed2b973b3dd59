"""Services and their structures in the shapes of data·inclusion 1.0."""

import csv
import json
from collections.abc import Mapping, Sequence
from datetime import date
from io import StringIO
from types import MappingProxyType
from typing import Any

from matching.domain.entries import Entries
from matching.domain.exhibitor import Exhibitor
from matching.domain.offer import Offer
from matching.domain.terms import OfferKind
from matching.outcomes.workbook import inert
from matching.services.shop.shop import Shop
from matching.store import fairs

SOURCE = "parvis"
_LONGEST_NAME, _SHORTEST_NAME = 150, 3
_SHORTEST_TEXT, _LONGEST_TEXT = 50, 2_000
# Jobs are no services there.
_TYPES: Mapping[OfferKind, str] = MappingProxyType(
    {
        OfferKind.TRAINING: "formation",
        OfferKind.WORKSHOP: "atelier",
        OfferKind.SUPPORT: "accompagnement",
    }
)


def data_inclusion_files(shop: Shop, fair: str) -> dict[str, bytes]:
    """Courses, workshops and support of a fair, and who gives them, as JSON and as CSV by name.

    The tables come back as offers and exhibitors of a fair. Nobody of the fair is in them. Offers
    without a type there (jobs) and those that are not sure to open are left out, and exhibitors
    without any service.
    """
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
    today = shop.clock().date()
    offers = [entries.offers[offer] for offer in sorted(entries.offers)]
    given = [offer for offer in offers if offer.kind in _TYPES and offer.is_certain]
    structures = sorted({offer.exhibitor for offer in given})
    lists = {
        "services": [_known(_service(entries, offer, today)) for offer in given],
        "structures": [
            _known(_structure(entries, entries.exhibitors[stand], today)) for stand in structures
        ],
    }
    return {
        f"data-inclusion-{name}.{end}": write(rows)
        for end, write in (("json", _json), ("csv", _table))
        for name, rows in lists.items()
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
        "description": _text(entries, offer, structure),
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


def _text(entries: Entries, offer: Offer, structure: Exhibitor) -> str:
    """A description of 50 to 2 000 signs: what is short says where and when it was met."""
    fair, said = entries.fair, offer.description.strip()
    if len(said) >= _SHORTEST_TEXT:
        return said[:_LONGEST_TEXT]
    told = f"{offer.title} ({structure.name}). {fair.title}, {fair.place}, {fair.date:%d/%m/%Y}."
    begun = f"{said.rstrip('.')}. " if said else ""
    return f"{begun}{told}".ljust(_SHORTEST_TEXT, ".")[:_LONGEST_TEXT]


def _known(row: Mapping[str, Any]) -> dict[str, Any]:
    """What is not known is left out."""
    return {name: said for name, said in row.items() if said is not None}


def _json(rows: Sequence[Mapping[str, Any]]) -> bytes:
    return json.dumps(rows, ensure_ascii=False, indent=2).encode()


def _table(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """UTF-8 with a mark at the beginning, `;` between cells, `|` in lists; no cell is a formula."""
    text, columns = StringIO(), list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        cells = (row.get(name, "") for name in columns)
        writer.writerow(
            [inert("|".join(cell) if isinstance(cell, list) else str(cell)) for cell in cells]
        )
    return text.getvalue().encode("utf-8-sig")
