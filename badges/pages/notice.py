"""What people are told about their data, on paper in every language of ours."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from badges.measure import MM, broken
from badges.press import plain, press
from badges.wording import date_parts, words
from matching.phrases import say

_SIZE = 14.0
_BEFORE_UNIT = re.compile("(?<=\\d) (?=\\w)")  # a number and what it counts stay on one row


@dataclass(frozen=True, slots=True)
class NoticeLines:
    """The notice in one language, one idea a line."""

    language: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoticeSheet:
    """The notice of a fair; the first language stands first."""

    fair_title: str
    date: dt.date
    told: tuple[NoticeLines, ...]
    language: str = "fr"


def notice_sheet(sheet: NoticeSheet) -> bytes:
    """A4 pages to hang at the door and to hand out: eight lines a language, none over two pages."""
    data: dict[str, object] = {
        "language": sheet.language,
        "words": words(sheet.language, "notice"),
        "date": date_parts(sheet.date),
        "fair": broken(plain(sheet.fair_title), _SIZE, 178 * MM, bold=True),
        "told": notice_parts(sheet.told),
    }
    return press("notice", data)


def notice_parts(told: Sequence[NoticeLines]) -> list[dict[str, object]]:
    """What a page template needs of the notice: a title and lines a language."""
    return [
        {
            "language": part.language,
            "title": say("kiosk.privacy", part.language),
            "lines": [_BEFORE_UNIT.sub("\N{NO-BREAK SPACE}", line) for line in part.lines],
        }
        for part in told
    ]
