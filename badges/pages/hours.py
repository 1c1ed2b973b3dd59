"""The whole plan by hour: whoever stands in the hall without a screen sees who goes where now."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from badges.cards import Printing
from badges.measure import MM, broken
from badges.press import plain, press
from badges.wording import clock, list_frame
from matching.domain.exhibitor import natural
from matching.phrases import say

_SIZE = 11.0
_SIGN, _STAND, _NAME = (wide * MM for wide in (24.0, 74.0, 42.0))


@dataclass(frozen=True, slots=True)
class HourRow:
    """One meeting as the hall sees it; `name` is a first name and an initial."""

    starts_at: dt.time
    ends_at: dt.time
    stand: str
    exhibitor: str
    call_number: int
    name: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class HoursSheet:
    """The meetings of a whole day."""

    fair_title: str
    date: dt.date
    rows: tuple[HourRow, ...] = ()
    language: str = "fr"
    printing: Printing | None = None


def hours_sheet(sheet: HoursSheet) -> bytes:
    """A4 pages with the meetings of the day under a heading an hour, by stand within it.

    Where no stand has a sign there is no column of signs.
    """
    has_signs = any(row.stand for row in sheet.rows)
    frame = list_frame(
        *(sheet.fair_title, sheet.date, sheet.language, sheet.printing),
        *("hours", "hours_how", "nothing", "nothing_hours", "keep_private"),
        *("until_short", "stand", "exhibitor", "number", "person"),
    )
    return press(
        "hours", {**frame, "has_signs": has_signs, "hours": _hours(sheet.rows, sheet.language)}
    )


def _hours(rows: Sequence[HourRow], language: str) -> list[dict[str, object]]:
    in_order = sorted(rows, key=lambda row: (row.starts_at, natural(row.stand), row.call_number))
    return [
        {
            "heading": say("sheet.at_hour", language, time=clock(starts_at, language)),
            "rows": [_row(row, language) for row in meetings],
        }
        for starts_at, meetings in groupby(in_order, lambda row: row.starts_at)
    ]


def _row(row: HourRow, language: str) -> dict[str, str]:
    return {
        "ends": clock(row.ends_at, language),
        "sign": broken(plain(row.stand), _SIZE, _SIGN, bold=True),
        "exhibitor": broken(plain(row.exhibitor), _SIZE, _STAND),
        "number": str(row.call_number),
        "name": broken(plain(row.name), _SIZE, _NAME),
    }
