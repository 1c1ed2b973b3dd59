"""The plan of the hall on a schedule, with the stands that its reader goes to."""

from collections.abc import Mapping
from dataclasses import dataclass

from badges.hall.hall_map import HallMap, MapBox, mark_box, mark_room
from badges.measure import CAPITAL, EVEN, MM, text_height
from badges.personal.density import LEAST, WIDE
from badges.personal.placed import PageBlock, PageBox, PlacedText

_RULE = 1.4
_ABOVE, _BELOW = 3 * MM, 5 * MM


@dataclass(frozen=True, slots=True)
class ShownHall:
    """The plan, who is gone to in which order, and the words above it."""

    plan: HallMap
    stops: Mapping[str, str]
    caption: str


def shown_hall(plan: HallMap | None, stops: Mapping[str, str], caption: str) -> ShownHall | None:
    """What a page is to show of the hall; nothing for whoever goes nowhere in it."""
    known = {stand: mark for stand, mark in stops.items() if plan and stand in plan.stands}
    return ShownHall(plan, known, caption) if plan and known else None


def map_top(hall: ShownHall, scale: float, wide: float = WIDE) -> float:
    """Points from the top of the block to the drawing of the plan, in a column so wide."""
    return 2 * _ABOVE + text_height(hall.caption, LEAST * scale, wide, bold=True)


def hall_block(
    hall: ShownHall, scale: float, wide: float = WIDE, *, is_mirrored: bool
) -> PageBlock:
    """Words and marks; the plan below them is one drawing for everybody of a language."""
    top = map_top(hall, scale, wide)
    caption = PlacedText(0, _ABOVE, wide, LEAST * scale, hall.caption, "bold")
    texts, shapes = [caption], [PageBox(0, 0, wide, 0, line=_RULE)]
    for stand, mark in hall.stops.items():
        marked = _marked(hall.plan.stands[stand], mark, top)
        marked = _turned(marked, wide) if is_mirrored else marked
        texts += marked.texts
        shapes += [shape for shape in marked.shapes if isinstance(shape, PageBox)]
    return PageBlock(top + hall.plan.high * MM + _BELOW, tuple(texts), tuple(shapes))


def _marked(stand: MapBox, mark: str, top: float) -> PageBlock:
    """One stand in white on black, the order of its meeting in a box, never mirrored."""
    x, y, wide, high = (part * MM for part in (stand.x, stand.y, stand.wide, stand.high))
    box = mark_box(stand, mark)
    left, above, across, down = (part * MM for part in (box.x, box.y, box.wide, box.high))
    rows = len(stand.rows) * EVEN * stand.size
    first = top + y + (high - rows) / 2 + (0.86 - CAPITAL) * stand.size
    texts = [
        PlacedText(x, first + number * EVEN * stand.size, wide - mark_room(stand.size) * MM,
                   stand.size, row, "white", align="center", is_hall=True)
        for number, row in enumerate(stand.rows)
    ]  # fmt: skip
    middle = top + above + (down - CAPITAL * box.size) / 2
    texts.append(PlacedText(left, middle, across, box.size, box.rows[0], "bold", align="center",
                            is_hall=True))  # fmt: skip
    shapes = (
        PageBox(x, top + y, wide, high, radius=MM, fill="#000"),
        PageBox(left, top + above, across, down, radius=down / 2, fill="#fff"),
    )
    return PageBlock(0, tuple(texts), shapes)


def _turned(marks: PageBlock, column: float) -> PageBlock:
    """Marks where a page that is mirrored as a whole has them over the plan, which is not."""
    return PageBlock(
        0,
        tuple(text._replace(x=column - text.x - text.wide) for text in marks.texts),
        tuple(
            shape._replace(x=column - shape.x - shape.wide)
            for shape in marks.shapes
            if isinstance(shape, PageBox)
        ),
    )
