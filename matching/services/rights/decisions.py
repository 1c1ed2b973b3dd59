"""The log of decisions: read, exported, and kept as long as is configured."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from sqlalchemy import select

from matching.domain.errors import Invalid
from matching.domain.programme.follow_up import months_after
from matching.services.shop.shop import Shop
from matching.store import schema
from matching.store.people.decisions import drop_decisions, is_whole, read_decisions
from matching.store.settings import keep_setting, read_setting

FORMAT = "parvis-decisions/1"
LEAST_MONTHS, MOST_MONTHS = 6, 72
_SETTING, _USUAL = "decisions_months", 12


@dataclass(frozen=True, slots=True)
class DecisionLog:
    """Every decision of a fair as a document, and whether the log was left as it was written."""

    document: dict[str, Any]
    is_whole: bool
    months: int


def decision_log(shop: Shop, fair: str) -> DecisionLog:
    """The log of a fair, with what each score version was made of: lists and weights."""
    with shop.store.reading() as reader:
        found, whole = read_decisions(reader, fair), is_whole(reader)
        months = int(read_setting(reader, _SETTING) or _USUAL)
        table = schema.score_versions
        versions = {row.version: row.document for row in reader.execute(select(table))}
    used = {decision.score_version for decision in found} & versions.keys()
    lines = [
        {
            "act": decision.act,
            "at": decision.decided_at.isoformat(timespec="seconds"),
            "plan": decision.plan,
            "scores": decision.score_version,
            "station": decision.station,
            **decision.details,
        }
        for decision in found
    ]
    document = {
        "format": FORMAT,
        "fair": fair,
        "whole": whole,
        "kept_months": months,
        "scores": {version: versions[version] for version in sorted(used)},
        "decisions": lines,
    }
    return DecisionLog(document, whole, months)


def export_decisions(log: DecisionLog) -> bytes:
    """The same as a JSON file."""
    return json.dumps(log.document, ensure_ascii=False, indent=2, sort_keys=True).encode()


def keep_decisions(shop: Shop, months: int) -> int:
    """Keep decisions so many months from now on, and drop what is older; how many lines went.

    Raises
    ------
    Invalid
        Fewer than the six months that the AI Act asks of whoever deploys a system (article 26).
    """
    if not LEAST_MONTHS <= months <= MOST_MONTHS:
        raise Invalid(
            "decisions_months", "range", value=months, least=LEAST_MONTHS, most=MOST_MONTHS
        )
    first = months_after(shop.clock().date(), -months)
    with shop.store.writing() as writer:
        keep_setting(writer, _SETTING, str(months))
        return drop_decisions(writer, datetime.combine(first, time(0), UTC))
