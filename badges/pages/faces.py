"""Three faces on paper: a cross under one of them, where no tablet stands at the exit."""

import datetime as dt
from dataclasses import asdict, dataclass

from badges.measure import MM, fitted
from badges.press import plain, press
from badges.wording import date_parts, day, words
from matching.phrases import say

_FACES = ("good", "fair", "bad")
_WIDE = 180 * MM
_QUESTION = [float(size) for size in range(30, 17, -1)]
_FAIR = [float(size) for size in range(18, 9, -1)]
_ROWS = 9


@dataclass(frozen=True, slots=True)
class FacesSheet:
    """What fair and day is asked about."""

    fair_title: str
    date: dt.date
    language: str = "fr"


def faces_sheet(sheet: FacesSheet) -> bytes:
    """One A4 page: the question, three faces with boxes to cross, and what is done with it."""
    language = sheet.language
    question = say("sheet.faces_question", language)
    data: dict[str, object] = {
        "language": language,
        "date": date_parts(sheet.date),
        "words": words(language, "faces", "faces_how", "faces_after"),
        "question": asdict(fitted(plain(question), _QUESTION, _WIDE, 26 * MM, bold=True)),
        "fair": asdict(fitted(plain(sheet.fair_title), _FAIR, _WIDE, 14 * MM)),
        "day": day(sheet.date, language),
        "faces": [
            {"picto": f"face_{face}", "label": say(f"faces.{face}", language)} for face in _FACES
        ],
        "rows": _ROWS,
    }
    return press("faces", data)
