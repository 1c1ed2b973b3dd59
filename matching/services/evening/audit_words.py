"""What a comparison of groups found, in words and as a document."""

from collections.abc import Sequence
from typing import Any

from matching.outcomes.comparison import Compared, Comparison
from matching.phrases import say

NOTES = ("rule", "interval", "small")
NUMBERS = ("people", "value", "low", "high", "ratio", "ratio_low", "ratio_high")


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


def _group_answer(one: Comparison, group: Compared, language: str) -> dict[str, Any]:
    return {
        "group": group.group,
        "label": label_of_group(one, group, language),
        **{name: getattr(group, name) for name in NUMBERS},
        "hidden": group.is_hidden,
        "to_look_at": group.is_to_look_at,
    }
