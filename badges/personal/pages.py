"""The pages of one jobseeker: every text and drawing in its final place."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import product

from badges.measure import CAPITAL, MM, tail, text_height, width
from badges.personal.bound import BoundPage, HallDrawing, PlacedCode
from badges.personal.call_number import NUMBER_HIGH, call_number, number_wide
from badges.personal.density import (
    DENSITIES,
    GUTTER,
    HEADING,
    HIGH,
    LEAST,
    MOST_REASONS,
    WIDE,
    Density,
    PageLayout,
    PrintedLine,
    fuller,
    hour_parts,
    lay_out,
    layouts_overleaf,
    pause_height,
    pause_part,
    sign_column,
    sign_size,
    story_column,
    story_parts,
    zone_size,
)
from badges.personal.foot import foot_of_page
from badges.personal.hall import hall_block, map_top
from badges.personal.page_content import PageContent
from badges.personal.placed import PageBlock, PageBox, PageText, Picto, PlacedText, column

_RULE, _EDGE, _RADIUS = 1.4, 1.8, 2.5 * MM
_TITLE = 34.0
_LONGEST_NAME = 44  # letters of it overleaf
_QR_SIDE = 36 * MM  # with its white border
_CODE = PlacedCode(WIDE - _QR_SIDE - 3.5 * MM, 0, _QR_SIDE)


PlacedBlock = tuple[float, PageBlock]
"""A block and how far below the margin it begins."""


def bound_pages(told: PageContent, *, is_mirrored: bool) -> list[BoundPage]:
    """The pages of one person, the plan of the hall where there is room for it.

    A refusal beside the first one is told where it adds no page.
    """
    least = replace(told, refusals=told.refusals[:1])
    fewest = _with_hall(least, is_mirrored=is_mirrored)
    whole = _with_hall(told, is_mirrored=is_mirrored) if told.refusals[1:] else fewest
    pages, hall = whole if len(whole[0]) <= len(fewest[0]) else fewest
    first, *others = pages
    return [BoundPage(first, hall, _CODE), *(BoundPage(page) for page in others)]


def _with_hall(
    told: PageContent, *, is_mirrored: bool
) -> tuple[list[list[PlacedBlock]], HallDrawing | None]:
    """The pages, with the plan of the hall where meetings leave room for it, and where it is."""
    if told.hall is None or not told.lines:
        return _pages(told), None
    block = hall_block(told.hall, told.scale, is_mirrored=is_mirrored)
    page = _page_with(block, told)
    if page is None:
        return _pages(told), None
    pages = [page]
    (top, _), *_ = (placed for placed in pages[0] if placed[1] is block)
    start = top + map_top(told.hall, told.scale)
    plan = told.hall.plan
    return pages, HallDrawing(told.hall_name, start, plan.wide * MM, plan.high * MM)


def _pages(told: PageContent) -> list[list[PlacedBlock]]:
    head, foot = _head(told), foot_of_page(told)
    notes = [_note(note, told.scale) for note in told.notes]
    top = [head, *notes]
    taken = sum(block.high for block in top)
    if not told.lines:
        return [[*_below(top, 0), *_no_meeting(told, taken, HIGH - foot.high), _at_foot(foot)]]
    layout = lay_out(told.lines, HIGH - taken - foot.high - _SLACK, scale=told.scale)
    meetings = _meetings(layout, told.scale)
    if not layout.is_overleaf:
        return [[*_below([*top, *meetings], 0), _at_foot(foot)]]
    return _fewest([*top], foot, told)


def _fewest(
    top: Sequence[PageBlock], foot: PageBlock, told: PageContent
) -> list[list[PlacedBlock]]:
    """As few pages as there can be, with every reason that adds none, starred meetings first."""

    def pages(layout: PageLayout) -> list[list[PlacedBlock]]:
        return _overleaf([*top, *_meetings(layout, told.scale)], foot, told)

    ways = list(layouts_overleaf(told.lines, scale=told.scale))
    best = min(ways, key=lambda way: len(pages(way)))
    most = len(pages(best))
    starred_first = sorted(range(len(told.lines)), key=lambda at: not told.lines[at].star)
    for count, at in product(range(1, MOST_REASONS + 1), starred_first):
        tried = fuller(best, told.lines, at, count=count, scale=told.scale)
        if len(pages(tried)) <= most:
            best = tried
    return pages(best)


def _meetings(layout: PageLayout, scale: float) -> list[PageBlock]:
    return [_meeting(line, layout.density, scale) for line in layout.lines]


def _page_with(hall: PageBlock, told: PageContent) -> list[PlacedBlock] | None:
    """One page with the plan above its foot; None where meetings need the room."""
    foot = foot_of_page(told)
    top = [_head(told), *(_note(note, told.scale) for note in told.notes)]
    taken = sum(block.high for block in top)
    room = HIGH - taken - foot.high - hall.high - _SLACK
    layout = lay_out(told.lines, room, scale=told.scale)
    if layout.is_overleaf or layout.density not in _AT_EASE:
        return None
    meetings = _meetings(layout, told.scale)
    above = HIGH - foot.high - hall.high
    return [*_below([*top, *meetings], 0), (above, hall), _at_foot(foot)]


_AT_EASE = DENSITIES[:3]
"""Pages that leave room for a plan; tighter ones need it for what is told."""
_SLACK = 3 * MM  # between the last meeting and the words below


def _below(blocks: Sequence[PageBlock], start: float) -> list[PlacedBlock]:
    placed = []
    for block in blocks:
        placed.append((start, block))
        start += block.high
    return placed


def _at_foot(foot: PageBlock) -> PlacedBlock:
    return HIGH - foot.high, foot


def _overleaf(
    blocks: Sequence[PageBlock], foot: PageBlock, told: PageContent
) -> list[list[PlacedBlock]]:
    """Blocks over as many pages as they take; each says whose it is, and that there is a next."""
    pages: list[list[PlacedBlock]] = [[]]
    left = HIGH
    for block in blocks:
        if block.high > left and pages[-1]:
            pages.append([])
            left = HIGH
        pages[-1].append((HIGH - left, block))
        left -= block.high
    if foot.high > left:
        pages.append([])
    pages[-1].append(_at_foot(foot))
    for page in pages[1:]:
        page.insert(0, (0.0, _whose(told)))
    for page in pages[:-1]:
        page.append((HIGH, _goes_on(told.words.goes_on)))
    return pages


def _whose(told: PageContent) -> PageBlock:
    """Overleaf, whose page it is; the first page says so in its title."""
    letters = told.head.name
    name = letters if len(letters) <= _LONGEST_NAME else letters[:_LONGEST_NAME] + "…"
    lead = f"{told.words.number} {told.number} ·"
    top = -3 * MM - CAPITAL * LEAST
    return PageBlock(
        0, (PlacedText(0, top, WIDE, LEAST, name, "bold", "p", "start", lead, is_hall=True),)
    )


def _goes_on(sentence: str) -> PageBlock:
    """At the foot of each page but the last, where the rest is."""
    top, wide = 2 * MM, WIDE - LEAST - 2 * MM
    arrow = Picto("arrow", WIDE - LEAST, top + (CAPITAL - 1) * LEAST / 2, LEAST)
    return PageBlock(0, (PlacedText(0, top, wide, LEAST, sentence, "bold", "p", "end"),), (arrow,))


def _head(told: PageContent) -> PageBlock:
    """Title, call number, name and facts beside the code, as high as they need."""
    title = PlacedText(0, 0, HEADING, _TITLE, told.words.my_meetings, "bold", "h1")
    named = _named(told, CAPITAL * _TITLE + 4 * MM)
    facts = _facts(told, CAPITAL * _TITLE + 4 * MM + named.high + 3 * MM)
    wide = 43 * MM  # the widest code of all is 42 mm: it is never broken at its hyphen
    code = PlacedText(
        WIDE - wide,
        _QR_SIDE - 1.2 * MM,
        wide,
        LEAST,
        told.code,
        "bold",
        align="center",
        is_hall=True,
    )
    foot = max(facts.texts[0].y + facts.high, code.y + CAPITAL * LEAST)
    return PageBlock(foot + 3 * MM, (title, *named.texts, code, *facts.texts), named.shapes)


def _named(told: PageContent, top: float) -> PageBlock:
    """Call number and name in one row, each in its middle."""
    head = told.head
    wide = HEADING - number_wide(told.words.number, told.number) - 3 * MM
    name_high = text_height(head.name, head.name_size, wide, bold=True)
    high = max(NUMBER_HIGH, name_high)
    below = tail(head.name, head.name_size)
    number = call_number(told.words.number, told.number, 0, top + (high - NUMBER_HIGH) / 2)
    name_top = top + (high - name_high) / 2
    name = PlacedText(HEADING - wide, name_top, wide, head.name_size, head.name, "bold", "h1")
    return PageBlock(high + below, (*number.texts, name), number.shapes)


def _facts(told: PageContent, top: float) -> PageBlock:
    head, size = told.head, LEAST * told.scale
    parts = (
        PageText(head.fair, size, "bold", is_hall=True),
        PageText(head.day, size),
        PageText(head.place, size, is_hall=True),
        PageText(head.printed, size),
    )
    return column([part for part in parts if part.text], 0, top, HEADING, 2.6 * MM)


def _note(note: str, scale: float) -> PageBlock:
    written = column([PageText(note, LEAST * scale, "bold")], 0, 0, WIDE, 0)
    return PageBlock(written.high + 2.5 * MM, written.texts)


@lru_cache(maxsize=500)
def _meeting(line: PrintedLine, density: Density, scale: float) -> PageBlock:
    """The pause before, then hour, story and sign side by side under a line."""
    gap = density.gap * MM
    start = pause_height(line, scale)
    top = start + density.inset * MM
    wide = density.hour_column * MM
    hours = column(hour_parts(line, density, scale), 0, top, wide, gap)
    told = column(story_parts(line, density, scale), wide + GUTTER, top, story_column(density), gap)
    sign = _sign(line, density, scale, top)
    pause = _pause(line, scale)
    rule = PageBox(0, start, WIDE, 0, line=_RULE)
    name, *story = told.texts
    return PageBlock(
        top + max(hours.high, told.high, sign.high) + density.inset * MM,
        (*pause.texts, name, *hours.texts, *sign.texts, *story),
        (*pause.shapes, rule, *hours.shapes, *told.shapes, *sign.shapes),
    )


def _pause(line: PrintedLine, scale: float) -> PageBlock:
    if not line.pause:
        return PageBlock(0)
    words = column([pause_part(line, scale)], 2 * MM, 1.6 * MM, WIDE - 4 * MM, 0)
    band = PageBox(0, 0, WIDE, pause_height(line, scale), fill="#e8e8e8")
    return PageBlock(
        band.high, words.texts, (band, PageBox(0, 0, WIDE, 0, line=_RULE), *words.shapes)
    )


def _sign(line: PrintedLine, density: Density, scale: float, top: float) -> PageBlock:
    """The sign of a stand in its frame, the zone below it; of one that has neither, nothing."""
    if not (line.stand or line.zone):
        return PageBlock(0)
    size, room = sign_size(line.stand, density), sign_column(line.stand, density)
    outer, side = density.sign_column * MM, 0.9 * size
    left, inner, inside = WIDE - outer + MM, outer - 2 * MM, top + 2 * MM
    behind = side + 1.5 * MM
    wide = min(room, width(line.stand, bold=True) * size)
    start = left + (inner - behind - wide) / 2
    picto = Picto("stand", start, inside + CAPITAL * (size - side / 2) - side / 2, side)
    foot, texts, signs = inside, [], []
    if line.stand:
        texts = [PlacedText(start + behind, inside, room, size, line.stand, "bold", is_hall=True)]
        signs, foot = [picto], inside + text_height(line.stand, size, room, bold=True)
    if line.zone:
        small, zone = zone_size(line.zone, density, scale), foot + density.gap * MM
        texts.append(PlacedText(left, zone, inner, small, line.zone, align="center"))
        foot = zone + text_height(line.zone, small, inner)
    high = foot + 2 * MM - top
    frame = PageBox(WIDE - outer, top, outer, high, line=_EDGE, radius=_RADIUS)
    return PageBlock(high, tuple(texts), (frame, *signs))


def _no_meeting(told: PageContent, start: float, end: float) -> list[PlacedBlock]:
    """In the middle of the page, that there is none and whom to ask."""
    large, small, side = 26 * told.scale, 20 * told.scale, 34 * MM
    sentence, advice = told.words.no_meeting, told.words.no_meeting_help
    high = text_height(sentence, large, WIDE, bold=True)
    texts = (
        PlacedText(0, side + 10 * MM, WIDE, large, sentence, "bold", align="center"),
        PlacedText(0, side + 15 * MM + high, WIDE, small, advice, align="center"),
    )
    whole = side + 15 * MM + high + text_height(advice, small, WIDE)
    picto = Picto("question", (WIDE - side) / 2, 0, side)
    return [(start + (end - start - whole) / 2, PageBlock(whole, texts, (picto,)))]
