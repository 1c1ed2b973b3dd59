"""One entry of a fair written or taken out, beside the lists that files bring."""

from dataclasses import replace
from typing import TypeVar

from sqlalchemy import Connection, Table, delete, insert, select, update

from matching.domain.exhibitor import Exhibitor
from matching.domain.jobseeker import Jobseeker
from matching.domain.offer import Offer
from matching.domain.statistics import Statistics
from matching.store import fairs, schema
from matching.store.documents import from_document, to_document
from matching.store.people.listing import list_changed

SO = TypeVar("SO", bound=Exhibitor | Offer)
_PEOPLE = schema.jobseekers


def stored_person(reader: Connection, fair: str, person: str) -> Jobseeker | None:
    """The profile of a person as their list or staff wrote it, taken out or not."""
    query = select(_PEOPLE.c.document).where(_PEOPLE.c.fair == fair, _PEOPLE.c.id == person)
    document = reader.scalar(query)
    return None if document is None else from_document(document, Jobseeker)


def stored_stand_or_offer(reader: Connection, fair: str, entry: SO) -> SO:
    """The same entry as its list or staff wrote it, wherever a stand was moved to since."""
    table = _table(entry)
    query = select(table.c.document).where(table.c.fair == fair, table.c.id == entry.id)
    document = reader.scalar(query)
    return entry if document is None else from_document(document, type(entry))


def walk_ins(reader: Connection, fair: str) -> frozenset[str]:
    """Everybody whom no list has brought: people who were entered at the door."""
    query = select(_PEOPLE.c.id).where(_PEOPLE.c.fair == fair, _PEOPLE.c.walk_in == 1)
    return frozenset(reader.scalars(query))


def write_person(
    writer: Connection, fair: str, person: Jobseeker, figures: Statistics | None
) -> None:
    """Enter a person, or put this profile in place of theirs; they are on the list from now on."""
    where = (_PEOPLE.c.fair == fair, _PEOPLE.c.id == person.id)
    values = {"document": to_document(person), "withdrawn": 0}
    if writer.execute(update(_PEOPLE).where(*where).values(values)).rowcount == 0:
        fairs.add_jobseeker(writer, fair, person, walk_in=False)
    if figures is not None:
        numbers = schema.statistics
        same = (numbers.c.fair == fair, numbers.c.person == person.id)
        writer.execute(delete(numbers).where(*same))
        fairs.add_statistics(writer, fair, replace(figures, person=person.id))
    list_changed(writer, fair)


def write_stand_or_offer(writer: Connection, fair: str, entry: Exhibitor | Offer) -> None:
    """Enter a stand or an offer, or put it in place of the one of its id."""
    table = _table(entry)
    where = (table.c.fair == fair, table.c.id == entry.id)
    document = to_document(entry)
    if writer.execute(update(table).where(*where).values(document=document)).rowcount == 0:
        writer.execute(insert(table).values(fair=fair, id=entry.id, document=document))


def withdraw_person(writer: Connection, fair: str, person: str) -> None:
    """Take a person off the list; number and badge come back with them."""
    where = (_PEOPLE.c.fair == fair, _PEOPLE.c.id == person)
    writer.execute(update(_PEOPLE).where(*where).values(withdrawn=1))
    list_changed(writer, fair)


def delete_stand_or_offer(writer: Connection, fair: str, entry: Exhibitor | Offer) -> None:
    """Take out a stand or an offer."""
    table = _table(entry)
    writer.execute(delete(table).where(table.c.fair == fair, table.c.id == entry.id))


def _table(entry: Exhibitor | Offer) -> Table:
    return schema.exhibitors if isinstance(entry, Exhibitor) else schema.offers
