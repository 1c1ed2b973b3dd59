"""A small file that says what files, columns and values are: TOML or JSON, `parvis-map/1`."""

import json
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from matching.domain.errors import FairError
from matching.intake.answered import value_key
from matching.intake.folding import fold, shorten
from matching.intake.headings import KINDS, columns
from matching.intake.mapping import MappingAnswers, must_be_target
from matching.intake.tables.tables import Table

FORMAT = "parvis-map/1"
_KEYS = ("format", "files", "columns", "values")
_MOST_BYTES = 1_000_000


def read_map_file(path: Path) -> MappingAnswers:
    """What a map file says, each name held against ours.

    Raises
    ------
    FairError
        `map_unreadable`, `map_format`; `map_name_unknown` and `column_target_unknown` for a name
        that is not ours, with the nearest that is.
    """
    document = _document(path)
    if document.get("format") != FORMAT:
        raise FairError("map_format", file=path.name, expected=FORMAT)
    _must_know(document, _KEYS)
    kinds = _texts(path, document.get("files", {}))
    _must_know((kind for kind in kinds.values() if kind), KINDS)
    lists = {name: kind for name, kind in kinds.items() if kind}
    found = _by_kind(path, document, "columns", also=lists)
    said = {name: _texts(path, one) for name, one in found.items()}
    for name, chosen in said.items():
        for heading, column in chosen.items():
            must_be_target(lists.get(name, name), heading, column)
    answers = {
        kind: _answers(path, kind, one) for kind, one in _by_kind(path, document, "values").items()
    }
    return MappingAnswers(kinds=kinds, columns=said, answers=answers)


def must_name_these(said: MappingAnswers, tables: Iterable[Table]) -> None:
    """Refuse a heading that no table of its kind has, or that the file it is said of has not.

    Raises
    ------
    FairError
        `map_name_unknown`, with the nearest heading.
    """
    headings: dict[str, list[str]] = {}
    for table in tables:
        for name in (table.kind, table.file):
            headings.setdefault(name, []).extend(table.headings)
    for name, known in headings.items():
        _must_know(said.columns.get(name, {}), known)


def _document(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise FairError("file_too_large", file=path.name, most=1)
        text = path.read_text("utf-8-sig")
        found = json.loads(text) if text.lstrip().startswith("{") else tomllib.loads(text)
    except OSError:
        raise FairError("file_unreadable", file=path.name) from None
    except (ValueError, RecursionError) as why:
        # TOML's and JSON's own words say the line.
        raise FairError("map_unreadable", file=path.name, why=shorten(str(why))) from None
    return dict(found)


def _by_kind(
    path: Path, document: Mapping[str, Any], key: str, *, also: Iterable[str] = ()
) -> Mapping[str, Any]:
    found = document.get(key, {})
    if not isinstance(found, dict):
        raise FairError("map_unreadable", file=path.name, why=key)
    _must_know(found, (*KINDS, *also))
    return found


def _answers(path: Path, kind: str, said: object) -> dict[str, dict[str, str]]:
    if not isinstance(said, dict):
        raise FairError("map_unreadable", file=path.name, why=f"values.{kind}")
    _must_know(said, columns(kind))
    return {
        column: {value_key(value): words for value, words in _texts(path, values).items()}
        for column, values in said.items()
    }


def _texts(path: Path, found: object) -> dict[str, str]:
    if not isinstance(found, dict):
        raise FairError("map_unreadable", file=path.name, why=shorten(str(found)))
    return {str(name): str(value) for name, value in found.items()}


def _must_know(names: Iterable[str], known: Iterable[str]) -> None:
    listed = list(known)
    for name in names:
        if name not in listed:
            near = process.extractOne(name, listed, scorer=fuzz.ratio, processor=fold)
            raise FairError(
                "map_name_unknown", name=shorten(name), nearest=shorten(near[0]) if near else ""
            )
