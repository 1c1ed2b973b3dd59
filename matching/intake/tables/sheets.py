"""A table whose columns are understood, and its rows read cell by cell."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from types import MappingProxyType
from typing import Any, TypeAlias, TypeVar

from matching.domain.errors import FairError, Invalid
from matching.domain.flaw import Flaw
from matching.intake.answered import value_key
from matching.intake.cells.choices import chosen_option, read_texts
from matching.intake.cells.identifiers import whole_number
from matching.intake.cells.readings import Reading, is_empty, says_nothing
from matching.intake.folding import fold, shorten, tidy, tidy_passage
from matching.intake.headings import FULL_NAME, LISTS, PRESENCE, REQUIRED, usual_heading
from matching.intake.tables.column_uses import KEPT_ASIDE, NOT_USED, ColumnUse, column_uses
from matching.intake.tables.grids import FileRow
from matching.intake.tables.keeping.keepable import heading_flaws, keepable, rows_aside
from matching.intake.tables.tables import Table

T = TypeVar("T")

RowPlace: TypeAlias = tuple[str, int]
_NOTHING: Mapping[str, object] = MappingProxyType({})
_OFTEN = 40  # signs; longer texts are hardly said twice
_ENOUGH = 4  # rows; in fewer a double is a slip of one row
_FORMULA = re.compile(r"[=@]\S|[+-]\s*[^\W\d_]*\(|[+-][^\W\d_]")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with the place of each known column, and what its headings call for.

    `table` holds only what may be kept: cells of columns that nobody knows and numbers of social
    security and banks are gone. `set_aside` are the lines that look like no entry. `read_before`
    keeps what texts were read as.
    """

    table: Table
    places: Mapping[str, tuple[int, ...]]
    uses: tuple[ColumnUse, ...]
    set_aside: Mapping[int, str]
    flaws: tuple[Flaw, ...]
    read_before: dict[tuple[object, str], Reading[Any]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, table: Table) -> "Sheet":
        """The table with its headings recognised.

        Raises
        ------
        FairError
            `column_missing` when no row could ever be used.
        """
        said = tuple(heading_flaws(table, column_uses(table)))
        table = keepable(table)
        uses = column_uses(table)
        places: dict[str, tuple[int, ...]] = {}
        for use in uses:
            if use.column not in {NOT_USED, KEPT_ASIDE}:
                places[use.column] = (*places.get(use.column, ()), use.index)
        shared = tuple(_shared_id(table, uses, places))
        for column in REQUIRED[table.kind]:
            if column not in places and not (column == "first_name" and FULL_NAME in places):
                expected = usual_heading(table.kind, column)
                raise FairError("column_missing", file=table.file, column=column, expected=expected)
        aside = rows_aside(table, places)
        rows = _aside_flaws(table, aside)
        return cls(table, places, uses, MappingProxyType(aside), (*said, *shared, *rows))

    def rows(self) -> Iterator["RowCells"]:
        """Each row, ready to be read; rows that say nothing or are set aside are passed over."""
        for row in self.table.rows:
            if row.line not in self.set_aside and not all(map(is_empty, row.cells)):
                yield RowCells(self, row)

    def asides(self, row: FileRow) -> Mapping[str, str]:
        """What a row says in columns that a person asked to keep aside."""
        kept = (use for use in self.uses if use.column == KEPT_ASIDE)
        said = ((use.heading, tidy(row.cells[use.index])) for use in kept)
        return MappingProxyType({heading: cell for heading, cell in said if cell})

    def name_order(self) -> str:
        """What a person said of the order of names in one cell; "" when nobody did."""
        return next((use.name_order for use in self.uses if use.name_order), "")


def _shared_id(
    table: Table, uses: Sequence[ColumnUse], places: dict[str, tuple[int, ...]]
) -> Iterator[Flaw]:
    """Let go of a number that most rows share: a campaign's or an order's is nobody's own."""
    told = [*table.headings, *(heading for heading, _ in table.dropped)]
    enough = 2 if any("campagne" in fold(heading) for heading in told) else _ENOUGH
    for index in places.get("id", ()):
        cells = [tidy(row.cells[index]) for row in table.rows if row.cells[index].strip()]
        if len(cells) >= enough and 2 * len(set(cells)) <= len(cells):
            places["id"] = tuple(place for place in places["id"] if place != index)
            heading = uses[index].heading
            yield Flaw(table.file, table.heading_line, heading, shorten(heading), "id_shared")
    if not places.get("id", (0,)):
        del places["id"]


def _aside_flaws(table: Table, aside: Mapping[int, str]) -> Iterator[Flaw]:
    for row in table.rows:
        if row.line in aside:
            value = shorten(" ".join(tidy(cell) for cell in row.cells if cell.strip())[:300])
            yield Flaw(table.file, row.line, "", value, aside[row.line], lost=True)


