"""A person's day on less than A4: half a page, or a ticket from a till printer of 80 mm."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

from badges.cards import ScheduleSheet
from badges.code import pretty_code
from badges.hall.hall_map import map_svg
from badges.measure import MM, broken, largest, tail
from badges.personal.density import LARGE_PRINT, LEAST, MOST_REASONS, PrintedLine
from badges.personal.hall import shown_hall
from badges.press import plain, press_in_parts
from badges.qr import qr_svg
from badges.schedule import called_first, printed_lines
from badges.signs import unrepeated
from badges.wording import date_parts, day, printed, words
from matching.phrases import say

_SIGN = 22.0  # points of an hour, and of a stand's sign as long as a hall's signs are
_LONG_SIGN = 16.0
_NAME = 17.0
_GUTTER = 4.0
_AT_ONCE = 2  # their heights are measured in several ways: three take more than 300 MB
_CODE = 46.0  # with the white beside it
_FRAME = 2.5  # millimetres inside the frame of a sign


@dataclass(frozen=True, slots=True)
class SlipFormat:
    """A narrow page in millimetres; a `high` of 0 is as long as what stands on it.

    `aside` is the column of hours and signs, where there is one beside what is told.
    """

    wide: float
    high: float
    margin: float
    aside: float = 0

    @property
    def column(self) -> float:
        """Millimetres between the margins."""
        return self.wide - 2 * self.margin

    @property
    def most_of_hall(self) -> float:
        """Millimetres that the plan of the hall may be high."""
        return self.high / 3 if self.high else 3 * self.wide

    @property
    def story(self) -> float:
        """Millimetres for what is told of a meeting."""
        return self.column - (self.aside + _GUTTER if self.aside else 0)

    @property
    def sign(self) -> float:
        """Millimetres for the sign of a stand."""
        return self.aside or (self.column - _GUTTER) / 2


SLIPS = {"a5": SlipFormat(148, 210, 8, aside=43), "ticket": SlipFormat(80, 0, 5.5)}
"""What a schedule may be printed on beside A4, by name."""


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
    first = sheets[0].language if sheets else language
    data: dict[str, object] = {
        "language": first,
        "words": words(first, "schedules", "nothing", "nothing_schedules"),
        "date": date_parts(sheets[0].date) if sheets else None,
        "format": asdict(form),
    }
    told = (
        {name: _hyphened_once(value, sheet.language) for name, value in _slip(sheet, form).items()}
        for sheet in sheets
    )
    return press_in_parts("slips", data, told, hear=hear, at_once=_AT_ONCE)


def _hyphened_once(value: object, language: str) -> object:
    if isinstance(value, str):
        return unrepeated(value, language)
    if isinstance(value, list):
        return [_hyphened_once(part, language) for part in value]
    if isinstance(value, dict):
        return {name: _hyphened_once(part, language) for name, part in value.items()}
    return value


def _slip(sheet: ScheduleSheet, form: SlipFormat) -> dict[str, object]:
    language, scale = sheet.language, LARGE_PRINT if sheet.large_print else 1.0
    least, wide = LEAST * scale, form.column * MM
    beside = wide if not form.high else wide - _CODE * MM
    name = plain(f"{sheet.first_name} {sheet.last_name}")

    def bold(text: str, size: float = least) -> str:
        return broken(plain(text), size, wide, bold=True)

    return {
        "language": language,
        "scale": scale,
        "words": words(
            language,
            "my_meetings",
            "number",
            "lost",
            "late",
            "qr_alt",
            "no_meeting",
            "no_meeting_help",
        ),
        "number": str(sheet.call_number),
        "name": broken(name, _NAME * scale, beside, bold=True),
        "tail": tail(name, _NAME * scale),
        "fair": bold(sheet.fair_title),
        "facts": [
            broken(text, least, wide)
            for text in (
                day(sheet.date, language),
                plain(sheet.place),
                printed(sheet.printing, language),
            )
            if text
        ],
        "notes": [bold(note) for note in sheet.notes],
        "refusals": [
            [broken(plain(line), least, wide) for line in refusal.splitlines()]
            for refusal in sheet.refusals
        ],
        "also_label": called_first(sheet),
        "also": [bold(other) for other in sheet.also],
        "hall": _hall(sheet),
        "code": pretty_code(sheet.code),
        "qr": qr_svg(sheet.code).encode(),
        "lines": [_line(line, form, scale) for line in printed_lines(sheet)],
    }


def _hall(sheet: ScheduleSheet) -> dict[str, object] | None:
    """The plan of the hall with the stands that somebody goes to, in their order."""
    caption = say("map.own", sheet.language)
    hall = shown_hall(sheet.hall, sheet.stops, caption)
    if hall is None:
        return None
    return {
        "caption": caption,
        "drawing": map_svg(hall.plan, hall.stops).encode(),
        "wide": hall.plan.wide,
        "high": hall.plan.high,
    }


def _line(line: PrintedLine, form: SlipFormat, scale: float) -> dict[str, object]:
    wide, least, name = form.story * MM, LEAST * scale, _NAME * scale
    sign = _SIGN if len(line.stand) <= _SHORT else _LONG_SIGN
    frame = (form.sign - 2 * _FRAME) * MM
    sizes = [*(float(size) for size in range(int(least), int(LEAST), -1)), LEAST]
    zone = largest(line.zone, sizes, frame, form.sign * 9)

    def marked(text: str, size: float, *, is_bold: bool = False) -> str:
        return broken(text, size, wide - size * 1.1 - 1.6 * MM, bold=is_bold)

    return {
        "pause": marked(line.pause, least, is_bold=True),
        "starts": line.starts,
        "until": line.until,
        "sign": sign,
        "stand": broken(line.stand, sign, frame - sign * 0.9 - 1.5 * MM, bold=True),
        "zone": broken(line.zone, zone, frame),
        "zone_size": zone,
        "kind": line.kind,
        "exhibitor": marked(line.exhibitor, name, is_bold=True),
        "offer": broken(line.offer, least, wide),
        "star": marked(line.star, least, is_bold=True),
        "band": broken(line.band_word, least, wide),
        "reasons": [marked(reason, least) for reason in line.reasons[:MOST_REASONS]],
        "bring": marked(line.bring, least),
    }


_SHORT = 4  # signs of a stand's sign, as `badges.personal.density.sign_size` has it
