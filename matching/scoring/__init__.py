"""Understand what people write, and score them against offers with the reasons."""

from matching.scoring.as_json import scores_json
from matching.scoring.bands import BANDS, band
from matching.scoring.profiles.profiles import ReadOffer, ReadPerson
from matching.scoring.profiles.weights import Weights, default_weights
from matching.scoring.reading.sentence import Claim
from matching.scoring.reading.understand import Candidate, Reader, Understanding, Understood
from matching.scoring.score import Scorer
from matching.scoring.vocabulary.vocabulary import Skill, Trade, Vocabulary

__all__ = [
    "BANDS",
    "Candidate",
    "Claim",
    "ReadOffer",
    "ReadPerson",
    "Reader",
    "Scorer",
    "Skill",
    "Trade",
    "Understanding",
    "Understood",
    "Vocabulary",
    "Weights",
    "band",
    "default_weights",
    "scores_json",
]
