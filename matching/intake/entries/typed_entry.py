"""One person, stand or offer as cells, and such cells read back by the rules of the files."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from types import MappingProxyType
from typing import TypeVar

from matching.domain.edit import EditKind
from matching.domain.exhibitor import Exhibitor
from matching.domain.fair import Fair
from matching.domain.flaw import Flaw
from matching.domain.jobseeker import Jobseeker
from matching.domain.offer import Offer
from matching.domain.statistics import Statistics
from matching.intake.exhibitors import Stands, gather_exhibitors
from matching.intake.headings import REQUIRED
from matching.intake.jobseekers import gather_jobseekers
from matching.intake.offers import gather_offers
from matching.intake.tables.grids import FileRow
from matching.intake.tables.sheets import Gathered, Sheet
from matching.intake.tables.tables import Table
from matching.intake.written import written

EntryRecord = Jobseeker | Exhibitor | Offer
RECORDS: Mapping[str, type[Jobseeker] | type[Exhibitor] | type[Offer]] = MappingProxyType(
    {"jobseekers": Jobseeker, "exhibitors": Exhibitor, "offers": Offer}
)
T = TypeVar("T")
_LINE = 2


@dataclass(frozen=True, slots=True)
class TypedEntry:
    """An entry as it was understood, with what must be said of its cells.

    `record` is `None` when there can be none: a row like this is set aside in a file.
    """

    record: EntryRecord | None
    figures: Statistics | None
    flaws: tuple[Flaw, ...]

    @property
    def values(self) -> dict[str, object]:
        """Every field but the ids, by name; those for statistics too."""
        return values_of(self.record, self.figures)


@dataclass(frozen=True, slots=True)
class ChangedEntry:
    """What typing into some columns changes: fields with their new values, and what is said.

    `lost` are the flaws for which a file would leave out the row, or a cell that says something.
    """

    fields: Mapping[str, object]
    flaws: tuple[Flaw, ...]
    lost: tuple[Flaw, ...]


def cells_of(record: EntryRecord, figures: Statistics | None = None) -> dict[str, str]:
    """What the cells of an entry would say in a file, by column."""
    said = values_of(record, figures).items()
    return {"id": record.id} | {name: written(value, name) for name, value in said}


def read_typed_entry(
    kind: str, cells: Mapping[str, str], *, fair: Fair, stands: Sequence[Exhibitor] = ()
) -> TypedEntry:
    """The entry that these cells of a table describe, as a file of one row gives it.

    Parameters
    ----------
    kind
        The table: jobseekers, exhibitors or offers.
    stands
        The exhibitors that an offer may name.
    """
    asked = {**dict.fromkeys(REQUIRED[kind], ""), **cells}
    row = FileRow(_LINE, tuple(asked.values()))
    # Somebody typed it on purpose: it is an entry, however little it says.
    sheet = Sheet.of(Table(kind, "", tuple(asked), (row,), taken=frozenset({_LINE})))
    if kind == "jobseekers":
        people = gather_jobseekers([sheet], fair)
        figures = people.statistics[0] if people.statistics else None
        return TypedEntry(_first(people.jobseekers), figures, tuple(people.seen.flaws))
    if kind == "exhibitors":
        found = gather_exhibitors([sheet], fair)
        return TypedEntry(_first(found.exhibitors), None, tuple(found.seen.flaws))
    brought = gather_offers([sheet], Stands(Gathered(), list(stands)), is_kind_sure=True)
    return TypedEntry(_first(brought.offers), None, tuple(brought.seen.flaws))


def changed_entry(
    record: EntryRecord,
    figures: Statistics | None,
    typed: Mapping[str, str],
    *,
    fair: Fair,
    stands: Sequence[Exhibitor] = (),
) -> ChangedEntry:
    """What an entry becomes when somebody types into some of its columns; its id stays.

    What is said of the other cells was said before, and is left out.
    """
    kind, known = kind_of_record(record), cells_of(record, figures)
    before = read_typed_entry(kind, known, fair=fair, stands=stands)
    after = read_typed_entry(kind, {**known, **typed}, fair=fair, stands=stands)
    said = {(flaw.code, flaw.column) for flaw in before.flaws}
    flaws = tuple(flaw for flaw in after.flaws if (flaw.code, flaw.column) not in said)
    was = before.values
    new = {name: value for name, value in after.values.items() if value != was.get(name)}
    return ChangedEntry(new, flaws, lost_of(kind, after, {**known, **typed}, flaws))


def lost_of(
    kind: str, entry: TypedEntry, cells: Mapping[str, str], flaws: Iterable[Flaw]
) -> tuple[Flaw, ...]:
    """Of these flaws those by which the whole entry, or a cell that says something, is dropped."""
    values, make = entry.values, RECORDS[kind]
    return tuple(
        flaw
        for flaw in flaws
        if entry.record is None
        or flaw.lost
        or _is_lost(str(flaw.params.get("field")), cells, values, make)
    )


def _is_lost(
    column: str, cells: Mapping[str, str], values: Mapping[str, object], make: type
) -> bool:
    is_told = bool(cells.get(column, "").strip())
    return is_told and column in values and values[column] == default_of(make, column)


def kind_of_record(record: EntryRecord) -> EditKind:
    """The table that a record is an entry of."""
    return next(EditKind(kind) for kind, make in RECORDS.items() if isinstance(record, make))


def values_of(record: EntryRecord | None, figures: Statistics | None) -> dict[str, object]:
    """Every field of an entry but its id, by name; those for statistics too."""
    parts: tuple[object, ...] = (record, figures)
    return {
        one.name: getattr(part, one.name)
        for part in parts
        if part is not None
        for one in fields(part)  # type: ignore[arg-type]  # records and figures are dataclasses
        if one.name not in {"id", "person"}
    }


def default_of(make: type, column: str) -> object:
    """What a column is when nothing is written in it."""
    for kind in (make, Statistics):
        for one in fields(kind):
            if one.name == column and one.default is not MISSING:
                return one.default
    return ""


def _first(found: Iterable[T]) -> T | None:
    return next(iter(found), None)
