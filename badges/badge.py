"""Badges on labels of any declared format: every box is measured before it is drawn."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache

from badges.cards import BadgeCard
from badges.code import ALPHABET, pretty_code
from badges.labels import DEFAULT, FORMATS, LabelFormat
from badges.measure import EVEN, MM, even_height, fitted, hyphened
from badges.press import first_shown, plain, press, press_in_parts
from badges.qr import QUIET_ZONE, SIDE, qr_svg
from badges.wording import date_parts, day, spoken, with_initial, words
from matching.phrases import say

_NAME = [float(size) for size in range(60, 5, -1)]  # points
_FACTS = [half / 2 for half in range(22, 7, -1)]  # 11 down to 4 points
_CODE = [float(size) for size in range(13, 5, -1)]
_READABLE = 7.0
_SPOKEN = 8.0  # of the languages that somebody speaks, wherever there is room
_CLEAR = 24.0
_SHORT = 14  # letters of a name that is `_CLEAR` points at least
_STONE = 4.0  # millimetres: a paving stone along the foot of a badge
_NUMBER = 20.0
_CAPTION = 1.234  # of the size of a number: how high its black frame is
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
    return {**asdict(form), "is_cut": form.is_cut, "qr": _qr_side(form)}


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
    name, number, column = _arranged(card, form, language)
    code = _text(pretty_code(card.code), column, _CODE, bold=True)
    below = _below(code, column)
    stones = 0 if form.is_small else int(column.wide / _STONE)
    facts = () if form.is_small else _facts(card, below, language, foot=_STONE + _GAP)
    if facts and facts[-1].size < _READABLE:
        facts, stones = _facts(card, below, language, foot=0), 0
    return {
        "name": asdict(name),
        "number": {"x": number.x, "y": number.y, "size": _number_size(form)},
        "call_number": str(card.call_number),
        "texts": [asdict(box) for box in (code, *facts)],
        "qr": qr_svg(card.code).encode(),
        "qr_corner": _qr_corner(form),
        "stones": _paved(_tiles(card.code)[:stones]),
        "stones_corner": (column.x, column.y + column.high - _STONE),
    }


def _below(code: TextBox, column: _Column) -> _Column:
    """The room that is left in a column under the code in letters."""
    taken = code.high + _GAP
    return _Column(column.x, code.y + taken, column.wide, column.high - taken)


def _arranged(
    card: BadgeCard, form: LabelFormat, language: str
) -> tuple[TextBox, _Column, _Column]:
    """The name at its largest, where the call number goes, and the room for words below it."""
    number = f"{say('sheet.number', language)}\N{NO-BREAK SPACE}{card.call_number}"
    text = first_shown(with_initial(card.first_name, card.last_initial), number)
    found = [
        (_text(text, room, _NAME, bold=True), room)
        for room in _rooms_for_name(form, large=card.large_print)
    ]
    name, room = max(found, key=lambda pair: pair[0].size)
    if name.size < _CLEAR and _is_short(card.first_name) and not form.is_small:
        for cut in _in_rows(text, form):
            tried = _under(cut.y + cut.high, form)
            if _is_room_for_words(card, tried[1], language):
                return cut, *tried
    return name, *_under(room.y + room.high, form)


def _under(foot: float, form: LabelFormat) -> tuple[_Column, _Column]:
    """Where the call number goes under a name that ends so low, and the room below that."""
    inset, frame = form.inset, _number_size(form) * _CAPTION / MM
    wide = form.label[0] - (2 * inset if form.is_stacked else inset + _qr_side(form))
    end = form.label[1] - inset - (_qr_side(form) - inset if form.is_stacked else 0)
    top = foot + _GAP
    below = top + frame + _GAP
    return _Column(inset, top, wide, frame), _Column(inset, below, wide, end - below)


def _is_short(first_name: str) -> bool:
    """Whether a name is read from afar on every label, cut into rows where it must be.

    Only letters that stand by themselves may be cut apart: those with capitals.
    """
    letters = [sign for sign in plain(first_name) if sign.isalpha()]
    is_apart = all(letter.lower() != letter.upper() for letter in letters)
    return 0 < len(letters) <= _SHORT and is_apart


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
    """Whether code, fair, day and place still have their room, however small they become."""
    if room.high <= 0:
        return False
    code = _text(pretty_code(card.code), room, _CODE, bold=True)
    below = _below(code, room)
    foot = below.y + below.high
    return all(box.y + box.high <= foot for box in _facts(card, below, language, foot=0))


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
    return 13.0 if form.is_small else _NUMBER


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


def _facts(card: BadgeCard, room: _Column, language: str, *, foot: float) -> tuple[TextBox, ...]:
    """Fair, day and place one below the other, as large as all three can be."""
    texts = (
        (spoken(card.languages, language), False),
        (plain(card.fair_title), True),
        (day(card.date, language), False),
        (plain(card.place), False),
    )
    return _stacked(texts, room, foot)


@lru_cache(maxsize=500)
def _stacked(
    texts: tuple[tuple[str, bool], ...], room: _Column, foot: float
) -> tuple[TextBox, ...]:
    """Texts one below the other: fair, day and place are the same on badge after badge."""
    boxes: list[TextBox] = []
    for size, spoken_size in (*((size, max(size, _SPOKEN)) for size in _FACTS), (4.0, 4.0)):
        boxes, top = [], room.y
        for at, (text, is_bold) in enumerate(texts):
            shown = size if at else spoken_size
            box = _text(text, _Column(room.x, top, room.wide, room.high * 9), [shown], bold=is_bold)
            boxes.append(box)
            top += box.high + 0.15 * shown / MM
        if top <= room.y + room.high - foot:
            break
    return tuple(box for box in boxes if box.text)


# A quarter of a ring and its echo in the corner across, on a square of a hundred.
_PAVING = "M42 0H84A84 84 0 0 1 0 84V42A42 42 0 0 0 42 0zM100 100H82A18 18 0 0 1 100 82z"


def _paved(turns: Sequence[int]) -> bytes:
    """A row of paving stones as an SVG image, empty for none."""
    if not turns:
        return b""
    stones = "".join(
        f'<path transform="translate({100 * at} 0) rotate({90 * turn} 50 50)" d="{_PAVING}"/>'
        for at, turn in enumerate(turns)
    )
    sides = f"0 0 {100 * len(turns)} 100"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{sides}">{stones}</svg>'.encode()


def _tiles(code: str) -> list[int]:
    """Quarter turns of the paving stones: every badge gets a pattern of its own."""
    values = [ALPHABET.index(symbol) for symbol in code]
    return [
        (values[tile % len(values)] >> tile // len(values)) % 4  # other bits the second time round
        for tile in range(2 * len(values))
    ]
