"""Compare how the fair treats declared groups: for the organiser alone, never for a score."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from matching.domain.day.happening import Attendance, HappeningKind, in_force
from matching.domain.day.meeting import Meeting
from matching.domain.entries import Entries
from matching.domain.terms import ExhibitorKind, OfferKind
from matching.outcomes.audit import compare_groups, grouped
from matching.outcomes.comparison import Comparison, Treatment
from matching.outcomes.nobody import Day, with_nobody
from matching.outcomes.releases import GroupCounts, Release, released, tells_nobody_beside
from matching.services.evening.published import (
    CAME,
    COMPARED,
    Published,
    may_publish,
    note_published,
)
from matching.services.evening.report import Report, groups_who_came, read_day, report
from matching.services.scores.opportunities import opportunities_of, version_in_force
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.people import erasure
from matching.store.people.opportunities import read_opportunities


@dataclass(frozen=True, slots=True)
class GroupsCompared:
    """Groups compared, and the moment of an earlier comparison where it stands for now's.

    The moment is on the clock of the fair. `is_look_ahead` while the fair is not over: what is
    compared then leaves the house in no file.
    """

    comparisons: tuple[Comparison, ...]
    as_of: datetime | None = None
    is_look_ahead: bool = False


def audit_fair(shop: Shop, fair: str, *, publishes: bool = False) -> GroupsCompared:
    """Selection, scores and meetings by declared sex, age, district and diploma.

    Meetings are those of the announced plan, or of the newest one before the day. Whoever was
    forgotten counts on as a row of nobody: the group of one person is not told by the difference.

    Parameters
    ----------
    publishes
        The comparison leaves the house: what comes later is looked at beside it. Where both would
        tell a group of fewer than five, the earlier one is given once more. Nothing is compared
        so before the fair is over: everybody expected beside those who came in the evening would
        tell the groups of who did not come.
    """
    with shop.store.reading() as reader:
        frame = fairs.read_fair(reader, fair)
        is_look_ahead = shop.clock() < frame.moment(frame.closes)
        if publishes and is_look_ahead:
            return GroupsCompared((), is_look_ahead=True)
        day, rows = read_day(reader, fair), erasure.read_counted(reader, fair)
        kept, version = read_opportunities(reader, fair), version_in_force(reader, fair)
    found = opportunities_of(shop, day.entries, kept, version=version)
    openness: dict[str, tuple[float | None, float | None]] = {
        row.person.id: (row.open_share, row.best_score) for row in rows
    }
    for person, known in found.items():
        openness[person] = (known.open_share, known.best_score)
    whole = with_nobody(day, rows)
    held = {fact.meeting for fact in in_force(whole.facts) if fact.kind is HappeningKind.HELD}
    treatments = _treatments(whole.entries, openness, whole.meetings, held)
    if is_look_ahead:
        published = _look_ahead(whole, treatments)
    else:
        with shop.store.reading() as reader:
            published = _beside_report(reader, whole, treatments)
    if publishes:
        note_published(shop, fair, published)
    return GroupsCompared(
        tuple(
            comparison
            for question, release in published.releases.items()
            for characteristic in (question.partition(".")[2],)
            if not question.startswith(CAME)
            for comparison in _compared(characteristic, release)
        ),
        published.as_of and published.as_of.astimezone(whole.entries.fair.zone),
        is_look_ahead,
    )


def _look_ahead(day: Day, treatments: Mapping[str, Treatment]) -> Published:
    """Everybody's treatment, for the organiser's own eyes: it stands beside nothing published."""
    groups = _groups(COMPARED, day, treatments)
    return Published({question: released(rows) for question, rows in groups.items()}, None)


def _beside_report(reader: Connection, day: Day, treatments: Mapping[str, Treatment]) -> Published:
    """Everybody's treatment, or that of those who came, where the difference would tell a group.

    The groups of those who came are in the report, and are published with it.
    """
    fair, came = day.entries.fair.id, Attendance.of(day.facts).came
    told = may_publish(reader, fair, groups_who_came(day))
    everybody = _groups(COMPARED, day, treatments)
    present = {person: given for person, given in treatments.items() if person in came}
    only = _groups(COMPARED, day, present)
    found = may_publish(reader, fair, everybody, beside=told.releases).releases
    chosen = {
        question: everybody[question]
        if tells_nobody_beside(release, told.releases[question.replace(COMPARED, CAME, 1)])
        else only[question]
        for question, release in found.items()
    }
    compared = may_publish(reader, fair, chosen, beside=told.releases)
    moments = [moment for moment in (told.as_of, compared.as_of) if moment is not None]
    return Published({**told.releases, **compared.releases}, min(moments, default=None))


def _groups(topic: str, day: Day, treatments: Mapping[str, Treatment]) -> dict[str, GroupCounts]:
    return {
        f"{topic}{characteristic}": {
            group: Counter(map(astuple, given)) for group, given in members.items()
        }
        for characteristic, members in grouped(day.entries, treatments).items()
    }


def _compared(characteristic: str, release: Release) -> tuple[Comparison, ...]:
    members = {
        group: [Treatment(*row) for row in rows.elements()]  # type: ignore[arg-type]
        for group, rows in release.groups.items()
    }
    return compare_groups(characteristic, members, also=release.hidden)


def _treatments(
    entries: Entries,
    openness: Mapping[str, tuple[float | None, float | None]],
    meetings: Sequence[Meeting],
    held: set[str],
) -> dict[str, Treatment]:
    employers = {
        exhibitor.id
        for exhibitor in entries.exhibitors.values()
        if exhibitor.kind is ExhibitorKind.EMPLOYER
    }
    planned = Counter(meeting.person for meeting in meetings)
    selected = {one.person for one in meetings if _is_about_a_job(entries, one, employers)}
    came_about = Counter(meeting.person for meeting in meetings if meeting.id in held)
    return {
        person: Treatment(
            selected=int(person in selected),
            open_share=openness[person][0],
            best_score=openness[person][1],
            meetings=planned[person],
            held=came_about[person] if held else None,
        )
        for person in sorted(openness)
    }


def _is_about_a_job(entries: Entries, meeting: Meeting, employers: Collection[str]) -> bool:
    """Whether somebody is met as a candidate: a school may offer a job, an employer a course."""
    offer = entries.offers.get(meeting.offer)
    return meeting.stand in employers if offer is None else offer.kind is OfferKind.JOB


def whole_report(shop: Shop, fair: str, *, publishes: bool = False) -> Report:
    """The report with the comparison of groups, which takes every score of the fair."""
    figures = report(shop, fair, publishes=publishes)
    compared = audit_fair(shop, fair, publishes=publishes)
    return replace(figures, comparisons=compared.comparisons, compared_as_of=compared.as_of)
