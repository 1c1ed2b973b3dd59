"""Everything that the store holds of one person, for that person."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from matching.services.files.rows_of_person import rows_of_person
from matching.services.rights.who import who_is
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.documents import to_document
from matching.store.people import erasure
from matching.store.people.erasure import RightsAct

FORMAT = "parvis-person/1"
_WITHOUT = frozenset({"fair"})


def access_file(shop: Shop, fair: str, person: str, *, station: str = "") -> dict[str, Any]:
    """A document of what is kept of a person: profile, statistics, received rows, every row.

    It is found where forgetting looks, so that nothing is kept that it does not show.

    Raises
    ------
    FairError
        `person_unknown`.
    """
    with shop.store.writing() as writer:
        who = who_is(writer, fair, person)
        entries = fairs.read_entries(writer, fair)
        rows = erasure.documents_of(writer, fair, who.files)
        received = rows_of_person(writer, entries.fair, who)
        erasure.note_act(writer, RightsAct(fair, "access", 1, shop.clock(), station))
    root = who.files[0]
    known, figures = entries.jobseekers.get(root), entries.statistics.get(root)
    return {
        "format": FORMAT,
        "fair": {"id": fair, "title": entries.fair.title, "date": entries.fair.date.isoformat()},
        "made_at": shop.clock().isoformat(timespec="seconds"),
        "person": root,
        "profile": None if known is None else to_document(known),
        "statistics": None if figures is None else to_document(figures),
        "received": received,
        "rows": {name: [_shown(row) for row in found] for name, found in rows.items()},
    }


def _shown(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in row.items()
        if name not in _WITHOUT
    }
