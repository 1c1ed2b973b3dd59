"""What a phrase means in the vocabulary, as the command and the pages say it."""

from typing import Any

from matching.scoring.understand import Kind
from matching.services.score_fair import scorer


def understand_phrase(text: str, kind: Kind, *, top: int, language: str) -> dict[str, Any]:
    """The verdict on a phrase and its likeliest meanings (INTERFACES.md §1)."""
    found = scorer().reader.understand(text, kind=kind, top=top)
    return {
        "text": text,
        "verdict": found.verdict.value,
        "candidates": [
            {
                "code": one.code,
                "label": one.labels.get(language, one.label),
                "confidence": round(one.confidence, 4),
            }
            for one in found.candidates
        ],
    }
