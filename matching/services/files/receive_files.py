"""Take in a fair's folder or uploaded files, and mend what was wrong in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from pathlib import Path
from types import MappingProxyType

from sqlalchemy import Connection

from badges.code import new_code
from matching.domain.entries import Entries
from matching.domain.errors import FairError
from matching.domain.fair import Fair, fair_id
from matching.domain.flaw import Flaw
from matching.intake.folder import Received, read_files, read_folder, read_tables
from matching.intake.tables.tables import Row, Table
from matching.services.files.needs_mending import needs_mending
from matching.services.files.same_people import carried_ids
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings, plans
from matching.store.documents import flaw_from_document, flaw_to_document
from matching.store.people import badges, duplicates


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a fair holds after files were received, and what is to mend in them."""

    fair: str
    jobseekers: int
    exhibitors: int
    offers: int
    flaws: tuple[Flaw, ...]
    changed: bool


@dataclass(frozen=True, slots=True)
class Mend:
    """One cell put right, named as its flaw names it."""

    file: str
    line: int
    column: str
    value: str


@dataclass(frozen=True, slots=True)
class FairFrame:
    """What an organiser types when there is no `fair.toml`."""

    title: str
    day: date
    place: str
    opens: time
    closes: time

    def fair(self) -> Fair:
        """The fair so described; its id is made from title and day."""
        return Fair(
            id=fair_id(self.title, self.day),
            title=self.title,
            date=self.day,
            place=self.place,
            opens=self.opens,
            closes=self.closes,
        )


class FlawsRefused(FairError):
    """Strict import met something to mend: nothing was changed."""

    def __init__(self, flaws: Sequence[Flaw]) -> None:
        super().__init__("strict_flaws", count=len(flaws))
        self.flaws = tuple(flaws)


def receive_folder(shop: Shop, folder: Path, *, strict: bool = False) -> Receipt:
    """Take in a fair's folder; the same folder twice changes nothing."""
    return _receive(shop, read_folder(folder), strict=strict)


def receive_files(
    shop: Shop, files: Mapping[str, bytes], *, frame: FairFrame | Fair | None = None
) -> Receipt:
    """Take in uploaded files by name; `frame` is the fair when `fair.toml` is not there."""
    framed = any(name.casefold().endswith(".toml") for name in files)
    fair = None if framed else frame.fair() if isinstance(frame, FairFrame) else frame
    return _receive(shop, read_files(files, fair=fair), strict=False)


def mend(shop: Shop, fair: str, mends: Sequence[Mend]) -> Receipt:
    """Put cells right in the tables received last, and read them again."""
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
        tables = {one.file: _table(one) for one in fairs.read_received_tables(reader, fair)}
        said = fairs.read_flaws(reader, fair)
    for one in mends:
        table = tables[one.file]
        if table.column_of(one.column) == "consent_contact":
            raise FairError("consent_not_mended")
        tables[one.file] = table.with_cell(one.line, one.column, one.value)
    received = read_tables(entries.fair, tuple(tables.values()), flaws=said)
    return _receive(shop, received, strict=False)


def take_in(shop: Shop, fair: str, *, file: str, line: int) -> Receipt:
    """Take in after all a row that was set aside as no entry (a total, a title, a cancellation).

    Raises
    ------
    FairError
        `line_unknown` when the file has no such row.
    """
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
        tables = {one.file: _table(one) for one in fairs.read_received_tables(reader, fair)}
        said = fairs.read_flaws(reader, fair)
    if file not in tables:
        raise FairError("line_unknown", file=file, line=line)
    tables[file] = tables[file].taking(line)
    received = read_tables(entries.fair, tuple(tables.values()), flaws=said)
    return _receive(shop, received, strict=False)


def read_report(shop: Shop, fair: str) -> Receipt:
    """What the fair holds now and the flaws of its last import."""
    with shop.store.reading() as reader:
        return _receipt(reader, fair, changed=False)


