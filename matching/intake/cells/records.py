"""Cells that hold records: lists of objects as France Travail's offers have them."""

import ast
import json
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

_LABELS = ("libelle", "niveauLibelle", "label", "name", "nom")
_REQUIRED = "E"  # France Travail: E exigé, S souhaité


@dataclass(frozen=True, slots=True)
class Record:
    """One object of a list: what it names, and whether it is required rather than desired."""

    label: str
    required: bool


def read_records(text: str) -> tuple[Record, ...] | None:
    """The objects of a cell written as JSON or as Python wrote it; `None` for any other text."""
    if not text.lstrip().startswith(("[{", "{")):
        return None
    found = _parsed(text)
    items: list[Any] = found if isinstance(found, list) else [found]
    if not all(isinstance(item, dict) for item in items):
        return None
    return tuple(
        Record(str(item[key]), required=str(item.get("exigence", _REQUIRED)) == _REQUIRED)
        for item in items
        for key in _LABELS
        if item.get(key)
    )


def _parsed(text: str) -> Any:
    with suppress(ValueError, RecursionError):
        return json.loads(text)
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return None
