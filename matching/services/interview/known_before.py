"""People known from another day of the same organiser: matched, asked where unsure, joined."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from rapidfuzz import fuzz
from sqlalchemy import Connection

from matching.domain.errors import FairError
from matching.domain.fair import Fair
from matching.domain.jobseeker import Jobseeker
from matching.domain.spelling import fold
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day.acquaintances import Acquaintance, tell_of_days, told_of_days
from matching.store.day.stocks import other_days
from matching.store.people.duplicates import DuplicateVerdict

_NEAR_FIRST_NAME = 80.0


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody of this day (`person`) who is or may be somebody of another day.

    `state` is `joined`, `sure` (name and contact are the same) or `ask`.
    """

    person: str
    name: str
    fair: str
    day: date
    other: str
    other_name: str
    state: str

    @property
    def key(self) -> tuple[str, str]:
        """Who it is on the other day."""
        return self.fair, self.other


def known_before(
    shop: Shop, fair: str, *, people: Collection[str] | None = None
) -> list[KnownPerson]:
    """Whom of a day, or of some people, its organiser knows from other days; joined ones first.

    Whoever is on the lists of both days of a series is not among them.
    Nobody is looked for among the people of another organiser.
    """
    with shop.store.reading() as reader:
        return _known(reader, fairs.read_fair(reader, fair), people)


def join_sure(shop: Shop, fair: str, *, people: Collection[str] | None = None) -> list[KnownPerson]:
    """Join those whose name and contact are the same on both days; who was joined now."""
    with shop.store.reading() as reader:
        if not other_days(reader, fairs.read_fair(reader, fair)):
            return []
    with shop.store.writing() as writer:
        found = _known(writer, fairs.read_fair(writer, fair), people)
        sure = [each for each in found if each.state == "sure"]
        for each in sure:
            word = Acquaintance((fair, each.person), each.key, DuplicateVerdict.ONE)
            tell_of_days(writer, word, at=shop.clock())
    return sure


def say_known(
    shop: Shop,
    fair: str,
    person: str,
    other: tuple[str, str],
    said: DuplicateVerdict,
    *,
    station: str = "",
) -> KnownPerson:
    """Write that somebody of two days is one person, or two, or that it is open again.

    Raises
    ------
    FairError
        `person_unknown`; `not_one_organiser` where the days are held by two.
    """
    with shop.store.writing() as writer:
        frame, theirs = fairs.read_fair(writer, fair), fairs.read_fair(writer, other[0])
        if frame.id == theirs.id or not frame.is_of_one_organiser_with(theirs):
            raise FairError("not_one_organiser", fair=fair, other=other[0])
        mine = fairs.read_entries_of(writer, fair, person).jobseeker(person)
        their = fairs.read_entries_of(writer, theirs.id, other[1]).jobseeker(other[1])
        word = Acquaintance((fair, person), other, said)
        tell_of_days(writer, word, at=shop.clock(), station=station)
    state = "joined" if said is DuplicateVerdict.ONE else "ask"
    return KnownPerson(
        person, mine.full_name, theirs.id, theirs.date, their.id, their.full_name, state
    )


def known_document(found: Collection[KnownPerson]) -> list[dict[str, Any]]:
    """Whom an organiser knows, as a document."""
    return [
        {
            "person": each.person,
            "name": each.name,
            "fair": each.fair,
            "date": each.day.isoformat(),
            "other": each.other,
            "other_name": each.other_name,
            "state": each.state,
        }
        for each in found
    ]


def _known(reader: Connection, frame: Fair, people: Collection[str] | None) -> list[KnownPerson]:
    days = other_days(reader, frame)
    if not days:
        return []
    here = fairs.read_entries(reader, frame.id).jobseekers
    if people is not None:
        here = {person: here[person] for person in people if person in here}
    words = {(word.person[1], *word.other): word.said for word in told_of_days(reader, frame.id)}
    found = [
        each
        for day in days
        for each in _of_day(here, day, fairs.read_entries(reader, day.id).jobseekers, words)
    ]
    return sorted(found, key=lambda each: (each.state != "joined", each.name, each.day, each.other))


def _of_day(
    here: Mapping[str, Jobseeker],
    day: Fair,
    there: Mapping[str, Jobseeker],
    words: Mapping[tuple[str, str, str], DuplicateVerdict],
) -> Iterator[KnownPerson]:
    """Pairs of people of two days, in the state that staff or their entries give them."""
    pairs = {(mine.id, other.id): state for mine, other, state in _alike(here, there)}
    told = {(mine, other): said for (mine, fair, other), said in words.items() if fair == day.id}
    counts: defaultdict[str, int] = defaultdict(int)
    for (mine, other), state in pairs.items():
        counts[mine] += state == "sure"
        counts[f"/{other}"] += state == "sure"
    for mine, other in sorted({*pairs, *told}):
        said = told.get((mine, other), DuplicateVerdict.OPEN)
        if said is DuplicateVerdict.TWO or mine not in here or other not in there:
            continue
        if (
            said is DuplicateVerdict.ONE and mine == other
        ):  # listed on both days: there is nothing to ask
            continue
        state = "joined" if said is DuplicateVerdict.ONE else pairs.get((mine, other), "")
        # two who look alike are asked, however sure each of them would be alone
        if state == "sure" and counts[mine] + counts[f"/{other}"] > 2:
            state = "ask"
        if state:
            names = here[mine].full_name, there[other].full_name
            yield KnownPerson(mine, names[0], day.id, day.date, other, names[1], state)


def _alike(
    here: Mapping[str, Jobseeker], there: Mapping[str, Jobseeker]
) -> Iterator[tuple[Jobseeker, Jobseeker, str]]:
    """People whose name or contact is the same on both days."""
    marked: defaultdict[str, list[Jobseeker]] = defaultdict(list)
    for other in there.values():
        for mark in _marks(other):
            marked[mark].append(other)
    for mine in here.values():
        near = {other.id: other for mark in _marks(mine) for other in marked.get(mark, ())}
        for other in near.values():
            state = _likeness(mine, other)
            if state:
                yield mine, other, state


def _marks(person: Jobseeker) -> list[str]:
    name = _name(person) if person.last_name else ""
    return [mark for mark in (name, person.phone, person.email.casefold()) if mark]


def _likeness(mine: Jobseeker, other: Jobseeker) -> str:
    """`sure` where name and contact are the same, `ask` where one of them is, else nothing."""
    same_name = bool(mine.last_name) and _name(mine) == _name(other)
    has_contact = any(
        mark and mark in _marks(other) for mark in (mine.phone, mine.email.casefold())
    )
    if same_name and has_contact:
        return "sure"
    first = fuzz.ratio(fold(mine.first_name), fold(other.first_name))
    return "ask" if same_name or (has_contact and first >= _NEAR_FIRST_NAME) else ""


def _name(person: Jobseeker) -> str:
    return " ".join(sorted(fold(person.full_name).split()))
