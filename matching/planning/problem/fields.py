"""Fields of a JSON document, each read with its path so that a refusal names it."""

import math
from collections.abc import Callable, Mapping
from typing import TypeVar

from matching.planning.problem.problem import ProblemError

T = TypeVar("T")
_WHOLE_LIMIT = 10**9


def table(value: object, path: str) -> Mapping[str, object]:
    """A JSON object."""
    if not isinstance(value, Mapping):
        raise ProblemError(path, "not_object", value=_kind(value))
    return value


def field(document: Mapping[str, object], path: str, name: str) -> object:
    """A field that must be there."""
    if name not in document:
        raise ProblemError(f"{path}{name}", "missing")
    return document[name]


def items(value: object, path: str, read: Callable[[object, str], T]) -> tuple[T, ...]:
    """A JSON list, each item read with its own path."""
    if not isinstance(value, list | tuple):
        raise ProblemError(path, "not_list", value=_kind(value))
    return tuple(read(item, f"{path}[{number}]") for number, item in enumerate(value))


def text(value: object, path: str) -> str:
    """A text."""
    if not isinstance(value, str):
        raise ProblemError(path, "not_text", value=_kind(value))
    return value


def whole(value: object, path: str) -> int:
    """A whole number; `true`, 1.5 and numbers beyond a billion are refused."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise ProblemError(path, "not_whole", value=_kind(value))
    if abs(value) > _WHOLE_LIMIT:
        raise ProblemError(path, "huge")
    return value


def real(value: object, path: str) -> float:
    """A finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ProblemError(path, "not_number", value=_kind(value))
    if isinstance(value, float) and not math.isfinite(value):
        raise ProblemError(path, "not_finite", value=str(value))
    if abs(value) > _WHOLE_LIMIT:
        raise ProblemError(path, "huge")
    return float(value)


def yes_no(value: object, path: str) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise ProblemError(path, "not_yes_no", value=_kind(value))
    return value


def wholes(value: object, path: str) -> tuple[int, ...]:
    """A list of whole numbers."""
    return items(value, path, whole)


def several(value: object, path: str, count: int) -> tuple[object, ...]:
    """A list of exactly so many items, not yet read."""
    found = items(value, path, lambda item, _: item)
    if len(found) != count:
        raise ProblemError(path, "count", value=len(found), expected=count)
    return found


def _kind(value: object) -> str:
    return "null" if value is None else type(value).__name__
