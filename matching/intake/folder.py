"""A fair's folder: four files become one set of profiles, with one report."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from operator import attrgetter
from pathlib import Path, PurePath
from types import MappingProxyType

from matching.domain.errors import FairError
from matching.domain.exhibitor import Exhibitor
from matching.domain.fair import Fair
from matching.domain.flaw import Flaw
from matching.domain.jobseeker import Jobseeker
from matching.domain.offer import Offer
from matching.domain.statistics import Statistics
from matching.intake.blind_spots import blind_people, blind_stands
from matching.intake.exhibitors import gather_exhibitors
from matching.intake.fair_file import FILE, read_fair, read_fair_file
from matching.intake.folding import fold, shorten
from matching.intake.headings import KINDS
from matching.intake.jobseekers import gather_jobseekers
from matching.intake.mapping import NO_CHOICES, Choices, table_with
from matching.intake.offers import gather_offers
from matching.intake.tables.grids import MOST_BYTES
from matching.intake.tables.layout import SHEET_MARK, read_any_tables, read_table
from matching.intake.tables.sheets import Gathered, Sheet
from matching.intake.tables.tables import Table

__all__ = ["Received", "read_fair", "read_files", "read_folder", "read_tables"]

# Formats we refuse are taken in too: the refusal can then say how to save the file.
_SUFFIXES = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".parquet"})
_FAIR_NAMES = frozenset({FILE, "forum.toml"})
_NAMES = {
    "jobseekers": "jobseeker jobseekers visiteur visiteurs visiteuses jeune jeunes candidat "
    "candidats candidates participant participants personnes publics public inscrits demandeurs",
    "exhibitors": "exhibitor exhibitors exposant exposants entreprise entreprises stand stands "
    "employeur employeurs recruteurs partenaires",
    "offers": "offer offers offre offres poste postes emplois jobs annonces",
}
_FRENCH_NAMES = {"jobseekers": "visiteurs", "exhibitors": "exposants", "offers": "offres"}
_KINDS_BY_WORD = {word: kind for kind, words in _NAMES.items() for word in words.split()}

Asides = Mapping[tuple[str, str], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Received:
    """What a folder gave.

    Profiles are sorted by id; `statistics` has one entry for each jobseeker, in the same order.
    `asides` keeps the unknown columns: (kind of table, id) → heading → cell. `digest` is the
    SHA-256 of the content that passed: the same for any order of rows, format and encoding.
    """

    fair: Fair
    jobseekers: tuple[Jobseeker, ...]
    statistics: tuple[Statistics, ...]
    exhibitors: tuple[Exhibitor, ...]
    offers: tuple[Offer, ...]
    flaws: tuple[Flaw, ...]
    asides: Asides
    tables: tuple[Table, ...]
    digest: str


class NothingLeft(FairError):
    """Every row of a table was lost; `flaws` says why, row by row."""

    def __init__(self, code: str, *, file: str, flaws: Sequence[Flaw]) -> None:
        lost = [flaw for flaw in flaws if flaw.lost and flaw.file == file]
        super().__init__(code, file=file, lost=len(lost), line=lost[0].line if lost else 0)
        self.flaws = tuple(flaws)


def read_folder(
    folder: Path, *, fair: Fair | None = None, choices: Choices = NO_CHOICES
) -> Received:
    """The fair in a folder; `fair` stands in for a missing `fair.toml`.

    Raises
    ------
    FairError
        When the folder cannot be used at all; flaws of rows and cells are in the answer.
    """
    if not folder.is_dir():
        raise FairError("folder_missing", folder=str(folder))
    files: dict[str, bytes] = {}
    for path in sorted(folder.iterdir()):
        if path.is_file() and (_is_fair(path.name) or _is_table(path.name)):
            files[path.name] = _content(path)
    return read_files(files, fair=fair, choices=choices)


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise FairError("file_too_large", file=path.name, most=MOST_BYTES // 1_000_000)
        return path.read_bytes()
    except OSError:
        raise FairError("file_unreadable", file=path.name) from None


def read_files(
    files: Mapping[str, bytes], *, fair: Fair | None = None, choices: Choices = NO_CHOICES
) -> Received:
    """The fair in files given by name; `fair` stands in for a missing `fair.toml`.

    A file named after its table is that table; of the others the headings tell the kind.
    `choices` is what a person said of columns.

    Raises
    ------
    FairError
        When a file is missing, double or cannot be used at all.
    """
    flaws: list[Flaw] = []
    fair_files = [content for name, content in sorted(files.items()) if _is_fair(name)]
    if fair_files:
        fair, said = read_fair_file(fair_files[0])
        flaws += said
    if fair is None:
        raise FairError("fair_missing", file=FILE)
    tables = _tables(files)
    for name in sorted(files):
        used = any(table.file.partition(SHEET_MARK)[0] == PurePath(name).name for table in tables)
        if not _is_fair(name) and not used and not _is_hidden(name):
            flaws.append(Flaw(shorten(PurePath(name).name), 0, "", "", "file_unknown"))
    mapped = [table_with(table, choices) for table in tables]
    return read_tables(fair, mapped, flaws=flaws)


def read_tables(fair: Fair, tables: Sequence[Table], *, flaws: Iterable[Flaw] = ()) -> Received:
    """The profiles of three tables, for instance after a cell was mended.

    Each table carries its own flaws; of `flaws` only those of other files are kept, so the whole
    report of an earlier reading may be given.

    Raises
    ------
    FairError
        `table_missing`, `column_missing`, `no_jobseekers`, `no_exhibitors`, `no_offers`.
    """
    by_kind = {table.kind: table for table in tables}
    for kind in KINDS:
        if kind not in by_kind:
            raise FairError("table_missing", kind=kind, expected=_FRENCH_NAMES[kind])
    sheets = {kind: Sheet.of(by_kind[kind]) for kind in KINDS}
    people = gather_jobseekers(sheets["jobseekers"], fair)
    stands = gather_exhibitors(sheets["exhibitors"], fair)
    brought = gather_offers(sheets["offers"], stands)
    seen = {"jobseekers": people.seen, "exhibitors": stands.seen, "offers": brought.seen}
    said = _report(sheets, seen, flaws)
    _refuse_empty(sheets, seen, said)
    said = (
        *blind_people(sheets["jobseekers"].table.file, people.jobseekers),
        *blind_stands(sheets["exhibitors"].table.file, stands.exhibitors, brought.offers),
        *said,
    )
    received = Received(
        fair=fair,
        jobseekers=tuple(sorted(people.jobseekers, key=attrgetter("id"))),
        statistics=tuple(sorted(people.statistics, key=attrgetter("person"))),
        exhibitors=tuple(sorted(stands.exhibitors, key=attrgetter("id"))),
        offers=tuple(sorted(brought.offers, key=attrgetter("id"))),
        flaws=said,
        asides=_asides(seen),
        tables=tuple(sheets[kind].table for kind in KINDS),
        digest="",
    )
    return replace(received, digest=_digest(received))


def _report(
    sheets: Mapping[str, Sheet], seen: Mapping[str, Gathered], others: Iterable[Flaw]
) -> tuple[Flaw, ...]:
    """All flaws: those of other files first, then table by table from top to bottom."""
    files = {sheet.table.file for sheet in sheets.values()}
    report = [flaw for flaw in others if flaw.file not in files]
    for kind in KINDS:
        sheet = sheets[kind]
        here = [*sheet.table.flaws, *sheet.flaws, *seen[kind].flaws]
        report += sorted(here, key=lambda flaw: flaw.line)
    return tuple(report)


def _refuse_empty(
    sheets: Mapping[str, Sheet], seen: Mapping[str, Gathered], flaws: Sequence[Flaw]
) -> None:
    for kind in ("exhibitors", "jobseekers", "offers"):
        if not seen[kind].lines:
            raise NothingLeft(f"no_{kind}", file=sheets[kind].table.file, flaws=flaws)


def _asides(seen: Mapping[str, Gathered]) -> Asides:
    return MappingProxyType(
        {(kind, key): seen[kind].asides[key] for kind in KINDS for key in sorted(seen[kind].asides)}
    )


def _values(record: Fair | Jobseeker | Statistics | Exhibitor | Offer) -> dict[str, object]:
    return {one.name: getattr(record, one.name) for one in fields(record)}


def _digest(received: Received) -> str:
    content = {
        "fair": _values(received.fair),
        "jobseekers": [_values(person) for person in received.jobseekers],
        "statistics": [_values(known) for known in received.statistics],
        "exhibitors": [_values(exhibitor) for exhibitor in received.exhibitors],
        "offers": [_values(offer) for offer in received.offers],
        "asides": [[*key, dict(said)] for key, said in received.asides.items()],
    }
    canonical = json.dumps(content, sort_keys=True, default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _tables(files: Mapping[str, bytes]) -> list[Table]:
    """One table of each kind: two files for one are not ours to choose between."""
    named = {name: _kind(name) for name in sorted(files) if _is_table(name)}
    found: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for name, kind in named.items():
        if kind:
            found[kind].append(name)
    tables = [_named(kind, names, files) for kind, names in found.items() if names]
    missing = [kind for kind in KINDS if not found[kind]]
    if missing:
        others = [name for name, kind in named.items() if not kind]
        tables += _recognised(others, files, missing)
    have = {table.kind for table in tables}
    for kind in KINDS:
        if kind not in have:
            raise FairError("table_missing", kind=kind, expected=_FRENCH_NAMES[kind])
    return sorted(tables, key=lambda table: KINDS.index(table.kind))


def _named(kind: str, names: Sequence[str], files: Mapping[str, bytes]) -> Table:
    exact = [name for name in names if PurePath(name).stem.casefold() == kind]
    if len(names) > 1 and len(exact) != 1:
        raise FairError("table_twice", kind=kind, files=", ".join(names))
    name = exact[0] if len(exact) == 1 else names[0]
    return read_table(kind, PurePath(name).name, files[name])[0]


def _recognised(
    names: Sequence[str], files: Mapping[str, bytes], missing: Sequence[str]
) -> list[Table]:
    """Tables of the missing kinds in files whose names say nothing, by their headings."""
    found: dict[str, Table] = {}
    for name in names:
        try:
            tables = read_any_tables(PurePath(name).name, files[name])
        except FairError as refusal:
            if refusal.code in {"headings_missing", "table_empty", "not_a_table"}:
                continue
            raise
        for table in tables:
            if table.kind in found:
                both = f"{found[table.kind].file}, {table.file}"
                raise FairError("table_twice", kind=table.kind, files=both)
            if table.kind in missing:
                found[table.kind] = table
    return list(found.values())


def _kind(name: str) -> str:
    """The table a file name announces: its own name, or a French word in it."""
    words = fold(PurePath(name).stem).split()
    kinds = {_KINDS_BY_WORD[word] for word in words if word in _KINDS_BY_WORD}
    return kinds.pop() if len(kinds) == 1 else ""


def _is_table(name: str) -> bool:
    return PurePath(name).suffix.casefold() in _SUFFIXES and not _is_hidden(name)


def _is_fair(name: str) -> bool:
    return PurePath(name).name.casefold() in _FAIR_NAMES


def _is_hidden(name: str) -> bool:
    return PurePath(name).name.startswith((".", "~$"))
