"""Take in a fair's folder or uploaded files, and mend what was wrong in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from badges.code import new_code
from matching.domain.entries import Entries
from matching.domain.errors import FairError
from matching.domain.flaw import Flaw
from matching.intake.folder import Received, read_files, read_folder, read_tables
from matching.intake.tables import Row, Table
from matching.services.shop import Shop
from matching.store import badges, fairs, happenings


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
    """One cell put right."""

    kind: str
    line: int
    column: str
    value: str


class FlawsRefused(FairError):
    """Strict import met flaws that lose a row or a cell: nothing was changed."""

    def __init__(self, flaws: Sequence[Flaw]) -> None:
        super().__init__("strict_flaws", count=len(flaws))
        self.flaws = tuple(flaws)


def receive_folder(shop: Shop, folder: Path, *, strict: bool = False) -> Receipt:
    """Take in a fair's folder; the same folder twice changes nothing."""
    return _receive(shop, read_folder(folder), strict=strict)


def receive_files(shop: Shop, files: Mapping[str, bytes]) -> Receipt:
    """Take in uploaded files by name, `fair.toml` among them."""
    return _receive(shop, read_files(files), strict=False)


def mend(shop: Shop, fair: str, mends: Sequence[Mend]) -> Receipt:
    """Put cells right in the tables received last, and read them again."""
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
        kept = fairs.read_received_tables(reader, fair)
    tables = {one.kind: _table(one) for one in kept}
    for one in mends:
        tables[one.kind] = tables[one.kind].with_cell(one.line, one.column, one.value)
    return _receive(shop, read_tables(entries.fair, tuple(tables.values())), strict=False)


def read_report(shop: Shop, fair: str) -> Receipt:
    """What the fair holds now and the flaws of its last import."""
    with shop.store.reading() as reader:
        return _receipt(reader, fair, changed=False)


def _receive(shop: Shop, received: Received, *, strict: bool) -> Receipt:
    harm = [flaw for flaw in received.flaws if flaw.lost]
    if strict and harm:
        raise FlawsRefused(harm)
    with shop.store.writing() as writer:
        changed = fairs.digest_of(writer, received.fair.id) != received.digest
        if changed:
            _enter(shop, writer, received)
        return _receipt(writer, received.fair.id, changed=changed)


def _enter(shop: Shop, writer: Connection, received: Received) -> None:
    fair, now = received.fair, shop.clock()
    fairs.write_fair(writer, fair, digest=received.digest, at=now)
    seen = {fact.person for fact in happenings.read_happenings(writer, fair.id)}
    fairs.replace_jobseekers(
        writer,
        fair.id,
        jobseekers=received.jobseekers,
        statistics=received.statistics,
        keep=seen,
    )
    fairs.replace_offers(writer, fair.id, received.exhibitors, received.offers)
    tables = [fairs.ReceivedTable(one.kind, one.file, _document(one)) for one in received.tables]
    fairs.replace_report(writer, fair.id, tables=tables, flaws=received.flaws)
    carried = badges.live_codes(writer, fair.id)
    for person in fairs.read_entries(writer, fair.id).jobseekers:
        if person not in carried:
            badges.issue(writer, fair.id, person, code=new_code(shop.random_bytes), at=now)


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
    rows = [[row.line, list(row.cells)] for row in table.rows]
    return {"headings": list(table.headings), "rows": rows}


def _table(kept: fairs.ReceivedTable) -> Table:
    rows = tuple(Row(line, tuple(cells)) for line, cells in kept.document["rows"])
    return Table(kept.kind, kept.file, tuple(kept.document["headings"]), rows)
