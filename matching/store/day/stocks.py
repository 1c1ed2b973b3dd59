"""Who has the places of a course, over all days on which its organiser offers it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection, Text, cast, select

from matching.domain.day.happening import Happening
from matching.domain.day.places import NAMELESS, OfferPlaces, count_places
from matching.domain.entries import Entries
from matching.domain.fair import Fair
from matching.domain.jobseeker import Jobseeker
from matching.domain.offer import Offer
from matching.domain.spelling import fold
from matching.domain.terms import OfferKind
from matching.store import schema
from matching.store.day.acquaintances import same_people
from matching.store.day.happenings import place_facts, place_facts_in
from matching.store.documents import from_document, from_text
from matching.store.edits import people_out

_PEOPLE = schema.jobseekers


@dataclass(frozen=True, slots=True)
class Stock:
    """The places of each offer; `elsewhere` is how people of other days are called, by id."""

    places: Mapping[str, OfferPlaces]
    elsewhere: Mapping[str, str]


def other_days(reader: Connection, frame: Fair) -> tuple[Fair, ...]:
    """The other fairs of the same organiser, the earliest first."""
    texts = reader.scalars(select(cast(schema.fairs.c.document, Text)))
    known = (from_text(text, Fair) for text in texts)
    mine = (fair for fair in known if fair.id != frame.id and frame.is_of_one_organiser_with(fair))
    return tuple(sorted(mine, key=lambda fair: (fair.date, fair.id)))


def count_stock(
    reader: Connection, entries: Entries, *, listed: Collection[str] | None = None
) -> Stock:
    """The places of a fair's offers now, what other days gave of the same course counted too.

    A course is the same on two days of one organiser where id, exhibitor, title and beginning
    are; a workshop begins anew each day. People of another day are named by its id and theirs,
    unless they are known to be somebody of this one. Whoever was taken off a list by hand holds
    no place, be they named by a plan or by facts all the same; whoever was forgotten holds what
    their facts of nobody say.
    """
    named: Collection[str] = entries.jobseekers if listed is None else listed
    people = {*named} - people_out(reader, entries.fair.id)
    frame, days = entries.fair, {day.id: day for day in other_days(reader, entries.fair)}
    if not days:
        facts = place_facts(reader, frame.id)
        return Stock(count_places(entries, facts, listed=people), {})
    shared = {day: set(_same_courses(reader, entries, day)) for day in days}
    told = [
        (fair, fact)
        for fair, fact in place_facts_in(reader, {frame.id, *days})
        if fair == frame.id or fact.data.get("offer") in shared[fair]
    ]
    links = same_people(reader, frame.id)
    others = _people_of(reader, days, {(fair, f.person) for fair, f in told if fair != frame.id})
    nameless = {(fair, fact.person) for fair, fact in told if NAMELESS in fact.data}
    names = {key: links.get(key, "/".join(key)) for key in {*others, *nameless}}
    facts_here = [
        _renamed(fair, fact, names) if fair != frame.id else fact
        for fair, fact in told
        if fair == frame.id or (fair, fact.person) in names or not fact.person
    ]
    guests = {names[key]: person for key, (person, _) in others.items() if key not in links}
    whole = replace(entries, jobseekers={**entries.jobseekers, **guests})
    counted = count_places(whole, facts_here, listed={*people, *guests})
    called = {names[key]: label for key, (_, label) in others.items() if key not in links}
    called |= {names[key]: "" for key in nameless if key[0] != frame.id}
    return Stock(counted, called)


def _same_courses(reader: Connection, entries: Entries, fair: str) -> Iterator[str]:
    """Ids of the offers that another day has in common with this one."""
    return (theirs.id for theirs in courses_in_common(reader, entries, fair))


def courses_in_common(reader: Connection, entries: Entries, fair: str) -> Iterator[Offer]:
    """The offers that another day has in common with this one, as they are written there."""
    table = schema.offers
    texts = select(cast(table.c.document, Text)).where(table.c.fair == fair)
    for text in reader.scalars(texts):
        theirs = from_text(text, Offer)
        mine = entries.offers.get(theirs.id)
        if mine is not None and mine.kind is not OfferKind.WORKSHOP and _is_same(mine, theirs):
            yield theirs


def _is_same(mine: Offer, theirs: Offer) -> bool:
    return (mine.exhibitor, fold(mine.title), mine.starts_on, mine.kind) == (
        theirs.exhibitor,
        fold(theirs.title),
        theirs.starts_on,
        theirs.kind,
    )


def _people_of(
    reader: Connection, days: Mapping[str, Fair], named: Collection[tuple[str, str]]
) -> dict[tuple[str, str], tuple[Jobseeker, str]]:
    """People of other days who are still on their lists, with how they are called here."""
    if not named:
        return {}
    query = select(_PEOPLE.c.fair, _PEOPLE.c.id, _PEOPLE.c.call_number, _PEOPLE.c.document).where(
        _PEOPLE.c.fair.in_(sorted({fair for fair, _ in named})),
        _PEOPLE.c.id.in_(sorted({person for _, person in named})),
        _PEOPLE.c.withdrawn == 0,
    )
    found, out = {}, {fair: people_out(reader, fair) for fair, _ in named}
    for row in reader.execute(query):
        if (row.fair, row.id) in named and row.id not in out[row.fair]:
            person = from_document(row.document, Jobseeker)
            day = f"{days[row.fair].date:%d/%m/%Y}"
            label = f"{person.first_name} (n° {row.call_number}, {day})"
            found[row.fair, row.id] = (person, label)
    return found


def _renamed(fair: str, fact: Happening, names: Mapping[tuple[str, str], str]) -> Happening:
    person = names[fair, fact.person] if fact.person else ""
    return replace(fact, person=person, nonce=f"{fair}/{fact.nonce}", about=fact.about)
