"""Numbers of social security and of banks: taken out wherever somebody wrote them."""

import re

# NIR: sex, year, month, department, commune, order, and mostly a key; the file of a person never
# needs it (Code de la sécurité sociale, R115-1). IBAN: country, key, account (ISO 13616).
_NIR = re.compile(
    r"(?<![\dA-Za-z])[1-478][ .]?\d{2}[ .]?\d{2}[ .]?(?:\d{2}|2[ABab])[ .]?\d{3}[ .]?\d{3}"
    r"[ .-]?\d{2}(?!\d)"
)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){3,7}(?:[ ]?[A-Z0-9]{1,4})?\b")
_HIDDEN = "…"


def holds_private(text: str) -> bool:
    """Whether a text may hold a number of social security or of a bank account."""
    return bool(_NIR.search(text) or _IBAN.search(text))


def without_private(text: str) -> str:
    """The text with such numbers taken out."""
    return _IBAN.sub(_HIDDEN, _NIR.sub(_HIDDEN, text))
