"""Two files that may be of one person: proposed to staff, who join them, and part them again."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import combinations

from rapidfuzz import fuzz, process
from sqlalchemy import Connection

from badges.code import new_code
from matching.domain.day.happening import Attendance
from matching.domain.day.meeting import Meeting, PlanVersion
from matching.domain.entries import Entries
from matching.domain.errors import FairError
from matching.domain.jobseeker import Jobseeker
from matching.domain.spelling import fold
from matching.planning.repair.scope import Stability
from matching.scoring.text.sound import sound
from matching.services.door.walk_in import WALKED_IN
from matching.services.live.redraw_plan import plan_person
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings, plans
from matching.store.people import badges, duplicates, names
from matching.store.people.duplicates import Said, Word

_MOST_SHOWN = 20
_NEARLY_SPELT = 88.0
# A phone or an e-mail that more files share is one of an association or of a whole family.
_MOST_SHARING = 3


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
class Duplicate:
    """Two files that look alike: `kept` would stay, `other` would be joined to it.

    `likeness` is the code of what they share.
    """

    kept: File
    other: File
    likeness: str


def likely_duplicates(shop: Shop, fair: str) -> tuple[Duplicate, ...]:
    """Files that look alike and of which staff have said nothing yet, the surest first."""
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
        words = duplicates.told(reader, fair)
        attendance = Attendance.of(happenings.read_happenings(reader, fair))
    told = {frozenset((word.person, word.other)) for word in words if word.said is not Said.OPEN}
    found: dict[frozenset[str], str] = {}
    for likeness, one, other in _alike(entries, frozenset(attendance.first_arrival)):
        if frozenset((one, other)) not in told:
            found.setdefault(frozenset((one, other)), likeness)
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


def _near(one: Jobseeker, other: Jobseeker) -> bool:
    names = fold(one.full_name), fold(other.full_name)
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
        jobseeker.phone,
        person.startswith(WALKED_IN),
        person in attendance.present,
    )


def joined_files(shop: Shop, fair: str) -> tuple[Duplicate, ...]:
    """Files that staff have joined, the last ones first; `other` belongs to `kept`."""
    with shop.store.reading() as reader:
        words = [word for word in duplicates.told(reader, fair) if word.said is Said.ONE]
        known = fairs.known_jobseekers(reader, fair) if words else {}
        called = names.called(reader, fair, {file for word in words for file in _files(word)})

    def file(person: str) -> File:
        jobseeker, number = known[person], called[person].number
        return File(
            person,
            jobseeker.full_name,
            number,
            jobseeker.phone,
            person.startswith(WALKED_IN),
            False,
        )

    pairs = [Duplicate(file(word.other), file(word.person), "joined_pair") for word in words]
    return tuple(reversed(pairs))


def _files(word: Word) -> tuple[str, str]:
    return word.person, word.other


def join_files(shop: Shop, fair: str, *, kept: str, other: str, station: str = "") -> None:
    """Make one person of two files: facts and answers of both, and both badges open the door.

    Meetings of the other file stay where the person is free for them; nobody else's move. Doing
    it again changes nothing more, and `part_files` takes it back.

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
        plan = plans.announced_plan(writer, fair)
        if duplicates.joined(writer, fair).get(other) != kept:
            entries.jobseeker(other)
            word = Word(other, kept, Said.ONE, plan.number if plan else 0)
            duplicates.tell(writer, fair, word, at=shop.clock(), station=station)
    if plan is not None:
        plan_person(shop, fair, kept, stability=Stability.CALM, always=True)


def part_files(shop: Shop, fair: str, one: str, other: str, *, station: str = "") -> None:
    """Make two people again of two files that were joined, each with its own facts and badge.

    What was written while they were one stays with the file that was kept; meetings that the
    other had before go back to it. They may be proposed again. Doing it again changes nothing.

    Raises
    ------
    FairError
        `files_not_joined` when the two are not of one person.
    """
    with shop.store.writing() as writer:
        fairs.read_fair(writer, fair)
        word = _last_word(writer, fair, {one, other})
        if word.said is Said.OPEN:
            return
        kept, now = duplicates.joined(writer, fair)[word.person], shop.clock()
        plan = plans.announced_plan(writer, fair)
        open_again = replace(word, said=Said.OPEN)
        duplicates.tell(writer, fair, open_again, at=now, station=station)
        for person in (kept, word.person):
            if not badges.live_codes(writer, fair, people=[person]):
                badges.issue(writer, fair, person, code=new_code(shop.random_bytes), at=now)
        if plan is not None:
            _give_back(writer, plan, word, kept, at=now)
    for person in (kept, word.person):
        plan_person(shop, fair, person, stability=Stability.CALM)


def _last_word(reader: Connection, fair: str, pair: set[str]) -> Word:
    for word in duplicates.told(reader, fair):
        if {word.person, word.other} == pair and word.said is not Said.TWO:
            return word
    raise FairError("files_not_joined", pair=", ".join(sorted(pair)))


def _give_back(
    writer: Connection, plan: PlanVersion, word: Word, kept: str, *, at: datetime
) -> None:
    """Announce the plan again with the meetings that a file had before it was joined."""
    fair = plan.fair
    then = plans.read_plan(writer, fair, number=word.plan)
    if then is None or plan.number == word.plan:
        return
    own = {(meeting.stand, meeting.offer) for meeting in then.meetings if meeting.person == kept}
    theirs = [meeting for meeting in then.meetings if meeting.person == word.person]
    back = {(meeting.stand, meeting.offer) for meeting in theirs} - own
    meetings = [
        replace(meeting, person=word.person)
        if meeting.person == kept and (meeting.stand, meeting.offer) in back
        else meeting
        for meeting in plan.meetings
    ]
    meetings = _with_those_free(meetings, theirs, then.meetings)
    scores = plans.scores_of_plan(writer, fair, word.plan)
    scores |= plans.scores_of_plan(writer, fair, plan.number)
    number, ids = plans.last_number(writer, fair) + 1, {meeting.id for meeting in meetings}
    again = replace(
        plan, number=number, meetings=tuple(sorted(meetings)), drawn_at=at, announced_at=at
    )
    plans.write_plan(writer, again, scores={key: scores[key] for key in ids & scores.keys()})


def _with_those_free(
    meetings: list[Meeting], theirs: Iterable[Meeting], then: Iterable[Meeting]
) -> list[Meeting]:
    """Meetings with those of one person where both they and the stand are as free as before."""
    room, found = Counter(cell for meeting in then for cell in _cells(meeting)), list(meetings)
    for meeting in theirs:
        mine = [other for other in found if other.person == meeting.person]
        taken = Counter(cell for other in found for cell in _cells(other))
        busy = {slot for other in mine for _, slot in _cells(other)}
        if meeting.id not in {other.id for other in mine} and all(
            cell[1] not in busy and taken[cell] < room[cell] for cell in _cells(meeting)
        ):
            found.append(meeting)
    return found


def _cells(meeting: Meeting) -> list[tuple[str, int]]:
    return [(meeting.stand, slot) for slot in range(meeting.slot, meeting.slot + meeting.length)]


def tell_apart(shop: Shop, fair: str, one: str, other: str, *, station: str = "") -> None:
    """Keep that two files are of two people: they are not proposed again.

    Raises
    ------
    FairError
        `person_unknown` when one of them is not listed.
    """
    with shop.store.writing() as writer:
        entries = fairs.read_entries(writer, fair)
        word = Word(entries.jobseeker(one).id, entries.jobseeker(other).id, Said.TWO, 0)
        duplicates.tell(writer, fair, word, at=shop.clock(), station=station)
