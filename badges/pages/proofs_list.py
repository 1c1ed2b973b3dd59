"""Everybody whose proofs are still to check, on one list that a prescriber ticks by pen."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from badges.cards import Printing
from badges.measure import MM, broken
from badges.press import plain, press
from badges.wording import clock, list_frame

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
    frame = list_frame(
        *(sheet.fair_title, sheet.date, sheet.language, sheet.printing),
        *("proofs", "proofs_how", "proofs_seen", "proofs_hour", "proofs_jobs"),
        *("name", "number", "nothing", "nothing_prescriber", "keep_private"),
    )
    return press("proofs", {**frame, "rows": [_row(row, sheet.language) for row in sheet.rows]})


def _row(row: ProofRow, language: str) -> Mapping[str, object]:
    return {
        "number": str(row.call_number),
        "name": broken(plain(row.name), _SIZE, _NAME),
        "at": clock(row.at, language),
        "jobs": [broken(plain(title), _SIZE - 1, _JOBS) for title in row.jobs],
    }
