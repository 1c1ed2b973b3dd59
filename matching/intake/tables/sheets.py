"""A table whose columns are understood, and its rows read cell by cell."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import time
from types import MappingProxyType
from typing import TypeVar

from matching.domain.errors import FairError, Invalid
from matching.domain.flaw import Flaw
from matching.intake.cells.choices import read_texts
from matching.intake.cells.readings import Reading, is_blank, says_nothing
from matching.intake.folding import shorten, tidy, tidy_passage
from matching.intake.headings import FULL_NAME, REQUIRED, recognise, usual_heading
from matching.intake.tables.grids import Row
from matching.intake.tables.tables import Table

T = TypeVar("T")

_NOTHING: Mapping[str, object] = MappingProxyType({})
_FORMULA = re.compile(r"[=@]\S|[+-]\s*[^\W\d_]*\(|[+-][^\W\d_]")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with the place of each known column, and what its headings call for."""

    table: Table
    places: Mapping[str, tuple[int, ...]]
    unknown: tuple[int, ...]
    flaws: tuple[Flaw, ...]

    @classmethod
    def of(cls, table: Table) -> "Sheet":
        """The table with its headings recognised.

        Raises
        ------
        FairError
            `column_missing` when no row could ever be used.
        """
        known = recognise(table.kind, table.headings)
        places: dict[str, list[int]] = {}
        for index, (column, _) in enumerate(known):
            if column:
                places.setdefault(column, []).append(index)
        for column in REQUIRED[table.kind]:
            if column not in places and not (column == "first_name" and FULL_NAME in places):
                expected = usual_heading(table.kind, column)
                raise FairError("column_missing", file=table.file, column=column, expected=expected)
        unknown = tuple(
            index for index, (column, _) in enumerate(known) if not column and _used(table, index)
        )
        fixed = {column: tuple(indices) for column, indices in places.items()}
        return cls(table, fixed, unknown, tuple(_heading_flaws(table, known, unknown)))

    def rows(self) -> Iterator["RowCells"]:
        """Each row, ready to be read; rows that say nothing at all are passed over."""
        for row in self.table.rows:
            if not all(is_blank(tidy(cell)) for cell in row.cells):
                yield RowCells(self, row)

    def asides(self, row: Row) -> Mapping[str, str]:
        """What a row says in columns that no one knows."""
        said = ((self.table.headings[index], tidy(row.cells[index])) for index in self.unknown)
        return MappingProxyType({heading: cell for heading, cell in said if cell})


def _used(table: Table, index: int) -> bool:
    return any(row.cells[index].strip() for row in table.rows)


def _heading_flaws(
    table: Table, known: tuple[tuple[str, bool], ...], unknown: tuple[int, ...]
) -> Iterator[Flaw]:
    counts: Counter[str] = Counter()
    for index, (column, guessed) in enumerate(known):
        heading = table.headings[index]
        place = (table.file, table.heading_line, heading, shorten(heading))
        counts[column] += 1
        if guessed:
            yield Flaw(*place, "heading_guessed", column, params={"field": column})
        elif index in unknown:
            yield Flaw(*place, "heading_unknown")
        elif column and counts[column] == 2:
            yield Flaw(*place, "heading_twice", params={"field": column})


@dataclass(slots=True)
class RowCells:
    """One row by canonical column; gathers what must be said of its cells."""

    sheet: Sheet
    row: Row
    flaws: list[Flaw] = field(default_factory=list)

    @property
    def lost(self) -> bool:
        """Whether the row has been set aside."""
        return any(flaw.lost for flaw in self.flaws)

    def raw(self, column: str) -> str:
        """The cell as written; of two columns for one thing, the first that says something."""
        cells = (self.row.cells[index] for index in self.sheet.places.get(column, ()))
        return next((cell for cell in cells if not is_blank(tidy(cell))), "")

    def flaw(
        self,
        code: str,
        column: str,
        suggestion: str = "",
        *,
        lost: bool = False,
        params: Mapping[str, object] = _NOTHING,
    ) -> None:
        """Say something of a cell, under the heading that the person wrote."""
        self.flaws.append(
            Flaw(
                file=self.sheet.table.file,
                line=self.row.line,
                column=self.heading(column),
                value=shorten(self.raw(column)[:500]),
                code=code,
                suggestion=suggestion,
                lost=lost,
                params=MappingProxyType({"field": column, **params}),
            )
        )

    def heading(self, column: str) -> str:
        """The heading that the person wrote over a column; its own name when there is none."""
        places = self.sheet.places.get(column, ())
        used = [index for index in places if self.row.cells[index].strip()] or places
        return self.sheet.table.headings[used[0]] if used else column

    def text(self, column: str) -> str:
        """A text on one line, kept as inert text even when it looks like a formula."""
        return self._inert(column, tidy(self.raw(column)))

    def passage(self, column: str) -> str:
        """A text with its line ends."""
        return self._inert(column, tidy_passage(self.raw(column)))

    def texts(self, column: str) -> tuple[str, ...]:
        """The items of a free list."""
        self._inert(column, tidy(self.raw(column)))
        return read_texts(tidy_passage(self.raw(column))).value or ()

    def _inert(self, column: str, text: str) -> str:
        if _FORMULA.match(text):
            self.flaw("formula_text", column)
        return text

    def read(self, column: str, parse: Callable[[str], Reading[T]]) -> T | None:
        """The value of a typed column, `None` when it is empty or cannot be read."""
        text = tidy_passage(self.raw(column))
        if says_nothing(text):
            return None
        if _FORMULA.match(text):
            self.flaw("formula_text", column)
            return None
        reading = parse(text)
        for doubt in reading.doubts:
            self.flaw(doubt.code, column, doubt.suggestion, params=doubt.params)
        return reading.value

    def born(
        self, make: Callable[..., T], values: Mapping[str, object], *, vital: frozenset[str]
    ) -> T | None:
        """The profile made of these values; a field that cannot be is left out and said.

        `None` when one of the vital fields is refused: the row is then lost.
        """
        kept = dict(values)
        while True:
            try:
                return make(**kept)
            except Invalid as refusal:
                lost = refusal.field in vital or refusal.field not in kept
                code = f"invalid_{refusal.reason}"
                self.flaw(code, refusal.field, lost=lost, params=_said(refusal.params))
                if lost:
                    return None
                del kept[refusal.field]


def _said(params: Mapping[str, object]) -> dict[str, object]:
    return {
        key: f"{value:%H:%M}" if isinstance(value, time) else value
        for key, value in params.items()
        if key not in {"field", "value"}
    }


@dataclass(slots=True)
class Gathered:
    """Rows that passed, by id, with the asides and flaws of all."""

    lines: dict[str, int] = field(default_factory=dict)
    asides: dict[str, Mapping[str, str]] = field(default_factory=dict)
    flaws: list[Flaw] = field(default_factory=list)

    def admit(self, cells: RowCells, key: str, *, twin: str = "duplicate_id") -> bool:
        """Whether a row is the first with its id; a second one is lost and says where it is."""
        first = self.lines.get(key)
        if first is not None:
            params = {"first_line": first, "id": shorten(key)}
            cells.flaw(twin, "id", lost=True, params=params)
            return False
        self.lines[key] = cells.row.line
        if aside := cells.sheet.asides(cells.row):
            self.asides[key] = aside
        return True
