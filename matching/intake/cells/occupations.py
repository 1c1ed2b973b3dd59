"""Codes of the French directory of occupations, checked by their form alone."""

import re

from matching.intake.cells.readings import Reading, doubtful

_CODE = re.compile(r"[A-N]\d{4}")


def read_rome(text: str) -> Reading[str]:
    """A ROME code such as M1805; whether it exists is the vocabulary's to say."""
    code = re.sub(r"[\s.\-]", "", text).upper()
    if _CODE.fullmatch(code):
        return Reading(code)
    inside = _CODE.search(text.upper())
    return doubtful("rome_form", inside[0] if inside else "")