def _receive(shop: Shop, received: Received, *, strict: bool) -> Receipt:
    harm = [flaw for flaw in received.flaws if needs_mending(flaw)]
    if strict and harm:
        raise FlawsRefused(harm)
    with shop.store.writing() as writer:
        changed = fairs.digest_of(writer, received.fair.id) != received.digest
        if changed:
            _enter(shop, writer, received)
        return _receipt(writer, received.fair.id, changed=changed)


def _enter(shop: Shop, writer: Connection, received: Received) -> None:
    fair, now = received.fair, shop.clock()
    named = plans.named_in_plans(writer, fair.id)
    if named:
        _must_keep_its_hours(fairs.read_entries(writer, fair.id).fair, fair)
    fairs.write_fair(writer, fair, digest=received.digest, at=now)
    _enter_people(writer, received, named)
    fairs.replace_offers(writer, fair.id, received.exhibitors, received.offers, keep=named)
    tables = [fairs.ReceivedTable(one.kind, one.file, _document(one)) for one in received.tables]
    fairs.replace_report(writer, fair.id, tables=tables, flaws=received.flaws)
    carried = badges.live_codes(writer, fair.id)
    for person in fairs.read_entries(writer, fair.id).jobseekers:
        if person not in carried:
            badges.issue(writer, fair.id, person, code=new_code(shop.random_bytes), at=now)


def _must_keep_its_hours(before: Fair, after: Fair) -> None:
    """Slots already planned must mean the same moments after an import."""
    if not before.cuts_its_day_like(after):
        raise FairError("fair_planned", fair=after.id)


def _enter_people(writer: Connection, received: Received, named: frozenset[str]) -> None:
    fair = received.fair.id
    carried = carried_ids(received.jobseekers, fairs.known_jobseekers(writer, fair))
    seen = {fact.person for fact in happenings.read_happenings(writer, fair)}
    belong = duplicates.joined(writer, fair)
    fairs.replace_jobseekers(
        writer,
        fair,
        jobseekers=[replace(one, id=carried.get(one.id, one.id)) for one in received.jobseekers],
        statistics=[
            replace(one, person=carried.get(one.person, one.person)) for one in received.statistics
        ],
        # The list may name one file of a person and not the other.
        keep=seen | named | {*belong, *belong.values()},
    )


def _receipt(reader: Connection, fair: str, *, changed: bool) -> Receipt:
    entries: Entries = fairs.read_entries(reader, fair)
    return Receipt(
        fair=fair,
        jobseekers=len(entries.jobseekers),
        exhibitors=len(entries.exhibitors),
        offers=len(entries.offers),
        flaws=fairs.read_flaws(reader, fair),
        changed=changed,
    )


def _document(table: Table) -> dict[str, object]:
    return {
        "headings": list(table.headings),
        "heading_line": table.heading_line,
        "rows": [[row.line, list(row.cells)] for row in table.rows],
        "flaws": [flaw_to_document(flaw) for flaw in table.flaws],
        "chosen": dict(table.chosen),
        "taken": sorted(table.taken),
        "hidden": sorted(table.hidden),
        "dropped": [list(one) for one in table.dropped],
    }


def _table(kept: fairs.ReceivedTable) -> Table:
    return Table(
        kind=kept.kind,
        file=kept.file,
        headings=tuple(kept.document["headings"]),
        rows=tuple(Row(line, tuple(cells)) for line, cells in kept.document["rows"]),
        heading_line=kept.document["heading_line"],
        flaws=tuple(flaw_from_document(flaw) for flaw in kept.document["flaws"]),
        chosen=MappingProxyType(dict(kept.document.get("chosen", {}))),
        taken=frozenset(kept.document.get("taken", ())),
        hidden=frozenset(kept.document.get("hidden", ())),
        dropped=tuple((one[0], one[1]) for one in kept.document.get("dropped", ())),
    )
