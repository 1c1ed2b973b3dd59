"""What was put right in a table by hand, done again when the same table comes anew."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from matching.domain.flaw import Flaw
from matching.intake.folding import fold, shorten, tidy
from matching.intake.headings import FULL_NAME
from matching.intake.tables.column_uses import ColumnUse, column_uses
from matching.intake.tables.grids import FileRow
from matching.intake.tables.tables import Table

_NAMES = ("first_name", "last_name", FULL_NAME)
# The columns by which a row is known again, the surest first. A number alone is no mark: whoever
# inserts a row numbers all below it anew.
_MARKS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "jobseekers": ((*_NAMES, "phone", "email"), ("id", *_NAMES), _NAMES),
    "exhibitors": (("name",), ("id", "name")),
    "offers": (("exhibitor", "title"), ("id", "exhibitor", "title")),
}
_Mark: TypeAlias = tuple[str, ...]


def replayed(table: Table, before: Table) -> Table:
    """The table with the cells that were mended before, and the rows that were taken in.

    A cell is mended again where its row is the only one of that mark and still says what it said
    then; where it says something else the new file counts, and `mend_outdated` tells it.
    """
    if not before.mended and not before.taken:
        return table
    lines = _lines_again(table, before)
    for mended in before.mended:
        line = lines.get(mended[0])
        if line is not None:
            table = _again(table, before, mended, line)
    taken = {lines[line] for line in before.taken if line in lines}
    return replace(table, taken=table.taken | taken)


def _lines_again(table: Table, before: Table) -> dict[int, int]:
    """The line of each row of before that is known again, by the line that it had."""
    rows, marked = _rows_by_mark(table, table.rows), _rows_by_mark(before, _as_received(before))
    found: dict[int, int] = {}
    taken: set[int] = set()
    for mark, line in marked.items():  # the surest marks come first
        again = rows.get(mark)
        if again is not None and line not in found and again not in taken:
            found[line] = again
            taken.add(again)
    return found


def _again(table: Table, before: Table, mended: tuple[int, str, str], line: int) -> Table:
    old_line, heading, was = mended
    now = _cell(before, old_line, heading)
    written = _cell(table, line, heading)
    if written == now:  # mended in the file too, or called right as it stands
        return table.accepting(line, heading) if now == tidy(was) else table
    if written == tidy(was):
        return table.with_cell(line, heading, now)
    value, params = shorten(written), {"before": shorten(now)}
    said = Flaw(table.file, line, heading, value, "mend_outdated", params=params)
    return replace(table, flaws=(*table.flaws, said))


def _cell(table: Table, line: int, heading: str) -> str:
    """A cell on one line, empty when the table has no such column."""
    if heading not in table.headings:
        return ""
    place = table.headings.index(heading)
    return next((tidy(row.cells[place]) for row in table.rows if row.line == line), "")


def _as_received(table: Table) -> tuple[FileRow, ...]:
    """The rows as they were before anybody mended them."""
    was: dict[int, dict[int, str]] = {}
    for line, heading, cell in table.mended:
        if heading in table.headings:
            was.setdefault(line, {}).setdefault(table.headings.index(heading), cell)
    return tuple(
        FileRow(
            row.line, tuple(was.get(row.line, {}).get(i, cell) for i, cell in enumerate(row.cells))
        )
        for row in table.rows
    )


def _rows_by_mark(table: Table, rows: Sequence[FileRow]) -> dict[_Mark, int]:
    """The line of each row by what it is known by; marks that two rows bear are left out."""
    uses = column_uses(table)
    found: dict[_Mark, int] = {}
    for columns in _MARKS[table.kind]:
        marks = [(_mark(columns, uses, row), row.line) for row in rows]
        counts = Counter(mark for mark, _ in marks)
        found |= {mark: line for mark, line in marks if mark and counts[mark] == 1}
    return found


def _mark(columns: Sequence[str], uses: Sequence[ColumnUse], row: FileRow) -> _Mark:
    """What a row says in these columns; () where it says nothing."""
    said = [
        f"{use.column}={fold(row.cells[use.index])}"
        for use in uses
        if use.column in columns and row.cells[use.index].strip()
    ]
    return (" ".join(columns), *sorted(said)) if said else ()
