"""Every criterion of a score, one file each, in the order in which answers are given."""

from matching.scoring.criteria.answers import Gate, GateAnswer, Part, Reads, Weighing
from matching.scoring.criteria.meeting import language, step_free, wish
from matching.scoring.criteria.occupation import gap, need, sector, skills, trade
from matching.scoring.criteria.requirements import (
    diploma,
    entry_rule,
    experience,
    french,
    licence,
    places,
    title,
    unread,
)
from matching.scoring.criteria.working_conditions import (
    conditions,
    contract,
    dates,
    distance,
    hours,
    refusal,
    remote,
)

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

__all__ = ["GATES", "WEIGHINGS", "Gate", "GateAnswer", "Part", "Reads", "Weighing"]
