"""Phrases as patterns over careful text: each word as spelt, plurals aside."""

import re

from matching.scoring.text.wording import fold

_ANY = "…"
_GAP = r"(?: \S+){0,3}"
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")


def spaced_words(text: str) -> str:
    """The folded words of a text, each after one space: what the patterns are searched in."""
    return f" {_NOT_LETTERS.sub(' ', fold(text)).strip()}"


def phrase_pattern(phrase: str) -> str:
    """A phrase between spaces, each word also in the plural; "…" is at most three words."""
    parts = (
        _GAP if word == _ANY else rf"{re.escape(spaced_words(word))}s?" for word in phrase.split()
    )
    return "".join(parts) + "(?= |$)"
