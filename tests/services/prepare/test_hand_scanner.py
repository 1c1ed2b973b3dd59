"""A hand scanner tried by one code: which keyboard it types for."""

import pytest

from badges.code import codes_in, read_code
from matching.services.prepare.hand_scanner import TEST_CODE, ScannerKeys, keys_of, scanner_sheet

# Each keyboard: where its keys are, by what an English one types there.
FRENCH_FOR_ENGLISH = {
    "2": "é", "3": '"', "4": "'", "5": "(", "6": "-", "7": "è", "8": "_", "9": "ç",
    "A": "Q", "Q": "A", "W": "Z", "Z": "W", "M": "?",
}  # fmt: skip
ENGLISH_FOR_FRENCH = {
    "2": "@", "3": "#", "4": "$", "5": "%", "6": "^", "7": "&", "8": "*", "9": "(",
    "A": "Q", "Q": "A", "W": "Z", "Z": "W", "M": ":",
}  # fmt: skip


def typed_by(keys):
    return "".join(keys.get(sign, sign) for sign in TEST_CODE)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (TEST_CODE, ScannerKeys.SAME),
        (f"  {TEST_CODE.lower()}\r", ScannerKeys.SAME),
        (typed_by(FRENCH_FOR_ENGLISH), ScannerKeys.US_KEYS),
        (typed_by(ENGLISH_FOR_FRENCH), ScannerKeys.FRENCH_KEYS),
        ("", ScannerKeys.NOTHING),
        ("bonjour", ScannerKeys.UNREAD),
    ],
)
def test_the_test_code_tells_the_keyboard_of_the_scanner(typed, found):
    assert keys_of(typed) is found


def test_the_test_code_is_a_code_and_is_printed_as_a_picture():
    assert read_code(TEST_CODE) == TEST_CODE
    assert TEST_CODE in codes_in(typed_by(FRENCH_FOR_ENGLISH))
    assert scanner_sheet().startswith(b"<svg ")
