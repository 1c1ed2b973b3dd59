"""Who was here, on paper that France Travail or a mission locale takes."""

from collections.abc import Sequence
from datetime import datetime

from badges.pages.certificate import Certificate
from matching.domain.day.day_state import DayState
from matching.domain.day.happening import Attendance, Happening
from matching.domain.jobseeker import Jobseeker
from matching.services.plan.agenda import appointments, of_person
from matching.services.plan.paper.desk import Desk, people_by_name


def certificates(
    desk: Desk, facts: Sequence[Happening], *, names_meetings: bool
) -> list[Certificate]:
    """A certificate for each person who came, by name.

    Whoever left and came back left last; whoever nobody saw leave has no hour of leaving. Of
    whoever met a stand and was not seen at the door no hour is told. Whoever came once the fair was
    over, and met nobody, took part in nothing: there is no page for them.
    """
    arrived, held = Attendance.of(facts), DayState.of(facts).held
    took_part = arrived.came - _after_the_end(desk, arrived, held)
    return [
        _certificate(
            desk,
            person,
            arrived.first_arrival.get(person.id),
            arrived.departure.get(person.id),
            held if names_meetings else frozenset(),
        )
        for person in people_by_name(desk.entries)
        if person.id in took_part
    ]


def _after_the_end(desk: Desk, arrived: Attendance, held: frozenset[str]) -> frozenset[str]:
    """Who came once the fair was over and met nobody."""
    closes = desk.entries.fair.moment(desk.entries.fair.closes)
    met = {meeting.person for meeting in desk.meetings if meeting.id in held}
    late = {person for person, at in arrived.first_arrival.items() if at >= closes}
    return frozenset(late - met)


def _certificate(
    desk: Desk,
    person: Jobseeker,
    arrived_at: datetime | None,
    left_at: datetime | None,
    held: frozenset[str],
) -> Certificate:
    fair = desk.entries.fair
    zone = fair.zone
    met = appointments(
        desk.entries,
        [meeting for meeting in of_person(desk.meetings, person.id) if meeting.id in held],
    )
    return Certificate(
        first_name=person.first_name,
        last_name=person.last_name,
        fair_title=fair.title,
        place=fair.place,
        date=fair.date,
        arrived_at=arrived_at.astimezone(zone).time() if arrived_at else None,
        left_at=left_at.astimezone(zone).time() if arrived_at and left_at else None,
        meetings=tuple(dict.fromkeys(meeting.exhibitor.name for meeting in met)),
        language=desk.language,
        printing=desk.printing,
    )
