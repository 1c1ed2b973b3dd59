"""Compare how the fair treats declared groups: for the organiser alone, never for a score."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from matching.domain.day.happening import HappeningKind, standing
from matching.domain.day.meeting import Meeting
from matching.domain.entries import Entries
from matching.domain.terms import ExhibitorKind
from matching.outcomes.audit import Compared, Comparison, Treatment, audit
from matching.outcomes.workbook import SheetOfFigures
from matching.phrases import say
from matching.scoring.matrix.matrix import CLOSED, ScoreMatrix
from matching.services.scores.prepare_scorer import scorer_of
from matching.services.scores.score_fair import read_pairs
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings, plans

_BEST = 5  # as many as a person meets in a day
NOTES = ("rule", "interval", "small")
_NUMBERS = ("people", "value", "low", "high", "ratio", "ratio_low", "ratio_high")


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
        one.id for one in entries.exhibitors.values() if one.kind is ExhibitorKind.EMPLOYER
    }
    planned = Counter(one.person for one in meetings)
    selected = {one.person for one in meetings if one.stand in employers}
    came_about = Counter(one.person for one in meetings if one.id in held)
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


def audit_answer(found: Sequence[Comparison], language: str) -> list[dict[str, Any]]:
    """The comparisons as a document; a hidden group has no number at all."""
    return [
        {
            "characteristic": one.characteristic,
            "measure": one.measure,
            "title": title_of(one, language),
            "groups": [_group_answer(one, group, language) for group in one.groups],
        }
        for one in found
    ]


def title_of(one: Comparison, language: str) -> str:
    """What is compared, between whom."""
    measure = say(f"audit.{one.measure}", language)
    return f"{say(f'section.{one.characteristic}', language)} — {measure}"


def label_of_group(one: Comparison, group: Compared, language: str) -> str:
    """What a group is called."""
    return say(f"figure.{one.characteristic}.{group.group}", language)


def finding(group: Compared, language: str) -> str:
    """What to make of a group's ratio, in words."""
    if group.is_hidden:
        return say("figure.hidden", language)
    if group.is_to_look_at:
        return say("audit.to_look_at", language)
    return "" if group.ratio is None else say("audit.nothing_to_say", language)


def audit_sheet(found: Sequence[Comparison], language: str) -> SheetOfFigures:
    """The comparisons as one sheet of the workbook."""
    heads = ("what", "group", *_NUMBERS, "finding")
    rows = tuple(
        (
            title_of(one, language),
            label_of_group(one, group, language),
            *(_rounded(getattr(group, name)) for name in _NUMBERS),
            finding(group, language),
        )
        for one in found
        for group in one.groups
    )
    headings = tuple(say(f"audit.{name}", language) for name in heads)
    blank = (None,) * (len(heads) - 1)
    notes = tuple((say(f"audit.note_{name}", language), *blank) for name in NOTES)
    return SheetOfFigures(say("audit.title", language), headings, (*rows, *notes))


def _group_answer(one: Comparison, group: Compared, language: str) -> dict[str, Any]:
    return {
        "group": group.group,
        "label": label_of_group(one, group, language),
        **{name: getattr(group, name) for name in _NUMBERS},
        "hidden": group.is_hidden,
        "to_look_at": group.is_to_look_at,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
