"""Two tables on one sheet, beside or below each other, become a grid each."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from matching.intake.folding import bare, fold
from matching.intake.headings import kind_of
from matching.intake.tables.grids import FileGrid, FileRow

_HEADING_WITHIN = 20
_LEAST_REPEATED = 3  # a name beside a name is somebody else's: a parent's, a referrer's
# Parts of a row that are about somebody else than whom the list is of.
_OF_OTHERS = re.compile(
    r"conseill|referent|tut(?:eu|ri)|parent|contact|urgence|prescript|employeu|accompagn"
    r"|responsable|conjoint|suppleant|enfant"
)


def parted(grid: FileGrid) -> tuple[FileGrid, ...]:
    """The tables of a sheet, each with headings of its own that name another kind of table.

    An empty column, or an empty row, stands between them; a sheet that holds one is left as it is.
    """
    found = [below for beside in _side_by_side(grid) for below in _one_below_other(beside)]
    if len(found) == 1:
        return (grid,)
    first, *others = found
    named = enumerate(others, 2)
    return (
        first,
        *(
            replace(one, sheet=f"{grid.sheet} ({number})".strip(), flaws=())
            for number, one in named
        ),
    )


def _side_by_side(grid: FileGrid) -> Iterator[FileGrid]:
    blocks = _blocks(grid.rows)
    heads = grid.rows[:_HEADING_WITHIN]
    kinds = [kind_of([_cut(row, block).cells for row in heads]) for block in blocks]
    starts = [place for place, kind in enumerate(kinds) if kind]
    if len({kinds[place] for place in starts}) < 2:
        twins = _twins(heads, blocks)
        yield from (_columns(grid, block) for block in twins) if twins else (grid,)
        return
    starts[0] = 0
    for start, after in pairwise([*starts, len(blocks)]):
        yield _columns(grid, range(blocks[start].start, blocks[after - 1].stop))


def _twins(heads: Sequence[FileRow], blocks: Sequence[range]) -> Sequence[range]:
    """Blocks of columns under the same headings: one list that stands in parts side by side.

    Not where words above them tell that one part is about others ("Conseiller").
    """
    for place, row in enumerate(heads):
        found = blocks if len(blocks) > 1 else _repeats(row, blocks)
        parts = {tuple(bare(cell) for cell in _cut(row, block).cells) for block in found}
        if len(found) > 1 and len(parts) == 1 and kind_of([_cut(row, found[0]).cells]):
            above = fold(" ".join(cell for one in heads[:place] for cell in one.cells))
            (part,) = parts
            is_list = len(set(part)) == len(part) > 1 and not _OF_OTHERS.search(above)
            return found if is_list else ()
    return ()


def _repeats(row: FileRow, blocks: Sequence[range]) -> Sequence[range]:
    """The parts of one block whose headings are the same three or more, again and again."""
    for block in blocks:
        headings = [bare(cell) for cell in _cut(row, block).cells]
        for width in range(_LEAST_REPEATED, len(headings) // 2 + 1):
            if len(headings) % width == 0 and headings == headings[:width] * (
                len(headings) // width
            ):
                return [range(at, at + width) for at in block[::width]]
    return ()


def _blocks(rows: Sequence[FileRow]) -> list[range]:
    """The runs of columns that hold something, between columns that are empty in every row."""
    full = {place for row in rows for place, cell in enumerate(row.cells) if cell.strip()}
    found: list[range] = []
    for place in sorted(full):
        if found and found[-1].stop == place:
            found[-1] = range(found[-1].start, place + 1)
        else:
            found.append(range(place, place + 1))
    return found


def _cut(row: FileRow, block: range) -> FileRow:
    return FileRow(row.line, row.cells[block.start : block.stop])


def _columns(grid: FileGrid, block: range) -> FileGrid:
    notes = (note for note in grid.notes if note.column in block)
    hidden = (column - block.start for column in grid.hidden_columns if column in block)
    return replace(
        grid,
        rows=tuple(_cut(row, block) for row in grid.rows),
        notes=tuple(replace(note, column=note.column - block.start) for note in notes),
        hidden_columns=frozenset(hidden),
    )


def _one_below_other(grid: FileGrid) -> Iterator[FileGrid]:
    rows = [row for row in grid.rows if any(cell.strip() for cell in row.cells)]
    starts = [0]
    for place in range(2, len(rows)):
        other = _kind_of_heads(rows, place)
        above = rows[starts[-1] : place][:_HEADING_WITHIN] if other else ()
        if other and kind_of([row.cells for row in above]) not in {"", other}:
            starts.append(place - _is_title(rows[place - 1]))
    for start, after in pairwise([*starts, len(rows)]):
        yield replace(grid, rows=tuple(rows[start:after])) if len(starts) > 1 else grid


def _kind_of_heads(rows: Sequence[FileRow], place: int) -> str:
    """The table whose headings a row is made of, below an empty row or a title."""
    row, before = rows[place], rows[place - 1]
    if row.line == before.line + 1 and not _is_title(before):
        return ""
    return kind_of([row.cells]) if _filled(row) > 1 else ""


def _is_title(row: FileRow) -> bool:
    return _filled(row) == 1


def _filled(row: FileRow) -> int:
    return sum(bool(cell.strip()) for cell in row.cells)
