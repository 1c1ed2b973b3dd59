"""One meeting on a narrow page: hour and sign beside what is told of it, or above."""

from functools import lru_cache
from typing import Literal, NamedTuple

from badges.measure import CAPITAL, MM, broken, largest, text_height, width
from badges.personal.density import LEAST, PrintedLine
from badges.personal.placed import (
    PageBlock,
    PageBox,
    PageText,
    Picto,
    PlacedText,
    column,
    marked,
    moved,
)
from badges.personal.slip_format import SlipFormat, SlipLook

RULE = 1.4
"""Points of the line above each part of a page."""

_EDGE, _RADIUS = 1.8, 2.5 * MM
_LONG_SIGN = 16.0
_SHORT = 4  # signs of a stand's sign, as `badges.personal.density.sign_size` has it
_INSIDE = 2.5 * MM  # of the frame of a sign, at its sides
_ABOVE = 1.6 * MM  # and above its words
_OF_PICTO = 0.9  # of the words behind it
_BEHIND = 1.5 * MM
_BESIDE = 2 * MM  # from a stand to its zone in one row
_OF_ROW = 1.5 * MM  # inside the frame of such a row, at its sides
_SAFE = 0.985  # of a row that is filled to the hair


@lru_cache(maxsize=4_000)
def slip_meeting(
    line: PrintedLine, look: SlipLook, form: SlipFormat, scale: float, reasons: int
) -> PageBlock:
    """The meeting below a line, with so many of its reasons, its zone where it takes least room."""
    places = _places_of_zone(line, look, form, scale)
    made = (_meeting(_Zoned(line, place), look, form, scale, reasons) for place in places)
    return min(made, key=lambda block: block.high)


class _Zoned(NamedTuple):
    """A meeting, and whether its zone stands beside its stand, below it, or among what is told."""

    line: PrintedLine
    zone: Literal["beside", "below", "told"]


def _places_of_zone(
    line: PrintedLine, look: SlipLook, form: SlipFormat, scale: float
) -> tuple[Literal["beside", "below", "told"], ...]:
    if not (look.is_close and line.zone):
        return ("below",)
    is_short = 0 < len(line.stand) <= _SHORT
    inner = (form.sign * MM - 2 * _OF_ROW) * _SAFE
    if is_short and _row_wide(line, look, scale)[1] <= inner:
        return ("beside",)
    return ("below", "told")


def _meeting(
    zoned: _Zoned, look: SlipLook, form: SlipFormat, scale: float, reasons: int
) -> PageBlock:
    line = zoned.line
    wide, gap, inset = form.column * MM, look.gap * MM, look.inset * MM
    pause = _pause(line, form, look, scale)
    top = pause.high + inset
    hours = column(_hours(line, look, form, scale), 0, top, form.sign * MM, gap)
    told = _story(zoned, look, form, scale, reasons)
    story = form.story * MM
    if form.aside:
        sign = moved(_sign(zoned, look, form, scale), 0, top + hours.high + gap)
        parts = column(told, form.beside * MM, top, story, gap)
        below = max(hours.high + (gap + sign.high if sign.high else 0), parts.high)
    else:
        sign = moved(_sign(zoned, look, form, scale), wide - form.sign * MM, top)
        start = max(hours.high, sign.high) + 3 * MM
        parts = column(told, 0, top + start, story, gap)
        below = start + parts.high
    name, *texts = parts.texts
    return PageBlock(
        top + below + inset,
        (*pause.texts, name, *hours.texts, *sign.texts, *texts),
        (
            PageBox(0, 0, wide, 0, line=RULE),
            *pause.shapes,
            *hours.shapes,
            *parts.shapes,
            *sign.shapes,
        ),
    )


def behind_sign(text: str, size: float, wide: float, *, is_bold: bool = False) -> str:
    """A text breakable in the column behind a pictogram."""
    return broken(text, size, marked(wide, size), bold=is_bold)


def _pause(line: PrintedLine, form: SlipFormat, look: SlipLook, scale: float) -> PageBlock:
    if not (line.pause and look.pauses):
        return PageBlock(0)
    size, wide = LEAST * scale, form.column * MM
    words = behind_sign(line.pause, size, wide, is_bold=True)
    said = column([PageText(words, size, "bold", mark="pause")], 0, look.inset * MM, wide, 0)
    return PageBlock(said.high + look.gap * MM, said.texts, said.shapes)


def _hours(line: PrintedLine, look: SlipLook, form: SlipFormat, scale: float) -> list[PageText]:
    size = LEAST * scale
    return [
        PageText(line.starts, look.sign, "bold"),
        PageText(broken(line.until, size, form.sign * MM), size),
    ]


