"""Compare how the fair treats declared groups: for the organiser alone, never for a score."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import datetime

from matching.domain.day.happening import HappeningKind, standing
from matching.domain.day.meeting import Meeting
from matching.domain.entries import Entries
from matching.domain.terms import ExhibitorKind
from matching.outcomes.audit import compare_groups, grouped
from matching.outcomes.comparison import Comparison, Treatment
from matching.outcomes.nobody import with_nobody
from matching.outcomes.releases import Release
from matching.services.evening.published import may_publish, note_published
from matching.services.evening.report import Report, read_day, report
from matching.services.scores.opportunities import opportunities_of, version_in_force
from matching.services.shop.shop import Shop
from matching.store.people import erasure
from matching.store.people.opportunities import read_opportunities

_TOPIC = "compared."


@dataclass(frozen=True, slots=True)
class GroupsCompared:
    """Groups compared, and the moment of an earlier comparison where it stands for now's."""

    comparisons: tuple[Comparison, ...]
    as_of: datetime | None = None


def audit_fair(shop: Shop, fair: str, *, publishes: bool = False) -> GroupsCompared:
    """Selection, scores and meetings by declared sex, age, district and diploma.

    Meetings are those of the announced plan, or of the newest one before the day. Whoever was
    forgotten counts on as a row of nobody: the group of one person is not told by the difference.

    Parameters
    ----------
    publishes
        The comparison leaves the house: what comes later is looked at beside it. Where both would
        tell a group of fewer than five, the earlier one is given once more.
    """
    with shop.store.reading() as reader:
        day, rows = read_day(reader, fair), erasure.read_counted(reader, fair)
        kept, version = read_opportunities(reader, fair), version_in_force(reader, fair)
    found = opportunities_of(shop, day.entries, kept, version=version)
    openness: dict[str, tuple[float | None, float | None]] = {
        row.person.id: (row.open_share, row.best_score) for row in rows
    }
    for person, known in found.items():
        openness[person] = (known.open_share, known.best_score)
    whole = with_nobody(day, rows)
    held = {fact.meeting for fact in standing(whole.facts) if fact.kind is HappeningKind.HELD}
    treatments = _treatments(whole.entries, openness, whole.meetings, held)
    groups = {
        f"{_TOPIC}{characteristic}": {
            group: Counter(map(astuple, given)) for group, given in members.items()
        }
        for characteristic, members in grouped(whole.entries, treatments).items()
    }
    with shop.store.reading() as reader:
        found_now = may_publish(reader, fair, groups)
    if publishes:
        note_published(shop, fair, found_now)
    return GroupsCompared(
        tuple(
            comparison
            for question, release in found_now.releases.items()
            for comparison in _compared(question.removeprefix(_TOPIC), release)
        ),
        found_now.as_of,
    )


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
    selected = {meeting.person for meeting in meetings if meeting.stand in employers}
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


def whole_report(shop: Shop, fair: str, *, publishes: bool = False) -> Report:
    """The report with the comparison of groups, which takes every score of the fair."""
    figures = report(shop, fair, publishes=publishes)
    compared = audit_fair(shop, fair, publishes=publishes)
    as_of = min(filter(None, (figures.as_of, compared.as_of)), default=None)
    return replace(figures, comparisons=compared.comparisons, as_of=as_of)
