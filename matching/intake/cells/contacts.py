"""Telephone numbers and e-mail addresses: kept only when somebody could be reached by them."""

import re
from functools import lru_cache

from rapidfuzz import fuzz, process

from matching.intake.cells.readings import Doubt, Reading, doubtful

_SEVERAL = re.compile(r"\s*(?:[;|\n]|\bou\b|\bet\b|\bor\b|\s/\s|/(?=\s*0[1-9]))\s*")
_EXPONENT = re.compile(r"\d[.,]\d+[eE]\+?\d+")
_REMARK = re.compile(r"\([^()\d]*\)")
_GAP = "[ \u00a0\u202f.\u2010-\u2015-]?"
# Of its country once: "+33 (0)6 39 98 11 01", "0033 6…", "06.39.98.11.01".
_WITHIN = re.compile(
    rf"(?<![\d+])(?:(?:\+|00)33{_GAP}(?:\(0\){_GAP}|0)?|0)[1-9](?:{_GAP}\d{{2}}){{4}}(?!\d)"
)
_USUAL = re.compile(r"0[1-9](?:[ .-]?[0-9]{2}){4}")
_PAIRS = re.compile(r"[0-9]{2}")
_FRENCH = re.compile(r"0[1-9]\d{8}")
_FOREIGN = re.compile(r"\+[1-9]\d{6,14}")
_EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@(?:[\w-]+\.)+[^\W\d_]{2,}")
_ADDRESS = re.compile(r"[^\s,;/|<>()]+@[^\s,;/|<>()]+")
_DOMAINS = [
    "gmail.com",
    "hotmail.fr",
    "hotmail.com",
    "orange.fr",
    "yahoo.fr",
    "yahoo.com",
    "outlook.fr",
    "outlook.com",
    "free.fr",
    "sfr.fr",
    "laposte.net",
    "live.fr",
    "icloud.com",
    "wanadoo.fr",
    "bbox.fr",
    "protonmail.com",
    "numericable.fr",
]


def read_phone(text: str) -> Reading[str]:
    """Ten digits for a French number, `+` and digits for another country."""
    if _USUAL.fullmatch(text):
        return Reading("".join(_PAIRS.findall(text)))
    first, *others = _SEVERAL.split(_REMARK.sub(" ", text))
    number = _normal(first)
    if number is None:
        mended = _normal(first.translate(str.maketrans("OoIl", "0011"))) or _only_number(text)
        return doubtful("phone_impossible", mended or "")
    doubts = (Doubt("phone_several", number, {"kept": number}),) if any(others) else ()
    return Reading(number, doubts)


def read_phone_or_email(text: str) -> Reading[str]:
    """The number of a cell that may hold an address too, or nothing but one."""
    alone = _ADDRESS.sub(" ", text).strip(" ,;/|\n-")
    return read_phone(alone) if alone else Reading(None)


def read_email_beside(text: str) -> Reading[str]:
    """The first address that stands in a cell about telephones; none is no doubt."""
    found = _ADDRESS.search(text)
    return read_email(found[0]) if found else Reading(None)


def without_contacts(text: str) -> str:
    """A text without telephone numbers and addresses, a mark in their place."""
    return _ADDRESS.sub("…", _WITHIN.sub("…", text))


def _spelled_out(written: str) -> str:
    """The digits of a number that a spreadsheet shortened, when it kept them all."""
    mantissa, exponent = re.split("[eE]", written.replace(",", "."))
    whole, _, rest = mantissa.partition(".")
    missing = int(exponent) - len(rest)
    # With digits left out the number is another one: 6.4E8 is nobody's.
    return whole + rest if missing in {0, 1} and len(whole + rest) >= 8 else ""


def _only_number(text: str) -> str:
    """The one French number among words: "06 39 98 11 01 après 18h"."""
    found = _WITHIN.findall(text)
    return (_normal(found[0]) or "") if len(found) == 1 else ""


def _normal(written: str) -> str | None:
    if _EXPONENT.fullmatch(written):
        written = _spelled_out(written)
    text = re.sub(r"^(?:tél?|tel|port|mob)\w*\.?\s*:?", "", written.strip(), flags=re.IGNORECASE)
    text = re.sub(r"^(\d{8,})[.,]0$", r"\1", text.strip())
    digits = re.sub(r"[\s.\-/_()\u2010-\u2015]", "", text.replace("(0)", ""))
    digits = re.sub(r"^00", "+", digits)
    digits = re.sub(r"^(?:\+33|33(?=\d{9,10}$))0?", "0", digits)
    if re.fullmatch(r"[1-9]\d{8}", digits):
        digits = "0" + digits
    fits = digits.isascii() and (_FRENCH.fullmatch(digits) or _FOREIGN.fullmatch(digits))
    return digits if fits else None


def read_email(text: str) -> Reading[str]:
    """An address that could exist, in small letters; a domain that looks mistyped is said.

    Of several the first is kept, and that is said.
    """
    if len(several := _ADDRESS.findall(text)) > 1:
        first = read_email(several[0])
        kept = first.value
        more = (Doubt("email_several", kept, {"kept": kept}),) if kept else ()
        return Reading(kept, (*first.doubts, *more))
    address = text.casefold().removeprefix("mailto:").strip(" <>;,.")
    if not _EMAIL.fullmatch(address) or ".." in address or len(address) > 254:
        return doubtful("email_implausible", _mended(address))
    name, domain = address.rsplit("@", 1)
    near = _near_domain(domain)
    if near and near != domain and domain[0] == near[0]:
        return Reading(address, (Doubt("email_doubtful", f"{name}@{near}"),))
    return Reading(address)


@lru_cache(maxsize=1_000)
def _near_domain(domain: str) -> str:
    """The usual domain that one is nearest to; "" when near to none."""
    near = process.extractOne(domain, _DOMAINS, scorer=fuzz.ratio, score_cutoff=88)
    return near[0] if near else ""


def _mended(address: str) -> str:
    guess = re.sub(r"\s*(?:\(at\)|\[at\]|\barobase\b)\s*", "@", address)
    guess = re.sub(r"\s+", "", guess).replace(",", ".")
    guess = re.sub(r"@(gmail|hotmail|yahoo|outlook)$", r"@\1.com", guess)
    return guess if _EMAIL.fullmatch(guess) and ".." not in guess else ""
