"""The organiser's statistics, as figures and as JSON."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from babel.numbers import format_decimal
from sqlalchemy import Connection

from matching.domain.day.happening import OUTCOMES, Attendance, in_force
from matching.domain.day.meeting import PlanVersion
from matching.domain.day.next_steps import own_words
from matching.domain.day.places import PLACE_WAITED
from matching.domain.entries import Entries
from matching.domain.fair import Fair
from matching.domain.programme.follow_up import FollowUp, followed
from matching.domain.programme.recall import FAIR_CHECKPOINTS, Recalled, recalled
from matching.domain.score import Score
from matching.outcomes.comparison import Comparison
from matching.outcomes.day import over_before_arrival, report_sections
from matching.outcomes.figures import Figure, Section
from matching.outcomes.first_wishes import is_first_wish_met
from matching.outcomes.follow_up import follow_up_sections
from matching.outcomes.meeting_records import noted_beside
from matching.outcomes.nobody import Day, with_nobody
from matching.outcomes.places import place_sections
from matching.outcomes.public import public_counts, public_section
from matching.outcomes.recalls import recall_sections
from matching.outcomes.releases import GroupCounts
from matching.phrases import moment_said, percent, say
from matching.services.evening.audit_words import audit_answer
from matching.services.evening.published import CAME, may_publish, note_published
from matching.services.shop.known_plans import known_announced_plan
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings, plans
from matching.store.follow_ups import read_follow_ups
from matching.store.people import erasure
from matching.store.people.forgotten_fields import first_wishes_kept


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of a fair, and groups compared; no person is named in them.

    `as_of` is the moment of an earlier report whose groups stand in this one, where those of now
    would tell somebody's group beside it; `compared_as_of` that of an earlier comparison.
    """

    fair: Fair
    sections: tuple[Section, ...]
    comparisons: tuple[Comparison, ...] = ()
    as_of: datetime | None = None
    compared_as_of: datetime | None = None

    def section(self, code: str) -> Section:
        """The section with this code."""
        return next(section for section in self.sections if section.code == code)


def report(shop: Shop, fair: str, *, publishes: bool = False) -> Report:
    """The figures computed from the announced plan and the facts of the day, nothing cached.

    Parameters
    ----------
    publishes
        The report leaves the house, as a file or at a terminal: the groups of a later one are
        looked at beside it.
    """
    with shop.store.reading() as reader:
        plan = known_announced_plan(shop, reader, fair)
        day = with_first_wishes(reader, read_day(reader, fair, told=plan))
        day = with_nobody(day, erasure.read_counted(reader, fair))
        told = read_follow_ups(reader, fair)
        frame = day.entries.fair
        is_lived = shop.has_been(reader, frame)
    moment = shop.clock()
    # A rehearsed day is counted as a whole; one that is still to come has nobody to count.
    is_rehearsed = shop.is_rehearsing(frame) and bool(Attendance.of(day.facts).came)
    has_closed = moment >= frame.moment(frame.closes)
    is_over = is_rehearsed or has_closed
    people = followed(line for line in told if line.told_on is None)
    after = (
        *follow_up_sections(people, frame.programme),
        *recall_sections(called_again(day.entries, told)),
    )
    sections = report_sections(
        day.entries,
        day.meetings,
        day.facts,
        now=None if is_over else moment,
        is_closed=is_lived or (has_closed and not shop.is_rehearsing(frame)),
        first_wishes=day.first_wishes,
        earlier=day.earlier,
    )
    named = (_in_own_words(section, frame) for section in sections)
    found = Report(frame, (*after, *named, *place_sections(day.entries)))
    return _beside_earlier(shop, day, found, publishes=publishes) if is_over else found


def _in_own_words(section: Section, fair: Fair) -> Section:
    """What meetings led to, each as the fair calls it where it has words of its own."""
    if section.code != "outcomes":
        return section
    steps = fair.next_steps
    named = (
        replace(figure, label=own_words(steps, figure.code) or figure.label)
        for figure in section.figures
    )
    return replace(section, figures=tuple(named))


def _beside_earlier(shop: Shop, day: Day, found: Report, *, publishes: bool) -> Report:
    """The report with groups as they may be shown after what was published of them."""
    with shop.store.reading() as reader:
        published = may_publish(reader, found.fair.id, groups_who_came(day))
    if publishes:
        note_published(shop, found.fair.id, published)
    shown = {
        question.removeprefix(CAME): public_section(
            question.removeprefix(CAME),
            {group: rows.total() for group, rows in release.groups.items()},
            also=release.hidden,
        )
        for question, release in published.releases.items()
    }
    sections = tuple(shown.get(section.code, section) for section in found.sections)
    return replace(found, sections=sections, as_of=published.as_of)


def groups_who_came(day: Day) -> dict[str, GroupCounts]:
    """How many of those who came are in each group of each question, as it is published."""
    counts = public_counts(day.entries, Attendance.of(day.facts))
    return {
        f"{CAME}{question}": {group: Counter({(): count}) for group, count in said.items()}
        for question, said in counts.items()
    }


