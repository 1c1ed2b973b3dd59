"""Numbers of social security and of banks: taken out wherever somebody wrote them."""

import re

from matching.intake.folding import fold

# NIR: sex, year, month, department, commune, order, and mostly a key; the file of a person never
# needs it (Code de la sécurité sociale, R115-1). IBAN: country, key, account (ISO 13616).
_NIR = re.compile(
    r"(?<![\dA-Za-z])[1-478][ .]?\d{2}[ .]?\d{2}[ .]?(?:\d{2}|2[ABab])[ .]?\d{3}[ .]?\d{3}"
    r"[ .-]?\d{2}(?!\d)"
)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){3,7}(?:[ ]?[A-Z0-9]{1,4})?\b")
_HIDDEN = "…"
# Stems of illnesses and of their treatment (GDPR, article 9): a need is kept, its cause is not.
_ILL = re.compile(
    r"\b(?:diabet|depressi|cancer|epilep|asthm|psych|schizo|bipolai|autis|dysle|dysphas|dysprax|tdah|vih\b|sida\b"
    r"|hepatit|sclerose|hernie|lombalg|sciati|arthros|cardia|cardiolog|tumeur|chimio|dialys|greffe|avc\b"
    r"|fibromyal|parkins|alzheim|addict|alcool|toxicom|sevrage|traitement|medica|maladi|patholog|invalidit"
    r"|enceinte|grossesse|burn ?out|anxi|phobi|hospital|malade|ill(?:ness)?\b|pregnan|diseas)\w*"
)
_PIECE = re.compile(r"[^,;|/\n()]+")


def holds_private(text: str) -> bool:
    """Whether a text may hold a number of social security or of a bank account."""
    return bool(_NIR.search(text) or _IBAN.search(text))


def without_health(text: str) -> str:
    """The text without the items that tell of an illness or its treatment."""
    return _PIECE.sub(lambda piece: _HIDDEN if _ILL.search(fold(piece[0])) else piece[0], text)


def without_private(text: str) -> str:
    """The text with such numbers taken out."""
    return _IBAN.sub(_HIDDEN, _NIR.sub(_HIDDEN, text))
