"""A heading that may name several columns means the one that its cells bear out, or is asked."""

import tomllib
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache, partial
from importlib.resources import files
from typing import Any, TypeAlias

from matching.domain.terms import Condition, Need
from matching.intake.cells.choices import read_choices, read_yes_no
from matching.intake.cells.contacts import read_email, read_phone_or_email
from matching.intake.cells.languages import read_needs
from matching.intake.cells.levels import read_digital, read_diploma, read_french
from matching.intake.cells.licences import read_licences, read_licences_and_vehicle
from matching.intake.cells.numbers import read_number
from matching.intake.cells.readings import Reading, doubtful
from matching.intake.cells.times.calendar_days import read_available
from matching.intake.cells.times.clocks import read_clock, read_clocks
from matching.intake.cells.times.hours_wanted import read_hours_wanted
from matching.intake.cells.times.stretches import read_presence
from matching.intake.cells.words import word_list
from matching.intake.folding import bare, tidy

_Reader: TypeAlias = Callable[[str], Reading[Any]]
_MOST_CELLS = 200
_ENOUGH = 0.5  # of the cells; more must say it
_FARTHEST = 1_000  # kilometres
# What says nothing although it is read: neither a licence nor a vehicle.
_NOTHING: tuple[object, ...] = (None, (), (None, None))

# "toute la journée" and "tout de suite" are read, and set no limit.
_SETS_NO_LIMIT = frozenset({"available_from", "presence", "starts_on"})


def named_columns(kind: str, heading: str) -> tuple[str, ...]:
    """The columns that an ambiguous heading may name, the usual one first; () for any other."""
    return _rivals(kind).get(bare(heading), ())


def borne_out(columns: Iterable[str], cells: Collection[str], *, usual: str) -> str:
    """The column that more than half of the distinct cells bear out, and more than any other.

    Of several the `usual` one; "" when none does, or two that are not.
    """
    told = [cell for cell in dict.fromkeys(map(tidy, cells)) if cell][:_MOST_CELLS]
    counts = {column: sum(_says(column, cell) for cell in told) for column in columns}
    most = max(counts.values(), default=0)
    if most <= _ENOUGH * len(told):
        return ""
    best = [column for column, count in counts.items() if count == most]
    return usual if usual in best else best[0] if len(best) == 1 else ""


def _says(column: str, cell: str) -> bool:
    """Whether a cell reads as a column; a bare yes or no bears nothing out."""
    if word_list("yes_no").find(cell):
        return False
    reading = _READERS[column](cell)
    return not reading.doubts and (reading.value not in _NOTHING or column in _SETS_NO_LIMIT)


def _read_names(text: str) -> Reading[str]:
    """Names of people, which hold neither figures nor an address."""
    is_name = not any(sign.isdigit() or sign == "@" for sign in text)
    return Reading(text) if is_name else doubtful("unknown_value")


def _read_radius(text: str) -> Reading[float]:
    """Kilometres that somebody travels to work: a telephone number is none."""
    reading = read_number(text, column="radius_km")
    is_far = reading.value is not None and reading.value > _FARTHEST
    return doubtful("unknown_value") if is_far else reading


def _read_any_need(text: str) -> Reading[tuple[Need, ...]]:
    """The needs in a cell, whatever else stands beside them."""
    needs, _ = read_needs(text).value or ((), "")
    return Reading(needs)


_READERS: Mapping[str, _Reader] = {
    "radius_km": _read_radius,
    "avoid": partial(read_choices, choices=Condition, section="conditions", negated=True),
    "needs": _read_any_need,
    "french_level": read_french,
    "french_level_min": read_french,
    "diploma_level": read_diploma,
    "diploma_min": read_diploma,
    "digital_level": read_digital,
    "vehicle": partial(read_yes_no, column="vehicle"),
    "licence_and_vehicle": read_licences_and_vehicle,
    "licences_required": read_licences,
    "phone": read_phone_or_email,
    "email": read_email,
    "arrives": read_clock,
    "presence": read_presence,
    "available_from": read_available,
    "hours_wanted": read_hours_wanted,
    "recruiters": _read_names,
    "starts_on": read_available,
    "session_starts": read_clocks,
}


@cache
def _rivals(kind: str) -> Mapping[str, tuple[str, ...]]:
    text = (files("matching.intake") / "rivals.toml").read_text("utf-8")
    found: dict[str, tuple[str, ...]] = {}
    for column, headings in tomllib.loads(text)[kind].items():
        for heading in dict.fromkeys(map(bare, headings)):
            found[heading] = (*found.get(heading, ()), column)
    return found
