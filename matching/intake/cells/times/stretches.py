"""Stretches of time: when somebody comes and goes, when a stand is there."""

import re
from datetime import time
from itertools import pairwise

from matching.intake.cells.readings import Doubt, Reading, doubtful
from matching.intake.cells.times.clocks import NOTHING_SAID, read_clock
from matching.intake.folding import fold

# A remark that names another hour ("pause 12h-13h") is no remark of a stretch.
_WORDS_ASIDE = re.compile(r"\s*[(\[][^()\[\]\d]*[)\]]\s*")
_HOURS_ASIDE = re.compile(r"[^\d(\[]*[(\[]([^()\[\]]*\d[^()\[\]]*)[)\]]\s*")
_RANGE = re.compile(
    r"\s*(?:(?:et\s+)?jusqu'(?:à|a)\b|-+>?|=>|>|(?<=[\dh]) a (?=\d)"
    r"|\u2013|\u2014|\u2192|\bà\b|\bau\b|\bto\b|\buntil\b)\s*"
)
_ENDING_OF_STRETCH = re.compile(
    r"\s*,?\s*(?:\.|environ|maxi?|maximum|non[- ]?stop|en continu"
    r"|sans (?:interruption|pause|coupure))\s*$"
)
# What stands beside a stretch and sets no other limit, and ends that are those of the day.
_TO, _END = r"(?:-|\u2013|à|jusqu'à)", r"(?:fin|fermeture|clôture)"
_START, _OF_FAIR = r"(?:ouverture|début)", r"(?: du \w+)?"
_HOUR = r"\d{1,2}\s*(?:h|:)\s*(?:\d{2})?"
_IN_OTHER_WORDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"\s*,?\s*\b(?:seulement|uniquement|exclusivement|only)\b\s*:?\s*", " "),
        (r"^\s*(?:présente?s?|disponibles?|ouverte?s?)\s*:?\s+", ""),
        (r"^\s*(?:toute la )?journée(?: entière| complète)?\s*[,:]?\s+(?=\d)", ""),
        (r"^\s*(?:1/2|½|demi)[ -]journée\s+(?:du |de l'|l')?(?=matin|après)", ""),
        (
            rf"^\s*arriv\w+\s*(?:à|:)?\s*({_HOUR})\W+(?:et )?départ\s*(?:à|:)?\s*({_HOUR})$",
            r"\1-\2",
        ),
        (rf"^\s*arriv\w+\s*(?:à|:)?\s*(?={_HOUR}$)", "à partir de "),
        (rf"^\s*départ\s*(?:à|:)?\s*(?={_HOUR}$)", "jusqu'à "),
        (rf"^\s*(?:de\s+)?({_HOUR})\s*{_TO}\s*(?:la )?{_END}{_OF_FAIR}$", r"à partir de \1"),
        (rf"^\s*(?:de l'|dès l'|du )?{_START}{_OF_FAIR}\s*{_TO}\s*(?={_HOUR}$)", "jusqu'à "),
    )
)
_SLASHES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"^\s*({_HOUR})\s*/\s*({_HOUR})\s*$"), r"\1-\2"),
    (
        re.compile(
            rf"^\s*({_HOUR})\s*/\s*({_HOUR})\s*(?:[-\u2013\u2014;,|]|\bet\b|\bpuis\b)\s*({_HOUR})\s*/\s*({_HOUR})\s*$"
        ),
        r"\1-\2;\3-\4",
    ),
)
_BETWEEN_TWO = re.compile(r"^(?:entre|between)\s+(.+?)\s+(?:et|and)\s+(.+)$")
_AWAY = r"(?:sauf|hors|hormis|except[ée]|ferm[ée]e?s?|absente?s?)"
_PAUSE = re.compile(
    rf"[\s,;(\[]*(?:\b(?:hors |avec )?pause\b|\b{_AWAY}\b)"
    r"(?: (?:de|la|le|pause|déjeuner|dejeuner|repas|midi))* ?:? ?([^)\]]+)[)\]]?\s*$"
)
_UNTOLD_PAUSE = re.compile(r"(?<!sans )\bpause\b")
_FROM = re.compile(r"^(?:de|entre|from|dès|des|à partir de|a partir de|après)\s+")
_CALLED_BREAK = re.compile(
    r"^\s*(?:(?:pause|coupure|déjeuner|dejeuner|repas|lunch|break)\b[\s:,(]*)+(?:du midi\s*)?"
    r"|\)\s*$"
)
_NO_BREAK = re.compile(r"(?:non|no|none|neant|aucune?|sans|pas de)(?: (?:pause|coupure|break))?")
_EITHER = re.compile(r"\s+(?:ou|or)\s+", re.IGNORECASE)
Midday = tuple[time, time]
NOON: Midday = (time(12), time(12))
_BEFORE_HALF = r"(?:(?:plutot |de preference )?(?:le |l |en |dans la |dans l |toute la |toute l )?)"
_RATHER = r"(?: de preference| si possible| plutot)?"
_MORNING = rf"{_BEFORE_HALF}(?:matins?|matinees?|morning){_RATHER}"
_AFTERNOON = rf"{_BEFORE_HALF}(?:apres midis?|aprem|afternoon){_RATHER}"
_NOT_IN = r"(?:pas|sauf|hors|hormis|indisponible|absente?|not)(?: dispo\w*| libre| presente?| la)? "
_BOTH_HALVES = re.compile(rf"{_MORNING} (?:et |ou |puis |and |or )?{_AFTERNOON}")


