"""Bytes of a text file become text, whichever encoding its program wrote."""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter

# In the order of doubt: Excel writes cp1252, "CSV (Macintosh)" mac_roman, "CSV (MS-DOS)" cp850.
_EIGHT_BITS = ("cp1252", "mac_roman", "cp850")
_FRENCH = {"é": 10, "è": 5, "à": 4, "ê": 3, "ç": 3, "\u2019": 3, "É": 3, "ô": 2, "î": 2, "û": 2}
_SAMPLE = 200_000
_ODD = -6
# UTF-8 that somebody once opened as Windows-1252: "PrÃ©nom".
_GARBLED = re.compile(r"Ã[\u0080-\u00bf\u0152-\u2122]|â€")


def decoded(content: bytes) -> tuple[str, bool]:
    """The text, and whether lines of different encodings stand side by side."""
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return content.decode("utf-16", "replace"), False
    if guess := _wide(content):
        return content.decode(guess, "replace"), False
    content = content.removeprefix(BOM_UTF8)
    try:
        return content.decode("utf-8"), False
    except UnicodeDecodeError:
        lines = content.splitlines(keepends=True)
    eight = _likeliest(b"".join(line for line in lines if not _is_utf8(line)))
    texts = [_decoded_line(line, eight) for line in lines]
    return "".join(text for text, _ in texts), len({code for _, code in texts if code}) > 1


def ungarbled(text: str) -> str | None:
    """The text with accents put right that a wrong opening had doubled; `None` when none were."""
    if not _GARBLED.search(text):
        return None
    return "".join(_repaired(line) for line in text.splitlines(keepends=True))


def _wide(content: bytes) -> str:
    """The encoding of two-byte text that lost its mark: every other byte is zero."""
    sample = content[:2000]
    half = max(1, len(sample) // 2)
    if len(sample) > 8 and sample[1::2].count(0) > 0.7 * half and not sample[::2].count(0):
        return "utf-16-le"
    if len(sample) > 8 and sample[::2].count(0) > 0.7 * half and not sample[1::2].count(0):
        return "utf-16-be"
    return ""


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _decoded_line(line: bytes, eight: str) -> tuple[str, str]:
    if line.isascii():
        return line.decode("ascii"), ""
    if _is_utf8(line):
        return line.decode("utf-8"), "utf-8"
    return line.decode(eight, "replace"), eight


def _likeliest(content: bytes) -> str:
    """The eight-bit encoding in which accents are French letters and stand where letters do."""
    return max(_EIGHT_BITS, key=lambda code: _fit(content[:_SAMPLE].decode(code, "replace")))


def _fit(text: str) -> int:
    signs = Counter(re.findall(r"(?s)(.?)([^\x00-\x7f])(?=(.?))", text))
    return sum(count * _worth(*around) for around, count in signs.items())


def _worth(before: str, sign: str, after: str) -> int:
    if not sign.isalpha():
        between = before.isalpha() and after.isalpha()
        return _FRENCH.get(sign, _ODD if between or sign == "\ufffd" else -1)
    if sign.isupper() and (before.islower() or (before.isupper() and after.islower())):
        return _ODD
    return _FRENCH.get(sign, 1 if sign in "ëïùâœüöäñÀÈÊÇÔÎŒ" else -1)


def _repaired(line: str) -> str:
    if not _GARBLED.search(line):
        return line
    try:
        return line.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return line
