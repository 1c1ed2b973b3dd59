"""Badges on labels of any declared format: every box is measured before it is drawn."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from itertools import chain

from badges.cards import BadgeCard
from badges.code import pretty_code
from badges.labels import DEFAULT, FORMATS, LabelFormat
from badges.measure import EVEN, MM, even_height, fitted, hyphened, width
from badges.press import first_shown, plain, press, press_in_parts
from badges.qr import QUIET_ZONE, SIDE, qr_svg
from badges.wording import date_parts, day, spoken, with_initial, words
from matching.phrases import say

_NAME = [float(size) for size in range(60, 5, -1)]  # points
_FACTS = [half / 2 for half in range(22, 7, -1)]  # 11 down to 4 points
_CODE = [float(size) for size in range(13, 5, -1)]
_READABLE = 7.0
_SPOKEN = 8.0  # of the languages that somebody speaks, wherever there is room
_TIGHT = [(4.0, first) for first in (7.0, 6.0, 5.0, 4.0)]  # the languages larger than the rest
_BETWEEN = " · "
_LARGE = [float(size) for size in range(60, 23, -1)]
_SMALLER_CODES = (15.0, 13.0, 11.0)  # millimetres, of which the last has modules of half a one
_CLEAR = 24.0  # points of a name that is read from afar, as any of fourteen letters is
_NUMBER = 20.0
_SMALL_NUMBER = 13.0
_CAPTION = 1.234  # of the size of a number: how high its black frame is
_FRAME = 0.34  # of it too: from the frame to the number
_GAP = 1.2
_EDGE = 5.2  # millimetres: a hair more than the five that printers leave white


@dataclass(frozen=True, slots=True)
class TextBox:
    """A text in its place on a label: millimetres, but for the size, which is in points."""

    x: float
    y: float
    wide: float
    high: float
    size: float
    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class _Column:
    """The room beside or above a code, in millimetres."""

    x: float
    y: float
    wide: float
    high: float


@dataclass(frozen=True, slots=True)
class _Arrangement:
    """Where everything of a badge stands; the number's size is in points.

    The QR code is in the corner that `form` leaves it, as large as that says.
    """

    form: LabelFormat
    name: TextBox
    number: _Column
    number_size: float
    code: TextBox
    words: _Column


def badge_sheet(
    cards: Sequence[BadgeCard], *, language: str, labels: str = DEFAULT, first: int = 1
) -> bytes:
    """The PDF of the badges, in the order given; one page says so when there is none.

    `labels` is a name of `badges.labels.FORMATS`; `first` is the first place of the first sheet
    that still has its label, counted from 1 row by row.
    """
    form = FORMATS[labels]
    data: dict[str, object] = {
        "language": language,
        "words": words(language, "badges", "nothing", "nothing_badges", "number", "qr_alt"),
        "date": date_parts(cards[0].date) if cards else None,
        "format": _drawn(form),
    }
    pages = _pages(cards, form, language, taken=first - 1)
    return press_in_parts("badges", data, pages, at_once=_PAGES_AT_ONCE)


_PAGES_AT_ONCE = 20


def calibration_sheet(*, language: str, labels: str = DEFAULT) -> bytes:
    """One page to hold against a sheet of labels: every frame, its number, and a ruler.

    Who sees the frames beside the labels prints at 100 % and shifts the paper, and wastes none.
    """
    form = FORMATS[labels]
    inset = max(form.inset, _EDGE)
    long = (form.label[0] - 2 * inset) // 10 * 10
    data = {
        "language": language,
        "words": words(language, "calibration", "calibration_how"),
        "measure": say("sheet.calibration_measure", language, long=f"{long:.0f}"),
        "inset": inset,
        "long": long,
        "format": _drawn(form),
        "corners": [form.corner(place) for place in range(form.places)],
        "says_how": not form.is_small,
    }
    return press("calibration", data)


def _drawn(form: LabelFormat) -> dict[str, object]:
    return {**asdict(form), "is_cut": form.is_cut}


def _pages(
    cards: Sequence[BadgeCard], form: LabelFormat, language: str, *, taken: int
) -> Iterator[dict[str, object]]:
    """The cards page by page; the first places of the first page may be taken already."""
    placed = [*([None] * taken), *cards] if cards else []
    for first in range(0, len(placed), form.places):
        shown = placed[first : first + form.places]
        yield {
            "cards": [
                {"corner": form.corner(place), **_card(card, form, language)}
                for place, card in enumerate(shown)
                if card is not None
            ]
        }


def _qr_side(form: LabelFormat) -> float:
    """The side of a code with the white border that readers need."""
    return form.code * (SIDE + 2 * QUIET_ZONE) / SIDE


def _card(card: BadgeCard, form: LabelFormat, language: str) -> dict[str, object]:
    placed = _arranged(card, form, language)
    facts = () if form.is_small else _facts(card, placed.words, language)
    return {
        "name": asdict(placed.name),
        "number": {"x": placed.number.x, "y": placed.number.y, "size": placed.number_size},
        "call_number": str(card.call_number),
        "texts": [asdict(box) for box in (placed.code, *facts)],
        "qr": qr_svg(card.code).encode(),
        "qr_corner": _qr_corner(placed.form),
        "qr_side": _qr_side(placed.form),
    }


def _arranged(card: BadgeCard, form: LabelFormat, language: str) -> _Arrangement:
    """The name at its largest, and all else where the name leaves room.

    A name that is not read from afar so is cut into rows, the number beside them if need be.
    """
    number = _number_said(card, language)
    text = first_shown(with_initial(card.first_name, card.last_initial), number)
    found = [
        (_text(text, room, _NAME, bold=True), room)
        for room in _rooms_for_name(form, large=card.large_print)
    ]
    name, room = max(found, key=lambda pair: pair[0].size)
    if form.is_small and name.size < _CLEAR:
        alone = first_shown(card.first_name, number)  # the call number tells two of one name apart
        tries = (_with_smaller_code(card, said, form, number) for said in (text, alone))
        return next(chain.from_iterable(tries), _under(card, name, form))
    if name.size < _CLEAR and _may_be_cut(card.first_name):
        placed = (
            way
            for cut in _in_rows(text, form)
            for way in (_under(card, cut, form), _beside(card, cut, form, number))
            if _is_room_for_words(card, way.words, language)
        )
        best = max(
            placed, key=lambda way: _least_of(_facts(card, way.words, language)), default=None
        )
        if best is not None:
            return best
    reserved = _under(card, replace(name, high=room.y + room.high - name.y), form)
    if form.is_small:
        return reserved
    ways = [reserved, _under(card, name, form)]
    if form.is_stacked:  # else the name may reach over the code, where they would stand
        beside = _beside(card, name, form, number)
        ways += [beside] if _is_room_for_words(card, beside.words, language) else []
    sizes = [_least_of(_facts(card, way.words, language)) for way in ways]
    read = (way for way, size in zip(ways, sizes, strict=True) if size >= _READABLE)
    return next(read, ways[sizes.index(max(sizes))])


def _least_of(boxes: Sequence[TextBox]) -> float:
    """Points of the smallest of the words."""
    return min(box.size for box in boxes)


def _with_smaller_code(
    card: BadgeCard, text: str, form: LabelFormat, number: str
) -> Iterator[_Arrangement]:
    """The name as high as the label, number and letters over a code that leaves it room.

    The code of a label so small is shown from near in any case; the name is read from afar.
    """
    forms = [replace(form, code=code, is_small=False) for code in _SMALLER_CODES]
    names = ((small, _text(text, _beside_code(small), _LARGE, bold=True)) for small in forms)
    whole = ((small, name) for small, name in names if "\N{ZERO WIDTH SPACE}" not in name.text)
    may_be_cut = _may_be_cut(card.first_name)
    cut = ((small, name) for small in forms if may_be_cut for name in _in_rows(text, small))
    for small, name in chain(whole, cut):
        if name.high <= _beside_code(small).high:
            yield _over_code(card, name, small, number)


def _number_said(card: BadgeCard, language: str) -> str:
    return f"{say('sheet.number', language)}\N{NO-BREAK SPACE}{card.call_number}"


def _under(card: BadgeCard, name: TextBox, form: LabelFormat) -> _Arrangement:
    """The call number under the name, then the code in letters, then the words."""
    room = _left_under(name, form)
    size = _number_size(form)
    below = _less(room, size * _CAPTION / MM)
    code = _text(pretty_code(card.code), below, _CODE, bold=True)
    return _Arrangement(form, name, room, size, code, _less(below, code.high))


def _beside(card: BadgeCard, name: TextBox, form: LabelFormat, number: str) -> _Arrangement:
    """Call number and code in letters over the QR code, or in one row: more room for words."""
    room, size = _left_under(name, form), _SMALL_NUMBER
    high = size * _CAPTION / MM
    if not form.is_stacked:
        side, inset = _qr_side(form), form.inset
        corner = form.label[0] - side + (side - form.code) / 2
        above = _Column(corner, inset, form.code, form.label[1] - side - inset)
        code = _text(pretty_code(card.code), _less(above, high), _CODE, bold=True)
        return _Arrangement(form, name, above, size, code, room)
    taken = (width(number, bold=True) + 2 * _FRAME) * size / MM + _GAP
    row = _Column(room.x + taken, room.y, room.wide - taken, high)
    code = _text(pretty_code(card.code), row, _CODE, bold=True)
    return _Arrangement(form, name, room, size, code, _less(room, high))


def _over_code(card: BadgeCard, name: TextBox, form: LabelFormat, number: str) -> _Arrangement:
    """Call number and code in letters in the corner over a code smaller than its format has."""
    room, side = _beside_code(form), _qr_side(form)
    corner = _Column(
        room.x + room.wide, form.inset, side - form.inset, form.label[1] - side - form.inset
    )
    ems = width(number, bold=True) + 2 * _FRAME
    size = min(_SMALL_NUMBER, corner.wide * MM / ems)
    code = _text(pretty_code(card.code), _less(corner, size * _CAPTION / MM), _CODE, bold=True)
    return _Arrangement(form, name, corner, size, code, corner)


def _beside_code(form: LabelFormat) -> _Column:
    """The room beside a code that is as high as the label."""
    inset, (wide, high) = form.inset, form.label
    return _Column(inset, inset, wide - inset - _qr_side(form), high - 2 * inset)


def _left_under(name: TextBox, form: LabelFormat) -> _Column:
    """The room between a name and the foot of the label, beside or above its QR code."""
    inset, top = form.inset, name.y + name.high + _GAP
    wide = form.label[0] - (2 * inset if form.is_stacked else inset + _qr_side(form))
    end = form.label[1] - inset - (_qr_side(form) - inset if form.is_stacked else 0)
    return _Column(inset, top, wide, end - top)


def _less(room: _Column, taken: float) -> _Column:
    """What is left of a room under something so high."""
    top = room.y + taken + _GAP
    return _Column(room.x, top, room.wide, room.y + room.high - top)


def _may_be_cut(first_name: str) -> bool:
    """Whether the letters of a name stand by themselves, as those with capitals do."""
    letters = [sign for sign in plain(first_name) if sign.isalpha()]
    return bool(letters) and all(letter.lower() != letter.upper() for letter in letters)


def _in_rows(text: str, form: LabelFormat) -> Iterator[TextBox]:
    """The name in two to four rows at `_CLEAR` points, each as wide as the next."""
    inset, side, (wide, high) = form.inset, _qr_side(form), form.label
    full, beside = wide - 2 * inset, wide - inset - side
    for column in (full,) if form.is_stacked else (full, beside):
        lowest = high - side if column == full else high - inset
        for rows in range(2, 5):
            tall = (rows * EVEN - 0.05) * _CLEAR / MM
            if inset + tall > lowest:
                break
            cut, box = hyphened(text, _CLEAR, column * MM, rows, bold=True)
            if cut:
                yield TextBox(inset, inset, box / MM, tall, _CLEAR, cut, bold=True)


def _is_room_for_words(card: BadgeCard, room: _Column, language: str) -> bool:
    """Whether fair, day and place still have their room, however small they become."""
    foot = room.y + room.high
    return room.high > 0 and all(box.y + box.high <= foot for box in _facts(card, room, language))


def _rooms_for_name(form: LabelFormat, *, large: bool) -> list[_Column]:
    """Where a name may stand: across the label, or beside its code and higher.

    The last leaves less for the words below; short names are larger in it.
    """
    inset, side, (wide, high) = form.inset, _qr_side(form), form.label
    column = wide - inset - side
    if form.is_small:
        return [_Column(inset, inset, column, high - 2 * inset - 13)]
    if form.is_stacked:
        share = 0.42 if large else 0.36
        return [_Column(inset, inset, wide - 2 * inset, (high - side - inset) * share)]
    above = high - side - inset
    return [
        _Column(inset, inset, wide - 2 * inset, above),
        _Column(inset, inset, column, above + (9 if large else 5)),
    ]


def _number_size(form: LabelFormat) -> float:
    return _SMALL_NUMBER if form.is_small else _NUMBER


def _qr_corner(form: LabelFormat) -> tuple[float, float]:
    side = _qr_side(form)
    wide, high = form.label
    if form.is_small:
        return wide - side, (high - side) / 2
    return (wide - side) / 2 if form.is_stacked else wide - side, high - side


def _text(text: str, room: _Column, sizes: Sequence[float], *, bold: bool = False) -> TextBox:
    found = fitted(text, sizes, room.wide * MM, room.high * MM, bold=bold)
    high = even_height(found.text, found.size, room.wide * MM, bold=bold) / MM
    return TextBox(room.x, room.y, room.wide, high, found.size, found.text, bold)


def _facts(card: BadgeCard, room: _Column, language: str) -> tuple[TextBox, ...]:
    """Languages, fair, day and place one below the other, as large as all of them can be."""
    texts = (
        (spoken(card.languages, language), False),
        (plain(card.fair_title), True),
        (day(card.date, language), False),
        (plain(card.place), False),
    )
    return _stacked(tuple(text for text in texts if text[0]), room)


@lru_cache(maxsize=500)
def _stacked(texts: tuple[tuple[str, bool], ...], room: _Column) -> tuple[TextBox, ...]:
    """Texts one below the other: fair, day and place are the same on badge after badge.

    As one text in rows, where they would not fit otherwise.
    """
    for size, first in (*((size, max(size, _SPOKEN)) for size in _FACTS), *_TIGHT):
        boxes, top = [], room.y
        for at, (text, is_bold) in enumerate(texts):
            shown = size if at else first
            box = _text(text, _Column(room.x, top, room.wide, room.high * 9), [shown], bold=is_bold)
            boxes.append(box)
            top += box.high + 0.15 * shown / MM
        if top <= room.y + room.high:
            return tuple(boxes)
    return (_text(_BETWEEN.join(text for text, _ in texts), room, _FACTS[-5:]),)
