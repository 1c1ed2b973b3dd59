"""One entry of a fair written or taken out, beside the lists that files bring."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection, Table, delete, insert, select, update

from matching.domain.day.happening import Happening, HappeningKind
from matching.domain.day.places import BEFORE, PLACES
from matching.domain.edit import Edit, EditAct, EditKind
from matching.domain.entries import Entries
from matching.domain.exhibitor import Exhibitor
from matching.domain.jobseeker import Jobseeker
from matching.domain.offer import Offer
from matching.domain.statistics import Statistics
from matching.domain.terms import OfferKind
from matching.store import edits, fairs, schema
from matching.store.day import happenings
from matching.store.day.stocks import courses_in_common, other_days
from matching.store.documents import from_document, to_document
from matching.store.edits import append_edit
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


def stands_and_offers(
    reader: Connection, fair: str
) -> tuple[tuple[Exhibitor, ...], tuple[Offer, ...]]:
    """The stands and the offers of a fair as their lists or staff wrote them."""
    stands, offers = (
        reader.scalars(select(table.c.document).where(table.c.fair == fair)).all()
        for table in (schema.exhibitors, schema.offers)
    )
    return (
        tuple(from_document(stand, Exhibitor) for stand in stands),
        tuple(from_document(offer, Offer) for offer in offers),
    )


def read_staying(reader: Connection, fair: str) -> Entries:
    """A fair with its entries, but for those that staff have taken out: what is still prepared.

    Raises
    ------
    FairError
        `fair_unknown`.
    """
    return fairs.read_entries(reader, fair).without(edits.taken_out(reader, fair))


def walk_ins(reader: Connection, fair: str) -> frozenset[str]:
    """Everybody whom no list has brought: people who were entered at the door."""
    query = select(_PEOPLE.c.id).where(_PEOPLE.c.fair == fair, _PEOPLE.c.walk_in == 1)
    return frozenset(reader.scalars(query))


def taken_out(reader: Connection, fair: str) -> frozenset[str]:
    """Everybody whom a list or staff had and have no more."""
    query = select(_PEOPLE.c.id).where(_PEOPLE.c.fair == fair, _PEOPLE.c.withdrawn == 1)
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


def share_places(
    writer: Connection,
    before: Mapping[str, Offer],
    entries: Entries,
    *,
    at: datetime,
    new_nonce: Callable[[], str],
    station: str = "",
) -> None:
    """Give the other days the number of places of each course whose number is another now.

    Whoever waits on another day moves up too, whichever day came first. Where somebody has a place
    or waits, the change is written down as a fact: it holds from then on, so that nobody is given
    a place for having asked earlier than who comes first by the scheme's order.

    Parameters
    ----------
    before
        The offers of the fair before they were written.
    """
    changed = {
        offer.id: before[offer.id].places if offer.id in before else None
        for offer in entries.offers.values()
        if offer.places is not None and offer.kind is not OfferKind.WORKSHOP
        if offer.id not in before or before[offer.id].places != offer.places
    }
    for day in other_days(writer, entries.fair) if changed else ():
        for theirs in tuple(courses_in_common(writer, entries, day.id)):
            places = entries.offers[theirs.id].places
            if theirs.id not in changed or theirs.places == places:
                continue
            if changed[theirs.id] is None:
                changed[theirs.id] = theirs.places
            write_stand_or_offer(writer, day.id, replace(theirs, places=places))
            told = {"fields": {"places": places}, "before": {"places": theirs.places}}
            edit = Edit(EditKind.OFFERS, theirs.id, EditAct.CHANGE, told, at, station)
            append_edit(writer, day.id, edit)
    for offer, was in changed.items():
        held = entries.stock.get(offer)
        if was is not None and held is not None and (held.accepted or held.waiting):
            said = {"offer": offer, BEFORE: str(was), PLACES: str(entries.offers[offer].places)}
            kind = HappeningKind.PLACES_SET
            fact = Happening(kind, at, new_nonce(), station=station, data=said)
            happenings.append(writer, entries.fair.id, fact, recorded_at=at)
