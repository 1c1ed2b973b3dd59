"""What files say that paper cannot show as written: told when they come, not at the printer."""

from collections.abc import Iterator

from badges.glyphs import unprintable
from matching.domain.fair import Fair
from matching.domain.flaw import Flaw
from matching.intake.fair_file import FILE
from matching.intake.folder import Received
from matching.intake.folding import shorten
from matching.intake.tables.column_uses import column_uses
from matching.intake.tables.tables import Table

_NO_GLYPH, _LONG = "sign_not_printed", "long_on_paper"
_PRINTED = {
    "jobseekers": ("first_name", "last_name", "full_name"),
    "exhibitors": ("name", "stand", "zone"),
    "offers": ("title",),
}
# Letters that still are as large as a sheet wants them; more are printed smaller, never cut.
_MOST = {"name": 60, "stand": 12, "zone": 30, "title": 90}
_MOST_OF_FAIR = {"title": 70, "place": 80}


def with_paper_flaws(received: Received) -> tuple[Flaw, ...]:
    """The flaws of files, and what sheets and badges will leave out or set small of them."""
    before = (flaw for flaw in received.flaws if flaw.code not in (_NO_GLYPH, _LONG))
    tables = (flaw for table in received.tables for flaw in _of_table(table))
    return (*before, *_of_fair(received.fair), *tables)


def _of_fair(fair: Fair) -> Iterator[Flaw]:
    for name, most in _MOST_OF_FAIR.items():
        yield from _of_text(FILE, 0, name, getattr(fair, name), most)


def _of_table(table: Table) -> Iterator[Flaw]:
    printed = _PRINTED.get(table.kind, ())
    uses = [use for use in column_uses(table) if use.column in printed]
    for row in table.rows:
        for use in uses:
            most = _MOST.get(use.column, 0)
            yield from _of_text(table.file, row.line, use.heading, row.cells[use.index], most)


def _of_text(file: str, line: int, column: str, text: str, most: int) -> Iterator[Flaw]:
    missing = "" if text.isascii() else unprintable(text)
    if missing:
        signs = " ".join(missing[:10])
        yield Flaw(file, line, column, shorten(text), _NO_GLYPH, params={"signs": signs})
    if 0 < most < len(text.strip()):
        sizes = {"count": len(text.strip()), "most": most}
        yield Flaw(file, line, column, shorten(text), _LONG, params=sizes)
