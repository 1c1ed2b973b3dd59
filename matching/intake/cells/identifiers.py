"""Names made into ids that the same row gets in any file."""

import hashlib
import re

from matching.intake.folding import fold

_LONGEST = 60
_DECIMALS = re.compile(r"^(\d+)[.,]0$")


def slug(text: str, *, prefix: str) -> str:
    """Folded words joined by hyphens; letters of other scripts become a short digest."""
    words = fold(text)
    if words and words.isascii():
        return words.replace(" ", "-")[:_LONGEST].strip("-")
    return f"{prefix}-{digest(words or text)}"


def digest(text: str) -> str:
    """Ten hexadecimal signs that stand for a text."""
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=5).hexdigest()


def whole_number(text: str) -> str:
    """A number that a program wrote with decimals ("12.0") as it is called; other words stay."""
    return _DECIMALS.sub(r"\1", text)
