"""The page that a jobseeker carries: when, where, with whom and why, in big easy words."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import pairwise

from badges.cards import ScheduleLine, ScheduleSheet
from badges.code import pretty_code
from badges.hall.hall_map import HallMap
from badges.measure import broken
from badges.personal.bound import BoundSheet, bind
from badges.personal.density import LARGE_PRINT, LEAST, WIDE, PrintedLine, heading
from badges.personal.hall import shown_hall
from badges.personal.page_content import PageContent, Words
from badges.personal.pages import bound_pages
from badges.press import first_shown, plain, press
from badges.tagged.join_pages import join_pages
from badges.tagged.pdf_parts import PdfObjects
from badges.wording import RIGHT_TO_LEFT, clock, date_parts, day, printed, words
from matching.phrases import say

_MOST_STARS = 2
_WORDS = tuple(field.name for field in fields(Words))
_SHEETS_AT_ONCE = 100
_SHORTEST_PAUSE = 20  # minutes; a shorter one is only the walk to the next stand

NamedHalls = Mapping[int, tuple[str, HallMap]]
"""Plans of halls by which they are, each with its name among the drawings."""


def schedule_sheets(
    sheets: Sequence[ScheduleSheet],
    *,
    language: str = "fr",
    hear: Callable[[int], object] = bool,
) -> bytes:
    """One A4 page for each jobseeker, every text at 14 points or more.

    Texts shrink and wrap, then a page shows fewer reasons, and at last goes on overleaf: nothing is
    cut. `language` speaks only when there is no sheet; `hear` is told how many sheets are done.
    """
    return bound_sheets(sheets, _sheet, language=language, hear=hear)


def bound_sheets(
    sheets: Sequence[ScheduleSheet],
    laid: Callable[[ScheduleSheet, NamedHalls], BoundSheet],
    *,
    language: str,
    hear: Callable[[int], object],
) -> bytes:
    """One PDF of all sheets as `laid` lays each out, whatever their paper.

    It is also told the plans of halls by which they are, each with its name.
    """
    first = sheets[0].language if sheets else language
    data: dict[str, object] = {
        "language": first,
        "words": words(first, "schedules", "nothing", "nothing_schedules"),
        "date": date_parts(sheets[0].date) if sheets else None,
    }
    if not sheets:
        return press("schedules", {**data, "texts": []})
    return join_pages(_parts(data, sheets, laid, hear))


def _parts(
    data: Mapping[str, object],
    sheets: Sequence[ScheduleSheet],
    laid: Callable[[ScheduleSheet, NamedHalls], BoundSheet],
    hear: Callable[[int], object],
) -> Iterator[PdfObjects]:
    maps = _maps(sheets)
    halls = dict(maps.values())
    for start in range(0, len(sheets), _SHEETS_AT_ONCE):
        part = sheets[start : start + _SHEETS_AT_ONCE]
        yield bind(data, [laid(sheet, maps) for sheet in part], halls)
        hear(start + len(part))


def _sheet(sheet: ScheduleSheet, maps: NamedHalls) -> BoundSheet:
    language = sheet.language
    scale = LARGE_PRINT if sheet.large_print else 1.0
    also, *notes = (
        broken(plain(text), LEAST * scale, WIDE, bold=True)
        for text in (" · ".join(sheet.also), *sheet.notes)
    )
    head = heading(
        plain(f"{sheet.first_name} {sheet.last_name}"),
        plain(sheet.fair_title),
        day(sheet.date, language),
        plain(sheet.place),
        printed(sheet.printing, language),
        scale=scale,
    )
    told = PageContent(
        words=fixed_words(language),
        head=head,
        number=str(sheet.call_number),
        code=pretty_code(sheet.code),
        lines=tuple(printed_lines(sheet)),
        notes=tuple(notes),
        also_label=called_first(sheet),
        also=(also,) if also else (),
        refusals=tuple(
            tuple(broken(plain(line), LEAST * scale, WIDE) for line in refusal.splitlines())
            for refusal in sheet.refusals
        ),
        scale=scale,
        hall=shown_hall(sheet.hall, sheet.stops, say("map.own", language)),
        hall_name=maps[id(sheet.hall)][0] if sheet.hall else "",
    )
    return BoundSheet(
        language,
        title=f"{head.name} · {sheet.call_number}",
        code=sheet.code,
        code_alt=say("sheet.qr_alt", language),
        hall_alt=say("map.own", language),
        pages=bound_pages(told, is_mirrored=language in RIGHT_TO_LEFT),
    )


def fixed_words(language: str) -> Words:
    """The words that every page of a language has."""
    return Words(**words(language, *_WORDS))


def called_first(sheet: ScheduleSheet) -> str:
    """The words before the stands that are in no plan of this person."""
    return say("sheet.when_free" if sheet.also_when_free else "sheet.also", sheet.language)


def _maps(sheets: Sequence[ScheduleSheet]) -> NamedHalls:
    """Each plan of a hall once, by which it is, with its name: many people share one."""
    halls = {id(sheet.hall): sheet.hall for sheet in sheets if sheet.hall}
    return {which: (f"hall-{number}", hall) for number, (which, hall) in enumerate(halls.items())}


def printed_lines(sheet: ScheduleSheet) -> list[PrintedLine]:
    """The meetings of a sheet in its own words, in the order of the day."""
    lines = sorted(sheet.lines, key=lambda line: (line.starts_at, line.ends_at))
    pauses = _pauses(lines, sheet.language)
    stars = min(_MOST_STARS, len(lines) // 2)  # what all have tells nothing
    return [
        _printed_line(line, pause, stars, sheet.language)
        for line, pause in zip(lines, pauses, strict=True)
    ]


def _printed_line(line: ScheduleLine, pause: str, stars: int, language: str) -> PrintedLine:
    star = say("sheet.star", language) if 1 <= line.rank <= stars else ""
    return PrintedLine(
        pause=pause,
        starts=clock(line.starts_at, language),
        until=say("sheet.until", language, time=clock(line.ends_at, language)),
        exhibitor=first_shown(line.exhibitor, line.stand),
        stand=plain(line.stand),
        zone=plain(say("sheet.zone", language, zone=line.zone)) if line.zone else "",
        kind=line.kind,
        offer=plain(line.offer_title),
        star=star,
        # one label a meeting: “not to be missed” and “to discover” contradict each other
        band_word="" if star else say(f"sheet.band_{line.band}", language),
        reasons=tuple(plain(reason) for reason in line.reasons),
        bring=plain(say("sheet.bring", language, what=line.bring)) if line.bring else "",
    )


def _pauses(lines: Sequence[ScheduleLine], language: str) -> list[str]:
    """Before each meeting, the sentence of the pause that comes first, or nothing."""
    pauses = [
        _pause(before.ends_at, after.starts_at, language) for before, after in pairwise(lines)
    ]
    return ["", *pauses][: len(lines)]


def _pause(start: dt.time, end: dt.time, language: str) -> str:
    minutes = (end.hour - start.hour) * 60 + end.minute - start.minute
    if minutes < _SHORTEST_PAUSE:
        return ""
    return say("sheet.pause", language, start=clock(start, language), end=clock(end, language))
