"""The proof that people were told about their data."""

from datetime import datetime

from matching.domain.errors import FairError
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.people import choices, duplicates, erasure
from matching.store.people.choices import Choice
from matching.store.people.erasure import RightsAct


def note_informed(shop: Shop, fair: str, person: str, *, station: str = "") -> None:
    """Keep the proof that somebody has read or heard the notice; the first time counts.

    Raises
    ------
    FairError
        `person_unknown`.
    """
    if informed_at(shop, fair, person) is not None:
        return
    with shop.store.writing() as writer:
        root = duplicates.joined(writer, fair).get(person, person)
        if root not in fairs.read_entries(writer, fair).jobseekers:
            raise FairError("person_unknown", person=person, fair=fair)
        at = shop.clock()
        choices.put_choice(writer, fair, root, Choice.INFORMED, agrees=True, at=at, station=station)
        erasure.note_act(writer, RightsAct(fair, "informed", 1, at, station))


def informed_at(shop: Shop, fair: str, person: str) -> datetime | None:
    """When somebody was informed, under whichever file of theirs."""
    with shop.store.reading() as reader:
        root = duplicates.joined(reader, fair).get(person, person)
        return choices.informed_at(reader, fair, duplicates.files_of(reader, fair, root))
