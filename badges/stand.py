"""The list on a recruiter's table: who comes next, why, what to ask; filled in by pen."""

from collections.abc import Sequence

from badges.cards import StandLine, StandSheet
from badges.press import press_in_parts
from badges.wording import clock, date_parts, day, page_number, printed, words
from matching.phrases import say


def stand_sheets(sheets: Sequence[StandSheet], *, language: str = "fr") -> bytes:
    """The lists of all the stands, each from a fresh page, with boxes to tick and free rows.

    `language` speaks only when there is no sheet.
    """
    first = sheets[0].language if sheets else language
    data: dict[str, object] = {
        "language": first,
        "words": words(first, "stands", "nothing", "nothing_stands"),
        "date": date_parts(sheets[0].date) if sheets else None,
    }
    return press_in_parts("stands", data, (_sheet(sheet) for sheet in sheets))


def _sheet(sheet: StandSheet) -> dict[str, object]:
    language = sheet.language
    lines = sorted(sheet.lines, key=lambda line: (line.starts_at, line.call_number))
    return {
        "language": language,
        "words": words(
            language,
            *("number", "hour", "person", "came", "did_not_come", "next_step", "to_ask"),
            *("result", "free_row", "no_line", "keep_private"),
        ),
        "exhibitor": sheet.exhibitor,
        "stand": sheet.stand,
        "zone": say("sheet.zone", language, zone=sheet.zone) if sheet.zone else "",
        "fair": sheet.fair_title,
        "day": day(sheet.date, language),
        "page": page_number(language),
        "printed": printed(sheet.printed_at, language),
        "free_rows": sheet.free_rows,
        "lines": [_line(line, language) for line in lines],
    }


def _line(line: StandLine, language: str) -> dict[str, object]:
    initial = f"\N{NO-BREAK SPACE}{line.last_initial}." if line.last_initial else ""
    return {
        "starts": clock(line.starts_at, language),
        "until": say("sheet.until", language, time=clock(line.ends_at, language)),
        "number": str(line.call_number),
        "name": line.first_name + initial,
        "offer": line.offer_title,
        "points": line.points,
        "to_ask": line.to_ask,
    }
