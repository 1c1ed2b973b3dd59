"""What the day gave: who came and when, meetings planned and held, tables used."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta, tzinfo
from statistics import fmean
from types import MappingProxyType

from matching.domain.day.companions import count_companions
from matching.domain.day.day_state import DayState
from matching.domain.day.happening import (
    OUTCOMES,
    Attendance,
    Happening,
    HappeningKind,
    in_force,
)
from matching.domain.day.meeting import Meeting
from matching.domain.day.places import PLACE_WAITED
from matching.domain.day.to_come import came_too_late
from matching.domain.entries import Entries
from matching.domain.exhibitor import by_sign
from matching.domain.slots import SlotGrid
from matching.domain.terms import ExhibitorKind, OfferKind
from matching.outcomes.figures import Figure, Section
from matching.outcomes.first_wishes import first_wish_section
from matching.outcomes.meeting_records import (
    MeetingRecord,
    MeetingState,
    meeting_records,
)
from matching.outcomes.public import public_sections
from matching.outcomes.satisfaction import satisfaction_sections

_NO_WISHES: Mapping[str, bool | None] = MappingProxyType({})


def report_sections(
    entries: Entries,
    meetings: Sequence[Meeting],
    happenings: Iterable[Happening],
    *,
    now: datetime | None = None,
    is_closed: bool = False,
    first_wishes: Mapping[str, bool | None] = _NO_WISHES,
    earlier: Iterable[Meeting] = (),
) -> tuple[Section, ...]:
    """Every section of the report, from the announced meetings and the facts of the day.

    `now` is given while the day goes on or is still to come: no hour to come is counted then, the
    public is not divided into groups, and before the doors open nobody has stayed away. Once the
    fair `is_closed` nobody is told as present, whoever was seen to leave.
    `first_wishes` says of each person whether a planned meeting answers what they wished for first;
    `earlier` are meetings of older plans of which something was noted.
    """
    facts, is_over = in_force(happenings), now is None
    until = now or entries.fair.moment(entries.fair.closes)
    attendance = Attendance.of(facts)
    records = meeting_records(entries, meetings, facts, earlier=earlier)
    return (
        _reach(entries, attendance, facts, until, is_closed=is_closed),
        *_by_hour(entries, attendance, facts, until),
        *public_sections(entries, attendance, is_over=is_over),
        _supply(entries),
        _meetings(entries, meetings, records, attendance, facts),
        first_wish_section(attendance.came, first_wishes),
        _stands(entries, records),
        _outcomes(records, facts),
        *satisfaction_sections(facts),
    )


def _reach(
    entries: Entries,
    attendance: Attendance,
    facts: Sequence[Happening],
    until: datetime,
    *,
    is_closed: bool,
) -> Section:
    expected = entries.jobseekers.keys() - entries.walk_ins
    came = attendance.came
    # before the doors open, nobody can have stayed away
    has_begun = bool(came) or until > entries.fair.moment(entries.fair.opens)
    away = len(expected - came) if has_begun else None
    along = count_companions(facts)
    return Section(
        "reach",
        (
            Figure("registered", len(expected)),
            Figure("came", len(came)),
            Figure("checked_in", len(attendance.first_arrival), of=len(came)),
            Figure("walk_ins", len(came & entries.walk_ins), of=len(came)),
            Figure("did_not_come", away, of=len(expected)),
            Figure("present_now", 0 if is_closed else len(attendance.present), of=len(came)),
            *([Figure("not_seen_leaving", len(attendance.present), of=len(came))] * is_closed),
            Figure("companions", along.companions),
            Figure("interpreters", sum(along.interpreters.values())),
        ),
    )


def _by_hour(
    entries: Entries, attendance: Attendance, facts: Sequence[Happening], until: datetime
) -> tuple[Section, Section]:
    """First arrivals, and people who were here at some moment, by hour until a moment.

    Both speak of the same hours; none that is still to come. Whoever nobody saw leave is here
    until that moment.
    """
    zone = entries.fair.zone
    arrivals = Counter(moment.astimezone(zone).hour for moment in attendance.first_arrival.values())
    stays = _stays(facts, until, zone)
    presence = Counter(hour for mine in stays.values() for hour in mine)
    now = until.astimezone(zone)
    first, last = entries.fair.opens.hour, entries.fair.closes.hour
    shown = {*arrivals, *presence}
    start = min({first, *shown})
    until_hour = min(last, now.hour) if now.date() >= entries.fair.date else first
    hours = sorted({*range(start, until_hour + 1), *shown}) or [first]
    return (
        _hours_section("arrivals", arrivals, hours, of=arrivals.total()),
        _hours_section("presence", presence, hours, of=len(stays)),
    )


def _hours_section(
    code: str, counts: Mapping[int, int], hours: Sequence[int], *, of: int
) -> Section:
    figures = (Figure("hour", counts[hour], label=f"{hour:02d}:00", of=of) for hour in hours)
    return Section(code, tuple(figures))


def _stays(facts: Sequence[Happening], until: datetime, zone: tzinfo) -> Mapping[str, set[int]]:
    """The hours in which each person was here, of those who were seen at the door."""
    here = dict[str, datetime]()
    hours: defaultdict[str, set[int]] = defaultdict(set)
    for fact in facts:
        if fact.kind is HappeningKind.ARRIVED:
            here.setdefault(fact.person, fact.at)
        elif fact.kind is HappeningKind.LEFT and fact.person in here:
            hours[fact.person] |= _hours(here.pop(fact.person), fact.at, zone)
    for person, since in here.items():
        hours[person] |= _hours(since, until, zone)
    return hours


def _hours(since: datetime, until: datetime, zone: tzinfo) -> set[int]:
    """The hours of the day that a stay touches; one that ends on the hour does not touch it."""
    first, last = since.astimezone(zone), (until - timedelta.resolution).astimezone(zone)
    end = last.hour if last.date() == first.date() else 23
    return {first.hour, *range(first.hour, end + 1)} if until > since else {first.hour}


def _supply(entries: Entries) -> Section:
    stands = Counter(exhibitor.kind for exhibitor in entries.exhibitors.values())
    offers = Counter(offer.kind for offer in entries.offers.values())
    return Section(
        "supply",
        (
            *(Figure(f"stands_{kind}", stands[kind]) for kind in ExhibitorKind),
            *(Figure(f"offers_{kind}", offers[kind]) for kind in OfferKind),
            Figure("places", sum(offer.places or 0 for offer in entries.offers.values())),
        ),
    )


def _meetings(
    entries: Entries,
    meetings: Sequence[Meeting],
    records: Sequence[MeetingRecord],
    attendance: Attendance,
    facts: Sequence[Happening],
) -> Section:
    ways = Counter(record.state for record in records)
    # Whoever was absent or said no has left the plan: what was planned for them counts too.
    all_planned = sum(record.is_planned for record in records)
    planned = Counter(meeting.person for meeting in meetings)
    per_person = [planned[person] for person in entries.jobseekers]
    # a meeting that was over before its person came keeps no promise
    late = Counter(meeting.person for meeting in over_before_arrival(entries, meetings, facts))
    came = [planned[person] - late[person] for person in attendance.came]
    kept = sum(count >= entries.fair.least_meetings for count in came)
    states = (MeetingState.HELD, MeetingState.MISSED, MeetingState.REFUSED, MeetingState.NO_NEWS)
    return Section(
        "meetings",
        (
            Figure("planned", all_planned),
            *(Figure(state, ways[state], of=all_planned) for state in states),
            Figure("unplanned", ways[MeetingState.UNPLANNED]),
            Figure("per_person_mean", round(fmean(per_person), 2) if per_person else None),
            Figure("per_person_least", min(per_person, default=None)),
            Figure("promise_kept", kept, of=len(came)),
        ),
    )


def _stands(entries: Entries, records: Sequence[MeetingRecord]) -> Section:
    planned = Counter(record.stand for record in records if record.is_planned)
    held = Counter(record.stand for record in records if record.state is MeetingState.HELD)
    came_by = Counter(record.stand for record in records if not record.is_planned)
    in_order = sorted(entries.exhibitors.values(), key=by_sign)
    return Section(
        "stands",
        (
            *(
                Figure("stand", held[stand.id], label=stand.name, of=planned[stand.id])
                for stand in in_order
            ),
            *(
                Figure("unplanned", came_by[stand.id], label=stand.name)
                for stand in in_order
                if came_by[stand.id]
            ),
        ),
    )


def _outcomes(records: Sequence[MeetingRecord], facts: Sequence[Happening]) -> Section:
    """What meetings led to, all that was noted of each; the response rate stands first.

    Whoever waits for the place of a course or a job has not entered: that is a figure of its own.
    """
    noted = [record for record in records if record.outcomes]
    counts = Counter(outcome for record in noted for outcome in set(record.outcomes))
    held = len({fact.meeting for fact in facts if fact.kind is HappeningKind.HELD})
    return Section(
        "outcomes",
        (
            Figure("noted", len(noted), of=max(held, len(noted))),
            *(Figure(name, counts[name], of=len(noted)) for name in (*OUTCOMES, PLACE_WAITED)),
        ),
    )


def over_before_arrival(
    entries: Entries, meetings: Sequence[Meeting], facts: Sequence[Happening]
) -> frozenset[Meeting]:
    """Meetings that were over, or nearly, when their person first came, and were never held."""
    grid, attendance = SlotGrid.of(entries.fair), Attendance.of(facts)
    return came_too_late(meetings, grid, DayState.of(facts), attendance)
