"""A fair's folder: four files become one set of profiles, with one report."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from operator import attrgetter
from pathlib import Path
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
from matching.intake.fair_file import read_fair
from matching.intake.headings import KINDS
from matching.intake.jobseekers import gather_jobseekers
from matching.intake.kinds_meant import read_unsaid
from matching.intake.mapping import NOTHING_SAID, MappingAnswers, table_with
from matching.intake.offers import gather_offers
from matching.intake.opening import Opened, folder_files, missing_tables, must_be_usable, open_files
from matching.intake.tables.sheets import Gathered, Sheet
from matching.intake.tables.tables import Table

__all__ = ["Received", "read_fair", "read_files", "read_folder", "read_opened", "read_tables"]

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
    folder: Path, *, fair: Fair | None = None, said: MappingAnswers = NOTHING_SAID
) -> Received:
    """The fair in a folder; `fair` stands in for a missing `fair.toml`.

    Raises
    ------
    FairError
        When the folder cannot be used at all; flaws of rows and cells are in the answer.
    """
    return read_files(folder_files(folder), fair=fair, said=said)


def read_files(
    files: Mapping[str, bytes], *, fair: Fair | None = None, said: MappingAnswers = NOTHING_SAID
) -> Received:
    """The fair in files given by name; `fair` stands in for a missing `fair.toml`.

    A file named after its table is that table; of the others the headings tell the kind.
    `said` is what a person said of files, columns and values.

    Raises
    ------
    FairError
        When a file is missing, double or cannot be used at all.
    """
    return read_opened(open_files(files, kinds=said.kinds), fair=fair, said=said)


def read_opened(
    opened: Opened, *, fair: Fair | None = None, said: MappingAnswers = NOTHING_SAID
) -> Received:
    """The fair in files that were opened; `fair` stands in for a missing `fair.toml`.

    Raises
    ------
    FairError
        The first refusal of the files; `fair_missing`; those of `read_tables`.
    """
    frame = must_be_usable(opened, fair)
    tables = [table_with(one, said) for one in opened.tables]
    return read_tables(frame, tables, flaws=opened.flaws, is_whole=True)


def read_tables(
    fair: Fair, tables: Sequence[Table], *, flaws: Iterable[Flaw] = (), is_whole: bool = False
) -> Received:
    """The profiles of some tables, for instance after a cell was mended.

    With `is_whole` at least one a kind is needed; else one, and stands where there are offers.

    Each table carries its own flaws; of `flaws` only those of other files are kept, so the whole
    report of an earlier reading may be given.

    Raises
    ------
    FairError
        `table_missing`, `column_missing`, `no_jobseekers`, `no_exhibitors`, `no_offers`.
    """
    for refusal in missing_tables(tables, is_whole=is_whole):
        raise refusal
    inputs = sorted(tables, key=attrgetter("part"))
    sheets = {kind: [Sheet.of(one) for one in inputs if one.kind == kind] for kind in KINDS}
    people = gather_jobseekers(sheets["jobseekers"], fair)
    stands = gather_exhibitors(sheets["exhibitors"], fair)
    brought = gather_offers(sheets["offers"], stands)
    read_unsaid(stands, brought.offers)
    seen = {"jobseekers": people.seen, "exhibitors": stands.seen, "offers": brought.seen}
    said = _report(sheets, seen, flaws)
    _refuse_empty(sheets, seen, said)
    first = {kind: lists[0].table.file for kind, lists in sheets.items() if lists}
    said = (
        *blind_people(first.get("jobseekers", ""), people.jobseekers),
        *blind_stands(first.get("exhibitors", ""), stands.exhibitors, brought.offers),
        *said,
    )
    received = Received(
        fair=fair,
        jobseekers=tuple(sorted(people.jobseekers, key=attrgetter("id"))),
        statistics=tuple(sorted(people.statistics, key=attrgetter("person"))),
        exhibitors=tuple(sorted(stands.exhibitors, key=attrgetter("id"))),
        offers=tuple(sorted(brought.offers, key=attrgetter("id"))),
        flaws=_unless_accepted(said, tables),
        asides=_asides(seen),
        tables=tuple(sheet.table for kind in KINDS for sheet in sheets[kind]),
        digest="",
    )
    return replace(received, digest=_digest(received))


def _report(
    sheets: Mapping[str, Sequence[Sheet]], seen: Mapping[str, Gathered], others: Iterable[Flaw]
) -> tuple[Flaw, ...]:
    """All flaws: those of other files first, then table by table from top to bottom."""
    files = {sheet.table.file for kind in KINDS for sheet in sheets[kind]}
    report = [flaw for flaw in others if flaw.file not in files]
    for kind in KINDS:
        for sheet in sheets[kind]:
            of_rows = [flaw for flaw in seen[kind].flaws if flaw.file == sheet.table.file]
            here = [*sheet.table.flaws, *sheet.flaws, *of_rows]
            report += sorted(here, key=lambda flaw: flaw.line)
    return tuple(report)


def _refuse_empty(
    sheets: Mapping[str, Sequence[Sheet]], seen: Mapping[str, Gathered], flaws: Sequence[Flaw]
) -> None:
    for kind in ("exhibitors", "jobseekers", "offers"):
        if not sheets[kind]:
            continue
        if not seen[kind].lines and not any(map(_is_to_answer, seen[kind].flaws)):
            raise NothingLeft(f"no_{kind}", file=sheets[kind][0].table.file, flaws=flaws)


def _is_to_answer(flaw: Flaw) -> bool:
    """Whether a row is lost for a value of its own, which a person mends where it is shown."""
    return flaw.lost and bool(flaw.line) and flaw.code.startswith("invalid_")


def _asides(seen: Mapping[str, Gathered]) -> Asides:
    return MappingProxyType(
        {(kind, key): seen[kind].asides[key] for kind in KINDS for key in sorted(seen[kind].asides)}
    )


def _values(record: Fair | Jobseeker | Statistics | Exhibitor | Offer) -> dict[str, object]:
    made: type = type(record)
    return {name: getattr(record, name) for name in _names(made)}


def _unless_accepted(flaws: Iterable[Flaw], tables: Iterable[Table]) -> tuple[Flaw, ...]:
    """Flaws as they are, or the word of whoever called their cell right as it stands."""
    accepted = {(table.file, *place) for table in tables for place in table.accepted}
    return tuple(
        Flaw(flaw.file, flaw.line, flaw.column, flaw.value, "cell_accepted")
        if (flaw.file, flaw.line, flaw.column) in accepted
        else flaw
        for flaw in flaws
    )


@cache
def _names(record: type) -> tuple[str, ...]:
    return tuple(one.name for one in fields(record))


def _digest(received: Received) -> str:
    content: dict[str, object] = {
        "fair": _values(received.fair),
        "jobseekers": [_values(person) for person in received.jobseekers],
        "statistics": [_values(known) for known in received.statistics],
        "exhibitors": [_values(exhibitor) for exhibitor in received.exhibitors],
        "offers": [_values(offer) for offer in received.offers],
        "asides": [[*key, dict(said)] for key, said in received.asides.items()],
    }
    accepted = [
        [table.kind, *place] for table in received.tables for place in sorted(table.accepted)
    ]
    if accepted:
        content["accepted"] = accepted
    canonical = json.dumps(content, sort_keys=True, default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()
