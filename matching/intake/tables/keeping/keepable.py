"""What of a table may be kept, which of its rows are no entry, and what is said of both."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from matching.domain.flaw import Flaw
from matching.intake.cells.choices import read_answer
from matching.intake.cells.readings import is_empty, says_nothing
from matching.intake.folding import shorten, tidy
from matching.intake.headings import FULL_NAME, LISTS, PRESENCE, PRIVATE, REGISTRATION
from matching.intake.tables.column_uses import NOT_USED, Certainty, ColumnUse, column_uses
from matching.intake.tables.grids import FileRow
from matching.intake.tables.keeping.private_cells import (
    holds_private,
    without_health,
    without_private,
)
from matching.intake.tables.keeping.row_kinds import (
    counts_something,
    is_away,
    is_cancelled,
    is_crossed_out,
    is_number_off,
    is_template_example,
    looks_like_no_entry,
    repeats_headings,
    says_withdrawn,
)
from matching.intake.tables.tables import Table

_WHY = {PRIVATE: "column_private", NOT_USED: "heading_unknown"}
_WHY_UNUSED = {Certainty.SAID: "column_not_used", Certainty.ASK: "heading_asked"}
_HEALTH = "rqth"
# Where people tell of their health although only a need or a limit is asked for.
_MAY_TELL_HEALTH = frozenset({"needs", "avoid"})
_NAMES = {
    "jobseekers": ("first_name", "last_name", FULL_NAME),
    "exhibitors": ("name",),
    "offers": ("title",),
}
_ADMINISTRATIVE = frozenset({"id", REGISTRATION})


def keepable(table: Table) -> Table:
    """The table without the columns nobody knows, and without numbers that must not be kept.

    What was left out is said: `dropped` names the headings, flaws the cells.
    """
    uses = column_uses(table)
    kept = [use for use in uses if use.column not in _WHY]
    unread = [use.index for use in uses if use.column == NOT_USED]
    table = replace(table, withdrawn=table.withdrawn | frozenset(_withdrawn(table, unread)))
    dropped = [
        (use.heading, _why(use))
        for use in uses
        if use.column in _WHY and any(row.cells[use.index].strip() for row in table.rows)
    ]
    table = _narrowed(table, kept, dropped)
    health = {
        index: use.column == _HEALTH
        for index, use in enumerate(kept)
        if use.column in {_HEALTH, *_MAY_TELL_HEALTH}
    }
    return _scrubbed(table, health)


def _withdrawn(table: Table, unread: Sequence[int]) -> Iterator[int]:
    """The lines that a column nobody knows calls cancelled, and says nothing else of."""
    for row in table.rows:
        if any(says_withdrawn(table.headings[index], row.cells[index]) for index in unread):
            yield row.line


def heading_flaws(table: Table, uses: Sequence[ColumnUse]) -> Iterator[Flaw]:
    """What is to say of the headings: guessed, doubled, not used, not to be kept."""
    counts: Counter[str] = Counter()
    for use in uses:
        place = (table.file, table.heading_line, use.heading, shorten(use.heading))
        counts[use.column] += 1
        if use.column in _WHY:
            if any(row.cells[use.index].strip() for row in table.rows):
                yield Flaw(*place, _why(use))
        elif use.certainty == "likely":
            params = {"field": use.column}
            yield Flaw(*place, "heading_guessed", use.column, params=params)
        elif counts[use.column] == 2 and use.column not in LISTS:
            yield Flaw(*place, "heading_twice", params={"field": use.column})
    for heading, why in table.dropped:
        yield Flaw(table.file, table.heading_line, heading, shorten(heading), why)


def rows_aside(table: Table, places: Mapping[str, Sequence[int]]) -> dict[int, str]:
    """The lines that are no entry, each with why; those a person took in are left out."""
    filled = sorted(len(row.cells) - sum(map(is_empty, row.cells)) for row in table.rows)
    usual = filled[3 * len(filled) // 4] if filled else 0
    found: dict[int, str] = {}
    below_total = False
    for row in table.rows:
        code = _aside(table, row, places, usual)
        if below_total and not code and counts_something(row.cells):
            code = "row_total"
        below_total = code == "row_total" or (below_total and all(map(is_empty, row.cells)))
        if code and row.line not in table.taken:
            found[row.line] = code
    return found


def _aside(table: Table, row: FileRow, places: Mapping[str, Sequence[int]], usual: int) -> str:
    if all(map(is_empty, row.cells)):
        return ""
    if _is_off(table, row, places):
        return "row_cancelled"
    if row.line in table.hidden:
        return "row_hidden"
    if repeats_headings(table.headings, row.cells):
        return "row_heading"
    return _no_entry(table, row, places, usual)


def _is_off(table: Table, row: FileRow, places: Mapping[str, Sequence[int]]) -> bool:
    """Whether a row says that who stands in it does not come: beside a name, a number, an hour."""

    def cells(*columns: str) -> Iterator[tuple[str, str]]:
        for column in columns:
            for index in places.get(column, ()):
                yield table.headings[index], row.cells[index]

    return (
        row.line in table.withdrawn
        or any(is_cancelled(heading, cell) for heading, cell in cells(REGISTRATION, "status"))
        or any(is_away(cell) for _, cell in cells(PRESENCE))
        or any(is_number_off(cell) for _, cell in cells("id"))
        or any(is_crossed_out(cell) for _, cell in cells(*_NAMES[table.kind]))
    )


def _no_entry(table: Table, row: FileRow, places: Mapping[str, Sequence[int]], usual: int) -> str:
    number = next((row.cells[index] for index in places.get("id", ())), "")
    if is_template_example(number, row.cells):
        return "row_example"
    no_entry = looks_like_no_entry(table.kind, row.cells, usual=usual)
    unanswered = table.kind == "jobseekers" and _unanswered(row, places)
    return no_entry or ("row_unanswered" if unanswered else "")


def _unanswered(row: FileRow, places: Mapping[str, Sequence[int]]) -> bool:
    """Whether a row has a number and nothing else: a form that somebody opened and left."""
    if len(places) <= len(_ADMINISTRATIVE):
        return False
    has_number = False
    for column, indices in places.items():
        if any(not says_nothing(tidy(row.cells[index])) for index in indices):
            if column not in _ADMINISTRATIVE:
                return False
            has_number = True
    return has_number


def _why(use: ColumnUse) -> str:
    return _WHY_UNUSED.get(use.certainty, _WHY[use.column])


def _narrowed(table: Table, kept: Sequence[ColumnUse], dropped: Sequence[tuple[str, str]]) -> Table:
    if len(kept) == len(table.headings):
        return table
    headings = tuple(use.heading for use in kept)
    gone = {*table.headings} - {*headings}
    rows = tuple(
        FileRow(row.line, tuple(row.cells[use.index] for use in kept)) for row in table.rows
    )
    flaws = tuple(flaw for flaw in table.flaws if flaw.column not in gone)
    said = tuple(dict.fromkeys((*table.dropped, *dropped)))
    return replace(table, headings=headings, rows=rows, flaws=flaws, dropped=said)


def _scrubbed(table: Table, health: Mapping[int, bool]) -> Table:
    """The table without private numbers, and without health in the columns that may tell of it.

    `health` says of such a column whether only its yes or no may stay (the recognition of a
    handicap), or all but the words of an illness.
    """
    rows: list[FileRow] = []
    flaws: list[Flaw] = []
    for row in table.rows:
        whole = "\x1f".join(row.cells)
        if not health and not holds_private(whole):
            rows.append(row)
            continue
        cells = [without_private(cell) for cell in row.cells]
        for index, only_answer in health.items():
            if not only_answer:
                cells[index] = without_health(cells[index])
            elif tidy(cells[index]) and not says_nothing(tidy(cells[index])):
                cells[index] = cells[index] if read_answer(tidy(cells[index])).value else ""
        rows.append(FileRow(row.line, tuple(cells)))
        for heading, before, after in zip(table.headings, row.cells, cells, strict=True):
            if before != after:
                flaws.append(Flaw(table.file, row.line, heading, "", "cell_private"))
    if not flaws:
        return table
    said = {(flaw.line, flaw.column) for flaw in flaws}
    others = tuple(flaw for flaw in table.flaws if (flaw.line, flaw.column) not in said)
    return replace(table, rows=tuple(rows), flaws=(*others, *flaws))
