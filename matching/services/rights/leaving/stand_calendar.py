"""The meetings of a stand for the calendar that its recruiters use."""

from datetime import UTC

from icalendar import Calendar, Event

from matching.domain.day.meeting import Meeting
from matching.domain.slots import SlotGrid
from matching.outcomes.nobody import Day
from matching.phrases import say
from matching.services.evening.report import read_day
from matching.services.rights.leaving.with_consent import by_number
from matching.services.scores.sentences import offer_title
from matching.services.shop.shop import Shop


def calendar_of_stand(shop: Shop, fair: str, stand: str, language: str) -> bytes:
    """The meetings of a stand as an iCalendar file (RFC 5545): call numbers, nobody's name.

    Raises
    ------
    FairError
        `stand_unknown`.
    """
    with shop.store.reading() as reader:
        day = read_day(reader, fair)
    chosen, numbers = day.entries.exhibitor(stand), dict(by_number(day))
    calendar = Calendar()
    for name, value in (("PRODID", "-//Parvis//Parvis//FR"), ("VERSION", "2.0")):
        calendar.add(name, value)
    for meeting in sorted(day.meetings):
        if meeting.stand == chosen.id and meeting.person in numbers:
            event = _event(day, meeting, numbers[meeting.person], language)
            event.add("DTSTAMP", shop.clock().astimezone(UTC))
            calendar.add_component(event)
    return bytes(calendar.to_ical())


def _event(day: Day, meeting: Meeting, number: int, language: str) -> Event:
    frame, stand = day.entries.fair, day.entries.exhibitors[meeting.stand]
    grid, offer = SlotGrid.of(frame), day.entries.offers.get(meeting.offer)
    title = _one_line(offer_title(offer, language) if offer else frame.title)
    event = Event()
    event.add("UID", f"{meeting.id}-{frame.date:%Y%m%d}@parvis")
    event.add("DTSTART", grid.starts[meeting.slot].astimezone(UTC))
    event.add("DTEND", grid.ends_at(meeting.slot, meeting.length).astimezone(UTC))
    event.add("SUMMARY", say("export.summary", language, number=number, title=title))
    event.add(
        "LOCATION",
        _one_line(", ".join(filter(None, (f"{stand.stand} {stand.name}".strip(), frame.place)))),
    )
    return event


def _one_line(text: str) -> str:
    return " ".join(text.split())
