"""What staff tick by pen beside the stands: the list of the door, the pages of a prescriber."""

from collections.abc import Mapping, Sequence

from badges.cards import DoorSheet, PrescriberSheet
from badges.measure import MM, broken
from badges.press import plain, press, press_in_parts
from badges.wording import date_parts, day, list_frame, printed, words
from matching.domain.day.eligibility import PROOFS_OF_LEVEL_1, PROOFS_OF_LEVEL_2
from matching.phrases import say

_SIZE = 13.0
_NAME = 100.0 - 4  # millimetres inside the column of names
_PAGE = 186 * MM
_FACTS, _WHO = 12.0, 22.0
_OTHER = ("iae_pass", "diagnosis")


def door_sheet(sheet: DoorSheet) -> bytes:
    """Everybody expected, in the order given, with a box to tick and room for the hour.

    Empty rows for people nobody expected go on to the foot of the last page.
    """
    names = [broken(plain(row.name), _SIZE, _NAME * MM) for row in sheet.rows]
    frame = list_frame(
        *(sheet.fair_title, sheet.date, sheet.language, sheet.printing),
        *("door", "door_how", "came", "name", "number", "arrival"),
        *("nothing", "nothing_door", "keep_private"),
    )
    data = {
        **frame,
        "rows": [
            {"name": name, "number": str(row.call_number)}
            for name, row in zip(names, sheet.rows, strict=True)
        ],
        "least_free": sheet.free_rows,
    }
    return press("door", data)


def prescriber_sheets(sheets: Sequence[PrescriberSheet], *, language: str = "fr") -> bytes:
    """A page for each person, with boxes to tick, a day and a name to write.

    No box is ticked beforehand and no fact of the person is printed: only a prescriber knows which
    proof was seen. `language` speaks only when there is no sheet.
    """
    first = sheets[0].language if sheets else language
    data: dict[str, object] = {
        "language": first,
        "words": words(first, "prescriber", "nothing", "nothing_prescriber"),
        "date": date_parts(sheets[0].date) if sheets else None,
    }
    return press_in_parts("prescribers", data, (_prescriber_page(sheet) for sheet in sheets))


def _prescriber_page(sheet: PrescriberSheet) -> Mapping[str, object]:
    language = sheet.language
    return {
        "language": language,
        "words": words(
            language,
            *("prescriber", "prescriber_how", "prescriber_level_1", "prescriber_level_2"),
            *("prescriber_other", "prescriber_word", "prescriber_yes", "prescriber_no"),
            *("prescriber_day", "prescriber_by", "prescriber_sign", "number", "keep_private"),
        ),
        "number": str(sheet.call_number),
        "name": broken(plain(sheet.name), _WHO, _PAGE - 60 * MM, bold=True),
        "facts": broken(
            plain(f"{sheet.fair_title} · {day(sheet.date, language)}"), _FACTS, _PAGE, bold=True
        ),
        "offers": [broken(plain(title), _FACTS, _PAGE - 6 * MM) for title in sheet.offers],
        "printed": printed(sheet.printing, language),
        "level_1": _proofs(PROOFS_OF_LEVEL_1, language),
        "level_2": _proofs(PROOFS_OF_LEVEL_2, language),
        "other": _proofs(_OTHER, language),
    }


def _proofs(codes: Sequence[str], language: str) -> list[str]:
    return [say(f"proof.{code}", language) for code in codes]