def called_again(entries: Entries, told: Iterable[FollowUp]) -> tuple[Recalled, ...]:
    """Who agreed to be called after a fair, or told something then, with what they told."""
    calls = [line for line in told if line.told_on is not None]
    agreed = {person.id for person in entries.jobseekers.values() if person.consent_contact is True}
    frame = entries.fair
    months = frame.programme.checkpoints if frame.programme else FAIR_CHECKPOINTS
    return recalled(agreed | {line.record for line in calls}, calls, frame.date, months)


def read_day(reader: Connection, fair: str, *, told: PlanVersion | None = None) -> Day:
    """What the figures of a fair are drawn from, as it stands; without those forgotten.

    Parameters
    ----------
    told
        The plan that people have been told, where the caller has just read it.
    """
    plan = told or plans.announced_plan(reader, fair) or plans.read_plan(reader, fair)
    facts, meetings = happenings.read_happenings(reader, fair), plan.meetings if plan else ()
    beside = noted_beside(meetings, in_force(facts))
    earlier = plans.earlier_meetings(reader, fair, beside)
    return Day(fairs.read_entries(reader, fair), meetings, facts, earlier=earlier)


def with_first_wishes(reader: Connection, day: Day, people: Collection[str] | None = None) -> Day:
    """The same day, knowing whose first wish a planned meeting answers; of these people alone."""
    fair = day.entries.fair.id
    asked = day.entries.jobseekers.keys() if people is None else people
    late = over_before_arrival(day.entries, day.meetings, in_force(day.facts))
    mine = [one for one in day.meetings if one.person in asked and one not in late]
    number = plans.shown_number(reader, fair)
    ids = None if people is None else [meeting.id for meeting in mine]
    kept = plans.scores_of_plan(reader, fair, number, meetings=ids)
    scores: dict[str, list[Score]] = {person: [] for person in asked}
    for meeting in mine:
        if meeting.id in kept:
            scores[meeting.person].append(kept[meeting.id])
    met = {
        person: is_first_wish_met(day.entries.jobseekers[person], scores[person])
        for person in asked
    }
    gone = first_wishes_kept(reader, fair)
    return replace(day, first_wishes=met | {one: gone[one] for one in gone if one in asked})


_LED_TO = frozenset(("outcomes", code) for code in (*OUTCOMES, PLACE_WAITED))
"""Figures that bear the name of a next step: the one by which everybody calls it."""


def label_of(section: Section, figure: Figure, language: str) -> str:
    """What a figure is called: its own label when that is data, else its sentence."""
    code = f"figure.{section.code}.{figure.code}"
    if figure.code == "answered_by":
        return say(code, language, months=figure.label)
    if (section.code, figure.code) == ("stands", "unplanned"):
        return say(code, language, stand=figure.label)
    if section.code == "recalls":
        months, _, rate = figure.label.partition(" ")
        told = percent(int(rate) / 100, language) if rate else say("figure.hidden", language)
        return say(code, language, months=months, rate=told)
    if (section.code, figure.code) in _LED_TO:
        return figure.label or say(f"outcome.{figure.code}", language)
    return figure.label or say(code, language)


def notes_of(found: Report, language: str) -> tuple[str, ...]:
    """What is to be known of the groups: small ones are hidden, some stand as they were told."""
    notes = (say("report.small_groups", language),)
    if found.as_of is None:
        return notes
    told = found.as_of.astimezone(found.fair.zone)
    return (*notes, say("report.groups_as_of", language, at=moment_said(told, language)))


def shown(figure: Figure, language: str) -> str:
    """The value as a person reads it; a hidden or missing one is said."""
    if figure.is_hidden:
        return say("figure.hidden", language)
    if figure.value is None:
        return say("figure.missing", language)
    return number_of(figure.value, language)


def number_of(value: float, language: str) -> str:
    """A number as the language writes it: thousands apart, a comma in French."""
    return format_decimal(value, "#,##0.############", locale=language)


def share_of(figure: Figure, language: str) -> str:
    """The share of its whole as a person reads it, nothing where there is none."""
    return "" if figure.share is None else percent(figure.share, language)


def share_and_whole(figure: Figure, language: str) -> str:
    """The same with its whole: groups may be of fewer people than came, as they were told."""
    share = share_of(figure, language)
    if figure.whole is None:
        return share
    return say("report.share_of", language, share=share, whole=number_of(figure.whole, language))


def cell_of(figure: Figure, language: str) -> str | float | None:
    """The value as a table of figures holds it: a number, or that it is hidden."""
    return say("figure.hidden", language) if figure.is_hidden else figure.value


def report_answer(found: Report, language: str) -> dict[str, Any]:
    """Every figure of the workbook as a document."""
    return {
        "format": "parvis-report/1",
        "fair": found.fair.id,
        "groups_as_of": None if found.as_of is None else found.as_of.isoformat(),
        "audit_as_of": None
        if found.compared_as_of is None
        else found.compared_as_of.astimezone(UTC).isoformat(),
        "sections": [
            {
                "code": section.code,
                "title": say(f"section.{section.code}", language),
                "figures": [
                    {
                        "code": figure.code,
                        "label": label_of(section, figure, language),
                        "value": figure.value,
                        "share": figure.share,
                        "of": figure.whole,
                        "hidden": figure.is_hidden,
                    }
                    for figure in section.figures
                ],
            }
            for section in found.sections
        ],
        "audit": audit_answer(found.comparisons, language),
    }
