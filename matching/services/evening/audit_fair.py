"""Compare how the fair treats declared groups: for the organiser alone, never for a score."""

from collections import Counter
from collections.abc import Mapping, Sequence

from matching.domain.day.happening import HappeningKind, standing
from matching.domain.day.meeting import Meeting
from matching.domain.entries import Entries
from matching.domain.terms import ExhibitorKind
from matching.outcomes.audit import audit
from matching.outcomes.comparison import Comparison, Treatment
from matching.services.scores.opportunities import opportunities_of, version_in_force
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings, plans
from matching.store.people.opportunities import Opportunity, read_opportunities


def audit_fair(shop: Shop, fair: str) -> tuple[Comparison, ...]:
    """Selection, scores and meetings by declared sex, age, district and diploma.

    Meetings are those of the announced plan, or of the newest one before the day.
    """
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
        plan = plans.announced_plan(reader, fair) or plans.read_plan(reader, fair)
        facts = standing(happenings.read_happenings(reader, fair))
        kept, version = read_opportunities(reader, fair), version_in_force(reader, fair)
    held = {fact.meeting for fact in facts if fact.kind is HappeningKind.HELD}
    found = opportunities_of(shop, entries, kept, version=version)
    return audit(entries, _treatments(entries, found, plan.meetings if plan else (), held))


def _treatments(
    entries: Entries,
    opportunities: Mapping[str, Opportunity],
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
            open_share=opportunities[person].open_share,
            best_score=opportunities[person].best_score,
            meetings=planned[person],
            held=came_about[person] if held else None,
        )
        for person in sorted(opportunities)
    }
