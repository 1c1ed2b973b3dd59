"""What staff have entered, changed or taken out by hand holds over the files that come after."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, replace
from typing import TypeVar

from sqlalchemy import Connection

from matching.domain.edit import ByHand, Edit, EditAct, EditKind, EntryIds
from matching.domain.errors import Invalid
from matching.domain.exhibitor import Exhibitor
from matching.domain.jobseeker import Jobseeker
from matching.domain.offer import Offer
from matching.domain.statistics import Statistics
from matching.intake.folder import Received
from matching.intake.written import written
from matching.services.files.again.same_entries import SameEntries
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings, plans
from matching.store.documents import from_document, to_document
from matching.store.edits import append_edit, held_by_hand
from matching.store.entries import walk_ins
from matching.store.people import duplicates
from matching.store.people.answers import answers_of, keep_answers

HOURS = frozenset({"arrives", "leaves", "opens", "closes"})
"""Columns whose empty cell is the whole day."""

R = TypeVar("R", Jobseeker, Statistics, Exhibitor, Offer)


@dataclass(frozen=True, slots=True)
class Lists:
    """The people, figures, stands and offers of a fair, each by its id."""

    jobseekers: Mapping[str, Jobseeker]
    statistics: Mapping[str, Statistics]
    exhibitors: Mapping[str, Exhibitor]
    offers: Mapping[str, Offer]

    def of(self, kind: str) -> Mapping[str, Jobseeker | Exhibitor | Offer]:
        """The entries of a table, by id."""
        tables: Mapping[str, Mapping[str, Jobseeker | Exhibitor | Offer]] = {
            "jobseekers": self.jobseekers,
            "exhibitors": self.exhibitors,
            "offers": self.offers,
        }
        return tables[kind]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """An entry of which a file says otherwise than staff; `columns` is empty when it was removed.

    What staff have done stays unless somebody says otherwise. `hand` and `file` are the two values
    of each column, as they are written in a cell.
    """

    kind: EditKind
    entry: str
    name: str
    columns: tuple[str, ...]
    hand: tuple[str, ...] = ()
    file: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OverFiles:
    """Lists as files bring them with everything done by hand, and where files say otherwise."""

    lists: Lists
    contradictions: tuple[Contradiction, ...]


def lists_of(received: Received, people: Mapping[str, str], entries: SameEntries) -> Lists:
    """What files bring, all under the ids that they had before (`people`, `entries`)."""
    listed = [replace(one, id=people.get(one.id, one.id)) for one in received.jobseekers]
    figures = [
        replace(one, person=people.get(one.person, one.person)) for one in received.statistics
    ]
    stands = [replace(one, id=entries.stands.get(one.id, one.id)) for one in received.exhibitors]
    offers = [
        replace(
            one,
            id=entries.offers.get(one.id, one.id),
            exhibitor=entries.stands.get(one.exhibitor, one.exhibitor),
        )
        for one in received.offers
    ]
    return Lists(
        {one.id: one for one in listed},
        {one.person: one for one in figures},
        {one.id: one for one in stands},
        {one.id: one for one in offers},
    )


def over_files(reader: Connection, fair: str, brought: Lists) -> OverFiles:
    """What files bring, with what staff have done by hand over it."""
    held, said = held_by_hand(reader, fair), list[Contradiction]()
    if not held:
        return OverFiles(brought, ())
    stored = _stored(reader, fair)
    people = _over(held, EditKind.JOBSEEKERS, brought.jobseekers, stored.jobseekers, said)
    stands = _over(held, EditKind.EXHIBITORS, brought.exhibitors, stored.exhibitors, said)
    offers = _over(held, EditKind.OFFERS, brought.offers, stored.offers, said)
    figures = _over(held, EditKind.JOBSEEKERS, brought.statistics, stored.statistics, [])
    lists = Lists(
        people,
        {person: figure for person, figure in figures.items() if person in people},
        stands,
        {key: offer for key, offer in offers.items() if offer.exhibitor in stands},
    )
    return OverFiles(lists, tuple(said))


def give_way(shop: Shop, writer: Connection, fair: str, yielded: Collection[Contradiction]) -> None:
    """Write that of these the file's values count from now on."""
    for contradiction in yielded:
        document = {"columns": list(contradiction.columns)}
        act = EditAct.YIELD
        edit = Edit(contradiction.kind, contradiction.entry, act, document, shop.clock(), "")
        append_edit(writer, fair, edit)


