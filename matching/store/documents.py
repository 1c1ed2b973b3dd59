"""Frozen values of the domain to JSON documents and back, by their declared types."""

from collections.abc import Mapping
from datetime import time
from types import MappingProxyType
from typing import Any, TypeVar

from cattrs import Converter
from cattrs.preconf.json import make_converter

from matching.domain.flaw import Flaw

T = TypeVar("T")


def _converter() -> Converter:
    converter = make_converter()
    converter.register_unstructure_hook(time, time.isoformat)
    converter.register_structure_hook(time, lambda value, _: time.fromisoformat(value))
    # Params of reasons are JSON already: what a sentence needs, of no declared type.
    converter.register_structure_hook_func(lambda kind: kind is object, lambda value, _: value)
    return converter


_CONVERTER = _converter()


def to_document(value: object) -> dict[str, Any]:
    """A JSON-ready document of a frozen value."""
    document: dict[str, Any] = _CONVERTER.unstructure(value)
    return document


def from_document(document: object, kind: type[T]) -> T:
    """The frozen value that a document describes, validated again at birth."""
    return _CONVERTER.structure(document, kind)


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
