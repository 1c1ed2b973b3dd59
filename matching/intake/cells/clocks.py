"""Times of the day as people and spreadsheets write them."""

import re
from datetime import time
from itertools import pairwise

from matching.intake.cells.numbers import SPELLED, spelled_number
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
# A remark that names another hour ("pause 12h-13h") is no remark of a stretch.
_WORDS_ASIDE = re.compile(r"\s*[(\[][^()\[\]\d]*[)\]]\s*")
_HOURS_ASIDE = re.compile(r"[^\d(\[]*[(\[]([^()\[\]]*\d[^()\[\]]*)[)\]]\s*")
_WORK_STRETCH = re.compile(
    r"(\d{1,2})\s*(?:h|:)\s*(\d{2})?\s*(?:-|\u2013|>|à|a)\s*(\d{1,2})\s*(?:h|:)\s*(\d{2})?"
)
# Where the parts of a working day begin and end, in hours; the night ends the morning after.
_DAY_PARTS = (("morning", 5, 12.5), ("afternoon", 12.5, 18), ("evening", 18, 22), ("night", 22, 29))
_ABOUT = re.compile(
    r"^(?:[àa] partir de|jusqu['\u2019][àa]|à|a|vers|environ|dès|des|pas avant|avant|pas après"
    r"|après|env\.?)\s+"
)
_ENDING = re.compile(
    r"\s*(?:\.|environ|max(?:i|imum)?\.?|au plus tard|au plus tôt|pile|précises?|non[- ]?stop"
    r"|et plus|et après"
    r"|en continu|sans (?:interruption|pause|coupure))\s*$"
)
# Words after a comma tell why; those that would turn the hour round are left to be asked.
_WHY = re.compile(r"\s*,\s*(?!.*\b(?:pas|non|ne|ni|sauf|ou|si|annul\w*|plus|mais)\b)[^\d,]+$")
_HALF = re.compile(r"^(\d{1,2}) ?(?:h|heures?) et (demie?|quart)$")
_SPELLED_HOUR = re.compile(r"^([^\W\d][\w -]*?) (heures?)\b ?([^\W\d][\w -]*)?$")
_NAMED = {"midi": time(12), "noon": time(12)}
_RANGE = re.compile(
    r"\s*(?:(?:et\s+)?jusqu'(?:à|a)\b|-+>?|=>|>|(?<=[\dh]) a (?=\d)"
    r"|\u2013|\u2014|\u2192|\bà\b|\bau\b|\bto\b|\buntil\b)\s*"
)
_ENDING_OF_STRETCH = re.compile(
    r"\s*,?\s*(?:\.|environ|maxi?|maximum|non[- ]?stop|en continu"
    r"|sans (?:interruption|pause|coupure))\s*$"
)
_BETWEEN_TWO = re.compile(r"^(?:entre|between)\s+(.+?)\s+(?:et|and)\s+(.+)$")
_PAUSE = re.compile(
    r"[\s,;(\[]*\bpause\b(?: (?:de|déjeuner|dejeuner|repas|midi|entre))* ?:? ?([^)\]]+)[)\]]?\s*$"
)
_UNTOLD_PAUSE = re.compile(r"(?<!sans )\bpause\b")
_FROM = re.compile(r"^(?:de|entre|from|dès|des|à partir de|a partir de|après)\s+")
_NOTHING_SAID = frozenset(
    {"toute la journee", "journee", "journee entiere", "journee complete", "all day", "peu importe"}
    | {"indifferent", "n importe quand", "flexible", "tout le temps"}
)
Midday = tuple[time, time]
NOON: Midday = (time(12), time(12))
_BEFORE_HALF = r"(?:(?:plutot |de preference )?(?:le |l |en |dans la |dans l |toute la |toute l )?)"
_MORNING = rf"{_BEFORE_HALF}(?:matins?|matinees?|morning)"
_AFTERNOON = rf"{_BEFORE_HALF}(?:apres midis?|aprem|afternoon)"
_BOTH_HALVES = re.compile(rf"{_MORNING} (?:et |ou |puis |and |or )?{_AFTERNOON}")


