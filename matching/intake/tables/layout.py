"""A file becomes a table: the sheet that holds it, the row of headings, the rows below."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from openpyxl.utils import get_column_letter

from matching.domain.errors import FairError
from matching.domain.flaw import Flaw
from matching.intake.answered import form_of
from matching.intake.folding import shorten
from matching.intake.headings import KINDS, count_known, kind_of, recognise
from matching.intake.tables.books.workbooks import is_workbook, read_workbook
from matching.intake.tables.csv_files import read_csv
from matching.intake.tables.grids import (
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_SIGNS,
    FileGrid,
    FileRow,
)
from matching.intake.tables.head_rows import (
    with_answers_below,
    with_groups_above,
    with_names_below,
)
from matching.intake.tables.joined_sheets import is_another_view, is_part, join_sheets
from matching.intake.tables.json_lists import is_json, read_json
from matching.intake.tables.keeping.private_cells import without_private
from matching.intake.tables.parted_grids import parted
from matching.intake.tables.tables import Table

# Between the name of a workbook and that of the sheet which holds a table.
SHEET_MARK = " | "
_HEADING_WITHIN = 20
# The sign by which a spreadsheet keeps a cell as text: before a formula, before a number.
_KEPT_AS_TEXT = re.compile(r'="([^"=@][^"]*)"')
_NEUTRALISED = re.compile(r"^'(?=[=@+\-\t\r]|\d[\d\s.]*$)")


def read_table(
    kind: str, file_name: str, content: bytes, *, said: bool = False
) -> tuple[Table, tuple[Flaw, ...]]:
    """The table in a CSV file, a workbook or a JSON list, and what was seen while reading it.

    Of several sheets the one whose headings name most columns of the table is read, with those
    that hold another part of the same list. When a person
    `said` the kind, the first full row is the headings although none of them is known.

    Raises
    ------
    FairError
        When the whole file must be refused: `file_too_large`, `not_a_table`, `table_empty`,
        `headings_missing`, `too_many_rows`, and those of `read_workbook` and `read_json`.
    """
    grids = _grids(kind, file_name, content)
    best = max(grids, key=lambda grid: _known(kind, grid))
    alike = [grid for grid in grids if grid is not best and _kind(grid) == kind]
    first = _laid_out(kind, file_name, best, said=said)
    table, joined = _with_parts(first, best, alike)
    others = [grid.sheet for grid in grids if grid is not best and grid not in joined]
    table = _with_others(table, best.sheet, others)
    return table, table.flaws


def read_any_tables(file_name: str, content: bytes) -> tuple[Table, ...]:
    """The tables in a file of any name: their kind is told by the headings.

    A workbook may hold several, a sheet each; a table then bears the file's name and the sheet's.
    Sheets that are parts of one list (a sheet for each sender) are read as one table.
    Sheets that hold no table (a page of instructions) are named in a flaw of the first table.

    Raises
    ------
    FairError
        Those of `read_table`; `headings_missing` when no sheet holds a table.
    """
    grids = _grids("", file_name, content)
    kinds = {index: kind for index, grid in enumerate(grids) if (kind := _kind(grid))}
    chosen = {kind: _best(kind, kinds, grids) for kind in KINDS if kind in kinds.values()}
    if not chosen:
        first = next((row for grid in grids for row in grid.rows if any(row.cells)), None)
        if first is None:
            raise FairError("table_empty", file=file_name)
        raise FairError("headings_missing", file=file_name, value=shorten(" ".join(first.cells)))
    tables: list[Table] = []
    left = [grid for index, grid in enumerate(grids) if index not in chosen.values()]
    for kind, index in chosen.items():
        name = file_name if len(chosen) == 1 else f"{file_name}{SHEET_MARK}{grids[index].sheet}"
        alike = [grids[one] for one, its in kinds.items() if its == kind and one != index]
        table, joined = _with_parts(_laid_out(kind, name, grids[index]), grids[index], alike)
        left = [grid for grid in left if grid not in joined]
        tables.append(table)
    used = ", ".join(dict.fromkeys(grids[index].sheet for index in chosen.values()))
    return (_with_others(tables[0], used, [grid.sheet for grid in left]), *tables[1:])


def _grids(kind: str, file: str, content: bytes) -> tuple[FileGrid, ...]:
    return tuple(part for grid in _sheets(kind, file, content) for part in parted(grid))


def _sheets(kind: str, file: str, content: bytes) -> tuple[FileGrid, ...]:
    if len(content) > MOST_BYTES:
        raise FairError("file_too_large", file=file, most=MOST_BYTES // 1_000_000)
    if is_workbook(content):
        return read_workbook(file, content)
    if is_json(file, content):
        return (read_json(file, content),)
    return (read_csv(kind, file, content),)


def _best(kind: str, kinds: dict[int, str], grids: Sequence[FileGrid]) -> int:
    mine = [index for index, one in kinds.items() if one == kind]
    return max(mine, key=lambda index: _known(kind, grids[index]))


def _kind(grid: FileGrid) -> str:
    rows = _written(grid)
    return kind_of([row.cells for row in rows[:_HEADING_WITHIN]]) if len(rows) > 1 else ""


def _known(kind: str, grid: FileGrid) -> int:
    return max(
        (count_known(kind, row.cells) for row in _written(grid)[:_HEADING_WITHIN]), default=0
    )


def _with_parts(
    table: Table, first: FileGrid, alike: Sequence[FileGrid]
) -> tuple[Table, tuple[FileGrid, ...]]:
    """The table with the other tabs that are parts of its list, and which these are."""
    joined: list[FileGrid] = []
    for grid in alike:
        other = _part(table, first, grid) if is_part(grid.sheet, first.sheet) else None
        if other is not None and not is_another_view(table, other):
            table = join_sheets(table, grid.sheet, other)
            joined.append(grid)
    return replace(table, form=form_of(table.headings)) if joined else table, tuple(joined)


def _part(table: Table, first: FileGrid, grid: FileGrid) -> Table | None:
    """Another tab as a table; `None` when it is a page of notes, or too long beside the first."""
    if _known(table.kind, grid) < min(2, _known(table.kind, first)):
        return None
    try:
        other = _laid_out(table.kind, table.file, grid)
    except FairError:  # no list: it is named with the tabs that are not read
        return None
    return other if len(table.rows) + len(other.rows) <= MOST_ROWS else None


def _with_others(table: Table, used: str, others: Sequence[str]) -> Table:
    if not others:
        return table
    names = shorten(", ".join(others))
    said = Flaw(table.file, 0, "", names, "other_sheets", params={"used": shorten(used)})
    return replace(table, flaws=(said, *table.flaws))


def _written(grid: FileGrid) -> list[FileRow]:
    return [row for row in grid.rows if any(cell.strip() for cell in row.cells)]


def _laid_out(kind: str, file: str, grid: FileGrid, *, said: bool = False) -> Table:
    rows = _written(grid)
    if not rows:
        raise FairError("table_empty", file=file)
    top = _top(kind, rows[:_HEADING_WITHIN])
    if top is None and said:
        top = _first_full(rows[:_HEADING_WITHIN])
    if top is None:
        raise FairError("headings_missing", file=file, value=shorten(" ".join(rows[0].cells)))
    heads, body = _whole_heads(kind, rows, top)
    if not body and not _noted_below(grid, heads.line):
        raise FairError("table_empty", file=file)
    if len(body) > MOST_ROWS:
        raise FairError("too_many_rows", file=file, most=MOST_ROWS)
    headings = _headings(heads, body, ragged=grid.ragged)
    flaws = [*grid.flaws, *(_title(file, row) for row in rows[:top])]
    kept = []
    for row in body:
        flaws += _row_flaws(file, headings, row, ragged=grid.ragged)
        kept.append(_fitted(row, len(headings)))
    flaws += _noted(file, headings, grid, below=heads.line)
    flaws += _hidden_columns(file, headings, grid, heads.line)
    return Table(
        kind=kind,
        file=file,
        headings=headings,
        rows=tuple(kept),
        heading_line=heads.line,
        flaws=tuple(flaws),
        hidden=grid.hidden,
        form=form_of(headings),
    )


def _top(kind: str, rows: Sequence[FileRow]) -> int | None:
    """The place of the headings: the first row that names a column and is filled like a table.

    A row of values may name more columns than its headings do ("Français", "Voiture"), but it
    never stands above them.
    """
    counts = [count_known(kind, row.cells) for row in rows]
    if not max(counts):
        return 0 if any(name for name, _ in recognise(kind, rows[0].cells)) else None
    fills = [sum(bool(cell.strip()) for cell in row.cells) for row in rows]
    filled = [
        place
        for place, count in enumerate(counts)
        if count and 2 * fills[place] > max(fills[place:]) and _is_head(rows[place])
    ]
    return filled[0] if filled else counts.index(max(counts))


def _whole_heads(kind: str, rows: Sequence[FileRow], top: int) -> tuple[FileRow, Sequence[FileRow]]:
    """The headings, of two rows if they stand on two, and the rows below."""
    body = rows[top + 1 :]
    heads = with_groups_above(kind, rows[top - 1] if top else None, rows[top], body)
    heads, body = with_names_below(kind, heads, body)
    heads, two = with_answers_below(kind, heads, body)
    return heads, body[1:] if two else body


def _first_full(rows: Sequence[FileRow]) -> int:
    fills = [sum(bool(cell.strip()) for cell in row.cells) for row in rows]
    return next(place for place, fill in enumerate(fills) if 2 * fill > max(fills))


def _is_head(row: FileRow) -> bool:
    """Whether no other row could be the head: words, no numbers, no addresses."""
    cells = [cell.strip() for cell in row.cells if cell.strip()]
    values = sum(bool(re.fullmatch(r"[\d\s.,:/+-]+|\S+@\S+\.\w+", cell)) for cell in cells)
    return 2 * values < len(cells)


def _noted_below(grid: FileGrid, line: int) -> bool:
    return any(note.line > line for note in grid.notes)


def _headings(heads: FileRow, body: Sequence[FileRow], *, ragged: bool) -> tuple[str, ...]:
    """Headings as written; a column without one is named by its letter."""
    width = _width(heads)
    if not ragged:
        width = max([width, *(_width(row) for row in body)])
    cells = [*heads.cells, *[""] * width][: min(width, MOST_COLUMNS)]
    return tuple(
        shorten(cell, 200) or get_column_letter(place) for place, cell in enumerate(cells, start=1)
    )


def _width(row: FileRow) -> int:
    return max((place for place, cell in enumerate(row.cells, 1) if cell.strip()), default=0)


def _title(file: str, row: FileRow) -> Flaw:
    return Flaw(file, row.line, "", shorten(without_private(" ".join(row.cells))), "title_skipped")


def _row_flaws(
    file: str, headings: tuple[str, ...], row: FileRow, *, ragged: bool
) -> Iterator[Flaw]:
    width = len(headings)
    extra = " ".join(cell for cell in row.cells[width:] if cell.strip())
    sizes = {"count": len(row.cells), "expected": width}
    if extra:
        said = shorten(without_private(extra))
        yield Flaw(file, row.line, "", said, "row_too_long", params=sizes)
    elif ragged and len(row.cells) < width:
        yield Flaw(file, row.line, "", "", "row_too_short", params=sizes)
    whole = "".join(row.cells)
    if len(whole) <= MOST_SIGNS and "\ufffd" not in whole:
        return
    for heading, cell in zip(headings, row.cells, strict=False):
        if len(cell) > MOST_SIGNS:
            most = {"most": MOST_SIGNS}
            yield Flaw(file, row.line, heading, shorten(cell[:200]), "cell_too_long", params=most)
        if "\ufffd" in cell:
            yield Flaw(file, row.line, heading, shorten(cell[:200]), "text_damaged")


def _noted(file: str, headings: tuple[str, ...], grid: FileGrid, *, below: int) -> Iterator[Flaw]:
    for note in grid.notes:
        if note.line > below and note.column < len(headings):
            column = headings[note.column]
            yield Flaw(file, note.line, column, shorten(note.value), note.code)


def _hidden_columns(
    file: str, headings: tuple[str, ...], grid: FileGrid, line: int
) -> Iterator[Flaw]:
    for column in sorted(grid.hidden_columns):
        if column < len(headings):
            heading = headings[column]
            yield Flaw(file, line, heading, shorten(heading), "column_hidden")


def _plain_text(cell: str) -> str:
    """A cell without what only kept a spreadsheet from reckoning with it: '0612…, ="0612…"."""
    kept = _KEPT_AS_TEXT.fullmatch(cell) if cell.startswith("=") else None
    if kept:
        return kept[1]
    return _NEUTRALISED.sub("", cell, count=1) if "'" in cell else cell


def _fitted(row: FileRow, width: int) -> FileRow:
    cells = [_plain_text(cell[:MOST_SIGNS]) for cell in row.cells[:width]]
    return FileRow(row.line, (*cells, *[""] * (width - len(cells))))
