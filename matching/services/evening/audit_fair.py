"""Compare how the fair treats declared groups: for the organiser alone, never for a score."""

from collections import Counter
from collections.abc import Mapping, Sequence

from matching.domain.day.happening import HappeningKind, standing
from matching.domain.day.meeting import Meeting
from matching.domain.entries import Entries
from matching.domain.terms import ExhibitorKind
from matching.outcomes.audit import audit
from matching.outcomes.comparison import Comparison, Treatment
from matching.outcomes.nobody import with_nobody
from matching.services.evening.report import read_day
from matching.services.scores.opportunities import opportunities_of, version_in_force
from matching.services.shop.shop import Shop
from matching.store.people import erasure
from matching.store.people.opportunities import read_opportunities


def audit_fair(shop: Shop, fair: str) -> tuple[Comparison, ...]:
    """Selection, scores and meetings by declared sex, age, district and diploma.

    Meetings are those of the announced plan, or of the newest one before the day. Whoever was
    forgotten counts on as a row of nobody: the group of one person is not told by the difference.
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
    return audit(whole.entries, _treatments(whole.entries, openness, whole.meetings, held))


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
