"""The list on a recruiter's table: who comes next, why, what to ask; filled in by pen."""

from collections.abc import Sequence
from dataclasses import asdict

from badges.cards import StandLine, StandSheet
from badges.measure import MM, broken, fitted, width
from badges.press import first_shown, plain, press_in_parts
from badges.wording import clock, date_parts, day, page_of, printed, words
from matching.domain.day.happening import OUTCOMES
from matching.domain.day.next_steps import NextStep
from matching.phrases import say

_WIDE = 186.0
_PERSON = 70.0 - 4  # inside the column
_NAME, _BODY = 14.0, 11.0
_MARK = 5.5  # in front of a point or a question
_TICKED = 9.5  # what stands beside a box, in points
_BESIDE_BOX = 27.0  # of half a column, beside box and number
_GROUP = 13.0  # the words over a group
_LEAST_FREE = 2
_STAND = [28.0, 24.0, 20.0, 16.0, 13.0, 11.0]
_EXHIBITOR = [float(size) for size in range(26, 10, -1)]
_SIGN = 46.0
_BESIDE_SIGN = _WIDE - _SIGN - 20  # its frame, pictogram and white between take 20 mm


def stand_sheets(sheets: Sequence[StandSheet], *, language: str = "fr") -> bytes:
    """The lists of all the stands, each from a fresh page, with boxes to tick and free rows.

    Rows are numbered in the order of the day, so that ticks can be keyed in by number; free rows
    go on to the foot of the last page. `language` speaks only when there is no sheet.
    """
    first = sheets[0].language if sheets else language
    data: dict[str, object] = {
        "language": first,
        "words": words(first, "stands", "nothing", "nothing_stands"),
        "date": date_parts(sheets[0].date) if sheets else None,
    }
    return press_in_parts("stands", data, (_sheet(sheet) for sheet in sheets))


def rows_in_order(lines: Sequence[StandLine]) -> list[StandLine]:
    """The rows of a list as they are numbered on paper, from 1; at one hour as they were given."""
    return sorted(lines, key=lambda line: line.starts_at)


def _group_heads(rows: Sequence[StandLine]) -> list[str]:
    """What stands over each row: the words of a group over the first of it."""
    before = ["", *(row.group for row in rows)][: len(rows)]
    return [
        "" if row.group == above else broken(plain(row.group), _GROUP, (_WIDE - 8) * MM, bold=True)
        for row, above in zip(rows, before, strict=True)
    ]


def _sheet(sheet: StandSheet) -> dict[str, object]:
    language = sheet.language
    rows = rows_in_order(sheet.lines)
    heads = _group_heads(rows)
    lines = [
        {**_line(line, number, language), "group": head}
        for number, (line, head) in enumerate(zip(rows, heads, strict=True), 1)
    ]
    stand = fitted(plain(sheet.stand), _STAND, _SIGN * MM, 16 * MM, bold=True)
    exhibitor = fitted(
        first_shown(sheet.exhibitor, sheet.stand), _EXHIBITOR, _BESIDE_SIGN * MM, 22 * MM, bold=True
    )
    zone = say("sheet.zone", language, zone=sheet.zone) if sheet.zone else ""
    facts = " · ".join(filter(None, (sheet.fair_title, day(sheet.date, language), zone)))
    facts = broken(plain(facts), _BODY, _WIDE * MM, bold=True)
    running = broken(
        plain(" · ".join(filter(None, (sheet.stand, sheet.exhibitor)))), _BODY, 150 * MM, bold=True
    )
    boxes = _boxes(sheet.steps, language)
    return {
        "language": language,
        "words": words(
            language,
            *("row", "number", "hour", "person", "came", "did_not_come", "note"),
            *("result", "free_row", "name", "no_line", "keep_private"),
        ),
        "outcomes": [list(box) for box in boxes],
        "stand": asdict(stand),
        "stand_wide": min(_SIGN * MM, width(stand.text, bold=True) * stand.size / 0.98),
        "exhibitor": asdict(exhibitor),
        "running": running,
        "facts": facts,
        "page_of": page_of(language),
        "printed": printed(sheet.printing, language),
        "least_free": min(sheet.free_rows, _LEAST_FREE),
        "lines": lines,
    }


def _line(line: StandLine, number: int, language: str) -> dict[str, object]:
    told = (_PERSON - _MARK) * MM
    asked = [say("sheet.to_ask_what", language, what=what) for what in line.to_ask]
    asked += [line.mark] * bool(line.mark)
    return {
        "row": str(number),
        "starts": clock(line.starts_at, language),
        "until": say("sheet.until", language, time=clock(line.ends_at, language)),
        "number": str(line.call_number),
        "name": broken(plain(line.first_name), _NAME, _PERSON * MM, bold=True),
        "offer": broken(plain(line.offer_title), _BODY, _PERSON * MM, bold=True),
        "points": [broken(plain(point), _BODY, told) for point in line.points],
        "to_ask": [broken(plain(question), _BODY, told) for question in asked],
    }


def _boxes(steps: Sequence[NextStep], language: str) -> list[tuple[str, str]]:
    """The boxes to tick, in their order; each bears the number it has at every fair."""
    numbered = sorted((OUTCOMES.index(step.result) + 1, step) for step in steps)
    return [
        (
            str(number),
            broken(
                plain(step.words or say(f"sheet.outcome_{step.result}", language)),
                _TICKED,
                _BESIDE_BOX * MM,
            ),
        )
        for number, step in numbered
    ]
