"""Data that leave the house: to recruiters, prescribers and spreadsheets, each with its consent.

Every file of people that others may receive is made here, so that one test can look at them all.
"""

import csv
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from io import StringIO
from types import MappingProxyType

from matching.domain.day.happening import (
    FREE_ROW,
    UNPLANNED,
    Attendance,
    in_force,
)
from matching.domain.day.next_steps import own_words
from matching.domain.errors import FairError
from matching.domain.jobseeker import Jobseeker
from matching.domain.offer import Offer
from matching.domain.slots import SlotGrid
from matching.outcomes.meeting_records import (
    MeetingRecord,
    MeetingState,
    meeting_records,
)
from matching.outcomes.nobody import Day, with_nobody
from matching.outcomes.workbook import inert
from matching.phrases import say
from matching.services.evening.report import read_day
from matching.services.scores.sentences import offer_title
from matching.services.shop.shop import Shop
from matching.store.people import choices, duplicates, erasure

_MET = frozenset({MeetingState.HELD, MeetingState.UNPLANNED})


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
    rows = [
        (*_contact(day.entries.jobseekers[record.person]),
         offer_title(offer, language) if offer else "", _outcome(day, record, language),
         _codes(record))
        for record in _records(day)
        for offer in (_offer(day, record),)
        if record.stand == chosen
        and (record.person, chosen) in agreed
        and record.state in _MET
        and record.person in day.entries.jobseekers
    ]  # fmt: skip
    heads = ("first_name", "last_name", "phone", "email", "offer", "outcome", "outcome_code")
    return _table(heads, rows, language)


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
    came, records, rows = Attendance.of(day.facts).came, _records(day), []
    for person in people:
        if person.referrer.strip() != referrer.strip() or person.consent_contact is not True:
            continue
        mine = [record for record in records if record.person == person.id]
        led = [_outcome(day, record, language) for record in mine if record.outcomes]
        here = say("export.yes" if person.id in came else "export.no", language)
        meetings_held = sum(record.state in _MET for record in mine)
        rows.append((person.first_name, person.last_name, here, meetings_held, " | ".join(led)))
    return _table(("first_name", "last_name", "came", "held", "outcome"), rows, language)


def attendance_csv(shop: Shop, fair: str, language: str) -> bytes:
    """Who came, and when they first arrived and left where that was seen, as CSV without names.

    Those who came are as many as the report counts, without those forgotten since.
    """
    with shop.store.reading() as reader:
        day = read_day(reader, fair)
    seen = Attendance.of(day.facts)
    zone = day.entries.fair.zone

    def hour(moment: datetime | None) -> str:
        return f"{moment.astimezone(zone):%H:%M}" if moment else ""

    def came(person: str) -> str:
        if person in seen.first_arrival:
            return "export.yes"
        return "export.hour_not_noted" if person in seen.came else "export.no"

    rows = [
        (number, say("export.no" if person in day.entries.walk_ins else "export.yes", language),
         hour(seen.first_arrival.get(person)),
         hour(seen.departure.get(person)),
         say(came(person), language))
        for person, number in by_number(day)
    ]  # fmt: skip
    return _table(("number", "registered", "arrived", "left", "came"), rows, language)


def meetings_csv(shop: Shop, fair: str, language: str) -> bytes:
    """Each meeting with its hour and what staff noted of it, as CSV without names.

    All that the report counts are in it: those of the plan, those missed or refused that have left
    it, and those of people who came by a stand. Of whoever was forgotten stand and state are told.
    """
    day = _whole_day(shop, fair)
    grid, numbers = SlotGrid.of(day.entries.fair), dict(by_number(day))
    came_by = {
        fact.meeting: fact.at
        for fact in day.facts
        if UNPLANNED in fact.data and FREE_ROW not in fact.data
    }
    rows = []
    for record in sorted(_records(day), key=_by_hour):
        at = grid.starts[record.meeting.slot] if record.meeting else came_by.get(record.id)
        offer, stand = _offer(day, record), day.entries.exhibitors.get(record.stand)
        is_told = record.person in numbers
        hour = f"{at.astimezone(day.entries.fair.zone):%H:%M}" if at and is_told else ""
        rows.append(
            (record.id, numbers.get(record.person, ""), stand.stand if stand else "",
             stand.name if stand else "",
             offer_title(offer, language) if offer and is_told else "", hour,
             say(f"export.{record.state}", language))
        )  # fmt: skip
    heads = ("meeting", "number", "sign", "stand", "offer", "starts", "state")
    return _table(heads, rows, language)


def _by_hour(record: MeetingRecord) -> tuple[bool, int, str, str]:
    """Those of a plan by hour, then those of people who came by."""
    planned = record.meeting
    return planned is None, planned.slot if planned else 0, record.person, record.stand


def outcomes_csv(shop: Shop, fair: str, language: str) -> bytes:
    """What each meeting led to, all that was noted of it, as CSV without names."""
    day = _whole_day(shop, fair)
    numbers, stands = dict(by_number(day)), day.entries.exhibitors
    rows = [
        (record.id, numbers.get(record.person, ""),
         stands[record.stand].name if record.stand in stands else "",
         _outcome(day, record, language), _codes(record))
        for record in sorted(_records(day), key=lambda each: each.id)
        if record.outcomes
    ]  # fmt: skip
    return _table(("meeting", "number", "stand", "outcome", "outcome_code"), rows, language)


def _whole_day(shop: Shop, fair: str) -> Day:
    """The day as the report counts it, with those who were forgotten."""
    with shop.store.reading() as reader:
        return with_nobody(read_day(reader, fair), erasure.read_counted(reader, fair))


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


def _records(day: Day) -> tuple[MeetingRecord, ...]:
    return meeting_records(day.entries, day.meetings, in_force(day.facts), earlier=day.earlier)


def _offer(day: Day, record: MeetingRecord) -> Offer | None:
    return day.entries.offers.get(record.meeting.offer) if record.meeting else None


def _outcome(day: Day, record: MeetingRecord, language: str) -> str:
    """What a meeting led to, as the fair calls it where it has words of its own."""
    steps = day.entries.fair.next_steps
    told = (own_words(steps, code) or say(f"outcome.{code}", language) for code in record.outcomes)
    return ", ".join(told)


def _codes(record: MeetingRecord) -> str:
    """The same as codes, which are the same at every fair: whoever adds up several reads these."""
    return ", ".join(record.outcomes)


def _table(heads: Iterable[str], rows: Iterable[tuple[str | int, ...]], language: str) -> bytes:
    """UTF-8 with a mark at the beginning, `;` between cells; no cell acts as a formula."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([say(f"export.{name}", language) for name in heads])
    writer.writerows(
        [inert(cell) if isinstance(cell, str) else cell for cell in row] for row in rows
    )
    return text.getvalue().encode("utf-8-sig")
