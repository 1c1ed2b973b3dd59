"""What a phrase was read as, and how surely: all that scores see of the reading."""

from dataclasses import dataclass

CLAIM_FROM = 0.70  # a claim weighs in a score: surer than a suggestion that someone confirms


@dataclass(frozen=True, slots=True)
class Claim:
    """Words of a person, what they were read as (our trade or skill id), and how surely."""

    text: str
    id: str
    confidence: float
