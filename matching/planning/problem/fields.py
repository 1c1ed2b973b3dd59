"""JSON values structured by the types that dataclasses declare, each refusal with its path."""

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from cattrs import Converter

from matching.planning.problem.problem import Goal, Placed, ProblemError

T = TypeVar("T")
_WHOLE_LIMIT = 10**9
_WRITTEN = 40


def structured(value: object, kind: type[T], path: str = "") -> T:
    """A JSON value as a value of a declared type.

    Raises
    ------
    ProblemError
        For the first field that is malformed, missing or not known, with its path.
    """
    return _under(path, lambda: _CONVERTER.structure(value, kind))


def object_of(value: object, path: str = "") -> Mapping[str, Any]:
    """A value that must be a JSON object.

    Raises
    ------
    ProblemError
        When it is anything else; `path` names it.
    """
    if not isinstance(value, Mapping):
        raise ProblemError(path, "not_object", value=_kind(value))
    return value


def must_be_known(entry: Mapping[str, Any], known: Sequence[str], path: str = "") -> None:
    """Refuse what has a field that is none of those known.

    Raises
    ------
    ProblemError
        For the first of them, with the nearest that there is.
    """
    for name in entry:
        if name not in known:
            near = get_close_matches(name.casefold(), known, n=1, cutoff=0.5)
            refusal = ProblemError(name, "unknown_field", near=", ".join(near or known))
            raise refusal.under(path)


def _under(path: str, read: Callable[[], T]) -> T:
    """What is read; a refusal of it is told from one level higher."""
    try:
        return read()
    except ProblemError as refusal:
        raise refusal.under(path) from None


def _instance(value: object, kind: Any) -> Any:
    """An object of a dataclass or named tuple; null is the same as a field left out."""
    entry, declared = object_of(value), _declared(kind)
    must_be_known(entry, tuple(declared))
    said: dict[str, Any] = {}
    for name, (its_kind, is_required) in declared.items():
        if is_required and name not in entry:
            raise ProblemError(name, "missing")
        if is_required or entry.get(name) is not None:
            said[name] = structured(entry[name], its_kind, name)
    return kind(**said)


@cache
def _declared(kind: Any) -> dict[str, tuple[Any, bool]]:
    """Of each field its type, and whether it must be there."""
    types = get_type_hints(kind)
    if is_dataclass(kind):
        return {field.name: (types[field.name], field.default is MISSING) for field in fields(kind)}
    return {name: (types[name], True) for name in kind._fields}


def _sequence(value: object, kind: Any) -> tuple[Any, ...]:
    """A list of any length, or of exactly as many items as declared."""
    kinds = get_args(kind)
    if not isinstance(value, list | tuple):
        raise ProblemError("", "not_list", value=_kind(value))
    if kinds[1:] == (Ellipsis,):
        kinds = kinds[:1] * len(value)
    if len(value) != len(kinds):
        raise ProblemError("", "count", value=len(value), expected=len(kinds))
    return tuple(
        structured(item, its_kind, f"[{number}]")
        for number, (item, its_kind) in enumerate(zip(value, kinds, strict=True))
    )


def _whole(value: object, _: type) -> int:
    """A whole number; `true`, 1.5 and numbers beyond a billion are refused."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise ProblemError("", "not_whole", value=_kind(value))
    if abs(value) > _WHOLE_LIMIT:
        raise ProblemError("", "huge")
    return value


def _real(value: object, _: type) -> float:
    """A finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ProblemError("", "not_number", value=_kind(value))
    if isinstance(value, float) and not math.isfinite(value):
        raise ProblemError("", "not_finite", value=str(value))
    if abs(value) > _WHOLE_LIMIT:
        raise ProblemError("", "huge")
    return float(value)


def _only(kind: type[T], reason: str) -> Callable[[object, type], T]:
    def read(value: object, _: type) -> T:
        if not isinstance(value, kind):
            raise ProblemError("", reason, value=_kind(value))
        return value

    return read


def _goal(value: object, _: type) -> Goal:
    name = _only(str, "not_text")(value, str)
    if name not in set(Goal):
        raise ProblemError("", "goal", value=name, known=", ".join(Goal))
    return Goal(name)


def _is_tuple(kind: Any) -> bool:
    return get_origin(kind) is tuple


def _kind(value: object) -> str:
    """A value as a file has it, no longer than a line holds."""
    written = json.dumps(value, ensure_ascii=False, default=str)
    return written if len(written) <= _WRITTEN else f"{written[:_WRITTEN]}…"


def _converter() -> Converter:
    converter = Converter(detailed_validation=False)
    converter.register_structure_hook(int, _whole)
    converter.register_structure_hook(float, _real)
    converter.register_structure_hook(str, _only(str, "not_text"))
    converter.register_structure_hook(bool, _only(bool, "not_yes_no"))
    converter.register_structure_hook(Goal, _goal)
    converter.register_structure_hook_func(_is_tuple, _sequence)
    converter.register_structure_hook_func(
        lambda kind: kind is Placed or is_dataclass(kind), _instance
    )
    return converter


_CONVERTER = _converter()
