"""Reasons, bars and questions of a score as sentences in the reader's language."""

from collections.abc import Mapping

from matching.domain.score import Reason, Score
from matching.phrases import say

MOST_REASONS = 3
# What the profile holds beyond identity: a recruiter may ask it, Labour Code L1221-6.
_PROFILE = frozenset(
    {"contracts", "hours_wanted", "licences", "vehicle", "diploma_level", "digital_level", "skills"}
)


def phrase(code: str, params: Mapping[str, object], language: str) -> str:
    """The sentence of one coded answer of an engine, its params put into the reader's words."""
    return say(code, language, **{name: _word(value, language) for name, value in params.items()})


def _word(value: object, language: str) -> object:
    if isinstance(value, Mapping) and language in value:
        return value[language]
    if isinstance(value, (tuple, list)):
        return ", ".join(str(_word(one, language)) for one in value)
    return value


def reasons_for(score: Score, language: str) -> tuple[str, ...]:
    """The strongest reasons in favour, as sentences; at most three."""
    helped = [reason for reason in score.reasons if reason.value >= 0.5 and reason.weight > 0]
    ranked = sorted(helped, key=lambda reason: (-reason.contribution, reason.criterion))
    return tuple(_reason(reason, language) for reason in ranked[:MOST_REASONS])


def reasons_against(score: Score, language: str) -> tuple[str, ...]:
    """What costs most, as sentences; at most three."""
    lost = [reason for reason in score.reasons if reason.value < 0.5 and reason.weight > 0]
    ranked = sorted(lost, key=lambda one: (one.contribution - one.weight, one.criterion))
    return tuple(_reason(reason, language) for reason in ranked[:MOST_REASONS])


def bars(score: Score, language: str) -> tuple[str, ...]:
    """Why the offer is closed to the person, with the way round."""
    return tuple(phrase(f"bar.{bar.code}", bar.params, language) for bar in score.closed_by)


def questions(score: Score, language: str) -> tuple[str, ...]:
    """What to ask the person before an answer can be given."""
    return tuple(phrase(f"question.{one.code}", one.params, language) for one in score.ask)


def _reason(reason: Reason, language: str) -> str:
    return phrase(f"reason.{reason.code}", reason.params, language)


def points_for_recruiter(score: Score, language: str) -> tuple[str, ...]:
    """What speaks for the person, in the person's own words; nothing protected is among them."""
    points = {reason.criterion: reason for reason in score.reasons if reason.params.get("said")}
    return tuple(
        say(f"point.{name}", language, said=points[name].params["said"])
        for name in ("skills", "gap", "trade")
        if name in points and points[name].value > 0
    )


def to_ask(score: Score, language: str) -> tuple[str, ...]:
    """Columns a recruiter may ask about: those of the profile, never those of statistics."""
    fields = dict.fromkeys(one.field for one in score.ask if one.field in _PROFILE)
    return tuple(say(f"field.{name}", language) for name in fields)
