"""Lists for the tables of the recruiters and for the door."""

import re
from collections.abc import Iterable

from badges.cards import DoorRow, DoorSheet, StandLine, StandSheet
from badges.wording import clock
from matching.domain.day.meeting import Meeting
from matching.domain.day.next_steps import steps_about
from matching.domain.entries import Entries
from matching.domain.exhibitor import by_sign
from matching.domain.jobseeker import Jobseeker
from matching.domain.terms import OfferKind
from matching.services.plan.agenda import Appointment, appointments
from matching.services.plan.labels import told_apart
from matching.services.plan.paper.desk import Desk, people_by_name
from matching.services.plan.sessions_held import group_words, sessions_held
from matching.services.scores.sentences import (
    offer_title,
    points_for_recruiter,
    prescriber_mark,
    to_ask,
)

# "secrétaire 28 ans" may be an age: years are shown only where they are said to be of work.
_YEARS = re.compile(
    r"[ ,(]*\b(?:j'ai |agée? de |âgée? de )?\d{1,2} ?(?:ans|years?)\b(?:\s+old)?\)?"
    r"(?!\s+(?:d['\u2019 ]?(?:expérience|experience|ancienneté)|de\s+(?:métier|pratique|travail)"
    r"|dans|comme|en tant|of\s|as\s|in\s))",
    re.IGNORECASE,
)


def without_ages(text: str) -> str:
    """A text without the numbers of years that may be read as somebody's age."""
    return _YEARS.sub("", text).strip(" ,")


def rows_of_stand(
    entries: Entries, meetings: Iterable[Meeting], stand: str
) -> tuple[Appointment, ...]:
    """The meetings of a stand in the order of the rows of its list, the first being row 1.

    By hour, then by call number; a group stands where the first of its numbers would.
    """
    found = appointments(entries, [meeting for meeting in meetings if meeting.stand == stand])
    numbers = entries.call_numbers
    firsts: dict[object, int] = {}
    for row in found:
        group, number = _group_of(row), numbers[row.meeting.person]
        firsts[group] = min(number, firsts.get(group, number))
    return tuple(
        sorted(
            found,
            key=lambda row: (
                row.starts_at,
                firsts[_group_of(row)],
                row.meeting.offer,
                numbers[row.meeting.person],
            ),
        )
    )


def _group_of(row: Appointment) -> tuple[object, ...]:
    """What the rows of a group share; a meeting of one person shares it with no other."""
    is_group = row.offer is not None and row.offer.kind is OfferKind.WORKSHOP
    return (row.starts_at, row.meeting.offer, "" if is_group else row.meeting.person)


def door_list(desk: Desk) -> DoorSheet:
    """Everybody expected, by name, without badge codes."""
    fair = desk.entries.fair
    people = people_by_name(desk.entries)
    hints = told_apart(people, desk.language)
    rows = (
        DoorRow(
            _named(person, hints.get(person.id, "")),
            desk.entries.call_numbers[person.id],
        )
        for person in people
    )
    return DoorSheet(
        fair.title, fair.date, tuple(rows), language=desk.language, printing=desk.printing
    )


def _named(person: Jobseeker, hint: str) -> str:
    """The surname first; behind it, of namesakes, what tells them apart."""
    name = f"{person.last_name.upper()} {person.first_name}".strip()
    return f"{name} ({hint})" if hint else name


def stand_lists(desk: Desk) -> list[StandSheet]:
    """The list of each stand, in the order of the signs."""
    fair = desk.entries.fair
    stands = sorted(desk.entries.exhibitors.values(), key=by_sign)
    groups = {
        (session.offer.id, session.starts_at): group_words(session, desk.language, at=clock)
        for session in sessions_held(desk.entries, desk.meetings)
    }
    return [
        StandSheet(
            fair_title=fair.title,
            date=fair.date,
            exhibitor=stand.name,
            stand=stand.stand,
            zone=stand.zone,
            lines=tuple(
                _line(desk, row, groups.get((row.meeting.offer, row.starts_at), ""))
                for row in rows_of_stand(desk.entries, desk.meetings, stand.id)
            ),
            language=desk.language,
            printing=desk.printing,
            steps=steps_about(fair.next_steps, desk.entries.talked_about("", stand.id)),
        )
        for stand in stands
    ]


def _line(desk: Desk, row: Appointment, group: str) -> StandLine:
    person = desk.entries.jobseekers[row.meeting.person]
    score = desk.scores.get((person.id, row.meeting.offer))
    points = points_for_recruiter(score, desk.language) if score else ()
    return StandLine(
        starts_at=row.starts_at.time(),
        ends_at=row.ends_at.time(),
        call_number=desk.entries.call_numbers[person.id],
        first_name=person.first_name,
        offer_title=offer_title(row.offer, desk.language) if row.offer else "",
        points=tuple(without_ages(point) for point in points),
        to_ask=to_ask(score, desk.language) if score else (),
        mark=prescriber_mark(score, desk.language, is_checked=person.id in desk.entries.checked)
        if score
        else "",
        group=group,
    )
