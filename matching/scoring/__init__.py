"""Understand what people write, and score them against offers with the reasons.

A name is loaded when it is asked for: whoever reads kept scores never waits for what makes them.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matching.scoring.as_json import scores_json
    from matching.scoring.bands import BANDS, band
    from matching.scoring.profiles.profiles import ReadOffer, ReadPerson
    from matching.scoring.profiles.weights import Weights, default_weights
    from matching.scoring.reading.claim import Claim
    from matching.scoring.reading.said import About, Intent, Said, SaidIn, StudyWish
    from matching.scoring.reading.statement import Statement, read_statement
    from matching.scoring.reading.understand import PhraseMeaning, Reader, Understanding, Understood
    from matching.scoring.score import Scorer
    from matching.scoring.vocabulary.vocabulary import Skill, Trade, Vocabulary

__all__ = [
    "BANDS",
    "About",
    "Claim",
    "Intent",
    "PhraseMeaning",
    "ReadOffer",
    "ReadPerson",
    "Reader",
    "Said",
    "SaidIn",
    "Scorer",
    "Skill",
    "Statement",
    "StudyWish",
    "Trade",
    "Understanding",
    "Understood",
    "Vocabulary",
    "Weights",
    "band",
    "default_weights",
    "read_statement",
    "scores_json",
]

_OFFERED_BY = {
    "as_json": ("scores_json",),
    "bands": ("BANDS", "band"),
    "profiles.profiles": ("ReadOffer", "ReadPerson"),
    "profiles.weights": ("Weights", "default_weights"),
    "reading.claim": ("Claim",),
    "reading.said": ("About", "Intent", "Said", "SaidIn", "StudyWish"),
    "reading.statement": ("Statement", "read_statement"),
    "reading.understand": ("PhraseMeaning", "Reader", "Understanding", "Understood"),
    "score": ("Scorer",),
    "vocabulary.vocabulary": ("Skill", "Trade", "Vocabulary"),
}


def __getattr__(name: str) -> object:
    for module, names in _OFFERED_BY.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(name)
