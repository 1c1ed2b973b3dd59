"""Times of the day as people and spreadsheets write them."""

import re
from datetime import time
from itertools import pairwise

from matching.intake.cells.readings import Doubt, Reading, doubtful
from matching.intake.folding import fold

_CLOCK = re.compile(
    r"(?:\d{4}-\d{2}-\d{2}[ t])?(\d{1,2})\s*(?:heures?|h|:|\.)\s*(\d{1,2})?"
    r"(?:\s*(?::|m|mn|min)\s*(\d{1,2})?(?:\.\d+)?\s*s?)?\s*([ap]m)?"
)
_BARE_HOUR = re.compile(r"(\d{1,2})\s*([ap]m)?")
_FOUR_DIGITS = re.compile(r"(\d{1,2})(\d{2})")
_FRACTION = re.compile(r"0?[.,]\d+")
_REMARK = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
_ABOUT = re.compile(
    r"^(?:[àa] partir de|jusqu['\u2019][àa]|à|a|vers|environ|dès|des|avant|après|env\.?)\s+"
)
_NAMED = {"midi": time(12), "noon": time(12)}
_RANGE = re.compile(
    r"\s*(?:(?:et\s+)?jusqu'(?:à|a)\b|-|\u2013|\u2014|\u2192|\bà\b|\bau\b|\bto\b|\buntil\b)\s*"
)
_FROM = re.compile(r"^(?:de|entre|from|dès|des|à partir de|a partir de|après)\s+")
_NOTHING_SAID = frozenset(
    {"toute la journee", "journee", "journee entiere", "all day", "peu importe", "indifferent"}
)


def read_clock(text: str) -> Reading[time]:
    """A time of the day: 9:30, 9h30, 9h, 0930, 09:30:00, midi, or a spreadsheet's day fraction."""
    written = _ABOUT.sub("", _REMARK.sub("", text.casefold()).strip()).strip()
    if written in _NAMED:
        return Reading(_NAMED[written])
    if fold(written) in _NOTHING_SAID:
        return Reading(None)
    if _FRACTION.fullmatch(written):
        clock = _of_fraction(float(written.replace(",", ".")))
        return Reading(clock) if clock else doubtful("time_unreadable")
    parts = _parts(written)
    if parts is None:
        return doubtful("time_unreadable", _nearest(text))
    hour, minute, second = parts
    if hour > 23 or minute > 59 or second > 59:
        return doubtful("time_impossible")
    return Reading(time(hour, minute, second))


def read_clocks(text: str) -> Reading[tuple[time, ...]]:
    """Several times in one cell: "10h30 | 14h", sorted; one that cannot be read is set aside."""
    pieces = [piece for piece in re.split(r"\s*(?:[;|,/\n+&]|\bet\b|\band\b)\s*", text) if piece]
    read = [read_clock(piece) for piece in pieces]
    clocks = {reading.value for reading in read if reading.value is not None}
    return Reading(tuple(sorted(clocks)), tuple(doubt for each in read for doubt in each.doubts))


def read_arrival(text: str) -> Reading[time]:
    """When somebody comes; of "14h-15h" the beginning."""
    clock = read_clock(text)
    if clock.value is not None:
        return clock
    start = (read_span(text).value or (None, None))[0]
    return Reading(start) if start else clock


def read_span(text: str) -> Reading[tuple[time | None, time | None]]:
    """When somebody comes and goes, in one cell: "12h-14h", "de 9h à 12h", "à partir de 10h"."""
    written = _REMARK.sub("", text.casefold().strip())
    if fold(written) in _NOTHING_SAID:
        return Reading((None, None))
    ends = _RANGE.split(_FROM.sub("", written.replace("\u2019", "'")))
    if len(ends) == 2 and ends[0] and ends[1]:
        start, end = (read_clock(_with_unit(end, ends[1])).value for end in ends)
        if start and end and start < end:
            return Reading((start, end))
        return doubtful("time_unreadable")
    return _open_span(text)


def _open_span(text: str) -> Reading[tuple[time | None, time | None]]:
    """One end alone: "jusqu'à 12h", "à partir de 10h"."""
    written = text.casefold()
    clock = read_clock(text)
    if clock.value is None:
        return Reading(None, clock.doubts)
    if re.match(r"(?:jusqu|avant)", fold(written)):
        return Reading((None, clock.value))
    if re.match(r"(?:a partir|des|apres|from)", fold(written)):
        return Reading((clock.value, None))
    return doubtful("time_unreadable")


def read_spans(text: str) -> Reading[tuple[tuple[time, time], ...]]:
    """Opening hours in one cell: "9h30-12h / 14h-17h" gives two stretches."""
    stretches: list[tuple[time, time]] = []
    for piece in re.split(r"\s*(?:[;|,/\n+&]|\bet\b|\bpuis\b)\s*", text.casefold()):
        start, end = (read_span(piece).value or (None, None)) if piece else (None, None)
        if start is None or end is None:
            return doubtful("time_unreadable")
        stretches.append((start, end))
    ordered = all(first[1] <= second[0] for first, second in pairwise(stretches))
    return Reading(tuple(stretches)) if ordered else doubtful("time_unreadable")


def _with_unit(end: str, other: str) -> str:
    """An end of a stretch that leaves its unit to the other: "9-12h"."""
    bare_hour = re.fullmatch(r"\d{1,2}", end.strip())
    return f"{end.strip()}h" if bare_hour and "h" in other else end


def read_stretches(pieces: tuple[str, ...]) -> Reading[tuple[tuple[time, time], ...]]:
    """Stretches of time such as "12:30-13:30"; one that cannot be read is set aside."""
    stretches: list[tuple[time, time]] = []
    doubts: list[Doubt] = []
    for piece in pieces:
        ends = [read_clock(end).value for end in _RANGE.split(piece.casefold())]
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


def _of_fraction(fraction: float) -> time | None:
    """The time a spreadsheet keeps as a fraction of a day; `None` when no clock shows it."""
    seconds = round(fraction * 86_400) % 86_400
    # A binary fraction may fall a second short; nobody is called to a forum at 7:12 sharp.
    minutes = round(seconds / 60)
    if abs(seconds - 60 * minutes) > 1 or minutes % 5:
        return None
    return time(minutes // 60 % 24, minutes % 60)


def _nearest(text: str) -> str:
    """The only time a text holds, as it should be written."""
    found = re.findall(r"\b([01]?\d|2[0-3])\s*(?:h|:)\s*([0-5]\d)?", text.casefold())
    return f"{int(found[0][0])}:{found[0][1] or '00'}" if len(found) == 1 else ""
