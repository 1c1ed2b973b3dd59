"""The access file of one person on paper."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import fields
from datetime import datetime, tzinfo
from types import MappingProxyType
from typing import Any

from babel import Locale

from badges.evening.person import PersonPages, PersonPart, person_pages
from matching.domain.day.happening import FREE_ROW, UNPLANNED
from matching.domain.entries import Entries
from matching.domain.jobseeker import Jobseeker
from matching.domain.levels import FrenchLevel
from matching.domain.slots import SlotGrid
from matching.domain.statistics import Statistics
from matching.intake.written import LANGUAGES, written
from matching.phrases import codes, say
from matching.services.files.mending.value_questions import choice_name
from matching.services.shop.retention_rules import notice
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.documents import from_document

_TECHNICAL = frozenset(
    {
        "nonce",
        "person",
        "salt",
        "made_from",
        "visit",
        "about",
        "number",
        "id",
        "meeting",
        "length",
        "code",
        "ask",
        "entry",
        "record",
        "row",
        "plan",
        "screen",
        "conflict",
        "until",
        "also",
        "absence",
        "beside",
        "second",
        "from",
        "to",
    }
)
"""What ties rows to each other and says nothing of the person; the file for programs has it."""
_SHOWN_ABOVE = frozenset({("jobseekers", "document"), ("statistics", "document")})
_FLAGS = frozenset({"walk_in", "withdrawn", "agrees", "eligible"})
_WORDS_OF = MappingProxyType(
    {
        "answer": "person_file.answer_",
        "proofs": "proof.",
        "reason": "refused.",
        "rule": "person_file.rule_",
        "way": "person_file.way_",
    }
)
"""Fields of facts whose words are their own: a word of theirs means something else elsewhere."""
_CHOSEN = frozenset(
    {
        *("avoid", "contracts", "digital_level", "diploma_level", "french_level"),
        *("hours_wanted", "needs", "qpv", "rqth", "rsa"),
    }
)
"""Fields whose answer is chosen from a list: it is kept as a code, and told in words."""
_WORKED_OUT = "judgements"
"""A table of numbers that follow from the profile; the file for programs has it."""
_PARAMS = "params"
"""Where only what the person said is told: the rest is how a score was worked out, in codes."""
_BEFORE = "before "
"""In front of a field of what was written before a change by hand."""
_CODE = re.compile(r"[a-z]+(?:[_-][a-z]+)*")
_NO_ANSWER: tuple[object, ...] = ("", None, [], {}, "unknown")
_NONE_IS_SAID = frozenset(field.name for field in fields(Jobseeker) if field.default is None)
"""Fields that are empty where nothing is known: a list that is none of it was said to be none."""


def _is_silent(name: str, kept: object) -> bool:
    is_none_said = kept == [] and name.removeprefix(_BEFORE) in _NONE_IS_SAID
    return kept in _NO_ANSWER and not is_none_said


def access_pages(shop: Shop, found: Mapping[str, Any], language: str) -> bytes:
    """An access file (`parvis-person/1`) as PDF: what it holds of the person, in words.

    What is not known is left out, and what ties rows to each other; the file itself has that.
    """
    told = [
        (part, list(_said(found[part], kind, language)))
        for part, kind in (("profile", Jobseeker), ("statistics", Statistics))
    ]
    told.append(("received", list(_received(found["received"], language))))
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, found["fair"]["id"])
    told += [
        (name, list(_rows(name, rows, entries, language)))
        for name, rows in found["rows"].items()
        if name != _WORKED_OUT
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
        if not _is_silent(name, code):
            yield _named(name, language), written(getattr(record, name), name)


def _rows(
    table: str, rows: list[dict[str, Any]], entries: Entries, language: str
) -> Iterator[tuple[str, str]]:
    """The rows of a table, numbered, without what stands in words above; the same words once."""
    kept = (
        {name: value for name, value in row.items() if (table, name) not in _SHOWN_ABOVE}
        for row in rows
    )
    told = (_as_told(table, row) for row in kept)
    lines = dict.fromkeys(tuple(_row(row, entries, language)) for row in told)
    for number, (head, *below) in enumerate(filter(None, lines), 1):
        yield str(number), head[1]
        yield from below


def _as_told(table: str, row: dict[str, Any]) -> dict[str, Any]:
    """A row with what only this table says otherwise than others.

    On a badge alone a code is what somebody holds in the hand; of a fact an act ties it to others;
    a next step in the fair's own words is told once; what was written before is named so.
    """
    if table == "badges":
        return {"badge": row["code"], **row}
    if table == "happenings":
        data = {name: said for name, said in row["data"].items() if name != "act"}
        if "words" in data:
            data.pop("result", None)
        hourless = {"at"} if FREE_ROW in data and UNPLANNED in data else frozenset[str]()
        return {name: said for name, said in row.items() if name not in hourless} | {"data": data}
    if table == "edits":
        document = row["document"]
        fields = {name: said for name, said in document.items() if name != "before"}
        before = {f"{_BEFORE}{name}": said for name, said in document.get("before", {}).items()}
        return {**row, "document": {**fields, "before": before}}
    return row


def _row(row: Mapping[str, Any], entries: Entries, language: str) -> Iterator[tuple[str, str]]:
    """A row of a table on one line, and below it what it has several of, a line each."""
    several: list[Mapping[str, Any]] = []
    line = _line(_plain(row, several), entries, language)
    if line:
        yield "", line
    for part in several:
        if part.get("contribution", 1) == 0:  # it has changed nothing
            continue
        first, *rest = _plain(part, [])
        yield _said_plainly(*first, entries, language), _line(rest, entries, language)


def _line(told: Iterable[tuple[str, object]], entries: Entries, language: str) -> str:
    """Fields with what they hold, one after the other."""
    return " · ".join(
        f"{_named(name, language).replace('_', ' ')} = {said}"
        for name, value in told
        if (said := _said_plainly(name, value, entries, language))
    )


def _plain(
    kept: object, several: list[Mapping[str, Any]], name: str = ""
) -> Iterator[tuple[str, object]]:
    """Each value inside a row that says something of the person, with the name of its field.

    Records of which a row has several are put aside, into `several`.
    """
    if name in _TECHNICAL or _is_silent(name, kept):
        return
    if isinstance(kept, Mapping):
        for key, value in kept.items():
            if name != _PARAMS or key == "said":
                yield from _plain(value, several, str(key))
    elif kept == []:
        yield name, kept
    elif isinstance(kept, list | tuple):
        for value in kept:
            if isinstance(value, Mapping):
                several.append(value)
            else:
                yield from _plain(value, several, name)
    else:
        yield name, kept


def _said_plainly(name: str, value: object, entries: Entries, language: str) -> str:
    """One value as it is said aloud: rounded, in the fair's hours, a word for a code."""
    fair, name = entries.fair, name.removeprefix(_BEFORE)
    if name == "stand" and value in entries.exhibitors:
        return entries.exhibitors[str(value)].name
    if name == "offer" and value in entries.offers:
        return entries.offers[str(value)].title
    if name == "slot" and isinstance(value, int):
        return f"{SlotGrid.of(fair).starts[value]:%d/%m/%Y %H:%M}"
    if name in _WORDS_OF:
        return _of_field(_WORDS_OF[name], str(value), language)
    return _answer(name, value, language) or _number_or_word(value, fair.zone, language)


