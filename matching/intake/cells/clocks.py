"""Times of the day as people and spreadsheets write them."""

import re
from datetime import time

from matching.intake.cells.readings import Doubt, Reading, doubtful
from matching.intake.folding import fold

_CLOCK = re.compile(
    r"(?:\d{4}-\d{2}-\d{2}[ t])?(\d{1,2})\s*(?:h|:|heures?|\.)\s*(\d{1,2})?"
    r"(?:\s*(?::|m|mn|min)\s*(\d{1,2})?(?:\.\d+)?\s*s?)?\s*([ap]m)?"
)
_BARE_HOUR = re.compile(r"(\d{1,2})\s*([ap]m)?")
_FOUR_DIGITS = re.compile(r"(\d{1,2})(\d{2})")
_FRACTION = re.compile(r"0?[.,]\d{3,}")
_NAMED = {"midi": time(12), "noon": time(12)}
_RANGE = re.compile(r"\s*(?:-|\u2013|\u2014|\u2192|\bà\b|\bau\b|\bto\b|\buntil\b)\s*")
_EXAMPLE = "9:30"


def read_clock(text: str) -> Reading[time]:
    """A time of the day: 9:30, 9h30, 9h, 0930, 09:30:00, midi, or a spreadsheet's day fraction."""
    written = text.casefold().removeprefix("à ").removeprefix("vers ").strip()
    if written in _NAMED:
        return Reading(_NAMED[written])
    if _FRACTION.fullmatch(written):
        return Reading(_of_fraction(float(written.replace(",", "."))))
    parts = _parts(written)
    if parts is None:
        return doubtful("time_unreadable", _nearest(text))
    hour, minute, second = parts
    if hour > 23 or minute > 59 or second > 59:
        return doubtful("time_impossible", f"{min(hour, 23)}:{min(minute, 59):02d}")
    return Reading(time(hour, minute, second))


def read_stretches(pieces: tuple[str, ...]) -> Reading[tuple[tuple[time, time], ...]]:
    """Stretches of time such as "12:30-13:30"; one that cannot be read is set aside."""
    stretches: list[tuple[time, time]] = []
    doubts: list[Doubt] = []
    for piece in pieces:
        ends = [read_clock(end).value for end in _RANGE.split(piece)]
        if len(ends) == 2 and ends[0] and ends[1] and ends[0] < ends[1]:
            stretches.append((ends[0], ends[1]))
        else:
            doubts.append(Doubt("stretch_unreadable", _turned(ends), {"item": piece}))
    return Reading(tuple(sorted(stretches)), tuple(doubts))


def _turned(ends: list[time | None]) -> str:
    if len(ends) == 2 and ends[0] and ends[1] and ends[0] > ends[1]:
        return f"{ends[1]:%H:%M}-{ends[0]:%H:%M}"
    return ""


def _parts(written: str) -> tuple[int, int, int] | None:
    if match := _CLOCK.fullmatch(written):
        hour = _in_full_day(int(match[1]), match[4])
        return hour, int(match[2] or 0), int(match[3] or 0)
    if match := _BARE_HOUR.fullmatch(written):
        return _in_full_day(int(match[1]), match[2]), 0, 0
    if match := _FOUR_DIGITS.fullmatch(written):
        return int(match[1]), int(match[2]), 0
    return None


def _in_full_day(hour: int, half: str | None) -> int:
    if half is None or not 1 <= hour <= 12:
        return hour
    return hour % 12 + (12 if half == "pm" else 0)


def _of_fraction(fraction: float) -> time:
    seconds = round(fraction * 86_400) % 86_400
    # Spreadsheets store 9:30 as a binary fraction that may fall a second short.
    minutes = round(seconds / 60) if seconds % 60 in {1, 59} else seconds // 60
    return time(minutes // 60 % 24, minutes % 60)


def _nearest(text: str) -> str:
    word = fold(text)
    halves = {"matin": "9:00", "apres midi": "14:00", "aprem": "14:00", "soir": "18:00"}
    for name, clock in halves.items():
        if name in word:
            return clock
    found = re.search(r"\b([01]?\d|2[0-3])\s*(?:h|:)\s*([0-5]\d)?", text.casefold())
    return f"{int(found[1])}:{found[2] or '00'}" if found else _EXAMPLE
