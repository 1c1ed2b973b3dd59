"""Data that leave the house: to recruiters, prescribers and spreadsheets, each with its consent.

Every file of people that others may receive is made here, so that one test can look at them all.
"""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from io import StringIO
from types import MappingProxyType

from matching.domain.day.day_state import DayState
from matching.domain.day.happening import (
    UNPLANNED,
    Attendance,
    Happening,
    HappeningKind,
    all_outcomes,
    in_force,
)
from matching.domain.errors import FairError
from matching.domain.jobseeker import Jobseeker
from matching.domain.slots import SlotGrid
from matching.outcomes.nobody import Day
from matching.outcomes.workbook import inert
from matching.phrases import say
from matching.services.evening.report import read_day
from matching.services.shop.shop import Shop
from matching.store.people import choices, duplicates


def contacts_for_stand(shop: Shop, fair: str, stand: str, language: str) -> bytes:
    """Names and contacts of people who met a stand and let this very stand have them, as CSV.

    Raises
    ------
    FairError
        `stand_unknown`.
    """
    with shop.store.reading() as reader:
        day = read_day(reader, fair)
        agreed = choices.contacts_agreed(reader, fair, duplicates.joined(reader, fair))
    chosen = day.entries.exhibitor(stand).id
    outcomes, held = _outcomes(day), DayState.of(day.facts).held
    rows = [
        (*_contact(day.entries.jobseekers[meeting.person]), offer.title if offer else "",
         _outcome(outcomes.get(meeting.id, ()), language))
        for meeting in sorted(day.meetings)
        for offer in (day.entries.offers.get(meeting.offer),)
        if meeting.stand == chosen
        and (meeting.person, chosen) in agreed
        and meeting.id in held
        and meeting.person in day.entries.jobseekers
    ]  # fmt: skip
    return _table(("first_name", "last_name", "phone", "email", "offer", "outcome"), rows, language)


def return_file(shop: Shop, fair: str, referrer: str, language: str) -> bytes:
    """What became of the people whom one prescriber sent and who agreed to be called, as CSV.

    Raises
    ------
    FairError
        `referrer_unknown`, naming those who sent people.
    """
    with shop.store.reading() as reader:
        day = read_day(reader, fair)
    people = day.entries.jobseekers.values()
    known = sorted({person.referrer.strip() for person in people} - {""})
    if referrer.strip() not in known:
        raise FairError("referrer_unknown", value=referrer, choices=", ".join(known))
    came, outcomes = Attendance.of(day.facts).came, _outcomes(day)
    held, rows = DayState.of(day.facts).held, []
    for person in people:
        if person.referrer.strip() != referrer.strip() or person.consent_contact is not True:
            continue
        met = [meeting for meeting in day.meetings if meeting.person == person.id]
        led = [_outcome(outcomes[m.id], language) for m in met if m.id in outcomes]
        here = say("export.yes" if person.id in came else "export.no", language)
        meetings_held = sum(meeting.id in held for meeting in met)
        rows.append((person.first_name, person.last_name, here, meetings_held, " | ".join(led)))
    return _table(("first_name", "last_name", "came", "held", "outcome"), rows, language)


def attendance_csv(shop: Shop, fair: str, language: str) -> bytes:
    """When each person first arrived and left, as CSV: numbers, nobody's name."""
    with shop.store.reading() as reader:
        day = read_day(reader, fair)
    came = Attendance.of(day.facts)
    zone = day.entries.fair.zone

    def hour(moment: datetime | None) -> str:
        return f"{moment.astimezone(zone):%H:%M}" if moment else ""

    rows = [
        (number, say("export.no" if person in day.entries.walk_ins else "export.yes", language),
         hour(came.first_arrival.get(person)),
         hour(came.departure.get(person)))
        for person, number in by_number(day)
    ]  # fmt: skip
    return _table(("number", "registered", "arrived", "left"), rows, language)


