"""Fairs and their entries in the store."""

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from sqlalchemy import (
    BindParameter,
    Connection,
    Table,
    Text,
    bindparam,
    cast,
    delete,
    func,
    insert,
    select,
    update,
)

from matching.domain.day.meeting import Meeting
from matching.domain.edit import NO_ENTRIES, EntryIds
from matching.domain.entries import Entries, running_numbers
from matching.domain.errors import FairError
from matching.domain.exhibitor import Exhibitor
from matching.domain.fair import Fair
from matching.domain.jobseeker import Jobseeker
from matching.domain.offer import Offer
from matching.domain.statistics import Statistics
from matching.store import schema
from matching.store.day.happenings import eligible_people, moved_so_far
from matching.store.day.stocks import count_stock
from matching.store.day.wishes import read_wishes
from matching.store.documents import (
    from_document,
    from_text,
    to_document,
)
from matching.store.last_read import LastSeen
from matching.store.people.answers import read_answers_of, whole
from matching.store.people.blanks import blank_badges
from matching.store.people.choices import objectors
from matching.store.people.duplicates import files_of, joined, wished
from matching.store.people.listing import list_changed
from matching.store.people.profiles import figures_now, profiles_now
from matching.store.sealing.sealed_column import text_of

T = TypeVar("T")
_LAST_SEEN: LastSeen[Entries] = LastSeen()

_FAIR: BindParameter[str] = bindparam("fair")
_IDS: BindParameter[str] = bindparam("ids", expanding=True)
_FRAME = select(cast(schema.fairs.c.document, Text)).where(schema.fairs.c.id == _FAIR)
_TEXTS = {
    table: select(cast(table.c.document, Text)).where(table.c.fair == _FAIR, table.c.id.in_(_IDS))
    for table in (schema.exhibitors, schema.offers)
}


def list_fairs(reader: Connection) -> tuple[Fair, ...]:
    """Every fair, the latest day first."""
    texts = reader.scalars(select(cast(schema.fairs.c.document, Text)))
    found = (from_text(text, Fair) for text in texts)
    return tuple(sorted(found, key=lambda fair: (-fair.date.toordinal(), fair.id)))


def digest_of(reader: Connection, fair: str) -> str:
    """The digest of what was last received for a fair; empty when it is not in the store."""
    found = reader.scalar(select(schema.fairs.c.digest).where(schema.fairs.c.id == fair))
    return found or ""


def read_fair(reader: Connection, fair: str) -> Fair:
    """The frame of a fair.

    Raises
    ------
    FairError
        `fair_unknown`, naming the fairs that are there.
    """
    text = reader.scalar(_FRAME, {"fair": fair})
    if text is None:
        known = reader.scalars(select(schema.fairs.c.id).order_by(schema.fairs.c.id))
        raise FairError("fair_unknown", fair=fair, known=", ".join(known))
    return from_text(text, Fair)


def read_entries(reader: Connection, fair: str) -> Entries:
    """A fair with all its entries, as it stands now; the same object while nothing was written.

    Raises
    ------
    FairError
        `fair_unknown`, naming the fairs that are there.
    """
    return _LAST_SEEN.of(reader, fair, lambda: _entries(reader, fair))


def _entries(reader: Connection, fair: str) -> Entries:
    frame = read_fair(reader, fair)
    people = schema.jobseekers
    columns = select(
        people.c.id, people.c.call_number, text_of(people.c.document), people.c.walk_in
    )
    here = columns.where(people.c.fair == fair, people.c.withdrawn == 0).order_by(people.c.id)
    rows, belong = reader.execute(here).all(), joined(reader, fair)
    entries = Entries(
        fair=frame,
        jobseekers=profiles_now(reader, fair, {person: text for person, _, text, _ in rows}),
        statistics=figures_now(reader, fair),
        exhibitors={
            exhibitor.id: exhibitor
            for exhibitor in _all(reader, schema.exhibitors, fair, Exhibitor)
        },
        offers={offer.id: offer for offer in _all(reader, schema.offers, fair, Offer)},
        call_numbers={person: number for person, number, *_ in rows if person not in belong},
        wishes=wished(read_wishes(reader, fair), belong),
        walk_ins=_nobody_expected({person: bool(came) for person, *_, came in rows}, belong),
        checked=eligible_people(reader, fair),
        objectors=objectors(reader, fair, belong),
    ).as_of(moved_so_far(reader, fair))
    return _with_places(reader, entries, lambda: entries.jobseekers)


