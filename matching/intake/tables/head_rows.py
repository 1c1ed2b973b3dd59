"""Headings that stand on two rows: a question over its answers, a group over its columns."""

from collections.abc import Sequence

from matching.intake.cells.words import word_list
from matching.intake.folding import tidy
from matching.intake.headings import LISTS, PRESENCE, canonical, contained
from matching.intake.tables.grids import FileRow

_ENOUGH = 2  # a title fills one cell, a row of groups several or one that is not the first


def with_groups_above(
    kind: str, above: FileRow | None, heads: FileRow, body: Sequence[FileRow]
) -> FileRow:
    """The headings, completed by a row of questions or groups right above them.

    A column without a heading takes the one above it. "Vente" under "Quels métiers ?", ticked or
    empty in every row, becomes "Quels métiers ? [Vente]": the answer that a tick stands for.
    """
    if above is None or above.line != heads.line - 1 or not _is_group_row(above):
        return heads
    width = max(len(above.cells), len(heads.cells))
    groups, names = _padded(above, width), _padded(heads, width)
    cells: list[str] = []
    question = ""
    for place in range(width):
        own = groups[place]
        question = own or ("" if _column(kind, names[place]) else question)
        cells.append(_heading(kind, (own, question, names[place]), _values(body, place)))
    return FileRow(heads.line, tuple(cells))


def with_answers_below(kind: str, heads: FileRow, body: Sequence[FileRow]) -> tuple[FileRow, bool]:
    """The headings, completed by a row of answers right below them, and whether there is one.

    That row fills only columns that have no heading, or stand under a question that is ticked.
    """
    if len(body) < _ENOUGH or body[0].line != heads.line + 1:
        return heads, False
    width = max(len(heads.cells), len(body[0].cells))
    names, answers = _padded(heads, width), _padded(body[0], width)
    places = [place for place in range(width) if answers[place]]
    if len(places) < _ENOUGH or names[places[0]] == "" or len(places) == sum(map(bool, names)):
        return heads, False
    cells = list(names)
    question = ""
    for place in range(places[0], width):
        question = names[place] or question
        if answers[place]:
            if not _is_ticked(kind, question, _values(body[1:], place)):
                return heads, False
            cells[place] = f"{question} [{answers[place]}]"
    return FileRow(heads.line, tuple(cells)), True


def with_names_below(
    kind: str, heads: FileRow, body: Sequence[FileRow]
) -> tuple[FileRow, Sequence[FileRow]]:
    """The headings where known ones name groups over others ("Horaires" over "Arrivée", "Départ").

    A heading says its group too where that is another column ("Stand" over "N°"). With the rows
    that are left below.
    """
    if len(body) < _ENOUGH or body[0].line != heads.line + 1:
        return heads, body
    width = max(len(heads.cells), len(body[0].cells))
    above, names = _padded(heads, width), _padded(body[0], width)
    if not _are_names(kind, above, names):
        return heads, body
    alone = {
        _column(kind, own or name)
        for own, name in zip(above, names, strict=True)
        if name in {"", own}
    }
    cells: list[str] = []
    group = ""
    for own, name in zip(above, names, strict=True):
        group = own or group
        joined = f"{group} {name}"
        is_told = canonical(kind, joined) or canonical(kind, name) in alone
        cells.append(own if name in {"", own} else joined if is_told else name)
    return FileRow(body[0].line, tuple(cells)), body[1:]


def _are_names(kind: str, above: Sequence[str], names: Sequence[str]) -> bool:
    """Whether a row holds headings above all, some of them where none stands above."""
    new = [name for own, name in zip(above, names, strict=True) if name not in {"", own}]
    fills = any(name and not own for own, name in zip(above, names, strict=True))
    known = sum(bool(canonical(kind, name)) for name in new)
    return fills and known >= _ENOUGH and 2 * known > len(new)


def _is_group_row(row: FileRow) -> bool:
    filled = [place for place, cell in enumerate(row.cells) if cell.strip()]
    return len(filled) >= _ENOUGH or (bool(filled) and filled[0] > 0)


def _heading(kind: str, names: tuple[str, str, str], values: Sequence[str]) -> str:
    own, question, name = names
    if not name:
        return own
    if _column(kind, name) or not _is_ticked(kind, question, values):
        return name
    return f"{question} [{name}]"


def _is_ticked(kind: str, question: str, values: Sequence[str]) -> bool:
    """Whether a column holds nothing but ticks, under a question of several answers."""
    yes_no = word_list("yes_no")
    several = _column(kind, question) in LISTS | {PRESENCE}
    return several and any(values) and all(yes_no.find(value) for value in values if value)


def _column(kind: str, heading: str) -> str:
    return canonical(kind, heading) or contained(kind, heading) if heading else ""


def _values(body: Sequence[FileRow], place: int) -> list[str]:
    return [tidy(row.cells[place]) for row in body if place < len(row.cells)]


def _padded(row: FileRow, width: int) -> list[str]:
    cells = [tidy(cell) for cell in row.cells]
    return [*cells, *[""] * (width - len(cells))]
