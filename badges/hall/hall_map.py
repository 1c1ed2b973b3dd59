"""The plan of a hall, drawn from the table of stands: where each one is, or in which zone."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import combinations

from badges.measure import CAPITAL, EVEN, MM, broken, even_height, width
from badges.press import plain
from matching.domain.exhibitor import natural

_GAP = 2.0  # millimetres between two stands of a zone, and round them in its frame
_BETWEEN = 2.0  # between two zones
_WORD = re.compile(r"[^\s-]+-?")
_WIDE_ENOUGH = 120.0
_LABEL = 1.3  # of the size of a zone's name: the row it stands in
_TOKEN = re.compile(r"[^ \u200b-]*[ \u200b-]?")
_SIGNS = (28, 24, 20, 18, 16, 14, 12, 11, 10, 9, 8)  # points
_SQUAREST = 1.4  # how much wider than high a stand is drawn at least
_ASCENT = 0.86
_STRETCH = 2.0  # how much more one way than the other
_FAR = 1e6


@dataclass(frozen=True, slots=True)
class MapStand:
    """A stand on the plan: `across` and `down` say where it is, in any one unit, if known."""

    id: str
    sign: str
    zone: str = ""
    across: float | None = None
    down: float | None = None


@dataclass(frozen=True, slots=True)
class MapBox:
    """A rectangle in millimetres with the rows of a text and their size in points."""

    x: float
    y: float
    wide: float
    high: float
    rows: tuple[str, ...] = ()
    size: float = 0


@dataclass(frozen=True, slots=True)
class HallMap:
    """A plan as it is drawn; `is_placed` where stands are where the table of stands says.

    Else the plan shows who is in which zone, and no distances.
    """

    wide: float
    high: float
    stands: Mapping[str, MapBox]
    zones: tuple[MapBox, ...]
    is_placed: bool


def lay_out_hall(
    stands: Sequence[MapStand],
    wide: float,
    high: float,
    zones: Mapping[str, str],
    *,
    signs: tuple[float, float],
) -> HallMap | None:
    """The plan in a box of millimetres, its signs as large as they can be; None if it has no room.

    Parameters
    ----------
    zones
        What each zone is called on the plan.
    signs
        Points of the smallest sign that is still read, and of the largest that is wanted.
    """
    sizes = [float(size) for size in _SIGNS if signs[0] <= size <= signs[1]]
    if not stands:
        return None
    for size in sizes if _are_placed(stands) else ():
        if found := _placed(stands, wide, high, size, zones):
            return found
    tries = (_by_zones(stands, wide, high, size, zones) for size in sizes)
    return next((found for found in tries if found), None)


def _are_placed(stands: Sequence[MapStand]) -> bool:
    """Whether every stand says where it is, and no two are in one place."""
    places = [(stand.across, stand.down) for stand in stands]
    return len({*places}) == len(places) and not any(None in place for place in places)


def _placed(
    stands: Sequence[MapStand], wide: float, high: float, size: float, zones: Mapping[str, str]
) -> HallMap | None:
    """Stands where they are, the hall stretched to the box a little."""
    box = _box(stands, size)
    label = _LABEL * size / MM
    inner = (wide - box[0] - 2 * _GAP, high - box[1] - 2 * _GAP - label)
    if min(inner) < 0:
        return None
    across, down = _stretched(stands, inner)
    frames = {
        stand.id: _frame(stand.sign, _GAP + x, _GAP + label + y, box, size)
        for stand, x, y in zip(stands, across, down, strict=True)
    }
    if any(_touch(one, other) for one, other in combinations(frames.values(), 2)):
        return None
    named = _round_zones(stands, frames, size, zones)
    foot = max(frame.y + frame.high for frame in frames.values()) + _GAP
    return HallMap(wide, foot, frames, named, is_placed=True)


def _stretched(
    stands: Sequence[MapStand], room: tuple[float, float]
) -> tuple[list[float], list[float]]:
    """Where stands are in a room of millimetres; its sides are stretched alike, or nearly."""
    across = _from_zero([stand.across or 0.0 for stand in stands])
    down = _from_zero([stand.down or 0.0 for stand in stands])
    wide, high = (
        side / max(places) if max(places) else _FAR
        for side, places in zip(room, (across, down), strict=True)
    )
    x, y = min(wide, _STRETCH * high), min(high, _STRETCH * wide)
    return [x * place for place in across], [y * place for place in down]


def _from_zero(places: Sequence[float]) -> list[float]:
    return [place - min(places) for place in places]


def _touch(one: MapBox, other: MapBox) -> bool:
    return (
        abs(one.x - other.x) < (one.wide + other.wide) / 2 + _GAP / 2
        and abs(one.y - other.y) < (one.high + other.high) / 2 + _GAP / 2
    )


def _round_zones(
    stands: Sequence[MapStand], frames: Mapping[str, MapBox], size: float, zones: Mapping[str, str]
) -> tuple[MapBox, ...]:
    """A frame round each zone with its name; none where zones lie in one another."""
    label = _LABEL * size / MM
    found = []
    for zone in dict.fromkeys(stand.zone for stand in stands if stand.zone):
        inside = [frames[stand.id] for stand in stands if stand.zone == zone]
        left, top = min(one.x for one in inside) - _GAP, min(one.y for one in inside) - label
        right = max(one.x + one.wide for one in inside) + _GAP
        foot = max(one.y + one.high for one in inside) + _GAP / 2
        name = _rows(plain(zones[zone]), size, (right - left - 2 * _GAP) * MM)
        if len(name) > 1:
            return ()
        found.append(MapBox(left, top, right - left, foot - top, name, size))
    others = [frames[stand.id] for stand in stands if not stand.zone]
    are_apart = not any(_overlap(one, other) for one, other in combinations([*found, *others], 2))
    return tuple(found) if are_apart else ()


def _overlap(one: MapBox, other: MapBox) -> bool:
    return (
        one.x < other.x + other.wide
        and other.x < one.x + one.wide
        and one.y < other.y + other.high
        and other.y < one.y + one.high
    )


def _by_zones(
    stands: Sequence[MapStand], wide: float, high: float, size: float, zones: Mapping[str, str]
) -> HallMap | None:
    """Zones one below the other, in each its stands in the order of their signs.

    The name of a zone stands beside them on wide paper, else above.
    """
    box = _box(stands, size)
    longest = max(
        width(plain(zones[stand.zone]), bold=True) if stand.zone else 0 for stand in stands
    )
    beside = 0.0
    if wide >= _WIDE_ENOUGH and longest:
        beside = min(longest * size / MM * 1.03, wide / 5)
        beside = max(beside, _longest_word(zones.values()) * size / MM * 1.03) + _GAP
        beside = beside if beside <= wide / 2.5 else 0.0  # then the names stand above
    in_a_row = int((wide - _GAP - beside) / (box[0] + _GAP))
    if in_a_row < 1:
        return None
    frames: dict[str, MapBox] = {}
    named: list[MapBox] = []
    top = 0.0
    for zone in sorted({stand.zone for stand in stands}):
        room = (beside or wide - _GAP) - _GAP
        name = _rows(plain(zones[zone]), size, room * MM) if zone else ()
        said = _GAP + len(name) * EVEN * size / MM if name else _GAP
        inside = [stand for stand in stands if stand.zone == zone]
        corner = _GAP + beside, top + (_GAP if beside else said)
        frames |= _in_rows(inside, corner, in_a_row, box, size)
        deep = -(-len(inside) // in_a_row) * (box[1] + _GAP)
        deep = max(said + _GAP, _GAP + deep) if beside else said + deep
        named.append(MapBox(0, top, wide, deep, name, size))
        top += deep + _BETWEEN
    drawn = HallMap(wide, top - _BETWEEN, frames, tuple(named), is_placed=False)
    return drawn if drawn.high <= high else None


def _longest_word(names: Iterable[str]) -> float:
    """Ems of the longest word of some names, which is never cut beside its stands."""
    words = (word for name in names for word in _WORD.findall(plain(name)))
    return max((width(word, bold=True) for word in words), default=0.0)


def _in_rows(
    stands: Sequence[MapStand],
    corner: tuple[float, float],
    in_a_row: int,
    box: tuple[float, float],
    size: float,
) -> dict[str, MapBox]:
    """Stands in the order of their signs, as many in a row as there is room for."""
    found = {}
    for number, stand in enumerate(sorted(stands, key=lambda one: natural(one.sign))):
        row, column = divmod(number, in_a_row)
        x = corner[0] + column * (box[0] + _GAP)
        y = corner[1] + row * (box[1] + _GAP)
        found[stand.id] = _frame(stand.sign, x, y, box, size)
    return found


def _box(stands: Iterable[MapStand], size: float) -> tuple[float, float]:
    """How large every stand is drawn, in millimetres, for the longest of the signs."""
    signs = [plain(stand.sign) for stand in stands]
    longest = max(width(sign, bold=True) for sign in signs) * size / MM
    most = max(14.0, 6 * size / MM)
    wide = min(longest * 1.03, most) + 2
    high = max(even_height(broken(sign, size, (wide - 2) * MM, bold=True), size, (wide - 2) * MM,
                           bold=True) for sign in signs)  # fmt: skip
    deep = high / MM + 2
    return max(wide, _SQUAREST * deep) + mark_room(size), deep


def mark_box(stand: MapBox, mark: str) -> MapBox:
    """The white box at the end of a stand with the number of a meeting, as large as its sign.

    Of several meetings at one stand it shows those that have room, and always the first.
    """
    numbers, most = mark.split(_AND), mark_room(stand.size)
    tries = (_AND.join(numbers[:count]) for count in range(len(numbers), 0, -1))
    said, wide = next(
        (text, taken) for text in tries if (taken := _mark_wide(text, stand.size)) <= most
        or _AND not in text
    )  # fmt: skip
    high = 1.1 * stand.size / MM
    middle = stand.x + stand.wide - 0.5 - most / 2
    top = stand.y + (stand.high - high) / 2
    return MapBox(middle - wide / 2, top, wide, high, (said,), stand.size)


def mark_room(size: float) -> float:
    """Millimetres at the end of a stand for the numbers of its meetings."""
    return _MARK * size / MM


def _mark_wide(mark: str, size: float) -> float:
    """A round for one digit, longer for more."""
    return max(1.1, width(mark, bold=True) + 0.35) * size / MM


_AND = "·"  # between the numbers of meetings at one stand
_MARK = 1.8  # of the size of a sign: the room at its end for two numbers


def mark_of(numbers: Iterable[int]) -> str:
    """How the plan says which meetings of a day are at a stand."""
    return _AND.join(map(str, numbers))


def _frame(sign: str, x: float, y: float, box: tuple[float, float], size: float) -> MapBox:
    rows = _rows(plain(sign), size, (box[0] - 2 - mark_room(size)) * MM)
    return MapBox(x, y, *box, rows, size)


def _rows(text: str, size: float, wide: float) -> tuple[str, ...]:
    """The rows that a text takes in a column of points."""
    rows, left = [""], wide
    for token in _tokens(broken(text, size, wide, bold=True)):
        taken = width(token.rstrip(), bold=True) * size
        if taken > left and rows[-1]:
            rows.append("")
            left = wide
        rows[-1] += token
        left -= width(token, bold=True) * size
    return tuple(row.strip() for row in rows if row.strip())


def _tokens(text: str) -> Iterable[str]:
    """Words with the space or the hyphen behind them, and the pieces of words that are cut."""
    return (token.replace("\N{ZERO WIDTH SPACE}", "") for token in _TOKEN.findall(text))


def map_svg(drawn: HallMap, marks: Mapping[str, str] | None = None) -> str:
    """The plan as a drawing; `marks` fills the stands of one person and says which comes when.

    Colours follow the page it stands in: `currentColor` for ink, white for what is on ink.
    """
    said = marks or {}
    shapes = [_zone(zone) for zone in drawn.zones]
    shapes += [_stand(frame, said.get(stand, "")) for stand, frame in drawn.stands.items()]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {drawn.wide:.2f} {drawn.high:.2f}"'
        f' width="{drawn.wide:.2f}mm" height="{drawn.high:.2f}mm" font-family="Noto Sans"'
        f' font-weight="bold" fill="currentColor">{"".join(shapes)}</svg>'
    )


def _zone(frame: MapBox) -> str:
    edge = _edge(
        frame, 'fill="none" stroke="currentColor" stroke-width=".3" stroke-dasharray="2 1"'
    )
    x, top = frame.x + _GAP, frame.y + _GAP / 2
    return edge + _text(frame, x, top, 'text-anchor="start"')


def _stand(frame: MapBox, mark: str) -> str:
    high = len(frame.rows) * EVEN * frame.size / MM
    top, middle = frame.y + (frame.high - high) / 2, frame.x + frame.wide / 2
    if not mark:
        edge = _edge(frame, 'fill="none" stroke="currentColor" stroke-width=".5"')
        return edge + _text(frame, middle, top, 'text-anchor="middle"')
    edge = _edge(frame, 'stroke="currentColor" stroke-width=".5"')
    sign = _text(
        frame,
        middle - mark_room(frame.size) / 2,
        top,
        'class="on" fill="white" text-anchor="middle"',
    )
    box = mark_box(frame, mark)
    y = box.y + box.high / 2 + CAPITAL / 2 * box.size / MM
    return (
        f'{edge}{sign}<rect class="on" x="{box.x:.2f}" y="{box.y:.2f}" width="{box.wide:.2f}"'
        f' height="{box.high:.2f}" rx="{box.high / 2:.2f}" fill="white"/>'
        f'<text x="{box.x + box.wide / 2:.2f}" y="{y:.2f}" font-size="{box.size / MM:.2f}"'
        f' text-anchor="middle">{escape(box.rows[0])}</text>'
    )


def _edge(frame: MapBox, look: str) -> str:
    return (
        f'<rect x="{frame.x:.2f}" y="{frame.y:.2f}" width="{frame.wide:.2f}"'
        f' height="{frame.high:.2f}" rx="1" {look}/>'
    )


def _text(frame: MapBox, x: float, top: float, look: str) -> str:
    size = frame.size / MM
    return "".join(
        f'<text x="{x:.2f}" y="{top + size * (_ASCENT + number * EVEN):.2f}"'
        f' font-size="{size:.2f}" {look}>{escape(row)}</text>'
        for number, row in enumerate(frame.rows)
    )
