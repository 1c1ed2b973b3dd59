"""Blank forms for people whom nobody expected, filled in by pen while the laptop is away."""

import datetime as dt
from dataclasses import dataclass

from badges.measure import MM, broken
from badges.pages.notice import NoticeLines, notice_parts
from badges.press import plain, press
from badges.wording import date_parts, day, words
from matching.phrases import say

_SIZE = 13.0
BLANK_FIELDS = ("first_name", "last_name", "phone", "wishes", "languages", "licence", "from_until")
"""What a form asks, in the order of its lines: nothing that the door does not ask too."""


@dataclass(frozen=True, slots=True)
class FormSheet:
    """So many blank forms, two a page; `notice` are the lines on the back of each."""

    fair_title: str
    date: dt.date
    count: int = 10
    language: str = "fr"
    notice: tuple[str, ...] = ()


def form_sheet(sheet: FormSheet) -> bytes:
    """Blank registration forms, each with its number, a labelled line a question and consent.

    Each page is followed by its back, with what people are told about their data.
    """
    language = sheet.language
    data: dict[str, object] = {
        "language": language,
        "words": words(
            language,
            *("forms", "number", "form_consent", "form_back", "yes", "no", "arrival"),
            *(f"form_{name}" for name in BLANK_FIELDS),
        ),
        "fields": [f"form_{name}" for name in BLANK_FIELDS],
        "date": date_parts(sheet.date),
        "fair": broken(plain(sheet.fair_title), _SIZE, 176 * MM, bold=True),
        "day": day(sheet.date, language),
        "back": notice_parts([NoticeLines(language, sheet.notice)] if sheet.notice else []),
        "headings": [
            say("sheet.form_number", language, number=number)
            for number in range(1, sheet.count + 1)
        ],
    }
    return press("forms", data)
