"""Driving licences as compared, with those that each one includes."""

import re
from collections.abc import Iterable

_PREFIX = re.compile(r"^(?:permis|licence|license)\s+")
# Whoever holds the first holds the others, or may drive what they allow (Code de la route, R221-4
# to R221-10).
_INCLUDES = {
    "A": ("A2", "A1", "AM"),
    "A2": ("A1", "AM"),
    "A1": ("AM",),
    "B": ("B1", "AM"),
    "B1": ("AM",),
    "BE": ("B", "B96"),
    "B96": ("B",),
    "C1": ("B",),
    "C1E": ("C1", "BE"),
    "C": ("C1",),
    "CE": ("C", "C1E"),
    "D1": ("B",),
    "D1E": ("D1", "BE"),
    "D": ("D1",),
    "DE": ("D", "D1E"),
}


def licence_key(licence: str) -> str:
    """A licence as compared: `permis b` and `B` are one."""
    return _PREFIX.sub("", licence.strip().lower()).upper()


def licences_held(licences: Iterable[str]) -> tuple[str, ...]:
    """Licences as compared, sorted, with those that they include."""
    held: set[str] = set()
    new = {licence_key(licence) for licence in licences}
    while new:
        held |= new
        new = {other for licence in new for other in _INCLUDES.get(licence, ())} - held
    return tuple(sorted(held))