def read_clock(text: str) -> Reading[time]:
    """A time of the day: 9:30, 9h30, 9h, 0930, 09:30:00, midi, or a spreadsheet's day fraction."""
    written = _plain(text)
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


def _plain(text: str) -> str:
    """The hour without what stands around it: "vers 10h (après l'école)", "16h, dernier bus"."""
    written = _WHY.sub("", _REMARK.sub("", text.casefold()).strip())
    written = _ENDING.sub("", _ABOUT.sub("", written)).strip()
    written = _SPELLED_HOUR.sub(_in_digits, written)
    if half := _HALF.fullmatch(fold(written)):
        return f"{half[1]}h{'15' if half[2] == 'quart' else '30'}"
    return written


def _in_digits(spelled: re.Match[str]) -> str:
    """An hour in words ("dix-sept heures trente") with digits; as it stands when it is none."""
    hour, after = SPELLED.get(fold(spelled[1])), spelled[3] or ""
    if hour is None:
        return spelled[0]
    minutes = spelled_number(fold(after))
    return f"{hour} {spelled[2]} {minutes[0] if minutes and not minutes[1] else after}".strip()


def read_clocks(text: str) -> Reading[tuple[time, ...]]:
    """Several times in one cell: "10h30 | 14h", sorted; one that cannot be read is set aside."""
    pieces = [piece for piece in re.split(r"\s*(?:[;|,/\n+&]|\bet\b|\band\b)\s*", text) if piece]
    read = [read_clock(piece) for piece in pieces]
    clocks = {reading.value for reading in read if reading.value is not None}
    return Reading(tuple(sorted(clocks)), tuple(doubt for each in read for doubt in each.doubts))


def read_arrival(text: str, midday: Midday = NOON) -> Reading[time]:
    """When somebody comes; of "14h-15h" the beginning, of "l'après-midi" where it begins."""
    if half := _half_day(fold(text), midday):
        return Reading(half[0])
    clock = read_clock(text)
    if clock.value is not None:
        return clock
    start = (read_span(text).value or (None, None))[0]
    return Reading(start) if start else clock


def read_span(text: str) -> Reading[tuple[time | None, time | None]]:
    """When somebody comes and goes, in one cell: "12h-14h", "de 9h à 12h", "à partir de 10h"."""
    written = _stretch(text)
    if fold(written) in _NOTHING_SAID:
        return Reading((None, None))
    if "(" in written or "[" in written:  # a remark that names another hour
        return doubtful("time_unreadable")
    ends = _RANGE.split(_FROM.sub("", written))
    if len(ends) == 2 and ends[0] and ends[1]:
        start, end = (read_clock(_with_unit(end, ends[1])).value for end in ends)
        if start and end and start < end:
            return Reading((start, end))
        return doubtful("time_unreadable")
    return _open_span(written)


def read_presence(text: str, midday: Midday = NOON) -> Reading[tuple[time | None, time | None]]:
    """When somebody comes and goes, also as stretches that join: "14h-15h, 15h-16h".

    `midday` is where the day's morning ends and its afternoon begins.
    """
    if half := _half_day(fold(text), midday):
        return Reading(half)
    span = read_span(text)
    if span.value is not None:
        return span
    several = read_spans(text).value or ()
    joined = all(first[1] == second[0] for first, second in pairwise(several))
    return Reading((several[0][0], several[-1][1])) if several and joined else span


def _half_day(folded: str, midday: Midday) -> tuple[time | None, time | None] | None:
    """The half of the day that words name, and nothing else: "le matin", "l'après-midi"."""
    if re.fullmatch(_MORNING, folded):
        return None, midday[0]
    if re.fullmatch(_AFTERNOON, folded):
        return midday[1], None
    return (None, None) if _BOTH_HALVES.fullmatch(folded) else None


