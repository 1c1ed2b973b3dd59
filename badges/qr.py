"""A code as a QR image: one seamless path, sharp on paper at any size."""

import re
from collections.abc import Iterator, Mapping, Sequence

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

Corner = tuple[int, int, int]

_CODE_LETTERS = 10
_ALPHANUMERIC = re.compile(r"[0-9A-Z $%*+./:-]*")


def qr_svg(text: str) -> str:
    """An SVG image with its quiet zone, one unit a module, black drawn as one path."""
    path, side = qr_path(text)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/>'
        f'<path fill="#000" fill-rule="evenodd" d="{path}"/></svg>'
    )


def qr_path(text: str) -> tuple[str, int]:
    """The outline of the same as SVG path data, and how many modules a side has with its quiet."""
    modules = _modules(text)
    return _outline(modules), len(modules) + 2 * QUIET_ZONE


def qr_lines(text: str) -> list[str]:
    """The same for a terminal, two modules a line; light blocks on a dark ground and none else."""
    side, modules = 2 * QUIET_ZONE, _modules(text)
    blank = [False] * (len(modules) + side)
    rows = [blank] * QUIET_ZONE
    rows += [[False] * QUIET_ZONE + row + [False] * QUIET_ZONE for row in modules]
    rows += [blank] * (QUIET_ZONE + len(modules) % 2)
    signs = {(False, False): "█", (False, True): "▀", (True, False): "▄", (True, True): " "}
    return [
        "".join(signs[pair] for pair in zip(upper, lower, strict=True))
        for upper, lower in zip(rows[::2], rows[1::2], strict=True)
    ]


def _modules(text: str) -> list[list[bool]]:
    """The dark modules, in the smallest symbol, then with the most error correction it allows.

    Measured: a small symbol is read from farther away than a well-protected large one. A badge
    code (ten alphanumerics) fills version 1 at level H exactly.
    """
    if len(text) == _CODE_LETTERS and _ALPHANUMERIC.fullmatch(text):
        return _drawn(_symbol(text, ERROR_CORRECT_H))
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
    """Closed loops round the dark areas; separate rectangles would show white seams in print.

    Along each line of the grid corners are joined in pairs, across and down in turn: what lies
    inside an odd number of loops is dark.
    """
    across = _corners(modules)
    down: dict[int, list[Corner]] = {}
    for corner in sorted(across):
        down.setdefault(corner[1], []).append(corner)
    beside = dict(_pairs(across))
    below = dict(pair for column in down.values() for pair in _pairs(column))
    return "".join(_loops(beside, below))


def _corners(modules: list[list[bool]]) -> list[Corner]:
    """Where the border of the dark areas turns, row by row: (row, column, which of two).

    Where two dark modules touch at a corner alone the border turns twice.
    """
    side = len(modules)
    found = []
    above = 0
    for y in range(side + 1):
        # A row as a number, its first module the second bit: a bit changes where a module differs.
        here = int("".join("01"[dark] for dark in modules[y]), 2) << 1 if y < side else 0
        edges = above ^ here
        turns = edges ^ edges >> 1
        twice = edges & edges >> 1 & (here ^ here >> 1)
        for x in range(side + 1):
            bit = 1 << side - x
            if turns & bit:
                found.append((y, x, 0))
            elif twice & bit:
                found += [(y, x, 0), (y, x, 1)]
        above = here
    return found


def _pairs(corners: Sequence[Corner]) -> Iterator[tuple[Corner, Corner]]:
    """Each corner with the one that its line joins it to, both ways."""
    for one, other in zip(corners[::2], corners[1::2], strict=True):
        yield one, other
        yield other, one


def _loops(beside: dict[Corner, Corner], below: Mapping[Corner, Corner]) -> Iterator[str]:
    """The loops as SVG path data, inside the quiet zone."""
    while beside:
        here = start = next(iter(beside))
        moves = [f"M{here[1] + QUIET_ZONE} {here[0] + QUIET_ZONE}"]
        while True:
            turn = beside.pop(here)
            del beside[turn]
            moves.append(f"h{turn[1] - here[1]}")
            here = below[turn]
            if here == start:
                break
            moves.append(f"v{here[0] - turn[0]}")
        yield "".join(moves) + "z"
