"""Compare how the fair treats declared groups: for the organiser alone, never for a score."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from matching.domain.day.happening import HappeningKind, standing
from matching.domain.day.meeting import Meeting
from matching.domain.entries import Entries
from matching.domain.terms import ExhibitorKind
from matching.outcomes.audit import audit
from matching.outcomes.comparison import Comparison, Treatment
from matching.scoring.matrix.matrix import CLOSED, ScoreMatrix
from matching.services.scores.prepare_scorer import scorer_of
from matching.services.scores.score_fair import read_pairs
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings, plans

_BEST = 5  # as many as a person meets in a day


def audit_fair(shop: Shop, fair: str) -> tuple[Comparison, ...]:
    """Selection, scores and meetings by declared sex, age, district and diploma.

    Meetings are those of the announced plan, or of the newest one before the day.
    """
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
        plan = plans.announced_plan(reader, fair) or plans.read_plan(reader, fair)
        facts = standing(happenings.read_happenings(reader, fair))
    held = {fact.meeting for fact in facts if fact.kind is HappeningKind.HELD}
    scorer = scorer_of(shop, fair)
    read = read_pairs(scorer, entries, entries.jobseekers)
    matrix = scorer.matrix(read.people.values(), read.offers.values())
    return audit(entries, _treatments(entries, matrix, plan.meetings if plan else (), held))


def _treatments(
    entries: Entries, matrix: ScoreMatrix, meetings: Sequence[Meeting], held: set[str]
) -> dict[str, Treatment]:
    employers = {
        exhibitor.id
        for exhibitor in entries.exhibitors.values()
        if exhibitor.kind is ExhibitorKind.EMPLOYER
    }
    planned = Counter(meeting.person for meeting in meetings)
    selected = {meeting.person for meeting in meetings if meeting.stand in employers}
    came_about = Counter(meeting.person for meeting in meetings if meeting.id in held)
    found = {}
    for row, person in enumerate(matrix.people):
        can = matrix.values[row, matrix.verdicts[row] != CLOSED]
        best = np.sort(can)[-_BEST:]
        found[person] = Treatment(
            selected=int(person in selected),
            open_share=can.size / max(1, matrix.values.shape[1]),
            best_score=float(best.mean()) if best.size else None,
            meetings=planned[person],
            held=came_about[person] if held else None,
        )
    return found