def _of_field(kind: str, text: str, language: str) -> str:
    """What a fact says in codes, several of them parted by bars; what is no code as it is."""
    known = codes(language)
    told = (f"{kind}{code}" for code in text.split("|"))
    return ", ".join(say(code, language) if code in known else text for code in told)


def _number_or_word(value: object, zone: tzinfo, language: str) -> str:
    text = str(value)
    if isinstance(value, float):
        return f"{value:.2f}".replace(".", "," if language == "fr" else ".")
    with suppress(ValueError):
        if "T" in text:
            return f"{datetime.fromisoformat(text).astimezone(zone):%d/%m/%Y %H:%M}"
    if not _CODE.fullmatch(text):
        return text
    kinds = (
        *("person_file.kind_", "floor.did_", "stand.did_", "outcome.", "criterion."),
        *("recall.", "follow_up.", "contract.", "hours."),
    )
    known = (f"{kind}{text}" for kind in kinds if f"{kind}{text}" in codes(language))
    word = next(known, "")
    return say(word, language) if word else text.replace("_", " ")


def _title(name: str, language: str) -> str:
    code = f"person_file.{name}"
    return say(code, language) if code in codes(language) else name


def _received(lines: Iterable[Mapping[str, Any]], language: str) -> Iterator[tuple[str, str]]:
    """Each line of a file as it came, by its headings; those of empty cells stand together."""
    for line in lines:
        where = f"{line['file']} · {_named('line', language)} {line['line']}"
        yield _named("file", language), where
        yield from ((heading, said) for heading, said in line["cells"] if said)
        empty = [heading for heading, said in line["cells"] if not said]
        if empty:
            yield say("person_file.empty", language), ", ".join(empty)


def _lines(kept: object, language: str, name: str = "") -> Iterator[tuple[str, str]]:
    """Each value with the name of its field; values inside values one by one."""
    if isinstance(kept, Mapping):
        for key, value in kept.items():
            yield from _lines(value, language, str(key))
    elif isinstance(kept, list | tuple) and any(isinstance(x, Mapping | list) for x in kept):
        for value in kept:
            yield from _lines(value, language, name)
    elif not _is_silent(name, kept):
        several = (kept or [kept]) if isinstance(kept, list | tuple) else (kept,)
        yield (
            _named(name, language),
            ", ".join(_answer(name, one, language) or str(one) for one in several),
        )


def _answer(name: str, kept: object, language: str) -> str:
    """Yes or no, a language, or a choice that is kept as a code, in words; "" of anything else."""
    if kept == []:
        return say("export.none", language)
    if isinstance(kept, bool) or name in _FLAGS:
        return say("export.yes" if kept else "export.no", language)
    if name in LANGUAGES:
        return str(Locale(language).languages.get(str(kept)) or written(kept, name))
    if name not in _CHOSEN:
        return ""
    if name == "french_level" and isinstance(kept, int):
        return choice_name(name, FrenchLevel(kept).label, language)
    return choice_name(name, str(kept), language)


def _named(name: str, language: str) -> str:
    if name.startswith(_BEFORE):
        return say("person_file.before", language, field=_named(name[len(_BEFORE) :], language))
    said = (f"person_file.field_{name}", f"field.{name}")
    known = next((code for code in said if code in codes(language)), None)
    return name if known is None else say(known, language)
