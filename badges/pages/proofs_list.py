"""Everybody whose proofs are still to check, on one list that a prescriber ticks by pen."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from badges.cards import Printing
from badges.measure import MM, broken
from badges.press import plain, press
from badges.wording import clock, date_parts, day, page_of, printed, words

_SIZE = 11.0
_NAME, _JOBS = 46.0 * MM, 56.0 * MM


@dataclass(frozen=True, slots=True)
class ProofRow:
    """Somebody to check, with the hour of their first meeting about such a job, if any."""

    call_number: int
    name: str = field(repr=False)
    at: dt.time | None = None
    jobs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProofsList:
    """Who is to be checked, in the order in which their meetings begin."""

    fair_title: str
    date: dt.date
    rows: tuple[ProofRow, ...] = ()
    language: str = "fr"
    printing: Printing | None = None


def proofs_list(sheet: ProofsList) -> bytes:
    """A4 pages: a box, number, name, hour, jobs, and room for the proof seen and who saw it.

    No fact of the person is printed: only a prescriber knows which proof is theirs.
    """
    language = sheet.language
    data: dict[str, object] = {
        "language": language,
        "words": words(
            language,
            *("proofs", "proofs_how", "proofs_seen", "proofs_hour", "proofs_jobs"),
            *("name", "number", "nothing", "nothing_prescriber", "keep_private"),
        ),
        "date": date_parts(sheet.date),
        "fair": broken(plain(sheet.fair_title), 13, 186 * MM, bold=True),
        "day": day(sheet.date, language),
        "page_of": page_of(language),
        "printed": printed(sheet.printing, language),
        "rows": [_row(row, language) for row in sheet.rows],
    }
    return press("proofs", data)


def _row(row: ProofRow, language: str) -> Mapping[str, object]:
    return {
        "number": str(row.call_number),
        "name": broken(plain(row.name), _SIZE, _NAME),
        "at": clock(row.at, language),
        "jobs": [broken(plain(title), _SIZE - 1, _JOBS) for title in row.jobs],
    }
