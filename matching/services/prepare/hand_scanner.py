"""A hand scanner tried before the doors open: which keyboard it types for, told by one code."""

from enum import StrEnum

from badges.code import CodeError, codes_in, read_code
from badges.qr import qr_svg

TEST_CODE = "A2QW3Z9M7A"
"""A code of no badge, full of the keys that differ between an English and a French keyboard."""

# What an English keyboard types for the keys that a scanner set to a French one presses; digits
# stand above the row there, so that the scanner presses shift for them.
_ENGLISH_KEYS = str.maketrans({
    **dict(zip("@#$%^&*(", "23456789", strict=True)),
    "q": "A", "Q": "A", "a": "Q", "A": "Q", "z": "W", "Z": "W", "w": "Z", "W": "Z",
       ";": "M", ":": "M",
})  # fmt: skip


class ScannerKeys(StrEnum):
    """What a reading of the test code tells of the scanner and of this computer."""

    SAME = "same"
    US_KEYS = "us_keys"
    FRENCH_KEYS = "french_keys"
    UNREAD = "unread"
    NOTHING = "nothing"

    @property
    def is_understood(self) -> bool:
        """Whether badges that this scanner reads are understood as it is set."""
        return self in {ScannerKeys.SAME, ScannerKeys.US_KEYS}


def keys_of(typed: str) -> ScannerKeys:
    """Which keyboard a scanner types for, from what arrived when it read the test code."""
    if not typed.strip():
        return ScannerKeys.NOTHING
    if _reads(typed):
        return ScannerKeys.SAME
    if TEST_CODE in codes_in(typed):
        return ScannerKeys.US_KEYS
    # A small letter is the same key without shift: a scanner may have been set to either.
    if _reads(typed.translate(_ENGLISH_KEYS)):
        return ScannerKeys.FRENCH_KEYS
    return ScannerKeys.UNREAD


def scanner_sheet() -> bytes:
    """The test code as a picture to print: an SVG file."""
    return qr_svg(TEST_CODE).encode()


def _reads(typed: str) -> bool:
    try:
        return read_code(typed) == TEST_CODE
    except CodeError:
        return False
