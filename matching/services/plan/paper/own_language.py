"""In which language somebody's own sheet is printed."""

from matching.domain.jobseeker import Jobseeker
from matching.domain.levels import FrenchLevel
from matching.phrases import SPOKEN

_AT_EASE = FrenchLevel.B2
_NEAREST = {"ary": "ar", "arq": "ar", "aeb": "ar", "apc": "ar", "arz": "ar"}
"""Spoken Arabics, by the language that those who speak them read."""


def sheet_language(person: Jobseeker, language: str) -> str:
    """The language of a person's own sheet: theirs where we speak it, else `language`.

    What they chose, in their list or by touching a language at a tablet, comes before all else.
    Whoever asks for an interpreter reads that interpreter's language; whoever reads French at ease
    (B2 and more) gets `language`, whatever was spoken at home.
    """
    asked = _spoken(person.sheet_language) or _spoken(person.interpreter)
    if asked:
        return asked
    level = person.french_level
    is_at_ease = level is not None and level >= _AT_EASE
    return language if is_at_ease else _spoken(person.language) or language


def _spoken(code: str) -> str:
    """One of our languages for a code of a language, or the empty string."""
    known = code.casefold().replace("_", "-").partition("-")[0]
    known = _NEAREST.get(known, known)
    return known if known in SPOKEN else ""
