"""What a person answered once for all cells that say the same, and for all files of one form.

Values and headings are known again by a digest: what is remembered holds no cell of anybody.
"""

import hashlib
from collections.abc import Iterable, Mapping

from matching.intake.folding import bare, tidy

# What a person said of values: canonical column → key of the value → the words to read instead.
Answers = Mapping[str, Mapping[str, str]]


def value_key(cell: str) -> str:
    """The key of a value: cells that differ in case or spaces only have the same."""
    return _digest(tidy(cell).casefold())


def heading_key(heading: str) -> str:
    """The key of a heading: without case, accents, link words or plural marks."""
    return _digest(bare(heading) or tidy(heading))


def form_of(headings: Iterable[str]) -> str:
    """The name of a set of headings, in any order: the same for the next file of a tool."""
    return _digest(" ".join(sorted({heading_key(heading) for heading in headings})))


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()
