"""Tabs of a workbook that hold one list in parts become one table."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from matching.domain.flaw import Flaw
from matching.intake.folding import bare, fold, shorten
from matching.intake.headings import FULL_NAME
from matching.intake.tables.column_uses import column_uses
from matching.intake.tables.grids import FileRow
from matching.intake.tables.tables import Table

# Tabs that are no part of a list: old or spare ones, and those of people who do not come.
_APART = re.compile(
    r"\b(?:archiv\w*|ancien\w*|old|copie|copy|sauvegarde|backup|brouillon|modele|exemple|example"
    r"|template|test|corbeille|annul\w*|cancel\w*|desist\w*|refus\w*|absent\w*|supprim\w*|attente"
    r"|waiting)\b"
)
_YEAR = re.compile(r"\b20\d\d\b")
_TELLING = {
    "jobseekers": ("first_name", "last_name", FULL_NAME),
    "exhibitors": ("name",),
    "offers": ("exhibitor", "title"),
}
_Name = tuple[str, ...]


def is_part(sheet: str, first: str) -> bool:
    """Whether the names of two tabs let one be a part of the other's list: not that of a year."""
    names = fold(sheet), fold(first)
    years = [{*_YEAR.findall(name)} for name in names]
    return years[0] <= years[1] and not any(_APART.search(name) for name in names)


def is_another_view(table: Table, other: Table) -> bool:
    """Whether at least half the entries of a tab stand in the other too: a sign-in list, a copy."""
    known = {name for _, name in _names(table)}
    names = [name for _, name in _names(other)]
    return 2 * sum(name in known for name in names) >= len(names)


def join_sheets(table: Table, sheet: str, other: Table) -> Table:
    """The table with the rows of another tab below its own, column by column.

    Their lines go on where the first tab ends, which a flaw tells. Numbers that begin anew on the
    tab are nobody's: they are left out, and that is said.
    """
    offset = max((row.line for row in table.rows), default=table.heading_line)
    places, headings = _places(table, other)
    fresh = _without_taken_numbers(table, other)
    below = tuple(
        FileRow(row.line + offset, _moved(row.cells, places, len(headings))) for row in fresh.rows
    )
    above = tuple(FileRow(row.line, _wide(row.cells, len(headings))) for row in table.rows)
    flaws = (*_told(table, sheet, other, offset), *_said_anew(other, offset, places, headings))
    if fresh is not other:
        flaws = (*flaws, Flaw(table.file, 0, "", shorten(sheet), "sheet_numbers"))
    return replace(
        table,
        headings=headings,
        rows=(*above, *below),
        flaws=(*table.flaws, *flaws),
        hidden=table.hidden | {line + offset for line in other.hidden},
    )


def _places(table: Table, other: Table) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Where each column of the other tab goes: under the same words, the same meaning, or anew."""
    headings = list(table.headings)
    by_words = {bare(heading): index for index, heading in reversed([*enumerate(headings)])}
    by_column = {use.column: use.index for use in reversed(column_uses(table)) if use.column}
    taken: set[int] = set()
    places: list[int] = []
    for use in column_uses(other):
        place = by_words.get(bare(use.heading), by_column.get(use.column, len(headings)))
        if place in taken:
            place = len(headings)
        if place == len(headings):
            headings.append(_unlike(use.heading, headings))
        taken.add(place)
        places.append(place)
    return tuple(places), tuple(headings)


def _unlike(heading: str, headings: Sequence[str]) -> str:
    return heading if heading not in headings else f"{heading} ({len(headings) + 1})"


def _moved(cells: Sequence[str], places: Sequence[int], width: int) -> tuple[str, ...]:
    moved = [""] * width
    for place, cell in zip(places, cells, strict=True):
        moved[place] = cell
    return tuple(moved)


def _wide(cells: Sequence[str], width: int) -> tuple[str, ...]:
    return (*cells, *[""] * (width - len(cells)))


def _told(table: Table, sheet: str, other: Table, offset: int) -> Iterator[Flaw]:
    first = min(row.line for row in other.rows)
    params = {"own": first, "here": first + offset}
    yield Flaw(table.file, 0, "", shorten(sheet), "sheets_joined", params=params)


def _said_anew(
    other: Table, offset: int, places: Sequence[int], headings: Sequence[str]
) -> Iterator[Flaw]:
    """The flaws of the other tab, at the lines and headings that they have now."""
    names = {
        heading: headings[place] for heading, place in zip(other.headings, places, strict=True)
    }
    for flaw in other.flaws:
        line = flaw.line + offset if flaw.line else 0
        yield replace(flaw, line=line, column=names.get(flaw.column, flaw.column))


def _without_taken_numbers(table: Table, other: Table) -> Table:
    """The other tab without the numbers of people that somebody else bears in the first."""
    if table.kind != "jobseekers":
        return other
    bearers = _bearers(table)
    names = dict(_names(other))
    clashing = {
        (line, index)
        for line, index, number in _numbers(other)
        if bearers.get(number, names[line]) != names[line]
    }
    if not clashing:
        return other
    numbered = {index for _, index in clashing}
    rows = (
        FileRow(row.line, tuple("" if i in numbered else cell for i, cell in enumerate(row.cells)))
        for row in other.rows
    )
    return replace(other, rows=tuple(rows))


def _bearers(table: Table) -> dict[str, _Name]:
    names = dict(_names(table))
    return {number: names[line] for line, _, number in _numbers(table)}


def _numbers(table: Table) -> Iterator[tuple[int, int, str]]:
    for use in column_uses(table):
        if use.column == "id":
            for row in table.rows:
                if row.cells[use.index].strip():
                    yield row.line, use.index, fold(row.cells[use.index])


def _names(table: Table) -> Iterator[tuple[int, _Name]]:
    telling = [use.index for use in column_uses(table) if use.column in _TELLING[table.kind]]
    for row in table.rows:
        words = fold(" ".join(row.cells[index] for index in telling)).split()
        yield row.line, tuple(sorted(words))
