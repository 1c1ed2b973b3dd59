"""Two files that may be of one person, proposed to staff; and those that staff have joined."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz, process

from matching.domain.day.happening import Attendance
from matching.domain.entries import Entries
from matching.domain.jobseeker import Jobseeker
from matching.domain.spelling import fold
from matching.scoring.text.sound import sound
from matching.services.door.walk_in import WALKED_IN
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings
from matching.store.people import duplicates, names
from matching.store.people.duplicates import DuplicateVerdict, Word

_MOST_SHOWN = 20
_NEARLY_SPELT = 88.0
# A phone or an e-mail that more files share is one of an association or of a whole family.
_MOST_SHARING = 3


@dataclass(frozen=True, slots=True)
class File:
    """One of two files, as staff must see it to tell.

    `facts` is what is known beside the name: column and words. Of a telephone or an address only as
    much as tells two apart.
    """

    person: str
    name: str
    call_number: int
    walked_in: bool
    is_present: bool
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two files that look alike: `kept` would stay, `other` would be joined to it.

    `likeness` is the code of what they share.
    """

    kept: File
    other: File
    likeness: str

    @property
    def key(self) -> str:
        """What tells this pair from the others."""
        return f"{self.kept.person}.{self.other.person}"


def likely_duplicates(shop: Shop, fair: str) -> tuple[Duplicate, ...]:
    """Files that look alike and of which staff have said nothing yet, the surest first."""
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
        words = duplicates.told(reader, fair)
        attendance = Attendance.of(happenings.read_happenings(reader, fair))
    told = {
        frozenset((word.person, word.other))
        for word in words
        if word.said is not DuplicateVerdict.OPEN
    }
    found: dict[frozenset[str], str] = {}
    for likeness, person, other in _alike(entries, attendance.came):
        if frozenset((person, other)) not in told:
            found.setdefault(frozenset((person, other)), likeness)
    pairs = [_duplicate(entries, attendance, pair, likeness) for pair, likeness in found.items()]
    return tuple(sorted(pairs, key=_surest))[:_MOST_SHOWN]


def _surest(pair: Duplicate) -> tuple[int, int, int]:
    likeness = ("contact", "name", "sound", "first_name").index(pair.likeness)
    return likeness, pair.kept.call_number, pair.other.call_number


def _alike(entries: Entries, came: frozenset[str]) -> Iterator[tuple[str, str, str]]:
    """Pairs that share something, the surest likeness first."""
    for likeness in ("contact", "name", "sound"):
        groups: defaultdict[str, set[str]] = defaultdict(set)
        for person in entries.jobseekers.values():
            for key in _keys(person, likeness):
                groups[key].add(person.id)
        for people in groups.values():
            is_sign = likeness != "contact" or len(people) <= _MOST_SHARING
            for pair in combinations(sorted(people), 2):
                if is_sign or _near(*(entries.jobseekers[person] for person in pair)):
                    yield likeness, *pair
    yield from _nearly_spelt(entries)
    yield from _perhaps_expected(entries, came)


def _near(mine: Jobseeker, other: Jobseeker) -> bool:
    names = fold(mine.full_name), fold(other.full_name)
    return fuzz.token_sort_ratio(*names) >= _NEARLY_SPELT or sound(names[0]) == sound(names[1])


def _nearly_spelt(entries: Entries) -> Iterator[tuple[str, str, str]]:
    """Names typed at the desk that are nearly those of the list."""
    names = {
        person.id: fold(person.full_name)
        for person in entries.jobseekers.values()
        if person.last_name
    }
    for person in sorted(names):
        if person.startswith(WALKED_IN):
            others = process.extract(
                names[person], names, scorer=fuzz.token_sort_ratio, score_cutoff=_NEARLY_SPELT
            )
            yield from (("sound", person, other) for _, _, other in others if other != person)


def _keys(person: Jobseeker, likeness: str) -> tuple[str, ...]:
    if likeness == "contact":
        return tuple(means for means in (person.phone, person.email) if means)
    if not person.last_name:
        return ()
    words = fold(person.full_name).split()
    if likeness == "name":
        return (" ".join(sorted(words)),)
    # A name cut in two by an apostrophe or a space sounds as the whole of it does.
    return " ".join(sorted(map(sound, words))), sound("".join(words))


def _perhaps_expected(entries: Entries, came: frozenset[str]) -> Iterator[tuple[str, str, str]]:
    """Somebody walked in with a first name alone, and one of that name is still expected."""
    expected: defaultdict[str, list[str]] = defaultdict(list)
    for person in entries.jobseekers.values():
        if person.id not in came and person.last_name:
            expected[fold(person.first_name)].append(person.id)
    for person in entries.jobseekers.values():
        if person.id.startswith(WALKED_IN) and not person.last_name:
            yield from (
                ("first_name", person.id, other) for other in expected[fold(person.first_name)]
            )


def _duplicate(
    entries: Entries, attendance: Attendance, pair: frozenset[str], likeness: str
) -> Duplicate:
    kept, other = sorted(
        pair, key=lambda person: (person.startswith(WALKED_IN), entries.call_numbers[person])
    )
    return Duplicate(_file(entries, attendance, kept), _file(entries, attendance, other), likeness)


def _file(entries: Entries, attendance: Attendance, person: str) -> File:
    jobseeker = entries.jobseekers[person]
    return File(
        person,
        jobseeker.full_name,
        entries.call_numbers[person],
        person.startswith(WALKED_IN),
        person in attendance.present,
        known_of(jobseeker),
    )


def known_of(person: Jobseeker) -> tuple[tuple[str, str], ...]:
    """What a file says beside a name that tells two people apart; nothing of what is protected."""
    name, _, domain = person.email.partition("@")
    said = {
        "phone": f"… {person.phone[-4:]}" if person.phone else "",
        "email": f"{name[:2]}…@{domain}" if domain else "",
        "wishes": ", ".join(person.wishes),
        "commune": person.commune,
        "referrer": person.referrer,
        **_hours(person),
    }
    return tuple((column, words) for column, words in said.items() if words)


def _hours(person: Jobseeker) -> dict[str, str]:
    """When somebody is there, under the name of what they told: one hour alone, or both."""
    clocks = {"arrives": person.arrives, "leaves": person.leaves}
    told = {column: f"{clock:%H:%M}" for column, clock in clocks.items() if clock}
    return {"presence": "-".join(told.values())} if len(told) == 2 else told


def joined_files(shop: Shop, fair: str) -> tuple[Duplicate, ...]:
    """Files that staff have joined, the last ones first; `other` belongs to `kept`."""
    with shop.store.reading() as reader:
        words = [
            word for word in duplicates.told(reader, fair) if word.said is DuplicateVerdict.ONE
        ]
        known = fairs.known_jobseekers(reader, fair) if words else {}
        called = names.called(reader, fair, {file for word in words for file in _files(word)})

    def file(person: str) -> File:
        jobseeker, number = known[person], called[person].number
        return File(
            person,
            jobseeker.full_name,
            number,
            person.startswith(WALKED_IN),
            False,
            known_of(jobseeker),
        )

    pairs = [Duplicate(file(word.other), file(word.person), "joined_pair") for word in words]
    return tuple(reversed(pairs))


def _files(word: Word) -> tuple[str, str]:
    return word.person, word.other