def _stretch(text: str) -> str:
    """A stretch without the words beside it: "le matin (9h-12h)", "10h-17h non stop"."""
    written = text.casefold().strip().replace("\u2019", "'")
    if aside := _HOURS_ASIDE.fullmatch(written):
        written = aside[1].strip()
    written = _ENDING_OF_STRETCH.sub("", _WORDS_ASIDE.sub(" ", written).strip())
    return _BETWEEN_TWO.sub(r"\1-\2", written)


def _open_span(text: str) -> Reading[tuple[time | None, time | None]]:
    """One end alone: "jusqu'à 12h", "à partir de 10h"; "vers midi" is when somebody comes."""
    written = text.casefold()
    clock = read_clock(text)
    if clock.value is None:
        return Reading(None, clock.doubts)
    if re.match(r"(?:jusqu|avant|pas apres)", fold(written)):
        return Reading((None, clock.value))
    if re.match(
        r"(?:a (?:partir)?|des\b|apres|from|pas avant|vers\b|environ\b)|.*\bet (?:plus|apres)$",
        fold(written),
    ):
        return Reading((clock.value, None))
    return doubtful("time_unreadable")


def read_hours(
    text: str, midday: Midday = NOON
) -> Reading[tuple[tuple[time | None, time | None], ...]]:
    """Opening hours in one cell: stretches in their order; of one alone an end may be open.

    "10h-16h (pause 12h-13h)" gives two stretches, "le matin" those before `midday`; "toute la
    journée" gives none.
    """
    if half := _half_day(fold(text), midday):
        return Reading((half,) if any(half) else ())
    return _opening_hours(text)


def _opening_hours(text: str) -> Reading[tuple[tuple[time | None, time | None], ...]]:
    hours, pause = _without_pause(text)
    if _UNTOLD_PAUSE.search(hours.casefold()):
        return doubtful("time_unreadable")
    whole = read_span(hours)
    if whole.value == (None, None) and not pause:
        return Reading(())
    if whole.value is None:
        several = read_spans(hours)
        return Reading(several.value, several.doubts) if not pause else doubtful("time_unreadable")
    if not pause:
        return Reading((whole.value,))
    away = read_span(pause).value or (None, None)
    start, end = whole.value
    if (
        away[0] is None
        or away[1] is None
        or (start or away[0]) > away[0]
        or (end or away[1]) < away[1]
    ):
        return doubtful("time_unreadable")
    return Reading(((start, away[0]), (away[1], end)))


def _without_pause(text: str) -> tuple[str, str]:
    """The hours, and the pause that is named beside them."""
    if pause := _PAUSE.search(text.casefold()):
        return text[: pause.start()], pause[1]
    return text, ""


def read_spans(text: str) -> Reading[tuple[tuple[time, time], ...]]:
    """Several stretches in one cell: "9h30-12h / 14h-17h" gives two."""
    stretches: list[tuple[time, time]] = []
    for piece in re.split(r"\s*(?:[;|,/\n+&]|\bet\b|\bpuis\b)\s*", text.casefold()):
        start, end = (read_span(piece).value or (None, None)) if piece else (None, None)
        if start is None or end is None:
            return doubtful("time_unreadable")
        stretches.append((start, end))
    ordered = all(first[1] <= second[0] for first, second in pairwise(stretches))
    return Reading(tuple(stretches)) if ordered else doubtful("time_unreadable")


def day_parts(text: str) -> tuple[str, ...]:
    """The parts of the day that one stretch of work fills: of "6h-14h" the morning alone.

    A part counts where two hours fall into it, or more than a third of a shorter stretch.
    """
    found = _WORK_STRETCH.findall(text.casefold())
    if len(found) != 1 or int(found[0][0]) > 24 or int(found[0][2]) > 24:
        return ()
    start, end = (int(found[0][at]) + int(found[0][at + 1] or 0) / 60 for at in (0, 2))
    end += 24 if end <= start else 0
    overlaps = {name: min(end, till) - max(start, since) for name, since, till in _DAY_PARTS}
    least = min(2, (end - start) / 3 + 0.01)
    return tuple(name for name, hours in overlaps.items() if hours >= least)


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
