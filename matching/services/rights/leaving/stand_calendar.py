"""The meetings of a stand for the calendar that its recruiters use."""

from datetime import datetime, timedelta

from matching.domain.slots import SlotGrid
from matching.phrases import say
from matching.services.evening.report import read_day
from matching.services.rights.leaving.with_consent import by_number
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
    frame, chosen = day.entries.fair, day.entries.exhibitor(stand)
    grid, numbers = SlotGrid.of(frame), dict(by_number(day))
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Parvis//Parvis//FR", "CALSCALE:GREGORIAN"]
    for meeting in sorted(day.meetings):
        if meeting.stand != chosen.id or meeting.person not in numbers:
            continue
        offer = day.entries.offers.get(meeting.offer)
        number = numbers[meeting.person]
        title = offer.title if offer else frame.title
        summary = say("export.summary", language, number=number, title=title)
        lines += [
            "BEGIN:VEVENT",
            f"UID:{meeting.id}-{frame.date:%Y%m%d}@parvis",
            f"DTSTAMP:{_utc(shop.clock())}",
            f"DTSTART:{_utc(grid.starts[meeting.slot])}",
            f"DTEND:{_utc(grid.ends_at(meeting.slot, meeting.length))}",
            f"SUMMARY:{_escaped(summary)}",
            f"LOCATION:{_escaped(f'{chosen.stand} {chosen.name} {frame.place}')}",
            "END:VEVENT",
        ]
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"]).encode()


def _utc(moment: datetime) -> str:
    return f"{moment - (moment.utcoffset() or timedelta()):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> str:
    """A content line of at most 75 bytes a piece; no character is cut in two."""
    pieces, size = [""], 0
    for sign in line:
        width = len(sign.encode())
        if size + width > 73:
            pieces.append("")
            size = 1
        pieces[-1] += sign
        size += width
    return "\r\n ".join(pieces)
