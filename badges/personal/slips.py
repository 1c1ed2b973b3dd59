"""A person's day on less than A4: half a page, or a ticket from a till printer of 80 mm."""

from collections.abc import Callable, Sequence

from badges.cards import ScheduleSheet
from badges.code import pretty_code
from badges.measure import MM, broken
from badges.personal.bound import BoundSheet
from badges.personal.density import LARGE_PRINT, LEAST, Heading
from badges.personal.hall import shown_hall
from badges.personal.page_content import PageContent
from badges.personal.slip_format import CODE_WIDE, NAME, SLIPS, SlipFormat
from badges.personal.slip_pages import slip_pages
from badges.press import plain
from badges.schedule import NamedHalls, bound_sheets, called_first, fixed_words, printed_lines
from badges.wording import RIGHT_TO_LEFT, day, printed
from matching.phrases import say

__all__ = ["SLIPS", "SlipFormat", "slip_sheets"]


def slip_sheets(
    sheets: Sequence[ScheduleSheet],
    form: SlipFormat,
    *,
    language: str = "fr",
    hear: Callable[[int], object] = bool,
) -> bytes:
    """The same day as `badges.schedule` tells, one thing below the other, at 14 points or more.

    `language` speaks only when there is no sheet; `hear` is told how many sheets are done.
    """
    return bound_sheets(
        sheets, lambda sheet, halls: _slip(sheet, halls, form), language=language, hear=hear
    )


def _slip(sheet: ScheduleSheet, halls: NamedHalls, form: SlipFormat) -> BoundSheet:
    told = _told(sheet, form, halls[id(sheet.hall)][0] if sheet.hall else "")
    return BoundSheet(
        sheet.language,
        title=f"{told.head.name} · {sheet.call_number}",
        code=sheet.code,
        code_alt=say("sheet.qr_alt", sheet.language),
        hall_alt=say("map.own", sheet.language),
        pages=slip_pages(told, form, is_mirrored=sheet.language in RIGHT_TO_LEFT),
    )


def _told(sheet: ScheduleSheet, form: SlipFormat, hall_name: str) -> PageContent:
    language, scale = sheet.language, LARGE_PRINT if sheet.large_print else 1.0
    least, wide = LEAST * scale, form.column * MM

    def whole(text: str, *, is_bold: bool = False) -> str:
        return broken(plain(text), least, wide, bold=is_bold)

    return PageContent(
        words=fixed_words(language),
        head=_heading(sheet, form, scale),
        number=str(sheet.call_number),
        code=pretty_code(sheet.code),
        lines=tuple(printed_lines(sheet)),
        notes=tuple(whole(note, is_bold=True) for note in sheet.notes),
        also_label=called_first(sheet),
        also=tuple(whole(other) for other in sheet.also),
        refusals=tuple(
            tuple(whole(line) for line in refusal.splitlines()) for refusal in sheet.refusals
        ),
        scale=scale,
        hall=shown_hall(sheet.hall, sheet.stops, say("map.own", language)),
        hall_name=hall_name,
    )


def _heading(sheet: ScheduleSheet, form: SlipFormat, scale: float) -> Heading:
    wide = form.column * MM
    beside = wide if form.is_roll else wide - CODE_WIDE
    size, least = NAME * scale, LEAST * scale
    name = plain(f"{sheet.first_name} {sheet.last_name}")
    return Heading(
        broken(name, size, beside, bold=True),
        size,
        broken(plain(sheet.fair_title), least, beside, bold=True),
        broken(day(sheet.date, sheet.language), least, beside),
        broken(plain(sheet.place), least, wide),
        broken(printed(sheet.printing, sheet.language), least, wide),
    )
