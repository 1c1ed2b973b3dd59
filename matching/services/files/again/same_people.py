"""Know people again when their list comes a second time, whatever was put right in it.

A number that a list writes beside somebody is no proof: whoever inserts a row numbers all below it
anew. It counts as far as name, contact and year of birth do not say otherwise.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection

from matching.intake.cells.identifiers import digest
from matching.intake.folder import Received
from matching.services.files.again.known_people import SAME_NAME, ListedPerson, Roster
from matching.services.files.again.row_numbers import row_numbers
from matching.store import fairs
from matching.store.entries import taken_out, walk_ins
from matching.store.people.profiles import figures_now

# Ids that intake made from what was written, because the list had none.
MADE = "p-"
_MOST_ASKED = 4  # pairs of one name; beyond that they are told as new and gone

FilePair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Recognised:
    """Who of a list that comes again is who.

    `carried` are the ids under which people are kept, by the id that the list gives: that of before
    for whoever was known, one of their own for strangers whose number is somebody else's. A pair
    of new and old id is `doubtful` where two are taken for one without anything that proves it,
    `possible` where they are taken for two although something speaks for one.
    """

    carried: Mapping[str, str]
    doubtful: tuple[FilePair, ...]
    possible: tuple[FilePair, ...]


def recognised_in(
    reader: Connection,
    received: Received,
    *,
    apart: Collection[FilePair] = (),
    together: Collection[FilePair] = (),
    in_place: bool = False,
) -> Recognised:
    """Who of what was received is whom of the fair in the store (`recognised`).

    Whoever came without a list stays apart: page « Doublons » asks about them.
    """
    fair = received.fair.id
    known = fairs.known_jobseekers(reader, fair)
    at_the_door = walk_ins(reader, fair)
    listed = [person for key, person in known.items() if key not in at_the_door]
    return recognised(
        Roster.of(received.jobseekers, received.statistics),
        Roster.of(listed, figures_now(reader, fair).values(), taken_out(reader, fair)),
        apart=apart,
        together=together,
        in_place=in_place,
    )


def recognised(
    received: Roster,
    before: Roster,
    *,
    apart: Collection[FilePair] = (),
    together: Collection[FilePair] = (),
    in_place: bool = False,
) -> Recognised:
    """Who of the received is whom of before, the surest first; nobody is two.

    Parameters
    ----------
    apart
        Pairs of new and old id of which somebody said that they are two people.
    together
        Pairs of which somebody said that they are one, whatever their names.
    in_place
        Whether these are the rows of before, of which cells were written anew: then whoever is
        left with their id is the same.
    """
    rows = row_numbers(received.people)
    search = _Search(dict(received.people), dict(before.people), frozenset(apart), rows)
    for new, old in sorted(together):
        search.take(new, old)
    for away in (before.away, frozenset[str]()):
        listed = [one for key, one in before.people.items() if key not in away]
        shared = _shared_names(received.people.values()) | _shared_names(listed)
        _take_sure(search, without=away, shared=shared)
    if in_place:
        _take_same_ids(search, lambda _new, _old: True, frozenset())
    doubtful = tuple(_take_likely(search))
    possible = tuple(_possible(search))
    return Recognised(_with_own_ids(search, received, before), doubtful, possible)


@dataclass(slots=True)
class _Search:
    """Who is not yet recognised on either side, and who is; `rows` are ids that number rows."""

    fresh: dict[str, ListedPerson]
    gone: dict[str, ListedPerson]
    apart: frozenset[FilePair]
    rows: frozenset[str]
    carried: dict[str, str] = field(default_factory=dict)

    def take(self, new: str, old: str) -> bool:
        """Take two for one, unless one of them is somebody already."""
        if new not in self.fresh or old not in self.gone or (new, old) in self.apart:
            return False
        del self.fresh[new], self.gone[old]
        self.carried[new] = old
        return True


_Says = Callable[[ListedPerson, ListedPerson], bool]
_Mark = Callable[[ListedPerson], Hashable]


def _take_sure(search: _Search, *, without: Collection[str], shared: Collection[str]) -> None:
    """Pairs that name, contact, year of birth or a number that nothing contradicts prove."""
    _take_same_ids(search, _is_proven, without)
    for mark in (_named_at(0), _named_at(1), _named_in_year):
        _take_alone(search, mark, _is_born_alike, without)
    # A name alone tells only whom nobody shares it with, recognised or not.
    _take_alone(search, lambda one: "" if one.name in shared else one.name, _is_born_alike, without)
    for mark in (_at(0), _at(1)):
        _take_alone(search, mark, _may_be_at_one_contact, without)
    _take_same_ids(search, _is_plainly, {*without, *_moved_numbers(search)})
    _take_same_ids(search, _is_borne_out, {*without, *search.rows})


def _take_same_ids(search: _Search, says: _Says, without: Collection[str]) -> None:
    for key in sorted(search.fresh.keys() & search.gone.keys() - set(without)):
        if says(search.fresh[key], search.gone[key]):
            search.take(key, key)


def _take_alone(search: _Search, mark: _Mark, says: _Says, without: Collection[str]) -> None:
    """Pairs of one mark that nobody else bears among those who are left."""
    old = [one for key, one in search.gone.items() if key not in without]
    firsts, seconds = _alone(search.fresh.values(), mark), _alone(old, mark)
    for value, person in firsts.items():
        if value in seconds and says(person, seconds[value]):
            search.take(person.key, seconds[value].key)


def _alone(people: Iterable[ListedPerson], mark: _Mark) -> dict[Hashable, ListedPerson]:
    listed = [(value, person) for person in people if (value := mark(person))]
    counts = Counter(value for value, _ in listed)
    return {value: person for value, person in listed if counts[value] == 1}


def _named_at(place: int) -> _Mark:
    return lambda one: (one.name, one.contacts[place]) if one.contacts[place] else ""


def _at(place: int) -> _Mark:
    return lambda one: one.contacts[place]


def _named_in_year(one: ListedPerson) -> Hashable:
    return (one.name, one.born) if one.born else ""


def _moved_numbers(search: _Search) -> set[str]:
    """Numbers of rows whose name stands in other rows than before: any of them may be meant."""
    new, old = _keys_by_name(search.fresh), _keys_by_name(search.gone)
    moved = (keys for name, keys in new.items() if keys != old.get(name))
    return set().union(*moved) & search.rows


def _keys_by_name(people: Mapping[str, ListedPerson]) -> dict[str, set[str]]:
    found = defaultdict[str, set[str]](set)
    for key, one in people.items():
        found[one.name].add(key)
    return found


def _is_proven(new: ListedPerson, old: ListedPerson) -> bool:
    is_shared = new.shares_contact(old) or (new.born is not None and new.born == old.born)
    return is_shared and _is_plainly(new, old)


def _is_plainly(new: ListedPerson, old: ListedPerson) -> bool:
    return new.name == old.name and not (new.is_elsewhere(old) or new.is_born_otherwise(old))


def _is_born_alike(new: ListedPerson, old: ListedPerson) -> bool:
    return not new.is_born_otherwise(old)


def _may_be_at_one_contact(new: ListedPerson, old: ListedPerson) -> bool:
    return new.may_be(old) and not new.is_born_otherwise(old)


def _is_borne_out(new: ListedPerson, old: ListedPerson) -> bool:
    """Whether the person under one id may be one, by what else is known of the two."""
    if new.is_born_otherwise(old):
        return False
    return new.shares_contact(old) or (new.may_be(old) and not new.is_elsewhere(old))


def _shared_names(people: Iterable[ListedPerson]) -> frozenset[str]:
    """Names that two people of one list bear: either may be meant."""
    counts = Counter(one.name for one in people)
    return frozenset(name for name, count in counts.items() if count > 1)


def _take_likely(search: _Search) -> Iterator[FilePair]:
    """Take who is likely the same, the likeliest first, and name each pair."""
    likely = sorted(
        (-likeness, new.key, old.key)
        for new, old in _near(search)
        if (likeness := _likely(new, old, search.rows)) > 0
    )
    for _, new, old in likely:
        if search.take(new, old):
            yield new, old


def _likely(new: ListedPerson, old: ListedPerson, rows: Collection[str]) -> float:
    """From 0 (another person) to 200 (same contact or number, same name)."""
    name = new.likeness(old)
    if new.is_born_otherwise(old):
        return 0.0
    if new.shares_contact(old) or (new.key == old.key and new.key not in rows):
        return name + 100 if new.may_be(old) else 0.0
    return name if name >= SAME_NAME and not new.is_elsewhere(old) else 0.0


def _near(search: _Search) -> Iterator[tuple[ListedPerson, ListedPerson]]:
    """Pairs of which a word of the names begins alike, or a contact or the id is the same."""
    bearers = defaultdict[str, set[str]](set)
    for key, one in search.gone.items():
        for clue in _clues(one):
            bearers[clue].add(key)
    for new in search.fresh.values():
        found: set[str] = set().union(*(bearers.get(clue, ()) for clue in _clues(new)))
        yield from ((new, search.gone[key]) for key in sorted(found))


def _clues(one: ListedPerson) -> set[str]:
    words = {f"word {word[:2]}" for word in one.name.split()}
    return words | {f"at {contact}" for contact in one.contacts if contact} | {f"id {one.key}"}


def _possible(search: _Search) -> Iterator[FilePair]:
    """Pairs that are left, of which a contact, the whole name or the id speaks for one person."""
    pairs = list(_near(search))
    names = Counter(new.name for new, old in pairs if new.name == old.name)
    for new, old in pairs:
        is_named = new.name == old.name and names[new.name] <= _MOST_ASKED
        is_numbered = new.key == old.key and (new.key not in search.rows or new.may_be(old))
        is_said = (new.key, old.key) in search.apart
        if not is_said and (new.shares_contact(old) or is_named or is_numbered):
            yield new.key, old.key


def _with_own_ids(search: _Search, received: Roster, before: Roster) -> dict[str, str]:
    """The id of everybody who is not kept under the one that the list gives."""
    carried = {new: old for new, old in search.carried.items() if new != old}
    taken = {*before.people, *search.carried.values()}
    free = {key for key in search.fresh if key not in taken}
    taken |= free
    for key in sorted(search.fresh.keys() - free):
        one = received.people[key]
        told = "\x1f".join((one.name, *one.contacts, str(one.born or "")))
        while (own := MADE + digest(told)) in taken:
            told += "+"
        carried[key] = own
        taken.add(own)
    return carried
