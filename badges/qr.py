"""A code as a QR image: one seamless path, sharp on paper at any size."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, product

from qrcode import QRCode
from qrcode.constants import (
    ERROR_CORRECT_H,
    ERROR_CORRECT_L,
    ERROR_CORRECT_M,
    ERROR_CORRECT_Q,
)
from qrcode.exceptions import DataOverflowError
from qrcode.image.pil import PilImage

QUIET_ZONE = 4
"""White modules that the standard asks for on each side."""

SIDE = 21
"""Modules along a side of the code of a badge: the smallest symbol there is."""

# Choosing among the eight masks takes six times as long and reads no better: of 300 codes blurred,
# turned and noisy 283, 169 and 215 were read with this one, 280, 167 and 207 with the one chosen.
_MASK = 4

Point = tuple[int, int]


def qr_svg(text: str) -> str:
    """An SVG image with its quiet zone, one unit a module, black drawn as one path."""
    modules = _modules(text)
    side = len(modules) + 2 * QUIET_ZONE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/>'
        f'<path fill="#000" fill-rule="evenodd" d="{_outline(modules)}"/></svg>'
    )


def _modules(text: str) -> list[list[bool]]:
    """The dark modules, in the smallest symbol, then with the most error correction it allows.

    Measured: a small symbol is read from farther away than a well-protected large one. A badge
    code (ten alphanumerics) fills version 1 at level H exactly.
    """
    smallest = _symbol(text, ERROR_CORRECT_L).best_fit()
    for level in (ERROR_CORRECT_H, ERROR_CORRECT_Q, ERROR_CORRECT_M):
        symbol = _symbol(text, level)
        try:
            fits = symbol.best_fit() == smallest
        except (DataOverflowError, ValueError):  # version 41 does not exist
            continue
        if fits:
            return _drawn(symbol)
    return _drawn(_symbol(text, ERROR_CORRECT_L))


def _symbol(text: str, level: int) -> "QRCode[PilImage]":
    symbol = QRCode(error_correction=level, border=0, image_factory=PilImage, mask_pattern=_MASK)
    symbol.add_data(text, optimize=0)  # one segment: a badge code is alphanumeric throughout
    return symbol


def _drawn(symbol: "QRCode[PilImage]") -> list[list[bool]]:
    symbol.make(fit=True)
    return [[bool(dark) for dark in row] for row in symbol.modules]


def _outline(modules: list[list[bool]]) -> str:
    """Closed loops round the dark areas; separate rectangles would show white seams in print."""
    ahead = _edges(modules)
    loops: list[str] = []
    for start in _starts(ahead):
        loop = [start]
        while loop[-1] in ahead:
            ends = ahead[loop[-1]]
            end = ends.pop()
            if not ends:
                del ahead[loop[-1]]
            loop.append(end)
            if end == start:
                break
        loops.append(_path(loop))
    return "".join(loops)


def _starts(ahead: Mapping[Point, Sequence[Point]]) -> Iterator[Point]:
    """The first corner of each loop that is still to be walked, from left to right."""
    for corner in sorted(ahead):
        while corner in ahead:
            yield corner


def _edges(modules: list[list[bool]]) -> dict[Point, list[Point]]:
    """From each corner, where the border of the dark areas goes next (dark on its right)."""
    side = len(modules)
    white = [False] * (side + 2)
    framed = [white, *([False, *row, False] for row in modules), white]
    ahead: dict[Point, list[Point]] = {}
    for x, y in product(range(side), range(side)):
        if not framed[y + 1][x + 1]:
            continue
        if not framed[y][x + 1]:
            ahead.setdefault((x, y), []).append((x + 1, y))
        if not framed[y + 1][x + 2]:
            ahead.setdefault((x + 1, y), []).append((x + 1, y + 1))
        if not framed[y + 2][x + 1]:
            ahead.setdefault((x + 1, y + 1), []).append((x, y + 1))
        if not framed[y + 1][x]:
            ahead.setdefault((x, y + 1), []).append((x, y))
    return ahead


def _path(loop: list[Point]) -> str:
    """A loop as SVG path data, inside the quiet zone, straight runs joined."""
    turns = [
        here
        for before, here, after in zip([loop[-2], *loop[:-2]], loop[:-1], loop[1:], strict=True)
        if (before[0] == here[0]) != (here[0] == after[0])
    ]
    moves = [f"M{turns[0][0] + QUIET_ZONE} {turns[0][1] + QUIET_ZONE}"]
    for (x0, y0), (x1, y1) in pairwise(turns):
        moves.append(f"h{x1 - x0}" if y0 == y1 else f"v{y1 - y0}")
    return "".join(moves) + "z"
