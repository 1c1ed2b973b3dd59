"""Which part of a whole name comes first in a column: asked once, for the column."""

from dataclasses import dataclass, field

from matching.domain.flaw import Flaw
from matching.intake.cells.names import WholeName, family_first
from matching.intake.folding import bare, shorten, tidy
from matching.intake.headings import FULL_NAME
from matching.intake.tables.column_uses import FAMILY_FIRST, GIVEN_FIRST
from matching.intake.tables.sheets import Sheet


@dataclass(slots=True)
class NameOrder:
    """Which part of a whole name comes first in a column, and the names that do not show it."""

    family_is_first: bool
    said: bool
    samples: list[tuple[int, str, WholeName]] = field(default_factory=list)

    @classmethod
    def of(cls, sheet: Sheet) -> "NameOrder":
        """As a person said; else as capitals of the column show; else as the heading has it."""
        said = sheet.name_order()
        places = sheet.places.get(FULL_NAME, ())
        if said or not places:
            return cls(said == FAMILY_FIRST, said=True)
        names = [tidy(row.cells[places[0]]) for row in sheet.table.rows]
        shown = family_first(names)
        heading = bare(sheet.table.headings[places[0]])
        return cls(heading.startswith("nom") if shown is None else shown, said=False)

    def question(self, sheet: Sheet) -> tuple[Flaw, ...]:
        """One question for the whole column, with three samples; none when every cell shows it."""
        if not self.samples:
            return ()
        heading = sheet.table.headings[sheet.places[FULL_NAME][0]]
        shown = " · ".join(whole for _, whole, _ in self.samples[:3])
        _, _, name = self.samples[0]
        params = {
            "field": FULL_NAME,
            "count": len(self.samples),
            "first": name.first,
            "last": name.last,
            "order": FAMILY_FIRST if self.family_is_first else GIVEN_FIRST,
        }
        line = sheet.table.heading_line
        code = "name_order"
        return (Flaw(sheet.table.file, line, heading, shorten(shown), code, params=params),)
