"""Lists of objects in JSON become rows, as France Travail and data·inclusion publish them.

Names of nested objects are joined by a point, as pandas' `json_normalize` joins them
(`lieuTravail.libelle`), so that JSON and a table made of it are read alike.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from matching.domain.errors import FairError
from matching.intake.folding import shorten
from matching.intake.headings import count_known
from matching.intake.tables.encodings import decoded
from matching.intake.tables.grids import MOST_ROWS, MOST_SIGNS, FileGrid, FileRow

JSON = ".json"
_MARKS = "\ufeff \t\r\n"
# An answer may wrap its list ({"data": {"resultats": […]}}); what lies deeper belongs to a record.
_DEEPEST_LIST = 3
_DEEPEST_NAME = 5


def is_json(name: str, content: bytes) -> bool:
    """Whether a file calls itself JSON, or is a text that JSON alone begins and ends like."""
    if name.casefold().endswith(JSON):
        return True
    start = content[:200].decode("utf-8", "ignore").lstrip(_MARKS)
    end = content[-200:].decode("utf-8", "ignore").rstrip(_MARKS)
    brackets = start[:1] + end[-1:]
    return brackets in {"{}", "[]"} and start[1:].lstrip(_MARKS)[:1] in {"{", '"'}


def read_json(file: str, content: bytes) -> FileGrid:
    """The list of objects in a JSON file as a table: names as headings, an object a row.

    Raises
    ------
    FairError
        `json_no_table` when it holds no list of objects; `table_empty`, `too_many_rows`.
    """
    records = read_records_of(file, content)
    if len(records) > MOST_ROWS:
        raise FairError("too_many_rows", file=file, most=MOST_ROWS)
    names = _names(records)
    if not names:
        raise FairError("table_empty", file=file)
    rows = [FileRow(1, names)]
    for line, record in enumerate(records, start=2):
        rows.append(FileRow(line, tuple(record.get(name, "") for name in names)))
    return FileGrid(tuple(rows))


def read_records_of(file: str, content: bytes) -> tuple[Mapping[str, str], ...]:
    """The objects of the list in a JSON file, each as its leaves by joined name.

    Of several lists (France Travail adds that of its filters) the one whose names are most often
    columns of ours is read. Lists of words are written with `;` between them, lists of objects as
    JSON; what is null is left out.

    Raises
    ------
    FairError
        `json_no_table` when it holds no list of objects.
    """
    try:
        lists = list(_lists(_parsed(content), depth=0))
    except (ValueError, RecursionError):
        lists = []
    if not lists:
        raise FairError("json_no_table", file=shorten(file))
    flat = [tuple(dict(_leaves("", entry)) for entry in entries) for entries in lists]
    return max(flat, key=lambda records: count_known("", _names(records)))


def _parsed(content: bytes) -> Any:
    """What JSON says, numbers as they are written; of an object a line (JSON Lines) a list."""
    text = decoded(content)[0].strip(_MARKS)
    try:
        return _loaded(text)
    except ValueError:
        return [_loaded(line) for line in text.splitlines() if line.strip()]


def _loaded(text: str) -> Any:
    return json.loads(text, parse_int=str, parse_float=str, parse_constant=lambda _: None)


def _lists(found: Any, *, depth: int) -> Iterator[Sequence[Mapping[str, Any]]]:
    """The lists of objects, from without to within; an object may also be a record alone."""
    if isinstance(found, list):
        if all(isinstance(entry, dict) for entry in found):
            yield found
    elif isinstance(found, dict) and depth < _DEEPEST_LIST:
        within = [entries for value in found.values() for entries in _lists(value, depth=depth + 1)]
        if not within or count_known("", found) > 1:
            yield [found]
        yield from within


def _leaves(before: str, entry: Mapping[str, Any], depth: int = 0) -> Iterator[tuple[str, str]]:
    for name, value in entry.items():
        if isinstance(value, dict) and depth < _DEEPEST_NAME:
            yield from _leaves(f"{before}{name}.", value, depth + 1)
        elif text := _written(value):
            yield f"{before}{name}", text[: MOST_SIGNS + 1]


def _written(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(word, str) for word in value):
        return "; ".join(value)
    return "" if value is None else json.dumps(value, ensure_ascii=False)


def _names(records: Sequence[Mapping[str, str]]) -> tuple[str, ...]:
    """The names in all objects, whatever their order: each at the farthest place it has."""
    places: dict[str, int] = {}
    for record in records:
        for place, name in enumerate(record):
            places[name] = max(place, places.get(name, 0))
    return tuple(sorted(places, key=lambda name: (places[name], name)))
