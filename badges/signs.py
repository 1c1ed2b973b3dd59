"""What may stand in a text on paper: composed, on one line, without invisible signs."""

import re
import unicodedata

_LINE_BREAKS = "\t\n\r\v\f\x85\u2028\u2029"
# Persian and Indian names are misspelt without joiners; the last is a place to break a word.
_JOINERS = "\u200c\u200d\N{ZERO WIDTH SPACE}"
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_SEEN = re.compile(r"[^\s\u200b-\u200d\u2060\ufeff]")
_HYPHEN = re.compile("-(?=\\w)")
_REPEATED = frozenset({"es", "pt"})
_LONG_WORD = re.compile(r"[^\s-]{25,}")
_LONG_PART = re.compile(r".{8}")


def on_one_line(text: str) -> str:
    """A text composed (NFC) and on one line, without controls, bidi overrides and private signs."""
    composed = unicodedata.normalize("NFC", text)
    one_line = "".join(" " if sign in _LINE_BREAKS else sign for sign in composed)
    return "".join(sign for sign in one_line if sign in _JOINERS or is_shown(sign))


def is_shown(sign: str) -> bool:
    """Whether a sign is meant to be seen."""
    return unicodedata.category(sign) not in _INVISIBLE


def is_blank(text: str) -> bool:
    """Whether nothing of a text is seen."""
    return _SEEN.search(text) is None


def breakable(text: str) -> str:
    """A text whose words too long for any column have invisible places to break."""
    return _LONG_WORD.sub(lambda word: _LONG_PART.sub("\\g<0>\N{ZERO WIDTH SPACE}", word[0]), text)


def unrepeated(text: str, language: str) -> str:
    """A text whose hyphens are printed once, also where a row ends with one.

    Spanish and Portuguese repeat it on the next row, and typst with them: names and addresses of a
    hall would read otherwise than on their signs. No hyphen that ends in a place to break is one.
    """
    return _HYPHEN.sub("-\N{ZERO WIDTH SPACE}", text) if language in _REPEATED else text
