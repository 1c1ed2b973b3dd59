"""Scores and offers as sentences in the reader's language."""

from matching.services.scores.sentences.of_offers import (
    course_facts,
    offer_title,
    terms_held_out,
    with_age_rule,
)
from matching.services.scores.sentences.of_scores import (
    ON_PAPER,
    Rank,
    bars,
    is_guess,
    not_known,
    points_for_recruiter,
    prescriber_mark,
    questions,
    rank,
    reasons_against,
    reasons_for,
    speaks_for,
    to_ask,
)
from matching.services.scores.sentences.phrase import long_day, phrase, voiced

__all__ = [
    "ON_PAPER",
    "Rank",
    "bars",
    "course_facts",
    "is_guess",
    "long_day",
    "not_known",
    "offer_title",
    "phrase",
    "points_for_recruiter",
    "prescriber_mark",
    "questions",
    "rank",
    "reasons_against",
    "reasons_for",
    "speaks_for",
    "terms_held_out",
    "to_ask",
    "voiced",
    "with_age_rule",
]
