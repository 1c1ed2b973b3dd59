"""Two ways to make written text comparable: tidy what is kept, fold what is compared."""

import re
import unicodedata
from functools import lru_cache

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss"})
_SHORT = 80
_WORD = re.compile(r"[^\W_]+")
_LINK_WORDS = frozenset(
    [
        "a",
        "au",
        "aux",
        "d",
        "de",
        "des",
        "du",
        "en",
        "et",
        "and",
        "l",
        "la",
        "le",
        "les",
        "of",
        "the",
        "un",
        "une",
        "votre",
        "vos",
        "son",
        "sa",
        "ses",
    ]
)
# Zero-width joiners belong to Persian and Indic spelling; the other format signs only deceive.
_JOINERS = frozenset("\u200c\u200d")


def tidy(text: str) -> str:
    """The text on one line: composed letters, single spaces, no invisible signs."""
    return _tidied(text) if len(text) <= _SHORT else " ".join(_visible(text).split())


@lru_cache(maxsize=50_000)
def _tidied(text: str) -> str:
    # A cell is looked at several times, and thousands of rows say the same few words.
    return " ".join(_visible(text).split())


def tidy_passage(text: str) -> str:
    """Like `tidy`, with the line ends of the writer kept."""
    if text.isprintable():  # no line end, no sign that nobody sees
        return tidy(text)
    lines = (" ".join(line.split()) for line in _visible(text).splitlines())
    return "\n".join(lines).strip()


def _visible(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFC", text)
    return "".join(
        sign for sign in composed if sign.isspace() or sign in _JOINERS or not _is_control(sign)
    )


def _is_control(sign: str) -> bool:
    return unicodedata.category(sign) in {"Cc", "Cf", "Cs"}


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Words in small letters without accents or punctuation, one space between them."""
    apart = unicodedata.normalize("NFKD", text.translate(_LIGATURES)).casefold()
    plain = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return " ".join(_WORD.findall(plain))


def bare(text: str) -> str:
    """Folded words without link words and plural marks: how headings are compared."""
    words = fold(text).split()
    kept = [word for word in words if word not in _LINK_WORDS] or words
    return " ".join(
        word[:-1] if len(word) > 3 and word[-1] in "sx" and not word.isdigit() else word
        for word in kept
    )


def shorten(text: str, most: int = 60) -> str:
    """The text, cut with an ellipsis when it is longer than `most`."""
    line = tidy(text)
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