def _nobody_expected(walked_in: Mapping[str, bool], belong: Mapping[str, str]) -> frozenset[str]:
    """People none of whose files came with a list; by file, whether it was made at the door."""
    people = {belong.get(file, file) for file in walked_in}
    return frozenset(
        people - {belong.get(file, file) for file, at_door in walked_in.items() if not at_door}
    )


def read_entries_of(reader: Connection, fair: str, person: str) -> Entries:
    """One person with all stands and offers, as they stand; cost does not grow with the people.

    Raises
    ------
    FairError
        `fair_unknown`; `person_unknown` when nobody listed has that id.
    """
    frame, people, belong = read_fair(reader, fair), schema.jobseekers, joined(reader, fair)
    files = files_of(reader, fair, person)
    columns = select(people.c.id, people.c.call_number, people.c.document)
    rows = {
        row.id: row
        for row in reader.execute(
            columns.where(people.c.fair == fair, people.c.id.in_(files), people.c.withdrawn == 0)
        )
    }
    if person not in rows or person in belong:
        raise FairError("person_unknown", person=person, fair=fair)
    profiles = {file: row.document for file, row in rows.items()}
    said = whole(profiles, belong, read_answers_of(reader, fair, files))[person]
    table = schema.statistics
    numbers = reader.execute(
        select(table.c.person, table.c.document).where(
            table.c.fair == fair, table.c.person.in_(files)
        )
    )
    figures = whole({row.person: row.document for row in numbers}, belong)
    wishes = [wish for file in files for wish in read_wishes(reader, fair, person=file)]
    entries = Entries(
        fair=frame,
        jobseekers={person: from_document(said, Jobseeker)},
        statistics={
            person: from_document(figure, Statistics) for person, figure in figures.items()
        },
        exhibitors={
            exhibitor.id: exhibitor
            for exhibitor in _all(reader, schema.exhibitors, fair, Exhibitor)
        },
        offers={offer.id: offer for offer in _all(reader, schema.offers, fair, Offer)},
        call_numbers={person: rows[person].call_number},
        wishes=wished(wishes, belong),
        checked=eligible_people(reader, fair, person=person),
        objectors=objectors(reader, fair, belong) & {person},
    ).as_of(moved_so_far(reader, fair))
    listed = select(people.c.id).where(people.c.fair == fair, people.c.withdrawn == 0)
    return _with_places(reader, entries, lambda: set(reader.scalars(listed)))


def _with_places(
    reader: Connection, entries: Entries, listed: Callable[[], Collection[str]]
) -> Entries:
    """The same with who has places, and how many nobody has; who is listed is asked once."""
    stock = count_stock(reader, entries, listed=listed())
    left = {offer: places.left for offer, places in stock.places.items()}
    return replace(entries, left=left, stock=stock.places, elsewhere=stock.elsewhere)


def read_stands_of(reader: Connection, frame: Fair, meetings: Iterable[Meeting]) -> Entries:
    """The stands and offers of these meetings, as they stand now; of people nothing."""
    planned = tuple(meetings)
    stands = _some(
        reader, schema.exhibitors, frame.id, {meeting.stand for meeting in planned}, Exhibitor
    )
    offers = _some(reader, schema.offers, frame.id, {meeting.offer for meeting in planned}, Offer)
    return Entries(
        fair=frame,
        jobseekers={},
        statistics={},
        exhibitors={stand.id: stand for stand in stands},
        offers={offer.id: offer for offer in offers},
        call_numbers={},
    ).as_of(moved_so_far(reader, frame.id))


def _some(
    reader: Connection, table: Table, fair: str, ids: Collection[str], kind: type[T]
) -> list[T]:
    if not ids:
        return []
    named = {"fair": fair, "ids": sorted(ids)}
    return [from_text(text, kind) for text in reader.scalars(_TEXTS[table], named)]


def _all(reader: Connection, table: Table, fair: str, kind: type[T]) -> list[T]:
    """Stands or offers in the order of their ids."""
    texts = select(cast(table.c.document, Text)).where(table.c.fair == fair).order_by(table.c.id)
    return [from_text(text, kind) for text in reader.scalars(texts)]


def write_fair(writer: Connection, fair: Fair, *, digest: str, at: datetime) -> None:
    """Enter a fair, or replace its frame."""
    values = {"document": to_document(fair), "digest": digest, "received_at": at}
    changed = writer.execute(
        update(schema.fairs).where(schema.fairs.c.id == fair.id).values(values)
    )
    if changed.rowcount == 0:
        writer.execute(insert(schema.fairs).values(id=fair.id, **values))


