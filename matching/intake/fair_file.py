"""The fair's own file: `fair.toml` becomes a `Fair`, and back."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import asdict, fields
from datetime import date, datetime, time, timedelta
from typing import TypeGuard

import tomli_w
from rapidfuzz import fuzz, process

from matching.domain.day.day_rules import DayRules
from matching.domain.day.next_steps import NextStep
from matching.domain.errors import FairError, Invalid
from matching.domain.fair import Fair
from matching.domain.flaw import Flaw
from matching.domain.programme.place_rules import PlaceRules
from matching.domain.programme.programme import Programme
from matching.domain.slots import SlotGrid
from matching.domain.spelling import fold
from matching.intake.cells.times.calendar_days import read_day
from matching.intake.cells.times.clocks import read_clock
from matching.intake.cells.times.stretches import read_stretches
from matching.intake.folding import shorten, tidy

FORMAT = "parvis-fair/1"
FILE = "fair.toml"
_TEXTS = frozenset({"id", "title", "place", "timezone", "schedule_format", "organiser", "series"})
_CLOCKS = frozenset({"opens", "closes"})
_COUNTS = frozenset(
    {
        *("slot_minutes", "gap_slots", "most_meetings", "least_meetings", "rooms"),
        *("walk_in_seats", "walk_in_takes"),
    }
)
_REQUIRED = ("id", "title", "date", "opens", "closes")
_KEYS = (
    _TEXTS
    | _CLOCKS
    | _COUNTS
    | {"format", "date", "breaks", "walks", "programme", "place_rules", "refusals_on_sheets"}
    | {"languages_on_badges"}
    | {"next_steps", "day_rules", "exits_by_scan", "dates", "cut"}
)
_PROGRAMME = tuple(field.name for field in fields(Programme))
_PLACE_RULES = tuple(field.name for field in fields(PlaceRules))
_DAY_RULES = tuple(field.name for field in fields(DayRules))
_TABLES = {"programme": _PROGRAMME, "place_rules": _PLACE_RULES, "day_rules": _DAY_RULES}
_OF_DAYS = frozenset({"days", "ends_on", "last_day"})
_SERIES = frozenset({"date_end", "weekdays"})
WEEKDAYS = (
    *("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
)
"""How days of the week are written in `weekdays`, Monday first, in two languages."""
_LINE = re.compile(r"\bline (\d+)")


def read_fair(content: bytes) -> Fair:
    """The fair that a `fair.toml` describes.

    Raises
    ------
    FairError
        `fair_unreadable`, `fair_format`, `fair_key_missing`, `fair_value`, or `fair_` with the
        reason of a value that contradicts the others.
    """
    return read_fair_file(content)[0]


def read_fair_file(content: bytes) -> tuple[Fair, tuple[Flaw, ...]]:
    """The fair, and the keys of the file that say nothing to Parvis."""
    text, said = _toml(content)
    if said.get("format") != FORMAT:
        raise FairError(
            "fair_format", file=FILE, value=shorten(str(said.get("format", ""))), expected=FORMAT
        )
    for key in _REQUIRED:
        if said.get(key, "") == "":
            raise FairError("fair_key_missing", file=FILE, field=key)
    values = {key: _value(text, key, said[key]) for key in _KEYS & set(said) if key != "format"}
    values |= _further_days(text, said, values)
    most = values.get("most_meetings")
    if isinstance(most, int):
        values.setdefault("least_meetings", min(2, max(0, most)))
    unknown = [(key, said[key]) for key in said if key not in _KEYS | _SERIES]
    for name, keys in _TABLES.items():
        table = said.get(name)
        if isinstance(table, dict):
            unknown += [(key, table[key]) for key in table if key not in keys]
    return _fair(text, values), tuple(_unknown(text, key, value) for key, value in unknown)


def _further_days(
    text: str, said: Mapping[str, object], values: Mapping[str, object]
) -> dict[str, object]:
    """The other days of a fair: those named, or each of a stretch that is one of its weekdays."""
    first, dates = values.get("date"), values.get("dates", ())
    assert isinstance(first, date)
    assert isinstance(dates, tuple)
    found = {*dates}
    if "date_end" in said:
        last = _value(text, "date_end", said["date_end"])
        days = _value(text, "weekdays", said.get("weekdays", [*WEEKDAYS[:7]]))
        assert isinstance(last, date)
        assert isinstance(days, tuple)
        if last < first:
            line, value = _line(text, "date_end"), str(last)
            raise FairError("fair_value", file=FILE, line=line, field="date_end", value=value)
        whole = (first + timedelta(days=n) for n in range(min((last - first).days, 370) + 1))
        found |= {day for day in whole if day.weekday() in days}
    return {"dates": tuple(sorted(found - {first}))}


def _toml(content: bytes) -> tuple[str, dict[str, object]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as refusal:
        line = content[: refusal.start].count(b"\n") + 1
        raise FairError("fair_unreadable", file=FILE, line=line, value="") from None
    text = text.replace("\r\n", "\n")
    try:
        return text, tomllib.loads(text)
    except (ValueError, RecursionError) as refusal:
        found = _LINE.search(str(refusal))
        lines = text.splitlines() or [""]
        line = int(found[1]) if found else len(lines)
        value = shorten(lines[min(line, len(lines)) - 1])
        raise FairError("fair_unreadable", file=FILE, line=line, value=value) from None


def _fair(text: str, values: Mapping[str, object]) -> Fair:
    make: type[Fair] = Fair
    try:
        fair = make(**values)  # type: ignore[arg-type]
        SlotGrid.of(fair)
    except Invalid as refusal:
        raise _refused(text, refusal) from None
    return fair


def _refused(text: str, refusal: Invalid) -> FairError:
    """The refusal of a value, with the line where it stands."""
    said = {
        key: f"{value:%H:%M}" if isinstance(value, time) else value
        for key, value in refusal.params.items()
    }
    said["value"] = shorten(str(said.get("value", "")))
    line = _line(text, refusal.field)
    code = f"fair_{refusal.reason.removeprefix('fair_')}"
    return FairError(code, file=FILE, line=line, **said)


def _value(text: str, key: str, written: object) -> object:
    try:
        read = read_key(key, written)
    except Invalid as refusal:
        raise _refused(text, refusal) from None
    if read is None:
        value = shorten(str(written))
        raise FairError("fair_value", file=FILE, line=_line(text, key), field=key, value=value)
    return read


def write_fair(fair: Fair) -> bytes:
    """The `fair.toml` that reads back as this very fair."""
    said = {one.name: getattr(fair, one.name) for one in fields(fair)}
    del said["programme"]
    if fair.programme is not None:
        said["programme"] = asdict(fair.programme)
    for name in ("place_rules", "day_rules"):
        said[name] = asdict(said[name])
    said["next_steps"] = [step.written for step in fair.next_steps]
    return tomli_w.dumps({"format": FORMAT, **said}).encode()


def read_key(key: str, written: object) -> object:
    """The value of a key of the fair's file, `None` when it is not of the key's kind."""
    if key in _TEXTS:
        return tidy(written) if isinstance(written, str) else None
    if key in _CLOCKS:
        return _clock(written)
    if key in _COUNTS:
        return _count(written)
    return _READERS[key](written)


def _clock(written: object) -> time | None:
    if isinstance(written, time):
        return written.replace(tzinfo=None)
    return read_clock(tidy(written)).value if isinstance(written, str) else None


def _count(written: object) -> int | None:
    if isinstance(written, str) and re.fullmatch(r"\s*-?[0-9]{1,9}\s*", written):
        return int(written)
    return written if isinstance(written, int) and not isinstance(written, bool) else None


def _day(written: object) -> date | None:
    if isinstance(written, datetime):
        return written.date()
    if isinstance(written, str):
        reading = read_day(tidy(written))
        return None if reading.doubts else reading.value
    return written if isinstance(written, date) else None


def _days(written: object) -> tuple[date, ...] | None:
    """Days one by one; one fault refuses them all."""
    if not isinstance(written, list):
        return None
    found = [day for item in written if (day := _day(item)) is not None]
    return tuple(sorted(found)) if len(found) == len(written) else None


def _weekdays(written: object) -> tuple[int, ...] | None:
    """Names of days of the week, Monday 0; one fault refuses them all."""
    if not isinstance(written, list) or not _is_texts(written):
        return None
    names = [fold(tidy(text)) for text in written]
    if not names or not set(names) <= set(WEEKDAYS):
        return None
    return tuple(sorted({WEEKDAYS.index(name) % 7 for name in names}))


def _stretches(written: object) -> tuple[tuple[time, time], ...] | None:
    """Breaks as pairs of times, or as texts "12:30-13:30"; one fault refuses them all."""
    if not isinstance(written, list):
        return None
    found: list[tuple[time, time]] = []
    for item in written:
        if isinstance(item, str):
            found += read_stretches((item,)).value or ()
        elif isinstance(item, list) and len(item) == 2:
            start, end = _clock(item[0]), _clock(item[1])
            found += [(start, end)] if start and end else []
    return tuple(sorted(found)) if len(found) == len(written) else None


def _walks(written: object) -> tuple[tuple[str, str, int], ...] | None:
    """Minutes on foot between two zones, as `["Hall", "Parvis", 5]`; one fault refuses them all."""
    if not isinstance(written, list):
        return None
    found = [
        (tidy(item[0]), tidy(item[1]), minutes)
        for item in written
        if isinstance(item, list) and len(item) == 3
        if isinstance(item[0], str) and isinstance(item[1], str)
        if (minutes := _count(item[2])) is not None
    ]
    return tuple(sorted(found)) if len(found) == len(written) else None


def _programme(written: object) -> Programme | None:
    """What a table of the fair's file says of the programme; one fault refuses it all."""
    if not isinstance(written, dict):
        return None
    said = {key: written[key] for key in _PROGRAMME if key in written}
    months = said.pop("checkpoints", list(Programme().checkpoints))
    counts = {key: _count(value) for key, value in said.items()}
    after = [_count(month) for month in months] if isinstance(months, list) and months else [None]
    if None in counts.values() or None in after:
        return None
    make: type[Programme] = Programme
    return make(**counts, checkpoints=tuple(after))  # type: ignore[arg-type]  # no None is left