def answer_as_listed(
    shop: Shop, writer: Connection, lists: Lists, fair: str, yielded: Collection[Contradiction]
) -> None:
    """Make answers at the door of columns that yield what the file says."""
    for contradiction in yielded:
        person = lists.jobseekers.get(contradiction.entry)
        if contradiction.kind is EditKind.JOBSEEKERS and person is not None:
            answered = answers_of(writer, fair, person.id).keys() & {*contradiction.columns}
            document = to_document(person)
            if said := {name: document[name] for name in sorted(answered)}:
                keep_answers(writer, fair, person.id, said, at=shop.clock())


def must_stay(reader: Connection, fair: str) -> EntryIds:
    """Ids that no list takes out: walk-ins, who came, whom a plan told of names, joined files."""
    came = {fact.person for fact in happenings.read_happenings(reader, fair)}
    named = plans.named_to_people(reader, fair)
    return replace(named, people=named.people | came | never_listed(reader, fair))


def drafts_name_who_goes(reader: Connection, fair: str, lists: Lists, stay: EntryIds) -> bool:
    """Whether a plan that nobody was told names a person, stand or offer that lists take out."""
    left = EntryIds(
        stay.people.union(lists.jobseekers),
        stay.stands.union(lists.exhibitors),
        stay.offers.union(lists.offers),
    )
    return not plans.named_in_plans(reader, fair) <= left


def never_listed(reader: Connection, fair: str) -> frozenset[str]:
    """Ids of people that no list is expected to name: walk-ins, and who is one with another."""
    belong = duplicates.joined(reader, fair)
    return frozenset(walk_ins(reader, fair)) | {*belong, *belong.values()}


def _stored(reader: Connection, fair: str) -> Lists:
    """The entries as they are written, those taken out of the list of people too."""
    entries = fairs.read_entries(reader, fair)
    people = fairs.known_jobseekers(reader, fair)
    return Lists(people, entries.statistics, entries.exhibitors, entries.offers)


def _over(
    held: Mapping[tuple[EditKind, str], ByHand],
    kind: EditKind,
    brought: Mapping[str, R],
    stored: Mapping[str, R],
    said: list[Contradiction],
) -> dict[str, R]:
    found = dict(brought)
    for key, hand in ((entry, hand) for (of, entry), hand in held.items() if of is kind):
        record = brought.get(key)
        if hand.act is EditAct.REMOVE:
            found.pop(key, None)
        elif record is None and hand.act is EditAct.ADD and key in stored:
            found[key] = stored[key]
        elif record is not None:
            found[key] = _written_over(record, hand, stored.get(key))
        if record is not None and (columns := _otherwise(record, hand)) is not None:
            values = _both(record, found.get(key), columns)
            said.append(Contradiction(kind, key, _name(record), columns, *values))
    return found


def _written_over(record: R, hand: ByHand, stored: R | None) -> R:
    """The record with the fields of its own that were written by hand."""
    ours = {field.name for field in fields(record)} - {"id", "person"}
    mine = {name: value for name, value in hand.fields.items() if name in ours}
    if not mine:
        return record
    try:
        return from_document({**to_document(record), **mine}, type(record))
    except Invalid:
        # The file contradicts what was written by hand: what stands in the store stays.
        return record if stored is None else stored


def _otherwise(record: R, hand: ByHand) -> tuple[str, ...] | None:
    """The columns of which the file says neither what staff wrote nor what stood there before.

    An empty cell says nothing, but for hours that it had named before: it is all day now.
    """
    if hand.act is EditAct.REMOVE:
        return ()
    document = to_document(record)
    columns = tuple(
        name
        for name, value in hand.fields.items()
        if name in document
        and document[name] != value
        and (document[name] not in (None, "", []) or (name in HOURS and hand.before.get(name)))
        and (name not in hand.before or document[name] != hand.before[name])
    )
    return columns or None


def _both(
    brought: R, held: R | None, columns: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What staff wrote in some columns, and what the file says there."""
    hand, file = (
        tuple(written(getattr(record, column), column) for column in columns) if record else ()
        for record in (held, brought)
    )
    return hand, file


def _name(record: Jobseeker | Statistics | Exhibitor | Offer) -> str:
    if isinstance(record, Jobseeker):
        return record.full_name
    if isinstance(record, Statistics):
        return record.person
    return record.name if isinstance(record, Exhibitor) else record.title
