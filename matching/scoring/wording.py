"""Bring the many ways people write a trade or a skill to one form that can be compared."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_NAMES = (  # signs that carry the meaning of a digital skill
    (re.compile(r"\bc\s?\+\+", re.IGNORECASE), "cplusplus"),
    (re.compile(r"\bc\s?#", re.IGNORECASE), "csharp"),
    (re.compile(r"(?<!\w)\.net\b|\bdot\s?net\b", re.IGNORECASE), "dotnet"),
    (re.compile(r"\b(node|vue|react|angular|next)\.js\b", re.IGNORECASE), r"\1js"),
)
_BOTH_GENDERS = re.compile(
    r"\(?\b[hfmx]\s?[/-]\s?[hfmx](\s?[/-]\s?[hfmx])?\b\)?"  # H/F, (m/f/x)
    r"|\([a-z]{1,6}\)"  # (e), (trice), (euse)
    r"|[·•.](?:e|ne|le|se|trice|euse|iere|ienne|ve)(?=[·•.]?s?\b)(?:[·•.]s\b)?"  # ·e, .e.s
    r"|(?<=[a-z]{3})[/-](?:e|ne|se|fe|trice|euse|iere|ere|ienne|ice)s?\b"  # /trice, -euse
)
_SPEECH = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "\u2019": "'", "`": "'"})
_ELISION = re.compile(r"\b(?:[ldjnmtsc]|qu|jusqu|lorsqu|aujourd)'")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_MASCULINE = (  # the same ending on both sides, so that a woman and a man are read alike
    ("atrice", "ateur"),
    ("trice", "teur"),
    ("euse", "eur"),
    ("ienne", "ien"),
    ("iere", "ier"),
    ("chere", "cher"),
    ("gere", "ger"),
    ("onne", "on"),
    ("ante", "ant"),
    ("ente", "ent"),
    ("elle", "el"),
    ("ive", "if"),
    ("ee", "e"),
)
_SMALL = "le la les un une des du de d l en dans au aux a et ou pour avec sur par chez the of and"
SMALL_WORDS = frozenset(_SMALL.split())


def fold(text: str) -> str:
    """A text in lower case, without accents, its ligatures undone and apostrophes straight."""
    plain = unicodedata.normalize("NFKD", text.translate(_SPEECH).lower())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def keep_signs(text: str) -> str:
    """A text whose C++, C#, .NET and the like are written in letters."""
    for sign, letters in _NAMES:
        text = sign.sub(letters, text)
    return text


@lru_cache(maxsize=65_536)
def plain(text: str) -> str:
    """The form that is compared: folded, one gender, one number, words parted by one space."""
    folded = _BOTH_GENDERS.sub(" ", fold(keep_signs(text)))
    words = _NOT_WORD.sub(" ", _ELISION.sub(" ", folded)).split()
    forms = [_one_form(word) for word in words]
    return " ".join(form for place, form in enumerate(forms) if forms[place - 1 : place] != [form])


def key(text: str) -> str:
    """The form under which a phrase is looked up exactly: plain, without small words."""
    words = plain(text).split()
    return " ".join(word for word in words if word not in SMALL_WORDS) or " ".join(words)


def stems(text: str) -> list[str]:
    """Beginnings of the long words: enough to tie *vendre* to *vendeur* in a longer text."""
    return [word[:5] for word in plain(text).split() if word not in SMALL_WORDS and len(word) > 1]


def without(text: str, words: Iterable[str]) -> str:
    """A plain text from which some words are taken away."""
    dropped = frozenset(words)
    return " ".join(word for word in text.split() if word not in dropped)


def _one_form(word: str) -> str:
    if word in SMALL_WORDS:
        return word
    if len(word) > 3 and word[-1] in "sx" and word[-2] not in "sui":
        word = word[:-1]
    if len(word) < 5:
        return word
    for feminine, masculine in _MASCULINE:
        if word.endswith(feminine) and len(word) > len(feminine) + 1:
            return word[: -len(feminine)] + masculine
    return word
