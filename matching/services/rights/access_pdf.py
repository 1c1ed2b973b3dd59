"""The access file of one person on paper."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from badges.evening.person import PersonPages, PersonPart, person_pages
from matching.domain.jobseeker import Jobseeker
from matching.domain.statistics import Statistics
from matching.intake.written import written
from matching.phrases import codes, say
from matching.services.rights.notice import notice
from matching.services.shop.shop import Shop
from matching.store.documents import from_document

_NO_ANSWER: tuple[object, ...] = ("", None, [], {}, "unknown")


def access_pages(shop: Shop, found: Mapping[str, Any], language: str) -> bytes:
    """An access file (`parvis-person/1`) as PDF: all that it holds, in words where there are any.

    What is not known is left out; everything else stands in it, down to the last row.
    """
    told = [
        (part, list(_said(found[part], kind, language)))
        for part, kind in (("profile", Jobseeker), ("statistics", Statistics))
    ]
    told.append(("received", list(_lines(found["received"], language))))
    told += [
        (name, [_row(number, row, language) for number, row in enumerate(rows, 1)])
        for name, rows in found["rows"].items()
    ]
    parts = tuple(PersonPart(_title(name, language), tuple(lines)) for name, lines in told if lines)
    made_on = datetime.fromisoformat(found["made_at"]).date()
    title = found["fair"]["title"]
    return person_pages(PersonPages(title, made_on, parts, notice(shop, language), language))


def _said(
    kept: Mapping[str, Any] | None, kind: type[Jobseeker | Statistics], language: str
) -> Iterator[tuple[str, str]]:
    """The fields of a record: what they hold, written as the person would write it in French."""
    if kept is None or language != "fr":
        yield from _lines(kept, language)
        return
    record = from_document(kept, kind)
    for name, code in kept.items():
        if code not in _NO_ANSWER:
            yield _named(name, language), written(getattr(record, name), name)


def _row(number: int, row: Mapping[str, Any], language: str) -> tuple[str, str]:
    """A row of a table on one line."""
    told = (f"{name} = {value}" for name, value in _lines(row, language))
    return str(number), " · ".join(told)


def _title(name: str, language: str) -> str:
    code = f"person_file.{name}"
    return say(code, language) if code in codes(language) else name


def _lines(kept: object, language: str, name: str = "") -> Iterator[tuple[str, str]]:
    """Each value with the name of its field; values inside values one by one."""
    if isinstance(kept, Mapping):
        for key, value in kept.items():
            yield from _lines(value, language, str(key))
    elif isinstance(kept, list | tuple) and any(isinstance(x, Mapping | list) for x in kept):
        for value in kept:
            yield from _lines(value, language, name)
    elif kept not in _NO_ANSWER:
        if isinstance(kept, bool):
            said = say("export.yes" if kept else "export.no", language)
        else:
            said = ", ".join(map(str, kept)) if isinstance(kept, list | tuple) else str(kept)
        yield _named(name, language), said


def _named(name: str, language: str) -> str:
    said = (f"field.{name}", f"person_file.field_{name}")
    known = next((code for code in said if code in codes(language)), None)
    return name if known is None else say(known, language)
