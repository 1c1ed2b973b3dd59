"""Fold spellings so that “Díaz”, “diaz” and “DIAZ” are one."""

import re
import unicodedata

# Letters that Unicode does not decompose into a plain one and a mark.
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe",
                          "\u0131": "i"})  # fmt: skip
_NOT_WORD = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Lower case without accents; punctuation and runs of blanks become one blank."""
    plain = text.casefold()
    if not plain.isascii():
        letters = unicodedata.normalize("NFKD", plain).translate(_LETTERS)
        plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _NOT_WORD.sub(" ", plain).strip()
