"""What each column of a table is taken for, and how sure that is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from matching.intake.headings import FULL_NAME, LISTS, PRESENCE, option, recognise
from matching.intake.tables.borne_out import borne_out, named_columns
from matching.intake.tables.grids import FileRow

# What a person may say of a column beside its canonical name.
NOT_USED = ""
KEPT_ASIDE = "aside"
GIVEN_FIRST = "given_first"
FAMILY_FIRST = "family_first"
NAME_ORDERS = frozenset({GIVEN_FIRST, FAMILY_FIRST})
# A single hour under “dispo” is one end of the stay only beside a column of the other end.
_ONE_END = {"arrives": "leaves"}


class Certainty(StrEnum):
    """How sure it is what a column holds; a person is to say it where cells speak against it."""

    SAID = "said"
    SURE = "sure"
    LIKELY = "likely"
    ASK = "ask"
    NONE = "none"


class HasHeadings(Protocol):
    """A table whose columns are asked about."""

    @property
    def kind(self) -> str:
        """Which table it is."""

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings as written."""

    @property
    def chosen(self) -> Mapping[str, str]:
        """What a person said of columns: heading → column."""

    @property
    def rows(self) -> tuple[FileRow, ...]:
        """The rows as written."""


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """One column: the canonical column it is read as ("" when it is not used) and how sure.

    `option` is the answer that a heading of a form stands for ("… [CDI]").
    """

    index: int
    heading: str
    column: str
    certainty: Certainty
    option: str = ""
    name_order: str = ""


def column_uses(table: HasHeadings) -> tuple[ColumnUse, ...]:
    """Each column in its order; what a person said goes before what the heading says."""
    said = [table.chosen.get(heading) for heading in table.headings]
    asked = [heading for heading, word in zip(table.headings, said, strict=True) if word is None]
    read = iter(recognise(table.kind, asked, taken=_columns(said)))
    uses = [
        _use(index, heading, said[index], None if said[index] is not None else next(read))
        for index, heading in enumerate(table.headings)
    ]
    return tuple(_borne_out(table, _counted(table, use), uses) for use in uses)


def _borne_out(table: HasHeadings, use: ColumnUse, uses: Sequence[ColumnUse]) -> ColumnUse:
    """What the cells under a heading with several meanings say that it means."""
    named = named_columns(table.kind, use.heading)
    cells = [row.cells[use.index] for row in table.rows]
    if not named or use.certainty is Certainty.SAID or not any(map(str.strip, cells)):
        return use
    taken = {other.column for other in uses if other.index != use.index} - LISTS - {PRESENCE}
    taken |= {column for column, other in _ONE_END.items() if other not in taken}
    free = [column for column in dict.fromkeys((use.column, *named)) if column not in taken]
    column = borne_out([one for one in free if one in named], cells, usual=use.column)
    if column == use.column:
        return use if column else replace(use, certainty=Certainty.ASK)
    return replace(use, column=column, certainty=Certainty.LIKELY if column else Certainty.ASK)


def _counted(table: HasHeadings, use: ColumnUse) -> ColumnUse:
    """A heading that may name posts or count them ("Postes") means what its cells say."""
    if (table.kind, use.column) != ("offers", "title") or use.certainty is Certainty.SAID:
        return use
    cells = [row.cells[use.index].strip() for row in table.rows if row.cells[use.index].strip()]
    counts = bool(cells) and all(cell.isdecimal() for cell in cells)
    return replace(use, column="places", certainty=Certainty.LIKELY) if counts else use


def _columns(said: Sequence[str | None]) -> frozenset[str]:
    return frozenset(FULL_NAME if word in NAME_ORDERS else word for word in said if word)


def _use(index: int, heading: str, said: str | None, read: tuple[str, bool] | None) -> ColumnUse:
    if read is None:
        order = said if said in NAME_ORDERS else ""
        column = FULL_NAME if order else said or NOT_USED
        return ColumnUse(index, heading, column, Certainty.SAID, option(heading), order or "")
    column, guessed = read
    certainty = Certainty.LIKELY if guessed else Certainty.SURE if column else Certainty.NONE
    return ColumnUse(index, heading, column, certainty, option(heading))
