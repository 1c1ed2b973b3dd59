"""Whether a condition of entry is demanded, or only wished for."""

import re

from matching.intake.folding import fold

_WISH = re.compile(
    r"\b(?:souhait\w*|appreci\w*|ideal\w*|prefer\w*|facultati\w*|optionn\w*|conseill\w*|eventuel\w*"
    r"|bienvenue?s?|si possible|un plus|serait un|atout"
    r"|(?:non|pas) (?:exige|obligatoire|requi|demande|indispensable|necessaire)\w*"
    r"|desired|nice to have|optional|a plus)\b"
)


def is_wish(text: str) -> bool:
    """Whether words say that a condition may be missing: "souhaité", "serait un plus"."""
    return bool(_WISH.search(fold(text)))