def _place_rules(written: object) -> PlaceRules | None:
    """What a table of the fair's file says of giving places; one fault refuses it all."""
    if not isinstance(written, dict):
        return None
    said = {key: written[key] for key in _PLACE_RULES if key in written}
    count = _count(said.get("interviews_per_100_places", 0))
    lists = [said.get(key, list(getattr(PlaceRules(), key))) for key in ("order", "sent_by")]
    ground = said.get("ground", "")
    if count is None or not isinstance(ground, str) or not all(map(_is_texts, lists)):
        return None
    order, sent_by = (tuple(tidy(text) for text in texts) for texts in lists)
    return PlaceRules(order, sent_by, tidy(ground), count)


def _day_rules(written: object) -> DayRules | None:
    """What a table of the fair's file says of the rules of the day; one fault refuses it all."""
    if not isinstance(written, dict):
        return None
    said = {key: written[key] for key in _DAY_RULES if key in written}
    decides = said.pop("decides", DayRules().decides)
    counts = {key: _count(value) for key, value in said.items()}
    if not isinstance(decides, str) or None in counts.values():
        return None
    make: type[DayRules] = DayRules
    return make(**counts, decides=tidy(decides))  # type: ignore[arg-type]  # no None is left


def _yes_or_no(written: object) -> bool | None:
    return written if isinstance(written, bool) else None


