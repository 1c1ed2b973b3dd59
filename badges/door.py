"""The list of the door, on paper: the welcome goes on when the laptop does not."""

from collections.abc import Sequence

from badges.cards import DoorSheet
from badges.measure import MM, broken, rows_of
from badges.press import plain, press
from badges.wording import date_parts, day, page_of, printed, words

_SIZE = 13.0
_NAME = 100.0 - 4  # millimetres inside the column of names
_ROW, _LINE = 9.95, 5.1  # height of a row with a short name; of each line of a long one
_HIGH = 297.0 - 12 - 15
_HEADING, _COLUMNS = 38.0, 7.0


def door_sheet(sheet: DoorSheet) -> bytes:
    """Everybody expected, in the order given, with a box to tick and room for the hour.

    Empty rows for people nobody expected go on to the foot of the last page.
    """
    names = [broken(plain(row.name), _SIZE, _NAME * MM) for row in sheet.rows]
    free = _free_rows(names, sheet.free_rows) if names else 0
    data: dict[str, object] = {
        "language": sheet.language,
        "words": words(
            sheet.language,
            *("door", "door_how", "came", "name", "number", "arrival"),
            *("nothing", "nothing_door", "keep_private"),
        ),
        "date": date_parts(sheet.date),
        "fair": broken(plain(sheet.fair_title), _SIZE, 186 * MM, bold=True),
        "day": day(sheet.date, sheet.language),
        "page_of": page_of(sheet.language),
        "printed": printed(sheet.printing, sheet.language),
        "rows": [
            {"name": name, "number": str(row.call_number)}
            for name, row in zip(names, sheet.rows, strict=True)
        ],
        "free_rows": free,
    }
    return press("door", data)


def _free_rows(names: Sequence[str], least: int) -> int:
    """Empty rows that fill the last page, at least so many."""
    left = _HIGH - _HEADING - _COLUMNS
    for name in names:
        high = max(_ROW, 3 + _LINE * rows_of(name, _SIZE, _NAME * MM))
        if high > left:
            left = _HIGH - _COLUMNS
        left -= high
    filling = int(left // _ROW)
    return filling if filling >= least else filling + int((_HIGH - _COLUMNS) // _ROW)
