"""People who are forgotten counted on: from a person to a row of nobody, and back into figures."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from types import MappingProxyType

from matching.domain.day.counted import Counted
from matching.domain.day.happening import (
    ALSO,
    UNPLANNED,
    Happening,
    HappeningKind,
    in_force,
)
from matching.domain.day.meeting import Meeting
from matching.domain.day.to_come import middle_of
from matching.domain.entries import Entries
from matching.domain.jobseeker import Jobseeker
from matching.domain.programme.activity import Activity, activity_of
from matching.domain.slots import SlotGrid
from matching.domain.statistics import Statistics
from matching.outcomes.figures import SMALLEST_SHOWN
from matching.outcomes.public import age_of, band_start, months_without_work

NAMELESS = "·"
_SITUATIONS = MappingProxyType(
    {
        Activity.UNEMPLOYED: "demandeur d'emploi",
        Activity.EMPLOYED: "en emploi",
        Activity.INACTIVE: "sans activité",
    }
)
"""What is left of the words of a situation: one of three, read back as the same."""
_KINDS = frozenset(
    {
        HappeningKind.ARRIVED,
        HappeningKind.LEFT,
        HappeningKind.HELD,
        HappeningKind.NO_SHOW,
        HappeningKind.REFUSED,
        HappeningKind.OUTCOME,
    }
)
_SAID = ("result", "offer", UNPLANNED, ALSO)  # of what a fact says besides, codes that are counted


@dataclass(frozen=True)
class Day:
    """What the figures of a fair are drawn from: entries, shown meetings, and facts.

    `first_wishes` says of people whether a meeting answers their first wish, where it was asked;
    `earlier` are meetings of older plans of which something was noted.
    """

    entries: Entries
    meetings: tuple[Meeting, ...]
    facts: tuple[Happening, ...]
    first_wishes: Mapping[str, bool | None] = field(default_factory=lambda: MappingProxyType({}))
    earlier: tuple[Meeting, ...] = ()


def counted_of(day: Day, person: str, *, new_id: str) -> Counted:
    """The row that counts for a person and tells of nobody; `new_id` is drawn at random."""
    mine = tuple(meeting for meeting in day.meetings if meeting.person == person)
    meetings = tuple(replace(meeting, person=new_id, score=0.0) for meeting in mine)
    facts = [fact for fact in in_force(day.facts) if fact.person == person and fact.kind in _KINDS]
    grid = SlotGrid.of(day.entries.fair)
    earlier = tuple(meeting for meeting in day.earlier if meeting.person == person)
    middles = [middle_of(grid, meeting.slot, meeting.length) for meeting in (*earlier, *mine)]
    # Meetings of older plans have an id of their own each, for they were held as well.
    ids = {fact.meeting: f"{new_id}-m{place}" for place, fact in enumerate(facts) if fact.meeting}
    ids |= {old.id: new.id for old, new in zip(mine, meetings, strict=True)}
    offers = {meeting.id: meeting.offer for meeting in (*earlier, *mine)}
    said = day.entries.statistics.get(person, Statistics(person))
    return Counted(
        person=_nameless(day.entries, day.entries.jobseekers[person], new_id),
        figures=grouped(said, day.entries.fair.date, new_id),
        walked_in=person in day.entries.walk_ins,
        meetings=meetings,
        facts=tuple(
            _of_nobody(
                _with_offer(fact, offers),
                ids.get(fact.meeting, ""),
                nonce=f"{new_id}-{place}",
                new_id=new_id,
                at=_hour_of(fact, middles),
            )
            for place, fact in enumerate(facts)
        ),
        is_first_wish_met=day.first_wishes.get(person),
    )


def _nameless(entries: Entries, person: Jobseeker, new_id: str) -> Jobseeker:
    """Nothing but the diploma's level, a sender of many, and whether calls are answered for."""
    senders = [other.referrer.strip() for other in entries.jobseekers.values()]
    sender = person.referrer.strip()
    is_common = senders.count(sender) >= SMALLEST_SHOWN
    # A sender of few counts among the others, whom the report does not name.
    kept = sender if is_common or not sender else new_id
    return Jobseeker(
        new_id,
        NAMELESS,
        diploma_level=person.diploma_level,
        referrer=kept,
        consent_contact=person.consent_contact,
    )


def grouped(said: Statistics, day: date, new_id: str) -> Statistics:
    """The same groups under another id, with the years and months of their beginnings."""
    since, year = None, None
    if (age := age_of(said, day.year)) is not None:
        year = day.year - band_start("age", age)
    if said.unemployed_since is not None:
        months = band_start("unemployed", months_without_work(said.unemployed_since, day))
        total = day.year * 12 + day.month - 1 - months
        since = date(total // 12, total % 12 + 1, 1)
    read = activity_of(said.status)
    status = _SITUATIONS[read] if read else ""
    return Statistics(new_id, year, said.gender, said.qpv, status, since, said.rqth, said.rsa)


def _with_offer(fact: Happening, offers: Mapping[str, str]) -> Happening:
    """An outcome with the offer it was about: the meeting is told from no plan any more."""
    if fact.kind is not HappeningKind.OUTCOME or fact.meeting not in offers:
        return fact
    return replace(fact, data={**fact.data, "offer": offers[fact.meeting]})


def _of_nobody(
    fact: Happening, meeting: str, *, nonce: str, new_id: str, at: datetime
) -> Happening:
    said = {name: fact.data[name] for name in _SAID if name in fact.data}
    return Happening(fact.kind, at, nonce, new_id, fact.stand, meeting, data=said)


def _hour_of(fact: Happening, middles: Iterable[datetime]) -> datetime:
    """The moment of a fact cut so that it tells its hour alone.

    Of whoever comes it tells as well which of their meetings they were too late for, given by the
    `middles` of these. Whoever leaves was here in that hour, unless they left as it struck: they
    leave at its half.
    """
    if fact.kind is HappeningKind.LEFT:
        return (fact.at - timedelta.resolution).replace(minute=30, second=0, microsecond=0)
    hour = fact.at.replace(minute=0, second=0, microsecond=0)
    if fact.kind is not HappeningKind.ARRIVED:
        return hour
    over = [middle for middle in middles if hour <= middle < fact.at]
    return max(over) + timedelta.resolution if over else hour


def with_nobody(day: Day, rows: Iterable[Counted]) -> Day:
    """The day with those counted who were forgotten."""
    counted: Sequence[Counted] = tuple(rows)
    if not counted:
        return day
    entries = replace(
        day.entries,
        jobseekers={**day.entries.jobseekers, **{row.person.id: row.person for row in counted}},
        statistics={**day.entries.statistics, **{row.person.id: row.figures for row in counted}},
        walk_ins=day.entries.walk_ins | {row.person.id for row in counted if row.walked_in},
    )
    return Day(
        entries,
        (*day.meetings, *(meeting for row in counted for meeting in row.meetings)),
        (*(fact for row in counted for fact in row.facts), *day.facts),
        {**day.first_wishes, **{row.person.id: row.is_first_wish_met for row in counted}},
        day.earlier,
    )