@dataclass(slots=True)
class RowCells:
    """One row by canonical column; gathers what must be said of its cells."""

    sheet: Sheet
    row: FileRow
    flaws: list[Flaw] = field(default_factory=list)

    @property
    def place(self) -> RowPlace:
        """The file and the line of the row."""
        return self.sheet.table.file, self.row.line

    @property
    def lost(self) -> bool:
        """Whether the row has been set aside."""
        return any(flaw.lost for flaw in self.flaws)

    def raw(self, column: str) -> str:
        """The cell as written, or what a person answered for all that say the same.

        Of two columns for one thing it is the first that says something; columns of lists add up:
        several questions of a form, each with its own answer.
        """
        written = self.written(column)
        answers = self.sheet.table.answers.get(column)
        return answers.get(value_key(written), written) if answers and written else written

    def written(self, column: str) -> str:
        """The cell as written, whatever was answered for its value."""
        places = self.sheet.places.get(column)
        if places is None:  # most columns of ours are in no file
            return ""
        if len(places) == 1:
            cell = self._cell(places[0])
            return "" if is_empty(cell) else cell
        cells = [self._cell(index) for index in places]
        said = [cell for cell in cells if not is_empty(cell)]
        if column in LISTS | {PRESENCE} and len(said) > 1:
            return "\n".join(dict.fromkeys(said))
        return said[0] if said else ""

    def hour_column(self, column: str) -> str:
        """The column in which an hour is written: its own, or the one that says both ends."""
        is_joint = not self.raw(column).strip() and self.raw(PRESENCE).strip()
        return PRESENCE if is_joint else column

    def _cell(self, index: int) -> str:
        option, cell = self.sheet.uses[index].option, self.row.cells[index]
        if not option or self.sheet.uses[index].column not in LISTS | {PRESENCE}:
            return cell
        return chosen_option(option, tidy(cell))

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
                params=MappingProxyType({"field": column, **self._named(column), **params}),
            )
        )

    def _named(self, column: str) -> dict[str, object]:
        """The key of the cell, by which one answer mends all that say the same."""
        written = self.written(column)
        return {"key": value_key(written), "table": self.sheet.table.kind} if written else {}

    def heading(self, column: str) -> str:
        """The heading that the person wrote over a column; its own name when there is none."""
        places = self.sheet.places.get(column, ())
        used = [index for index in places if not is_empty(self._cell(index))] or places
        return self.sheet.table.headings[used[0]] if used else column

    def text(self, column: str) -> str:
        """A text on one line, kept as inert text even when it looks like a formula."""
        return self._inert(column, tidy(self.raw(column))) if column in self.sheet.places else ""

    def identity(self) -> str:
        """The id that the row bears, "" without one; those of a further list tell which it is.

        Lists that several people keep all number their rows from 1.
        """
        part, written = self.sheet.table.part, whole_number(self.text("id"))
        if says_nothing(written):  # "nan", where a program found none
            return ""
        return f"{part}-{written}" if written and part > 1 else written

    def line_seen(self, place: RowPlace) -> int | str:
        """The line of another row, with its file where that is another one."""
        file, line = place
        return line if file == self.sheet.table.file else f"{line} ({file})"

    def passage(self, column: str) -> str:
        """A text with its line ends."""
        passage = tidy_passage(self.raw(column)) if column in self.sheet.places else ""
        return self._inert(column, passage)

    def texts(self, column: str) -> tuple[str, ...]:
        """The items of a free list."""
        if column not in self.sheet.places:
            return ()
        written = self.raw(column)
        self._inert(column, tidy(written))
        return self._parsed(tidy_passage(written), read_texts).value or ()

    def _inert(self, column: str, text: str) -> str:
        if _FORMULA.match(text):
            self.flaw("formula_text", column)
        return text

    def read(self, column: str, parse: Callable[[str], Reading[T]]) -> T | None:
        """The value of a typed column, `None` when it is empty or cannot be read."""
        if column not in self.sheet.places:
            return None
        text = tidy_passage(self.raw(column))
        if says_nothing(text):
            return None
        if _FORMULA.match(text):
            self.flaw("formula_text", column)
            return None
        reading = self._parsed(text, parse)
        for doubt in reading.doubts:
            self.flaw(doubt.code, column, doubt.suggestion, params=doubt.params)
        return reading.value

    def beside(self, column: str, parse: Callable[[str], Reading[T]]) -> T | None:
        """What the written cell of a column says of another: an answer for the column keeps it."""
        text = tidy_passage(self.written(column)) if column in self.sheet.places else ""
        return None if says_nothing(text) else self._parsed(text, parse).value

    def _parsed(self, text: str, parse: Callable[[str], Reading[T]]) -> Reading[T]:
        """The reading of a text; thousands of rows say the same few words."""
        if len(text) > _OFTEN:
            return parse(text)
        known: dict[tuple[object, str], Reading[T]] = self.sheet.read_before
        reading = known.get((parse, text))
        if reading is None:
            reading = known[parse, text] = parse(text)
        return reading

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
    """Rows that passed, by id their file and line, with the asides and flaws of all."""

    lines: dict[str, RowPlace] = field(default_factory=dict)
    asides: dict[str, Mapping[str, str]] = field(default_factory=dict)
    flaws: list[Flaw] = field(default_factory=list)

    def admit(self, cells: RowCells, key: str, *, twin: str = "duplicate_id") -> bool:
        """Whether a row is the first with its id; a second one is lost and says where it is."""
        first = self.lines.get(key)
        if first is not None:
            params = {"first_line": cells.line_seen(first), "id": shorten(key)}
            cells.flaw(twin, "id", lost=True, params=params)
            return False
        self.lines[key] = cells.place
        if aside := cells.sheet.asides(cells.row):
            self.asides[key] = aside
        return True
