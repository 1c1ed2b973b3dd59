"""The list of the door, on paper: the welcome goes on when the laptop does not."""

from badges.cards import DoorSheet
from badges.code import pretty_code
from badges.press import press
from badges.wording import date_parts, day, page_of, printed, words


def door_sheet(sheet: DoorSheet) -> bytes:
    """Everybody expected, in the order given, with a box to tick and room for the hour."""
    data: dict[str, object] = {
        "language": sheet.language,
        "words": words(
            sheet.language,
            *("door", "door_how", "came", "name", "number", "code", "arrival"),
            *("nothing", "nothing_door", "keep_private"),
        ),
        "date": date_parts(sheet.date),
        "fair": sheet.fair_title,
        "day": day(sheet.date, sheet.language),
        "page_of": page_of(sheet.language),
        "printed": printed(sheet.printed_at, sheet.language),
        "rows": [
            {"name": row.name, "number": str(row.call_number), "code": pretty_code(row.code)}
            for row in sheet.rows
        ],
    }
    return press("door", data)
