"""What a comparison of groups found, in words and as a document."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from matching.outcomes.comparison import Compared, Comparison, FourFifths
from matching.phrases import decimal, labelled, moment_said, say

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
    standing = group.four_fifths
    return "" if standing is None else say(f"audit.four_fifths_{standing}", language)


def findings(found: Sequence[Comparison], language: str) -> Mapping[FourFifths, tuple[str, ...]]:
    """What is to be read first: a heading and a line a group, for each standing there is to say.

    Groups that keep four fifths are told in one sentence, and only where no other group is under.
    """
    said = {
        standing: [
            labelled(title_of(one, language), label_of_group(one, group, language))
            + f" ({two_decimals(group.ratio, language)})"
            for one in found
            for group in one.groups
            if group.ratio is not None and group.four_fifths is standing
        ]
        for standing in FourFifths
    }
    below = {
        standing: (say(f"audit.found_{standing}", language), *said[standing])
        for standing in (FourFifths.UNDER, FourFifths.UNSURE)
        if said[standing]
    }
    if below:
        return below
    if said[FourFifths.KEPT]:
        return {FourFifths.KEPT: (say("audit.found_kept", language),)}
    return {FourFifths.UNSURE: (say("audit.found_nobody", language),)}


def notes_of_audit(as_of: datetime | None, language: str) -> tuple[str, ...]:
    """How to read the comparison, and of when it is where an earlier one stands for now's.

    Parameters
    ----------
    as_of
        The moment of the earlier comparison, on the clock of the fair.
    """
    notes = tuple(say(f"audit.note_{name}", language) for name in NOTES)
    if as_of is None:
        return notes
    return (say("audit.as_of", language, at=moment_said(as_of, language)), *notes)


def two_decimals(value: float | None, language: str) -> str:
    """A number of the comparison as the language writes it, nothing for one that is hidden."""
    return "" if value is None else decimal(value, language, places=2)


def _group_answer(one: Comparison, group: Compared, language: str) -> dict[str, Any]:
    return {
        "group": group.group,
        "label": label_of_group(one, group, language),
        **{name: getattr(group, name) for name in NUMBERS},
        "hidden": group.is_hidden,
        "to_look_at": group.four_fifths is FourFifths.UNDER,
        "four_fifths": group.four_fifths,
    }