def _story(
    zoned: _Zoned, look: SlipLook, form: SlipFormat, scale: float, reasons: int
) -> list[PageText]:
    """With whom, for what and why, one below the other, each breakable in the column."""
    line, wide = zoned.line, form.story * MM
    least, name = LEAST * scale, look.name * scale
    called = behind_sign(line.exhibitor, name, wide, is_bold=True)
    zone = line.zone if zoned.zone == "told" else ""
    found = [
        PageText(called, name, "bold", line.kind, role="h2", is_hall=True),
        PageText(behind_sign(zone, least, wide), least, mark="stand"),
        PageText(broken(line.offer, least, wide), least, is_hall=True),
        PageText(behind_sign(line.star, least, wide, is_bold=True), least, "bold", mark="star"),
        PageText(broken(line.band_word if look.band else "", least, wide), least),
        *(
            PageText(behind_sign(reason, least, wide), least, mark="check")
            for reason in line.reasons[:reasons]
        ),
        PageText(behind_sign(line.bring, least, wide), least, mark="bag"),
    ]
    return [part for part in found if part.text]


def _sign(zoned: _Zoned, look: SlipLook, form: SlipFormat, scale: float) -> PageBlock:
    """The sign of a stand in its frame, its zone beside it where both are short, else below."""
    line, wide = zoned.line, form.sign * MM
    if not (line.stand or (line.zone and zoned.zone != "told")):
        return PageBlock(0)
    if zoned.zone == "beside":
        words = _row(line, look, scale, wide - 2 * _INSIDE)
    else:
        words = _rows(zoned, look, form, scale)
    high = words.high + 2 * _ABOVE
    frame = PageBox(0, 0, wide, high, line=_EDGE, radius=_RADIUS)
    inside = moved(words, _INSIDE, _ABOVE)
    return PageBlock(high, inside.texts, (frame, *inside.shapes))


def _row_wide(line: PrintedLine, look: SlipLook, scale: float) -> tuple[float, float]:
    """Points to the end of a stand's words, and to the end of its zone beside it."""
    stand = look.sign * (_OF_PICTO + width(line.stand, bold=True)) + _BEHIND
    return stand, stand + _BESIDE + width(line.zone, bold=False) * LEAST * scale


def _row(line: PrintedLine, look: SlipLook, scale: float, inner: float) -> PageBlock:
    size, small = look.sign, LEAST * scale
    to_zone, whole = _row_wide(line, look, scale)
    start = (inner - whole) / 2
    row = _stand(line.stand, size, start, inner)
    left = start + to_zone + _BESIDE
    zone = PlacedText(left, CAPITAL * (size - small), inner, small, line.zone)
    return PageBlock(row.high, (*row.texts, zone), row.shapes)


def _rows(zoned: _Zoned, look: SlipLook, form: SlipFormat, scale: float) -> PageBlock:
    """The stand, the zone below it where it is not among what is told."""
    line, inner, gap = zoned.line, form.sign * MM - 2 * _INSIDE, look.gap * MM
    stand = _long_stand(line.stand, look, inner) if line.stand else PageBlock(-gap)
    if zoned.zone == "told" or not line.zone:
        return stand
    sizes = [*(float(one) for one in range(int(LEAST * scale), int(LEAST), -1)), LEAST]
    size = largest(line.zone, sizes, inner, form.sign * 9)
    words = broken(line.zone, size, inner)
    zone = PlacedText(0, stand.high + gap, inner, size, words, align="center")
    high = stand.high + gap + text_height(words, size, inner)
    return PageBlock(high, (*stand.texts, zone), stand.shapes)


def _long_stand(stand: str, look: SlipLook, inner: float) -> PageBlock:
    size = look.sign if len(stand) <= _SHORT else _LONG_SIGN
    room = inner - size * _OF_PICTO - _BEHIND
    words = broken(stand, size, room, bold=True)
    wide = min(room, width(words, bold=True) * size)
    return _stand(words, size, (room - wide) / 2, inner)


def _stand(stand: str, size: float, start: float, inner: float) -> PageBlock:
    """A stand's words behind their pictogram."""
    side = size * _OF_PICTO
    behind = start + side + _BEHIND
    room = inner - behind
    picto = Picto("stand", start, CAPITAL * (size - side / 2) - side / 2, side)
    words = PlacedText(behind, 0, room, size, stand, "bold", is_hall=True)
    return PageBlock(text_height(stand, size, room, bold=True), (words,), (picto,))