def replace_offers(
    writer: Connection,
    fair: str,
    exhibitors: Iterable[Exhibitor],
    offers: Iterable[Offer],
    *,
    keep: EntryIds = NO_ENTRIES,
) -> None:
    """Put these exhibitors and offers in place of those the fair had; `keep` always stays."""
    tables = (
        (schema.exhibitors, exhibitors, keep.stands),
        (schema.offers, offers, keep.offers),
    )
    for table, entries, kept in tables:
        rows = [{"fair": fair, "id": entry.id, "document": to_document(entry)} for entry in entries]
        stay = kept - {str(row["id"]) for row in rows}
        writer.execute(delete(table).where(table.c.fair == fair, table.c.id.not_in(stay)))
        if rows:
            writer.execute(insert(table), rows)


def known_jobseekers(reader: Connection, fair: str) -> dict[str, Jobseeker]:
    """Everybody ever entered for a fair, those no longer listed too."""
    table = schema.jobseekers
    query = select(table.c.document).where(table.c.fair == fair).order_by(table.c.id)
    found = (from_document(document, Jobseeker) for document in reader.scalars(query))
    return {person.id: person for person in found}


def replace_jobseekers(
    writer: Connection,
    fair: str,
    *,
    jobseekers: Sequence[Jobseeker],
    statistics: Iterable[Statistics],
    keep: Collection[str],
) -> None:
    """Put these people in place of those received before; `keep` and walk-ins always stay.

    Whoever is no longer listed is withdrawn, not forgotten: call number and badge come back with
    the person. Who is new is called by the running number of the list, where it has one and
    nobody bears it; else by the next free number.
    """
    table, numbers = schema.jobseekers, schema.statistics
    known = known_jobseekers(writer, fair)
    stay = {person.id for person in jobseekers} | set(keep)
    gone = (table.c.fair == fair, table.c.walk_in == 0, table.c.id.not_in(stay))
    writer.execute(update(table).where(*gone).values(withdrawn=1))
    asked = running_numbers([person.id for person in jobseekers])
    borne = _numbers_borne(writer, fair)
    free = {person: number for person, number in asked.items() if number not in borne}
    # Whoever has a number of the list first: the next free one is counted after those.
    for person in sorted(jobseekers, key=lambda person: (free.get(person.id, math.inf), person.id)):
        if person.id in known:
            where = (table.c.fair == fair, table.c.id == person.id)
            values = {"document": to_document(person), "withdrawn": 0}
            writer.execute(update(table).where(*where).values(values))
        else:
            add_jobseeker(writer, fair, person, walk_in=False, call_number=free.get(person.id))
    for figures in statistics:
        where = (numbers.c.fair == fair, numbers.c.person == figures.person)
        writer.execute(delete(numbers).where(*where))
        add_statistics(writer, fair, figures)
    list_changed(writer, fair)


def _numbers_borne(reader: Connection, fair: str) -> set[int]:
    """The call numbers of everybody ever entered, and of blank badges."""
    table = schema.jobseekers
    borne = reader.scalars(select(table.c.call_number).where(table.c.fair == fair))
    return {*borne, *blank_badges(reader, fair).values()}


def last_call_number(reader: Connection, fair: str) -> int:
    """The highest number that somebody has or a blank badge bears; 0 before any."""
    table = schema.jobseekers
    last = reader.scalar(select(func.max(table.c.call_number)).where(table.c.fair == fair)) or 0
    return max([last, *blank_badges(reader, fair).values()])


def add_jobseeker(
    writer: Connection,
    fair: str,
    jobseeker: Jobseeker,
    *,
    walk_in: bool,
    call_number: int | None = None,
) -> int:
    """Enter one more person; the call number given, else the next free one, is answered."""
    table = schema.jobseekers
    number = call_number or last_call_number(writer, fair) + 1
    writer.execute(
        insert(table).values(
            fair=fair,
            id=jobseeker.id,
            call_number=number,
            walk_in=int(walk_in),
            withdrawn=0,
            document=to_document(jobseeker),
        )
    )
    list_changed(writer, fair)
    return number


def add_statistics(writer: Connection, fair: str, figures: Statistics) -> None:
    """Keep what a person said for statistics, apart from the profile."""
    row = {"fair": fair, "person": figures.person, "document": to_document(figures)}
    writer.execute(insert(schema.statistics).values(row))