def meetings_csv(shop: Shop, fair: str, language: str) -> bytes:
    """Each meeting with its hour and what staff noted of it, as CSV without names.

    Those of the plan come first, then those of people who came by a stand.
    """
    with shop.store.reading() as reader:
        day = read_day(reader, fair)
    grid, numbers = SlotGrid.of(day.entries.fair), dict(by_number(day))
    settled, rows = DayState.of(day.facts), []
    for meeting in sorted(day.meetings):
        if meeting.person not in numbers:
            continue
        state = (
            "held" if meeting.id in settled.held
            else "refused" if meeting.id in settled.refused
            else "missed" if meeting.id in settled.missed
            else "no_news"
        )  # fmt: skip
        starts = grid.starts[meeting.slot].astimezone(day.entries.fair.zone)
        offer = day.entries.offers.get(meeting.offer)
        stand = day.entries.exhibitors[meeting.stand]
        rows.append(
            (meeting.id, numbers[meeting.person], stand.stand, stand.name,
             offer.title if offer else "", f"{starts:%H:%M}", say(f"export.{state}", language))
        )  # fmt: skip
    for fact in _came_by(day):
        stand, at = day.entries.exhibitors[fact.stand], fact.at.astimezone(day.entries.fair.zone)
        rows.append(
            (fact.meeting, numbers[fact.person], stand.stand, stand.name,
             "", f"{at:%H:%M}", say("export.unplanned", language))
        )  # fmt: skip
    heads = ("meeting", "number", "sign", "stand", "offer", "starts", "state")
    return _table(heads, rows, language)


def _came_by(day: Day) -> list[Happening]:
    """Meetings held that no plan had, of people and stands that are still listed."""
    known = day.entries
    return [
        fact
        for fact in in_force(day.facts)
        if fact.kind is HappeningKind.HELD and UNPLANNED in fact.data
        if fact.person in known.call_numbers and fact.stand in known.exhibitors
    ]


def outcomes_csv(shop: Shop, fair: str, language: str) -> bytes:
    """What each meeting led to, all that was noted of it, as CSV without names."""
    with shop.store.reading() as reader:
        day = read_day(reader, fair)
    of_meeting = {meeting.id: (meeting.person, meeting.stand) for meeting in day.meetings}
    of_meeting |= {fact.meeting: (fact.person, fact.stand) for fact in _came_by(day)}
    numbers = dict(by_number(day))
    rows = [
        (meeting, numbers.get(of_meeting[meeting][0], ""),
         day.entries.exhibitors[of_meeting[meeting][1]].name, _outcome(result, language))
        for meeting, result in sorted(_outcomes(day).items())
        if meeting in of_meeting
    ]  # fmt: skip
    return _table(("meeting", "number", "stand", "outcome"), rows, language)


EXPORTS: Mapping[str, Callable[[Shop, str, str], bytes]] = MappingProxyType(
    {"attendance": attendance_csv, "meetings": meetings_csv, "outcomes": outcomes_csv}
)
"""Exports of a whole fair by name; none of them names or tells how to reach anybody."""


def by_number(day: Day) -> list[tuple[str, int]]:
    """People with their call numbers, in the order of these."""
    known = day.entries.jobseekers
    numbers = ((person, number) for person, number in day.entries.call_numbers.items())
    return sorted(
        ((person, number) for person, number in numbers if person in known),
        key=lambda found: found[1],
    )


def _contact(person: Jobseeker) -> tuple[str, str, str, str]:
    return person.first_name, person.last_name, person.phone, person.email


def _outcomes(day: Day) -> dict[str, tuple[str, ...]]:
    return all_outcomes(in_force(day.facts))


def _outcome(results: Sequence[str], language: str) -> str:
    return ", ".join(say(f"outcome.{result}", language) for result in results)


def _table(heads: Iterable[str], rows: Iterable[tuple[str | int, ...]], language: str) -> bytes:
    """UTF-8 with a mark at the beginning, `;` between cells; no cell acts as a formula."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([say(f"export.{name}", language) for name in heads])
    writer.writerows(
        [inert(cell) if isinstance(cell, str) else cell for cell in row] for row in rows
    )
    return text.getvalue().encode("utf-8-sig")
