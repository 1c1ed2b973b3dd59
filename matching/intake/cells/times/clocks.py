"""Times of the day as people and spreadsheets write them."""

import re
from datetime import time

from matching.intake.cells.numbers import SPELLED, spelled_number
from matching.intake.cells.readings import Reading, doubtful
from matching.intake.folding import fold

_CLOCK = re.compile(
    r"(?:\d{4}-\d{2}-\d{2}[ t])?(\d{1,2})\s*(?:heures?|h|:|\.)\s*(\d{1,2})?"
    r"(?:\s*(?::|m|mn|min)\s*(\d{1,2})?(?:\.\d+)?\s*s?)?\s*([ap]m)?"
)
# "3h de l'après-midi", "10h du matin": the hour is told by the half of the day.
_OF_HALF = re.compile(
    r"^(\d{1,2})(\s*(?:h|heures?)\s*(?:\d{2}|et demie?|et quart)?)\s*"
    r"(du matin|de l['\u2019]\s*(?:apr[eè]s[- ]midi|aprem|apm)|du soir)$"
)
# Noon is no hour of the morning or the evening, midnight one of the morning alone.
_HOURS_OF = {"du matin": (0, 11), "du soir": (1, 11)}
_BARE_HOUR = re.compile(r"(\d{1,2})\s*([ap]m)?")
_FOUR_DIGITS = re.compile(r"(\d{1,2})(\d{2})")
_FRACTION = re.compile(r"0?[.,]\d+")
_REMARK = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
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
_NAMED = {
    **dict.fromkeys(("midi", "noon"), time(12)),
    **dict.fromkeys(("midi et demi", "midi et demie"), time(12, 30)),
}
# Words that set no limit to a day.
NOTHING_SAID = frozenset(
    {"toute la journee", "la journee", "journee", "journee entiere", "journee complete", "all day"}
    | {"peu importe", "indifferent", "n importe quand", "flexible", "tout le temps"}
    | {"des l ouverture", "a l ouverture"}
    | {"en continu", "journee continue", "non stop", "sans interruption", "sans pause"}
    | {"horaires du forum", "comme le forum", "memes horaires que le forum", "tout le forum"}
    | {"pendant tout le forum", "du debut a la fin", "de l ouverture a la fermeture"}
)

# When somebody comes or goes, in the words of the day itself: from or until any hour.
_ENDS_OF_DAY = frozenset(
    {"ouverture", "l ouverture", "debut", "le debut", "debut du forum", "le debut du forum"}
    | {"fermeture", "la fermeture", "fin", "la fin", "fin du forum", "la fin du forum"}
)


def read_clock(text: str) -> Reading[time]:
    """A time of the day: 9:30, 9h30, 9h, 0930, 09:30:00, midi, or a spreadsheet's day fraction."""
    written = _plain(text)
    if written in _NAMED:
        return Reading(_NAMED[written])
    if (NOTHING_SAID | _ENDS_OF_DAY) & {fold(written), fold(text)}:
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
    written = _SPELLED_HOUR.sub(_in_digits, _OF_HALF.sub(_of_whole_day, written))
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


def _of_whole_day(told: re.Match[str]) -> str:
    """An hour of half a day as one of the whole day; as it stands when it is none."""
    hour, half = int(told[1]), told[3]
    first, last = _HOURS_OF.get(half, (1, 12))
    if not first <= hour <= last:
        return told[0]
    return f"{_in_full_day(hour, 'am' if half == 'du matin' else 'pm')}{told[2].rstrip()}"


def read_clocks(text: str) -> Reading[tuple[time, ...]]:
    """Several times in one cell: "10h30 | 14h", sorted; one that cannot be read is set aside."""
    pieces = [piece for piece in re.split(r"\s*(?:[;|,/\n+&]|\bet\b|\band\b)\s*", text) if piece]
    read = [read_clock(piece) for piece in pieces]
    clocks = {reading.value for reading in read if reading.value is not None}
    return Reading(tuple(sorted(clocks)), tuple(doubt for each in read for doubt in each.doubts))


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
