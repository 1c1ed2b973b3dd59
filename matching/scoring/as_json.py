"""Scores as the JSON document that the command prints (`parvis-scores/1`)."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import Enum

from matching.domain.score import Score

FORMAT = "parvis-scores/1"
Say = Callable[[str, Mapping[str, object]], str]


def scores_json(scores: Iterable[Score], *, version: str, say: Say) -> dict[str, object]:
    """The document of scores; `say` turns a code and its params into a sentence.

    Codes are asked for as `reason.<code>`, `bar.<code>` and `question.<code>`: the engine knows
    no language.
    """
    return {
        "format": FORMAT,
        "version": version,
        "scores": [_score(score, say) for score in scores],
    }


def _score(score: Score, say: Say) -> dict[str, object]:
    return {
        "person": score.person,
        "stand": score.stand,
        "offer": score.offer,
        "verdict": score.verdict.value,
        "value": score.value,
        "reasons": [
            {
                "criterion": reason.criterion,
                "code": reason.code,
                "weight": reason.weight,
                "value": reason.value,
                "contribution": reason.contribution,
                "params": _plain(reason.params),
                "text": say(f"reason.{reason.code}", reason.params),
            }
            for reason in score.reasons
        ],
        "closed_by": [
            {
                "code": bar.code,
                "params": _plain(bar.params),
                "text": say(f"bar.{bar.code}", bar.params),
            }
            for bar in score.closed_by
        ],
        "ask": [
            {
                "field": question.field,
                "code": question.code,
                "params": _plain(question.params),
                "text": say(f"question.{question.code}", question.params),
            }
            for question in score.ask
        ],
    }


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(name): _plain(entry) for name, entry in value.items()}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (list, tuple)):
        return [_plain(entry) for entry in value]
    if isinstance(value, (set, frozenset)):
        return sorted(str(_plain(entry)) for entry in value)
    return value.isoformat() if isinstance(value, date) else value
