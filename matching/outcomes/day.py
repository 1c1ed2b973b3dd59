"""What the day gave: who came and when, meetings planned and held, tables used."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta, tzinfo
from statistics import fmean
from types import MappingProxyType

from matching.domain.day.companions import count_companions
from matching.domain.day.happening import (
    OUTCOMES,
    Attendance,
    Happening,
    HappeningKind,
    in_force,
    last_outcomes,
    last_settled,
)
from matching.domain.day.meeting import Meeting
from matching.domain.entries import Entries
from matching.domain.terms import ExhibitorKind, OfferKind
from matching.outcomes.figures import Figure, Section
from matching.outcomes.first_wishes import first_wish_section
from matching.outcomes.public import public_sections
from matching.outcomes.satisfaction import satisfaction_sections

_NO_WISHES: Mapping[str, bool | None] = MappingProxyType({})


def report_sections(
    entries: Entries,
    meetings: Sequence[Meeting],
    happenings: Iterable[Happening],
    *,
    is_over: bool = True,
    first_wishes: Mapping[str, bool | None] = _NO_WISHES,
) -> tuple[Section, ...]:
    """Every section of the report, from the announced meetings and the facts of the day.

    While the day is not over the public is not divided into groups. `first_wishes` says of each
    person whether a planned meeting answers what they wished for first.
    """
    facts = in_force(happenings)
    attendance = Attendance.of(facts)
    return (
        _reach(entries, attendance, facts),
        _arrivals(entries, attendance),
        _presence(entries, facts, is_over=is_over),
        *public_sections(entries, attendance, is_over=is_over),
        _supply(entries),
        _meetings(entries, meetings, facts, attendance),
        first_wish_section(attendance.first_arrival, first_wishes),
        _stands(entries, meetings, facts),
        _outcomes(facts),
        *satisfaction_sections(facts),
    )


def _reach(entries: Entries, attendance: Attendance, facts: Sequence[Happening]) -> Section:
    expected = entries.jobseekers.keys() - entries.walk_ins
    came = attendance.first_arrival.keys()
    along = count_companions(facts)
    return Section(
        "reach",
        (
            Figure("registered", len(expected)),
            Figure("came", len(came)),
            Figure("walk_ins", len(came & entries.walk_ins), of=len(came)),
            Figure("did_not_come", len(expected - came), of=len(expected)),
            Figure("present_now", len(attendance.present), of=len(came)),
            Figure("companions", along.companions),
            Figure("interpreters", sum(along.interpreters.values())),
        ),
    )


def _arrivals(entries: Entries, attendance: Attendance) -> Section:
    counts = Counter(
        moment.astimezone(entries.fair.zone).hour for moment in attendance.first_arrival.values()
    )
    first, last = entries.fair.opens.hour, entries.fair.closes.hour
    shown = sorted({*range(first, last + 1), *counts})
    return Section(
        "arrivals",
        tuple(
            Figure("hour", counts[hour], label=f"{hour:02d}:00", of=counts.total())
            for hour in shown
        ),
    )


def _presence(entries: Entries, facts: Sequence[Happening], *, is_over: bool) -> Section:
    """People who were here at some moment of each hour.

    Whoever nobody saw leave is here until the fair closes, or until now while it goes on.
    """
    fair, here = entries.fair, dict[str, datetime]()
    hours: defaultdict[str, set[int]] = defaultdict(set)
    latest = max((fact.at for fact in facts), default=fair.moment(fair.opens))
    for fact in facts:
        if fact.kind is HappeningKind.ARRIVED:
            here.setdefault(fact.person, fact.at)
        elif fact.kind is HappeningKind.LEFT and fact.person in here:
            hours[fact.person] |= _hours(here.pop(fact.person), fact.at, fair.zone)
    until = fair.moment(fair.closes) if is_over else latest
    for person, since in here.items():
        hours[person] |= _hours(since, until, fair.zone)
    counts = Counter(hour for mine in hours.values() for hour in mine)
    return Section(
        "presence",
        tuple(
            Figure("hour", counts[hour], label=f"{hour:02d}:00", of=len(hours))
            for hour in sorted({*range(fair.opens.hour, fair.closes.hour + 1), *counts})
        ),
    )


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
    facts: Sequence[Happening],
    attendance: Attendance,
) -> Section:
    settled = last_settled(facts)
    ways, no_news = Counter(settled.values()), {meeting.id for meeting in meetings} - settled.keys()
    # Whoever was absent or said no has left the plan: what was planned for them counts too.
    all_planned = len(settled) + len(no_news)
    planned = Counter(meeting.person for meeting in meetings)
    per_person = [planned[person] for person in entries.jobseekers]
    came = [planned[person] for person in attendance.first_arrival]
    kept = sum(count >= entries.fair.least_meetings for count in came)
    return Section(
        "meetings",
        (
            Figure("planned", all_planned),
            Figure("held", ways[HappeningKind.HELD], of=all_planned),
            Figure("missed", ways[HappeningKind.NO_SHOW], of=all_planned),
            Figure("refused", ways[HappeningKind.REFUSED], of=all_planned),
            Figure("no_news", len(no_news), of=all_planned),
            Figure("per_person_mean", round(fmean(per_person), 2) if per_person else None),
            Figure("per_person_least", min(per_person, default=None)),
            Figure("promise_kept", kept, of=len(came)),
        ),
    )


def _stands(entries: Entries, meetings: Sequence[Meeting], facts: Sequence[Happening]) -> Section:
    settled = last_settled(facts)
    of_meeting = {fact.meeting: fact.stand for fact in facts if fact.meeting in settled}
    of_meeting |= {meeting.id: meeting.stand for meeting in meetings}
    planned = Counter(of_meeting.values())
    held = Counter(
        of_meeting[meeting] for meeting, way in settled.items() if way is HappeningKind.HELD
    )
    return Section(
        "stands",
        tuple(
            Figure("stand", held[exhibitor.id], label=exhibitor.name, of=planned[exhibitor.id])
            for exhibitor in sorted(
                entries.exhibitors.values(), key=lambda exhibitor: (exhibitor.stand, exhibitor.id)
            )
        ),
    )


def _outcomes(facts: Sequence[Happening]) -> Section:
    """What meetings led to, the last word on each; the response rate stands first."""
    last = last_outcomes(facts)
    counts = Counter(last.values())
    held = len({fact.meeting for fact in facts if fact.kind is HappeningKind.HELD})
    return Section(
        "outcomes",
        (
            Figure("noted", len(last), of=max(held, len(last))),
            *(Figure(name, counts[name], of=len(last)) for name in OUTCOMES),
        ),
    )
