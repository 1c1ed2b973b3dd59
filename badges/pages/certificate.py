"""Certificates of attendance, for France Travail or a mission locale: who was here, and when."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from badges.cards import Printing
from badges.measure import MM, broken
from badges.press import plain, press_in_parts
from badges.wording import clock, date_parts, day, printed, words
from matching.phrases import say

_SIZE = 14.0
_WIDE = 170 * MM


@dataclass(frozen=True, slots=True)
class Certificate:
    """The presence of one person; hours that nobody noted are None: none is made up.

    `meetings` are named only when the person wishes it: an empty tuple names none.
    """

    first_name: str = field(repr=False)
    last_name: str = field(repr=False)
    fair_title: str
    place: str
    date: dt.date
    arrived_at: dt.time | None = None
    left_at: dt.time | None = None
    meetings: tuple[str, ...] = field(default=(), repr=False)
    language: str = "fr"
    printing: Printing | None = None


def certificate_sheets(certificates: Sequence[Certificate], *, language: str = "fr") -> bytes:
    """An A4 page a person: name, fair, day, hours, and a line to sign and stamp."""
    data: dict[str, object] = {
        "language": language,
        "words": words(language, "certificates", "nothing", "nothing_certificates"),
        "date": date_parts(certificates[0].date) if certificates else None,
    }
    return press_in_parts("certificates", data, (_page(page) for page in certificates))


def _page(page: Certificate) -> dict[str, object]:
    language = page.language
    name = broken(plain(f"{page.first_name} {page.last_name}"), 22, _WIDE, bold=True)
    told = [
        say("sheet.certificate_was_here", language),
        page.fair_title,
        page.place,
        day(page.date, language),
        *([] if page.arrived_at is None else [_hours(page.arrived_at, page)]),
    ]
    return {
        "language": language,
        "words": words(language, "certificate", "certifies", "certificate_met", "signature"),
        "name": name,
        "told": [broken(plain(text), _SIZE, _WIDE) for text in told if text.strip()],
        "meetings": [broken(plain(text), _SIZE, _WIDE - 8 * MM) for text in page.meetings],
        "printed": printed(page.printing, language),
    }


def _hours(arrived_at: dt.time, page: Certificate) -> str:
    start = clock(arrived_at, page.language)
    if page.left_at is None:
        return say("sheet.certificate_from", page.language, start=start)
    end = clock(page.left_at, page.language)
    return say("sheet.certificate_hours", page.language, start=start, end=end)
