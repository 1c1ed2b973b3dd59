"""The foot of a page: what is closed, other stands, and what to do when lost or late."""

from badges.measure import MM, text_height
from badges.personal.density import LEAST, WIDE
from badges.personal.page_content import PageContent
from badges.personal.placed import PageBlock, PageBox, PageText, Picto, PlacedText, column, moved

_RULE, _EDGE, _RADIUS = 1.4, 1.8, 2.5 * MM
_INSET, _ROWS_APART = 2.5 * MM, 2.1 * MM


def foot_of_page(told: PageContent) -> PageBlock:
    """What is closed, other stands, then what to do when lost or late, at the last page's foot."""
    also = _below_meetings(told)
    wide, side = 160 * MM, 12 * MM
    size = LEAST * told.scale
    said = told.words
    parts = [
        PageText(said.lost, size, "bold"),
        PageText(said.late, size),
        PageText(said.rights, size),
    ]
    words = column(parts, 0, 0, wide, _ROWS_APART)
    inner = max(side, words.high)
    top = also.high + _INSET
    start = 3 * MM + side + 3.5 * MM
    words = column(parts, start, top + (inner - words.high) / 2, wide, _ROWS_APART)
    high = also.high + 2 * _INSET + inner
    frame = PageBox(0, also.high, WIDE, 2 * _INSET + inner, line=_EDGE, radius=_RADIUS)
    picto = Picto("question", 3 * MM, top + (inner - side) / 2, side)
    return PageBlock(high, (*also.texts, *words.texts), (*also.shapes, frame, picto))


def _below_meetings(told: PageContent) -> PageBlock:
    """What is closed to somebody, then other stands, one below the other."""
    refusals = _refusals(told)
    also = moved(_also(told), 0, refusals.high)
    return PageBlock(
        refusals.high + also.high,
        (*refusals.texts, *also.texts),
        (*refusals.shapes, *also.shapes),
    )


def _refusals(told: PageContent) -> PageBlock:
    """Each refusal with its way round, a sentence a line, under a line of its own."""
    texts: list[PlacedText] = []
    shapes: list[PageBox] = []
    size, high = LEAST * told.scale, 0.0
    for refusal in told.refusals:
        parts = [PageText(line, size) for line in refusal]
        said = column(parts, 0, high + 2.5 * MM, WIDE, 3 * MM)
        texts += said.texts
        shapes.append(PageBox(0, high, WIDE, 0, line=_RULE))
        high += said.high + 5.5 * MM
    return PageBlock(high, tuple(texts), tuple(shapes))


def _also(told: PageContent) -> PageBlock:
    if not told.also:
        return PageBlock(0)
    size, also = LEAST * told.scale, " ".join(told.also)
    high = text_height(f"{told.also_label} {also}", size, WIDE, bold=True)
    text = PlacedText(0, 2 * MM, WIDE, size, also, lead=told.also_label, is_hall=True)
    return PageBlock(high + 5 * MM, (text,), (PageBox(0, 0, WIDE, 0, line=_RULE),))
