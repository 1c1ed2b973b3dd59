"""How much a schedule page tells, and how large, so that a day fits on one side of paper."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from badges.measure import MM, broken, largest, rows_height, text_height
from badges.personal.placed import PageText, column_height, marked

LEAST = 14.0
"""Points: easy-to-read rules allow nothing smaller on the page."""

LARGE_PRINT = 1.25

WIDE = 186 * MM
"""Points between the margins of a page."""

HIGH = 271 * MM
"""Points between the margins above and below."""

GUTTER = 3 * MM
"""Points between the columns of a meeting."""

HEADING = 146 * MM
"""Points for words beside the code."""

_NAME = 110 * MM  # beside the call number


@dataclass(frozen=True, slots=True)
class Density:
    """Sizes of one page: texts in points, the rest in millimetres."""

    inset: float
    gap: float
    hour_column: float
    sign_column: float
    hour: float
    name: float
    offer: float
    reason: float
    band: bool


_ROOMY = Density(6.5, 3.6, 42, 38, 32, 24, 19, 17, band=True)
_MEDIUM = replace(_ROOMY, inset=4.5, gap=3.2, name=20, offer=17, reason=15)
_CLOSE = Density(4, 2.8, 40, 36, 30, 18, 15, 14, band=True)
_TIGHT = Density(3, 2.4, 37, 32, 25, 16, 14, 14, band=False)
_TIGHTEST = replace(_TIGHT, inset=2.2, gap=2.1, hour=24, name=15)

DENSITIES = (_ROOMY, _MEDIUM, _CLOSE, _TIGHT, _TIGHTEST)
"""From the roomiest to the one that tells least."""

_OVERLEAF = ((_CLOSE, 2), (_CLOSE, 1), (_TIGHT, 2), (_TIGHT, 1), (_TIGHTEST, 1), (_TIGHTEST, 0))
"""When not even the last holds on one page: what to try overleaf, with how many reasons."""


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One meeting in its final words; `star` is empty but for those not to be missed."""

    pause: str
    starts: str
    until: str
    exhibitor: str
    stand: str
    zone: str
    kind: str
    offer: str
    star: str
    band_word: str
    reasons: tuple[str, ...]
    bring: str


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a page in its final words; sizes in points."""

    name: str
    name_size: float
    fair: str
    day: str
    place: str
    printed: str


def heading(name: str, fair: str, day: str, place: str, printed: str, *, scale: float) -> Heading:
    """The head of a page, each text breakable in its column, the name as large as two rows take."""
    sizes = [float(size) for size in range(int(24 * scale), int(LEAST), -1)] + [LEAST]
    size = largest(name, sizes, _NAME, rows_height(2, 20 * scale), bold=True)
    return Heading(
        broken(name, size, _NAME, bold=True),
        size,
        broken(fair, LEAST * scale, HEADING, bold=True),
        day,
        broken(place, LEAST * scale, HEADING),
        printed,
    )


@dataclass(frozen=True, slots=True)
class PageLayout:
    """What a page shows: its sizes, each meeting with the reasons that found room, or overleaf."""

    density: Density
    lines: tuple[PrintedLine, ...]
    is_overleaf: bool


def lay_out(lines: Sequence[PrintedLine], room: float, *, scale: float) -> PageLayout:
    """The roomiest page on which every meeting has a reason; what room is left goes line by line.

    `room` is points for all the meetings of a page.

    When none has room for that, the tightest page gives reasons to as many meetings as it can,
    starred ones first; when even that holds no more than the meetings, the page goes on overleaf.
    """
    for density in DENSITIES:
        page = _Page(lines, density, scale)
        if page.height([1] * len(lines)) <= room:
            return PageLayout(
                density, page.told(page.fill([1] * len(lines), room)), is_overleaf=False
            )
    page = _Page(lines, DENSITIES[-1], scale)
    if page.height([0] * len(lines)) <= room:
        shown = page.fill([0] * len(lines), room)
        return PageLayout(DENSITIES[-1], page.told(shown), is_overleaf=False)
    return next(layouts_overleaf(lines, scale=scale))


def layouts_overleaf(lines: Sequence[PrintedLine], *, scale: float) -> Iterator[PageLayout]:
    """Ways to go on overleaf, the roomiest first: whoever counts pages takes the fewest."""
    for density, count in _OVERLEAF:
        shown = _Page(lines, density, scale).told([count] * len(lines))
        yield PageLayout(density, shown, is_overleaf=True)


def fuller(
    layout: PageLayout, lines: Sequence[PrintedLine], at: int, *, count: int, scale: float
) -> PageLayout:
    """The same with so many reasons of one meeting, or as many as it has."""
    count = max(count, len(layout.lines[at].reasons))
    whole = _in_columns(lines[at], layout.density, scale, count)
    return replace(layout, lines=(*layout.lines[:at], whole, *layout.lines[at + 1 :]))


MOST_REASONS = 2
"""Reasons a meeting; a third is not read."""


@dataclass(frozen=True, slots=True)
class _Page:
    """Meetings set at one density, each with so many of its reasons."""

    lines: Sequence[PrintedLine]
    density: Density
    scale: float

    def height(self, shown: Sequence[int]) -> float:
        """Points that the meetings take with so many reasons each."""
        return sum(
            _height(line, self.density, self.scale, count)
            for line, count in zip(self.lines, shown, strict=True)
        )

    def fill(self, shown: list[int], room: float) -> list[int]:
        """One more reason a meeting while there is room: starred ones first, then by their hour."""
        left = room - self.height(shown)
        starred_first = sorted(enumerate(self.lines), key=lambda pair: not pair[1].star)
        for count in range(1, MOST_REASONS + 1):
            for at, line in starred_first:
                if shown[at] != count - 1 or len(line.reasons) < count:
                    continue
                more = _height(line, self.density, self.scale, count) - _height(
                    line, self.density, self.scale, count - 1
                )
                if more <= left:
                    left -= more
                    shown[at] = count
        return shown

    def told(self, shown: Sequence[int]) -> tuple[PrintedLine, ...]:
        """The meetings with the reasons that are shown, every text breakable in its column."""
        return tuple(
            _in_columns(line, self.density, self.scale, count)
            for line, count in zip(self.lines, shown, strict=True)
        )


@lru_cache(maxsize=2_000)
def _in_columns(line: PrintedLine, density: Density, scale: float, count: int) -> PrintedLine:
    story, reason = story_column(density), density.reason * scale
    behind = marked(story, reason)
    named = marked(story, density.name * scale)
    return replace(
        line,
        exhibitor=broken(line.exhibitor, density.name * scale, named, bold=True),
        offer=broken(line.offer, density.offer * scale, story),
        reasons=tuple(broken(text, reason, behind) for text in line.reasons[:count]),
        bring=broken(line.bring, reason, behind),
        stand=broken(
            line.stand, sign_size(line.stand, density), sign_column(line.stand, density), bold=True
        ),
        zone=broken(
            line.zone, zone_size(line.zone, density, scale), (density.sign_column - 2) * MM
        ),
    )


@lru_cache(maxsize=2_000)
def _height(line: PrintedLine, density: Density, scale: float, reasons: int) -> float:
    shown = _in_columns(line, density, scale, reasons)
    gap = density.gap * MM
    columns = (
        column_height(hour_parts(shown, density, scale), density.hour_column * MM, gap),
        column_height(story_parts(shown, density, scale), story_column(density), gap),
        _sign_height(shown, density, scale),
    )
    return pause_height(line, scale) + max(columns) + 2 * density.inset * MM


def pause_part(line: PrintedLine, scale: float) -> PageText:
    """The sentence of the pause before a meeting."""
    return PageText(line.pause, LEAST * scale, "bold", mark="pause")


def pause_height(line: PrintedLine, scale: float) -> float:
    """Points that the pause before a meeting takes with its grey band, nothing without one."""
    return pause_part(line, scale).high(WIDE - 4 * MM) + 3.2 * MM if line.pause else 0.0


def hour_parts(line: PrintedLine, density: Density, scale: float) -> list[PageText]:
    """When a meeting begins and until when it lasts, one below the other."""
    return [
        PageText(line.starts, density.hour, "bold"),
        PageText(line.until, LEAST * scale, mark="clock" if density.band else ""),
    ]


def story_parts(line: PrintedLine, density: Density, scale: float) -> list[PageText]:
    """With whom, for what and why, one below the other."""
    reason, small = density.reason * scale, LEAST * scale
    found = [
        PageText(line.exhibitor, density.name * scale, "bold", line.kind, role="h2", is_hall=True),
        PageText(line.offer, density.offer * scale, is_hall=True),
        PageText(line.star, small, "bold", mark="star"),
        *(PageText(text, reason, mark="check") for text in line.reasons),
        PageText(line.bring, reason, mark="bag"),
        PageText(line.band_word if density.band else "", small),
    ]
    return [part for part in found if part.text]


def story_column(density: Density) -> float:
    """Points for a text of the middle column."""
    return WIDE - 2 * GUTTER - (density.hour_column + density.sign_column) * MM


def sign_column(stand: str, density: Density) -> float:
    """Points for the words of a stand's sign behind its pictogram."""
    return (density.sign_column - 2) * MM - sign_size(stand, density) * 0.9 - 1.5 * MM


def _sign_height(line: PrintedLine, density: Density, scale: float) -> float:
    if not (line.stand or line.zone):
        return 0
    size = sign_size(line.stand, density)
    room = sign_column(line.stand, density)
    stand = text_height(line.stand, size, room, bold=True) if line.stand else 0
    wide = (density.sign_column - 2) * MM
    small = zone_size(line.zone, density, scale)
    zone = text_height(line.zone, small, wide) + density.gap * MM if line.zone else 0
    return 4 * MM + stand + zone


@lru_cache(maxsize=500)
def zone_size(zone: str, density: Density, scale: float) -> float:
    """Points of a zone below its sign: as large as its words are whole."""
    sizes = [float(size) for size in range(int(LEAST * scale), int(LEAST), -1)] + [LEAST]
    return largest(zone, sizes, (density.sign_column - 2) * MM, HIGH)


def sign_size(stand: str, density: Density) -> float:
    """Points of a stand's sign: as large as the hour when it is short, as signs should be."""
    return density.hour if len(stand) <= 4 else 16
