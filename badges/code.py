"""The badge code: opaque, random, easy to read aloud, and it notices typing mistakes."""

import secrets
import unicodedata
from collections.abc import Callable

from matching.domain.errors import FairError

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Digits and letters without look-alikes (no 0, 1, I, L, O): 31 symbols, a prime number."""

CODE_LENGTH = 10
"""Nine random symbols (about 44 bits) and one check symbol."""

# What a French keyboard types for the keys that a scanner set to an English one presses; on a Mac
# two digits have other signs. Letters on other keys: A and Q, W and Z change places, M moves.
_FRENCH_KEYS = {
    ord(typed): pressed
    for pressed, signs in {
        "2": "éÉ", "3": '"', "4": "'", "5": "(", "6": "-§", "7": "èÈ", "8": "_!", "9": "çÇ",
        "A": "qQ", "Q": "aA", "W": "zZ", "Z": "wW", "M": ",?",
    }.items()
    for typed in signs
}  # fmt: skip

_PRIME = len(ALPHABET)
_RANDOM = CODE_LENGTH - 1
_BYTES_KEPT = 256 - 256 % _PRIME  # a byte from here up would favour the first symbols
_TO_UPPER = {ord(small): ord(small.upper()) for small in "abcdefghijklmnopqrstuvwxyz"}


class CodeError(FairError):
    """A text that cannot be a badge code.

    Parameters
    ----------
    reason
        `code_empty`, `code_length` (params `length`, `expected`), `code_symbol` (params `symbol`,
        `position` counted from 1) or `code_check`. The code itself is never in the params.
    """

    def __init__(self, reason: str, **params: object) -> None:
        super().__init__(reason, **params)
        self.reason = reason


def new_code(random_bytes: Callable[[int], bytes] = secrets.token_bytes) -> str:
    """A fresh code; every code is equally likely when every byte is."""
    symbols: list[str] = []
    while len(symbols) < _RANDOM:
        drawn = random_bytes(_RANDOM - len(symbols))
        symbols += [ALPHABET[byte % _PRIME] for byte in drawn if byte < _BYTES_KEPT]
    body = "".join(symbols)
    return body + _check_symbol(body)


def read_code(text: str) -> str:
    """The code in what a person typed or a scanner sent: spaces, hyphens and case do not matter.

    Raises
    ------
    CodeError
        When it is no badge code; a code with one wrong symbol, or two symbols swapped, never
        passes.
    """
    code = _bare(text)
    if not code:
        raise CodeError("code_empty")
    if len(code) <= CODE_LENGTH:  # a longer text is something else: its symbols teach nothing
        _check_alphabet(code)
    if len(code) != CODE_LENGTH:
        raise CodeError("code_length", length=len(code), expected=CODE_LENGTH)
    if _check_symbol(code[:-1]) != code[-1]:
        raise CodeError("code_check")
    return code


def codes_in(text: str) -> tuple[str, ...]:
    """Every code that a text can be: as it stands, and as keys pressed on a French keyboard.

    Hand scanners leave the factory set to an English keyboard. The check symbol lets through what
    was a badge, and refuses the other reading 30 times in 31.
    """
    readings = (text, text.translate(_FRENCH_KEYS))
    return tuple(dict.fromkeys(code for reading in readings if (code := _code_or_none(reading))))


def pretty_code(code: str) -> str:
    """A code in two halves, easier to read aloud: `ABCDE-FGHJK`."""
    half = CODE_LENGTH // 2
    return f"{code[:half]}-{code[half:]}"


def _code_or_none(text: str) -> str | None:
    try:
        return read_code(text)
    except CodeError:
        return None


def _check_alphabet(code: str) -> None:
    for position, symbol in enumerate(code, start=1):
        if symbol not in ALPHABET:
            raise CodeError("code_symbol", symbol=symbol, position=position)


def _check_symbol(body: str) -> str:
    """The symbol that makes the sum of position (1 to 10) times value a multiple of 31.

    Positions differ and none is 0 modulo the prime 31: one changed symbol always changes the sum,
    and so does a swap of two different ones.
    """
    total = sum(position * ALPHABET.index(symbol) for position, symbol in enumerate(body, start=1))
    return ALPHABET[-total * pow(CODE_LENGTH, -1, _PRIME) % _PRIME]


def _bare(text: str) -> str:
    """The text without the spaces, dashes and invisible signs that keyboards and scanners add."""
    plain = unicodedata.normalize("NFKC", text).translate(_TO_UPPER)
    return "".join(_digit(symbol) for symbol in plain if not _is_filler(symbol))


def _digit(symbol: str) -> str:
    """The same digit in 0 to 9 when it comes from another keyboard, Arabic for instance."""
    value = unicodedata.decimal(symbol, None)
    return symbol if value is None else str(value)


def _is_filler(symbol: str) -> bool:
    """Separators, controls, punctuation and marks: never part of a code."""
    return unicodedata.category(symbol)[0] in "ZCPM" or symbol == "\N{MINUS SIGN}"
