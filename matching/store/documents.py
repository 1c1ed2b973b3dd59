"""Frozen values of the domain to JSON documents and back, by their declared types."""

import json
from collections.abc import Hashable, Mapping
from datetime import date, time
from functools import lru_cache
from types import MappingProxyType
from typing import Any, TypeVar, cast

from cattrs import Converter
from cattrs.gen import make_dict_unstructure_fn, override
from cattrs.preconf.json import make_converter

from matching.domain.flaw import Flaw
from matching.domain.levels import DiplomaLevel
from matching.domain.score import Bar, Question, Reason
from matching.domain.terms import Condition, Contract, Hours

T = TypeVar("T")


_KINDS: Mapping[str, type] = {
    "condition": Condition,
    "contract": Contract,
    "date": date,
    "diploma": DiplomaLevel,
    "hours": Hours,
}
_TAGS = {kind: f"${tag}" for tag, kind in _KINDS.items()}


def _tagged(value: object) -> object:
    if type(value) in _TAGS:
        return {_TAGS[type(value)]: to_document(value)}
    if isinstance(value, Mapping):
        return {name: _tagged(member) for name, member in value.items()}
    if isinstance(value, (list, tuple)):
        return [_tagged(member) for member in value]
    return to_document(value)


def _untagged(value: object) -> object:
    if isinstance(value, dict):
        (tag, *others) = value or ("",)
        if not others and tag[1:] in _KINDS:
            return from_document(value[tag], _KINDS[tag[1:]])
        return {name: _untagged(member) for name, member in value.items()}
    return tuple(_untagged(member) for member in value) if isinstance(value, list) else value


def _converter() -> Converter:
    converter = make_converter()
    converter.register_unstructure_hook(time, time.isoformat)
    converter.register_structure_hook(time, lambda value, _: time.fromisoformat(value))
    # Params of reasons, bars and questions have no declared type: they carry it with them.
    converter.register_structure_hook_func(
        lambda kind: kind is object, lambda value, _: _untagged(value)
    )
    for kind in (Reason, Bar, Question):
        tagged = make_dict_unstructure_fn(kind, converter, params=override(unstruct_hook=_tagged))
        converter.register_unstructure_hook(kind, tagged)
    return converter


_CONVERTER = _converter()


def to_document(value: object) -> dict[str, Any]:
    """A JSON-ready document of a frozen value."""
    document: dict[str, Any] = _CONVERTER.unstructure(value)
    return document


def from_document(document: object, kind: type[T]) -> T:
    """The frozen value that a document describes, validated again at birth."""
    return _CONVERTER.structure(document, kind)


def from_text(text: str, kind: type[T]) -> T:
    """The frozen value of a document as it is stored; the same text gives the same value.

    Remembered: for what a fair consists of, never for people, who may ask to be forgotten.
    """
    found = _remembered(text, cast("Hashable", kind))
    assert isinstance(found, kind)
    return found


@lru_cache(maxsize=8192)
def _remembered(text: str, kind: Hashable) -> object:
    assert isinstance(kind, type)
    return from_document(json.loads(text), kind)


def flaw_to_document(flaw: Flaw) -> dict[str, Any]:
    """A flaw as a document; its params are shown as text from now on."""
    return {
        **{name: getattr(flaw, name) for name in ("file", "line", "column", "value", "code")},
        "suggestion": flaw.suggestion,
        "lost": flaw.lost,
        "params": {key: str(value) for key, value in flaw.params.items()},
    }


def flaw_from_document(document: Mapping[str, Any]) -> Flaw:
    """The flaw that a document describes."""
    return Flaw(**{**document, "params": MappingProxyType(document["params"])})
