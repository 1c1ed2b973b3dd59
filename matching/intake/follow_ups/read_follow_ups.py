"""A file of follow-up, one line a person and checkpoint, as CSV in French or English words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import PurePath
from typing import TypeVar

from matching.domain.errors import FairError, Invalid
from matching.domain.flaw import Flaw
from matching.domain.programme.follow_up import Exit, FollowUp
from matching.intake.cells.times.calendar_days import read_day
from matching.intake.folding import fold, shorten, tidy
from matching.intake.follow_ups.follow_up_words import (
    EXITS,
    TOLD,
    YES_NO,
    columns_of,
    drops_out,
    meaning,
    months,
    near_word,
    situation,
)
from matching.intake.tables.csv_files import read_csv
from matching.intake.tables.grids import FileRow

V = TypeVar("V")

_FILES = frozenset({"followup", "followups", "follow up", "suivi", "suivis"})


def is_follow_up_file(name: str) -> bool:
    """Whether a file of a fair's folder is its follow-up, by its name."""
    path = PurePath(name)
    return path.suffix.casefold() == ".csv" and fold(path.stem) in _FILES


def read_follow_ups(file: str, content: bytes) -> tuple[tuple[FollowUp, ...], tuple[Flaw, ...]]:
    """The lines of a follow-up file, and what was not understood in it.

    A cell that is not understood counts as not known; a row without a number is set aside.

    Raises
    ------
    FairError
        `follow_up_headings` when the file has no column for the person or the situation.
    """
    grid = read_csv("", file, content)
    rows = [row for row in grid.rows if any(map(str.strip, row.cells))]
    heads = rows[0].cells if rows else ()
    columns = columns_of(heads)
    if not {"record", "situation"} <= set(columns):
        raise FairError("follow_up_headings", file=file, found=shorten(", ".join(heads)))
    reading = _Reading(file, columns, heads, list(grid.flaws))
    found = [line for row in rows[1:] if (line := reading.line(row)) is not None]
    unknown = [text for at, text in enumerate(heads) if at not in columns.values()]
    said = [
        Flaw(file, rows[0].line, shorten(text), shorten(text), "heading_unknown")
        for text in unknown
    ]
    return tuple(found), (*said, *reading.flaws)


@dataclass(slots=True)
class _Reading:
    """A file while its rows are read."""

    file: str
    columns: Mapping[str, int]
    heads: Sequence[str]
    flaws: list[Flaw] = field(default_factory=list)

    def line(self, row: FileRow) -> FollowUp | None:
        """What one row says."""
        try:
            return FollowUp(
                record=self._text(row, "record"),
                promotion=self._text(row, "promotion"),
                exit=self._exit(row),
                months=self._read(row, "months", months),
                situation=self._choice(row, "situation", situation),
                is_digital=self._choice(row, "is_digital", partial(meaning, words=YES_NO)),
                entered_on=self._read(row, "entered_on", _day),
                left_on=self._read(row, "left_on", _day),
                caller=self._text(row, "caller"),
            )
        except Invalid as refusal:
            value = self._text(row, refusal.field)
            self._tell(row, refusal.field, value, "follow_up_lost", lost=True)
            return None

    def _exit(self, row: FileRow) -> Exit:
        said = self._choice(row, "exit", partial(meaning, words=EXITS))
        if drops_out(self._text(row, "situation")):
            return Exit.DROPPED_OUT
        if self._has_only_begun(row):
            return Exit.STILL_IN
        return said or Exit.ENDED

    def _has_only_begun(self, row: FileRow) -> bool:
        """Whether a row tells when somebody came in, and nothing of what came after."""
        later = ("exit", "left_on", "months", "situation")
        return bool(self._text(row, "entered_on")) and not any(
            self._text(row, name) for name in later
        )

    def _text(self, row: FileRow, name: str) -> str:
        at = self.columns.get(name)
        return tidy(row.cells[at]) if at is not None and at < len(row.cells) else ""

    def _choice(
        self, row: FileRow, name: str, read: Callable[[str], tuple[bool, V | None]]
    ) -> V | None:
        text = self._text(row, name)
        is_known, found = read(text)
        if not is_known:
            told = TOLD[name]
            self._tell(row, name, text, "follow_up_word", near_word(text, told) or ", ".join(told))
        return found

    def _read(self, row: FileRow, name: str, read: Callable[[str], V | None]) -> V | None:
        text = self._text(row, name)
        found = read(text) if text else None
        if text and found is None:
            code = "number_unreadable" if name == "months" else "date_unreadable"
            self._tell(row, name, text, code)
        return found

    def _tell(
        self,
        row: FileRow,
        name: str,
        value: str,
        code: str,
        suggestion: str = "",
        *,
        lost: bool = False,
    ) -> None:
        at = self.columns.get(name)
        column = self.heads[at] if at is not None else name
        self.flaws.append(
            Flaw(self.file, row.line, shorten(column), shorten(value), code, suggestion, lost)
        )


def _day(text: str) -> date | None:
    reading = read_day(text)
    return None if reading.doubts else reading.value
