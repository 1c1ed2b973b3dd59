"""Every criterion of a score, one file each, in the order in which answers are given."""

from matching.scoring.criteria import (
    conditions,
    contract,
    dates,
    diploma,
    distance,
    entry_rule,
    experience,
    french,
    gap,
    hours,
    language,
    licence,
    need,
    places,
    refusal,
    remote,
    sector,
    skills,
    step_free,
    title,
    trade,
    unread,
    wish,
)
from matching.scoring.criteria.answers import Answer, Gate, Part, Reads, Weighing

GATES = tuple(
    Gate(name, rule.judge, rule.READS, rule.BARS, rule.QUESTIONS)
    for name, rule in (
        ("refusal", refusal),
        ("contract", contract),
        ("hours", hours),
        ("distance", distance),
        ("conditions", conditions),
        ("french", french),
        ("diploma", diploma),
        ("licence", licence),
        ("title", title),
        ("experience", experience),
        ("unread", unread),
        ("entry_rule", entry_rule),
        ("places", places),
        ("language", language),
        ("step_free", step_free),
        ("dates", dates),
    )
)

WEIGHINGS = tuple(
    Weighing(name, share, criterion.weigh, criterion.READS, criterion.REASONS)
    for name, share, criterion in (
        ("need", "need", need),
        ("skills", "skills", skills),
        ("gap", "skills", gap),
        ("trade", "trade", trade),
        ("title", "title", title),
        ("experience", "experience", experience),
        ("sector", "sector", sector),
        ("contract", "contract", contract),
        ("remote", "remote", remote),
        ("distance", "distance", distance),
        ("hours", "hours", hours),
        ("wish", "wish", wish),
    )
)

__all__ = ["GATES", "WEIGHINGS", "Answer", "Gate", "Part", "Reads", "Weighing"]