def read_arrival(text: str, midday: Midday = NOON) -> Reading[time]:
    """When somebody comes; of "14h-15h" the beginning, of "l'après-midi" where it begins."""
    if half := _half_day(fold(_in_other_words(text)), midday):
        return Reading(half[0])
    clock = read_clock(text)
    if clock.value is not None:
        return clock
    start = (read_span(text).value or (None, None))[0]
    return Reading(start) if start else clock


def read_span(text: str) -> Reading[tuple[time | None, time | None]]:
    """When somebody comes and goes, in one cell: "12h-14h", "de 9h à 12h", "à partir de 10h"."""
    written = _stretch(text)
    if NOTHING_SAID & {fold(written), fold(text)}:
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

    Somebody who is away between two of them is asked: only one coming and one going is known.
    `midday` is where the day's morning ends and its afternoon begins.
    """
    if half := _half_day(fold(_in_other_words(text)), midday):
        return Reading(half)
    text = _EITHER.sub(";", _in_other_words(text, _SLASHES))
    span = read_span(text)
    if span.value is not None:
        return span
    several = read_spans(text).value or ()
    if not several:
        alone = read_clock(text).value
        return doubtful("presence_one_hour", clock=f"{alone:%Hh%M}") if alone else span
    first, last = several[0][0], several[-1][1]
    away = [(one[1], other[0]) for one, other in pairwise(several) if one[1] < other[0]]
    if all(midday[0] <= gone and back <= midday[1] for gone, back in away):
        return Reading((first, last))  # it is the fair's own break
    return doubtful("presence_parted", start=f"{first:%Hh%M}", end=f"{last:%Hh%M}")


def _in_other_words(
    text: str, ways: tuple[tuple[re.Pattern[str], str], ...] = _IN_OTHER_WORDS
) -> str:
    """A stretch in the words that are read, where it is written in others that say the same."""
    written = text.casefold().replace("\u2019", "'")
    for pattern, words in ways:
        written = pattern.sub(words, written).strip()
    return written


def _half_day(folded: str, midday: Midday) -> tuple[time | None, time | None] | None:
    """The half of the day that words name, and nothing else: "le matin", "l'après-midi"."""
    if re.fullmatch(rf"{_MORNING}|{_NOT_IN}{_AFTERNOON}", folded):
        return None, midday[0]
    if re.fullmatch(rf"{_AFTERNOON}|{_NOT_IN}{_MORNING}", folded):
        return midday[1], None
    return (None, None) if _BOTH_HALVES.fullmatch(folded) else None


def _stretch(text: str) -> str:
    """A stretch without the words beside it: "le matin (9h-12h)", "10h-17h non stop"."""
    written = _in_other_words(text)
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
    if half := _half_day(fold(_in_other_words(text)), midday):
        return Reading((half,) if any(half) else ())
    return _opening_hours(text, midday)


def _opening_hours(
    text: str, midday: Midday
) -> Reading[tuple[tuple[time | None, time | None], ...]]:
    hours, pause = _without_pause(_in_other_words(text, _SLASHES))
    if _UNTOLD_PAUSE.search(hours.casefold()):
        return doubtful("time_unreadable")
    whole = read_span(hours) if hours.strip() or not pause else Reading((None, None))
    if whole.value == (None, None) and not pause:
        return Reading(())
    if whole.value is None:
        several = read_spans(hours)
        return Reading(several.value, several.doubts) if not pause else doubtful("time_unreadable")
    if not pause:
        return Reading((whole.value,))
    return _parted(whole.value, _time_away(pause, midday))


def _time_away(pause: str, midday: Midday) -> tuple[time | None, time | None]:
    """When nobody is at a stand; "sauf midi" is the fair's own break, where it has one."""
    if fold(pause) == "midi":
        return midday if midday[0] < midday[1] else (None, None)
    return read_span(pause).value or (None, None)


def _parted(
    whole: tuple[time | None, time | None], away: tuple[time | None, time | None]
) -> Reading[tuple[tuple[time | None, time | None], ...]]:
    (start, end), (leaves, comes) = whole, away
    if leaves is None or comes is None or (start or leaves) > leaves or (end or comes) < comes:
        return doubtful("time_unreadable")
    return Reading(((start, leaves), (comes, end)))


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


def _with_unit(end: str, other: str) -> str:
    """An end of a stretch that leaves its unit to the other: "9-12h"."""
    bare_hour = re.fullmatch(r"\d{1,2}", end.strip())
    return f"{end.strip()}h" if bare_hour and "h" in other else end


def read_stretches(pieces: tuple[str, ...]) -> Reading[tuple[tuple[time, time], ...]]:
    """Stretches of time such as "12:30-13:30"; one that cannot be read is set aside."""
    stretches: list[tuple[time, time]] = []
    doubts: list[Doubt] = []
    for piece in () if all(_NO_BREAK.fullmatch(fold(one)) for one in pieces) else pieces:
        told = _BETWEEN_TWO.sub(r"\1-\2", _CALLED_BREAK.sub("", piece.casefold()))
        ends = [read_clock(end).value for end in _RANGE.split(_FROM.sub("", told))]
        if len(ends) == 2 and ends[0] and ends[1] and ends[0] < ends[1]:
            stretches.append((ends[0], ends[1]))
        else:
            doubts.append(Doubt("stretch_unreadable", _turned(ends), {"item": piece}))
    return Reading(tuple(sorted(stretches)), tuple(doubts))


def _turned(ends: list[time | None]) -> str:
    if len(ends) == 2 and ends[0] and ends[1] and ends[0] > ends[1]:
        return f"{ends[1]:%H:%M}-{ends[0]:%H:%M}"
    return ""
