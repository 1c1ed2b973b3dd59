"""Staff say of two files whether they are of one person: joined, parted again, or kept apart."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from badges.code import new_code
from matching.domain.day.meeting import Meeting, PlanVersion
from matching.domain.errors import FairError
from matching.planning.repair.scope import Stability
from matching.services.live.redraw_plan import plan_person
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import plans
from matching.store.people import badges, duplicates
from matching.store.people.duplicates import DuplicateVerdict, Word


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
            word = Word(other, kept, DuplicateVerdict.ONE, plan.number if plan else 0)
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
        if word.said is DuplicateVerdict.OPEN:
            return
        kept, now = duplicates.joined(writer, fair)[word.person], shop.clock()
        plan = plans.announced_plan(writer, fair)
        open_again = replace(word, said=DuplicateVerdict.OPEN)
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
        if {word.person, word.other} == pair and word.said is not DuplicateVerdict.TWO:
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
        word = Word(entries.jobseeker(one).id, entries.jobseeker(other).id, DuplicateVerdict.TWO, 0)
        duplicates.tell(writer, fair, word, at=shop.clock(), station=station)