def _next_steps(written: object) -> tuple[NextStep, ...] | None:
    """What meetings may end with, as `"cv_taken"` or `"cv_taken: own words"`."""
    return tuple(map(NextStep.read, written)) if _is_texts(written) else None


def _is_texts(written: object) -> TypeGuard[list[str]]:
    return isinstance(written, list) and all(isinstance(text, str) for text in written)


_READERS: Mapping[str, Callable[[object], object]] = {
    "date": _day,
    "date_end": _day,
    "dates": _days,
    "weekdays": _weekdays,
    "breaks": _stretches,
    "cut": _stretches,
    "walks": _walks,
    "programme": _programme,
    "place_rules": _place_rules,
    "next_steps": _next_steps,
    "refusals_on_sheets": _yes_or_no,
    "languages_on_badges": _yes_or_no,
    "exits_by_scan": _yes_or_no,
    "day_rules": _day_rules,
}


def _unknown(text: str, key: str, written: object) -> Flaw:
    near = process.extractOne(
        key.casefold(),
        sorted(_KEYS.union(_SERIES, *_TABLES.values())),
        scorer=fuzz.ratio,
        score_cutoff=70,
    )
    suggestion = "date_end" if key in _OF_DAYS else near[0] if near else ""
    code = "key_of_days" if key in _OF_DAYS else "key_unknown"
    return Flaw(FILE, _line(text, key), shorten(key), shorten(str(written)[:500]), code, suggestion)


def _line(text: str, key: str) -> int:
    """The line where a key stands; 0 when it is written in a way that hides it."""
    for line, words in enumerate(text.split("\n"), start=1):
        if re.match(rf"\s*(?:\[+\s*)?[\"']?{re.escape(key)}[\"']?\s*[=.\]]", words):
            return line
    return 0
