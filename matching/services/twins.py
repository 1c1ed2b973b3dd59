"""Two files that may be of one person: proposed to staff, who say so, and joined with all facts."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz, process

from matching.domain.entries import Entries
from matching.domain.errors import FairError
from matching.domain.happening import Attendance
from matching.domain.jobseeker import Jobseeker
from matching.domain.spelling import fold
from matching.planning.replan import Stability
from matching.scoring.sound import sound
from matching.services.plan_person import plan_person
from matching.services.shop import Shop
from matching.services.walk_in import WALKED_IN
from matching.store import fairs, happenings, plans, twins

_MOST_SHOWN = 20
_NEARLY_SPELT = 88.0


@dataclass(frozen=True, slots=True)
class File:
    """One of two files, as staff must see it to tell."""

    person: str
    name: str
    call_number: int
    phone: str
    walked_in: bool
    is_present: bool


@dataclass(frozen=True, slots=True)
class Twins:
    """Two files that look alike: `kept` would stay, `other` would be joined to it.

    `likeness` is the code of what they share.
    """

    kept: File
    other: File
    likeness: str


def likely_twins(shop: Shop, fair: str) -> tuple[Twins, ...]:
    """Files that look alike and of which staff have said nothing yet, the surest first."""
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
        told = twins.told(reader, fair)
        attendance = Attendance.of(happenings.read_happenings(reader, fair))
    found: dict[frozenset[str], str] = {}
    for likeness, one, other in _alike(entries, frozenset(attendance.first_arrival)):
        if frozenset((one, other)) not in told:
            found.setdefault(frozenset((one, other)), likeness)
    pairs = [_twins(entries, attendance, pair, likeness) for pair, likeness in found.items()]
    return tuple(sorted(pairs, key=_surest))[:_MOST_SHOWN]


def _surest(pair: Twins) -> tuple[int, int, int]:
    likeness = ("contact", "name", "sound", "first_name").index(pair.likeness)
    return likeness, pair.kept.call_number, pair.other.call_number


def _alike(entries: Entries, came: frozenset[str]) -> Iterator[tuple[str, str, str]]:
    """Pairs that share something, the surest likeness first."""
    for likeness in ("contact", "name", "sound"):
        groups: defaultdict[str, set[str]] = defaultdict(set)
        for one in entries.jobseekers.values():
            for key in _keys(one, likeness):
                groups[key].add(one.id)
        for people in groups.values():
            yield from ((likeness, *pair) for pair in combinations(sorted(people), 2))
    yield from _nearly_spelt(entries)
    yield from _perhaps_expected(entries, came)


def _nearly_spelt(entries: Entries) -> Iterator[tuple[str, str, str]]:
    """Names typed at the desk that are nearly those of the list."""
    names = {one.id: fold(one.full_name) for one in entries.jobseekers.values() if one.last_name}
    for one in sorted(names):
        if one.startswith(WALKED_IN):
            others = process.extract(
                names[one], names, scorer=fuzz.token_sort_ratio, score_cutoff=_NEARLY_SPELT
            )
            yield from (("sound", one, other) for _, _, other in others if other != one)


def _keys(one: Jobseeker, likeness: str) -> tuple[str, ...]:
    if likeness == "contact":
        return tuple(means for means in (one.phone, one.email) if means)
    if not one.last_name:
        return ()
    words = fold(one.full_name).split()
    if likeness == "name":
        return (" ".join(sorted(words)),)
    # A name cut in two by an apostrophe or a space sounds as the whole of it does.
    return " ".join(sorted(map(sound, words))), sound("".join(words))


def _perhaps_expected(entries: Entries, came: frozenset[str]) -> Iterator[tuple[str, str, str]]:
    """Somebody walked in with a first name alone, and one of that name is still expected."""
    expected: defaultdict[str, list[str]] = defaultdict(list)
    for one in entries.jobseekers.values():
        if one.id not in came and one.last_name:
            expected[fold(one.first_name)].append(one.id)
    for one in entries.jobseekers.values():
        if one.id.startswith(WALKED_IN) and not one.last_name:
            yield from (("first_name", one.id, other) for other in expected[fold(one.first_name)])


def _twins(entries: Entries, attendance: Attendance, pair: frozenset[str], likeness: str) -> Twins:
    kept, other = sorted(
        pair, key=lambda one: (one.startswith(WALKED_IN), entries.call_numbers[one])
    )
    return Twins(_file(entries, attendance, kept), _file(entries, attendance, other), likeness)


def _file(entries: Entries, attendance: Attendance, person: str) -> File:
    one = entries.jobseekers[person]
    return File(
        person,
        one.full_name,
        entries.call_numbers[person],
        one.phone,
        person.startswith(WALKED_IN),
        person in attendance.present,
    )


def join_files(shop: Shop, fair: str, *, kept: str, other: str, station: str = "") -> None:
    """Make one person of two files: facts and answers of both, and both badges open the door.

    Meetings of the other file stay where the person is free for them; nobody else's move. Doing
    it again changes nothing more.

    Raises
    ------
    FairError
        `person_unknown`; `same_file` when the two are one already.
    """
    if kept == other:
        raise FairError("same_file", person=kept)
    with shop.store.writing() as writer:
        entries = fairs.read_entries(writer, fair)
        entries.jobseeker(kept)
        if twins.joined(writer, fair).get(other) != kept:
            entries.jobseeker(other)
            twins.hand_over(writer, fair, other, kept)
            now = shop.clock()
            twins.tell(writer, fair, other, kept, is_same=True, at=now, station=station)
        plan = plans.announced_plan(writer, fair)
    if plan is not None:
        plan_person(shop, fair, kept, stability=Stability.CALM, always=True)


def tell_apart(shop: Shop, fair: str, one: str, other: str, *, station: str = "") -> None:
    """Keep that two files are of two people: they are not proposed again.

    Raises
    ------
    FairError
        `person_unknown` when one of them is not listed.
    """
    with shop.store.writing() as writer:
        entries = fairs.read_entries(writer, fair)
        pair = entries.jobseeker(one).id, entries.jobseeker(other).id
        twins.tell(writer, fair, *pair, is_same=False, at=shop.clock(), station=station)
