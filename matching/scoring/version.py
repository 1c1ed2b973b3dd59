"""What a score is made with, as one name: known without loading what scores."""

import hashlib

FORMAT = "parvis-score-code/14"  # raised whenever the same inputs may give another score


def score_version(*, weights: str, vocabulary: str) -> str:
    """The version of scores made with these versions of weights and vocabulary."""
    parts = f"{FORMAT}\n{weights}\n{vocabulary}"
    return hashlib.blake2b(parts.encode(), digest_size=8).hexdigest()
