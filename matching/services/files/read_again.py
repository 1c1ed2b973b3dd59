"""Files of a fair read with all that is known: what was said and mended before, whose place."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from matching.domain.errors import FairError
from matching.domain.fair import Fair
from matching.intake.folder import Received, read_tables
from matching.intake.mapping import BESIDE, MappingAnswers, table_with
from matching.intake.opening import Opened, must_be_usable
from matching.intake.replay import replayed
from matching.intake.tables.tables import Table
from matching.services.files.kept_tables import read_tables_of
from matching.services.files.remembered import with_memory
from matching.services.shop.shop import Shop


@dataclass(frozen=True, slots=True)
class FilesRead:
    """What files gave; `fresh` are the tables that came, before anything of them was left out."""

    received: Received
    fresh: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class SeatedTable:
    """A table with its part among those of its kind, and the one whose place it takes."""

    table: Table
    before: Table | None


@dataclass(slots=True)
class ListSeats:
    """The lists that a fair has; each file that comes takes the place of one, or a new one.

    `said` is what a person said: file → the file whose place it takes, "" for a list beside
    those. With `is_whole` the files that come are all that there are.
    """

    before: tuple[Table, ...]
    said: Mapping[str, str]
    is_whole: bool
    taken: list[Table] = field(default_factory=list)

    def seat(self, table: Table) -> SeatedTable:
        """The place of a table: as somebody said, of its namesake, of the only one there is.

        Raises
        ------
        FairError
            `list_unsaid` when it may be any of several, or one beside; `list_unknown`.
        """
        place = self._place(table)
        part = place.part if place else self._next_part(table.kind)
        seated = self._apart_by_name(replace(table, part=part))
        self.taken.append(seated)
        return SeatedTable(seated, place)

    def free(self) -> tuple[Table, ...]:
        """The lists whose place nobody has taken."""
        taken = {(one.kind, one.part) for one in self.taken}
        return tuple(one for one in self.before if (one.kind, one.part) not in taken)

    def _place(self, table: Table) -> Table | None:
        here = [one for one in self.free() if one.kind == table.kind]
        names = {one.file: one for one in here}
        said = self.said.get(table.file)
        if said == BESIDE:
            return None
        if said is not None:
            if said not in names:
                raise FairError("list_unknown", file=table.file, other=said)
            return names[said]
        if table.file in names:
            return names[table.file]
        if self.is_whole:
            return here[0] if here else None
        if len(here) > 1:
            raise FairError("list_unsaid", file=table.file, files=", ".join(names))
        return here[0] if here else None

    def _next_part(self, kind: str) -> int:
        parts = [one.part for one in (*self.before, *self.taken) if one.kind == kind]
        return max(parts, default=0) + 1

    def _apart_by_name(self, table: Table) -> Table:
        """The table under a name that no other list of the fair bears."""
        others = (one for one in self.before if (one.kind, one.part) != (table.kind, table.part))
        names = {one.file for one in (*others, *self.taken)}
        if table.file not in names:
            return table
        name = f"{table.file} ({table.part})"
        return replace(
            table, file=name, flaws=tuple(replace(flaw, file=name) for flaw in table.flaws)
        )


def read_again(
    shop: Shop,
    opened: Opened,
    said: MappingAnswers,
    *,
    fair: Fair | None = None,
    is_whole: bool = True,
) -> FilesRead:
    """The fair in opened files; nothing is kept.

    Parameters
    ----------
    fair
        Stands in for a missing `fair.toml`.
    is_whole
        Whether a table that did not come is refused; else the fair's own stays.

    Raises
    ------
    FairError
        Those of `read_opened`, and of `ListSeats.seat`.
    """
    fair = opened.fair or fair
    with shop.store.reading() as reader:
        before = tuple(read_tables_of(reader, fair.id).values()) if fair else ()
        known = with_memory(reader, opened.tables)
    seats = ListSeats(before, said.lists, is_whole)
    seated = [seats.seat(table_with(table, said)) for table in known]
    again = tuple(replayed(one.table, one.before) if one.before else one.table for one in seated)
    stay = () if is_whole else seats.free()
    frame = must_be_usable(opened, fair)
    fresh = tuple(one.table for one in seated)
    received = read_tables(frame, (*again, *stay), flaws=opened.flaws, is_whole=is_whole)
    return FilesRead(received, fresh)
