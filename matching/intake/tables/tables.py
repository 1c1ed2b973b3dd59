"""One table of a fair as the person filled it, whatever the file format."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from matching.domain.errors import FairError
from matching.domain.flaw import Flaw
from matching.intake.folding import shorten
from matching.intake.headings import LISTS, columns
from matching.intake.tables.column_uses import column_uses
from matching.intake.tables.grids import MOST_SIGNS, FileRow

__all__ = ["FileRow", "Table"]


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and rows as written; `flaws` is what was seen while reading the file.

    `kind` is jobseekers, exhibitors or offers. Every row has as many cells as there are headings.
    `chosen` is what a person said of columns: heading → canonical column, "" for one that is not
    to be used. `answers` is what a person said of values: canonical column → key of the value →
    the words to read in its place. `taken` are lines a person takes in although they look like no
    entry, `hidden` those that the sheet hides, `withdrawn` those that a
    column which is not kept calls cancelled. `dropped` names headings whose cells were not kept,
    each with why. `form` names the set of headings as first read: the next file of the same form
    bears the same. `mended` are the cells put right by hand: line, heading, what stood there.
    `part` counts the lists of one kind from 1, as they came: each prescriber sends one.
    """

    kind: str
    file: str
    headings: tuple[str, ...]
    rows: tuple[FileRow, ...]
    heading_line: int = 1
    flaws: tuple[Flaw, ...] = ()
    chosen: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    taken: frozenset[int] = frozenset()
    hidden: frozenset[int] = frozenset()
    withdrawn: frozenset[int] = frozenset()
    dropped: tuple[tuple[str, str], ...] = ()
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: MappingProxyType({}))
    form: str = ""
    mended: tuple[tuple[int, str, str], ...] = ()
    part: int = 1

    def with_cell(self, line: int, column: str, value: str) -> "Table":
        """The table with one cell mended; what was said of that cell is withdrawn.

        `column` is the heading as written or the canonical one; a canonical column that the
        sheet lacks is added.

        Raises
        ------
        FairError
            `line_unknown`, `column_unknown`.
        """
        if not any(row.line == line for row in self.rows):
            raise FairError("line_unknown", file=self.file, line=line)
        table, index = self._place(line, column)
        rows = tuple(_set(row, index, value) if row.line == line else row for row in table.rows)
        heading = table.headings[index]
        said = tuple(flaw for flaw in table.flaws if (flaw.line, flaw.column) != (line, heading))
        was = next(row.cells[index] for row in table.rows if row.line == line)
        mended = (*table.mended, (line, heading, was))
        return replace(table, rows=rows, flaws=said, mended=mended)

    def with_word(self, line: int, column: str, word: str) -> "Table":
        """The table in which the cell of a column of lists says one word more, any other that word.

        Raises
        ------
        FairError
            Those of `with_cell`.
        """
        table, index = self._place(line, column)
        now = next((row.cells[index] for row in table.rows if row.line == line), "")
        return self.with_cell(line, column, f"{now}; {word}" if now and column in LISTS else word)

    def accepting(self, line: int, column: str) -> "Table":
        """The table in which a cell is right as it stands: what is said of it asks nobody again.

        Raises
        ------
        FairError
            Those of `with_cell`.
        """
        table, index = self._place(line, column)
        now = next((row.cells[index] for row in table.rows if row.line == line), "")
        return self.with_cell(line, column, now)

    def without_column(self, heading: str) -> "Table":
        """The table of which somebody said that a column, whose cells it has not, is not used."""
        dropped = tuple(
            (name, "column_not_used" if name == heading else why) for name, why in self.dropped
        )
        return replace(self, dropped=dropped, chosen=MappingProxyType({**self.chosen, heading: ""}))

    @property
    def accepted(self) -> frozenset[tuple[int, str]]:
        """The cells that somebody has called right as they stand: line and heading."""
        if not self.mended:
            return frozenset()
        last = {(line, heading): was for line, heading, was in self.mended}
        cells = {row.line: row.cells for row in self.rows}
        return frozenset(
            (line, heading)
            for (line, heading), was in last.items()
            if line in cells and cells[line][self.headings.index(heading)] == was
        )

    def taking(self, line: int) -> "Table":
        """The table in which a row counts as an entry although it does not look like one.

        Raises
        ------
        FairError
            `line_unknown`.
        """
        if not any(row.line == line for row in self.rows):
            raise FairError("line_unknown", file=self.file, line=line)
        return replace(self, taken=self.taken | {line})

    def column_of(self, name: str) -> str:
        """The canonical column of a heading as written, or the name itself."""
        return next((use.column for use in column_uses(self) if use.heading == name), name)

    def _place(self, line: int, column: str) -> tuple["Table", int]:
        places = [index for index, heading in enumerate(self.headings) if heading == column]
        if not places:
            uses = column_uses(self)
            places = [use.index for use in uses if use.column == column]
        if places:
            cells = next(row.cells for row in self.rows if row.line == line)
            return self, next((index for index in places if cells[index].strip()), places[0])
        if column not in columns(self.kind):
            raise FairError("column_unknown", file=self.file, column=shorten(column))
        rows = tuple(FileRow(row.line, (*row.cells, "")) for row in self.rows)
        wider = replace(self, headings=(*self.headings, column), rows=rows)
        return wider, len(self.headings)


def _set(row: FileRow, index: int, value: str) -> FileRow:
    return FileRow(row.line, (*row.cells[:index], value[:MOST_SIGNS], *row.cells[index + 1 :]))
