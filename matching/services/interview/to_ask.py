"""People who are here and of whom too little is known to choose their meetings."""

from dataclasses import dataclass

from matching.domain.day.happening import Attendance
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings

_MOST = 8


@dataclass(frozen=True, slots=True)
class ToAsk:
    """Somebody who is here, and has said neither what they look for nor what they can do."""

    person: str
    call_number: int
    first_name: str


def people_to_ask(shop: Shop, fair: str) -> tuple[ToAsk, ...]:
    """At most eight people who are here and have no wish or no skill in their file."""
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
        present = Attendance.of(happenings.read_happenings(reader, fair)).present
    found = (
        ToAsk(person.id, entries.call_numbers[person.id], person.first_name)
        for person in entries.jobseekers.values()
        if person.id in present and not (person.wishes and person.skills)
    )
    return tuple(sorted(found, key=lambda asked: asked.call_number))[:_MOST]
