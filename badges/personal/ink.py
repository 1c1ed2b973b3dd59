"""Boxes, lines, pictograms and codes as the contents of a page say them.

A block is written with its start at the left edge and its top at a height of nothing; what lies
below has a negative height, as in PDF.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

from badges.personal.placed import PageBox, Picto

_PICTOGRAMS = Path(__file__).parents[1] / "pictograms"
_SIDE = 48  # of every shipped pictogram
_BLEED = 4  # round it, for the half of a line that lies outside
_BEND = 0.5523  # how far the handles of a quarter of a circle reach, of its radius
_GREY = {"#000": 0.0, "#fff": 1.0, "#e8e8e8": 232 / 255}
_STEP = re.compile(r"M(-?\d+) (-?\d+)|([hv])(-?\d+)|z")

Shape = Picto | PageBox

PICTO_SIDE = float(_SIDE + 2 * _BLEED)
"""Points along a pictogram that has been set, with the white around it."""


@lru_cache(maxsize=4_000)
def shapes_ink(shapes: Sequence[Shape], wide: float, *, is_mirrored: bool) -> bytes:
    """The drawings of a block in their order; pictograms go by their names."""
    return b"".join(
        _picto(shape, wide, is_mirrored=is_mirrored)
        if isinstance(shape, Picto)
        else _box(shape, wide, is_mirrored=is_mirrored)
        for shape in shapes
    )


def _picto(picto: Picto, wide: float, *, is_mirrored: bool) -> bytes:
    scale, bleed = picto.size / _SIDE, picto.size / _SIDE * _BLEED
    left = wide - picto.x - picto.size if is_mirrored else picto.x
    top = bleed - picto.y
    if is_mirrored and picto.name == "arrow":
        place = (-scale, 0, 0, scale, left + picto.size + bleed, top)
    else:
        place = (scale, 0, 0, scale, left - bleed, top)
    return b"q %b cm/%b Do Q\n" % (_numbers(*place), picto.name.encode())


def _box(box: PageBox, wide: float, *, is_mirrored: bool) -> bytes:
    left = wide - box.x - box.wide if is_mirrored else box.x
    line = b"/c0 CS 0 SCN %b w " % _numbers(box.line) if box.line else b""
    if not box.high:
        start, end = _numbers(left, -box.y), _numbers(left + box.wide, -box.y)
        return b"q %b%b m %b l S Q\n" % (line, start, end)
    fill = b"/c0 cs %b scn " % _numbers(_GREY[box.fill]) if box.fill != "none" else b""
    act = {(True, True): b"B", (True, False): b"S", (False, True): b"f"}[bool(line), bool(fill)]
    return b"q %b%b%b %b Q\n" % (line, fill, _outline(box, left), act)


def _outline(box: PageBox, left: float) -> bytes:
    """The path of a box, its corners round where it has a radius."""
    right, top, foot = left + box.wide, -box.y, -box.y - box.high
    radius = min(box.radius, box.wide / 2, box.high / 2)
    if not radius:
        return b"%b re" % _numbers(left, foot, box.wide, box.high)
    near = radius * (1 - _BEND)
    corners = (
        (right - radius, top, right - near, top, right, top - near, right, top - radius),
        (right, foot + radius, right, foot + near, right - near, foot, right - radius, foot),
        (left + radius, foot, left + near, foot, left, foot + near, left, foot + radius),
        (left, top - radius, left, top - near, left + near, top, left + radius, top),
    )
    path = b"".join(b"%b l %b c " % (_numbers(*c[:2]), _numbers(*c[2:])) for c in corners)
    return b"%b m %bh" % (_numbers(left + radius, top), path)


def code_ink(path: str, side: int, long: float, left: float, top: float) -> bytes:
    """A code as `badges.qr.qr_path` outlines it, so long a side, dark on white."""
    white = b"q %b cm/c0 cs 1 scn 0 0 %d %d re f " % (
        _numbers(long / side, 0, 0, -long / side, left, top),
        side,
        side,
    )
    return b"%b0 scn\n%bf* Q\n" % (white, _steps(path))


def _steps(path: str) -> bytes:
    """The loops of a code, from moves of SVG to those of PDF."""
    across = down = 0
    written: list[str] = []
    for found in _STEP.finditer(path):
        if found[1]:
            across, down = int(found[1]), int(found[2])
            written.append(f"{across} {down} m")
        elif found[3]:
            across += int(found[4]) if found[3] == "h" else 0
            down += int(found[4]) if found[3] == "v" else 0
            written.append(f"{across} {down} l")
        else:
            written.append("h")
    return "\n".join([*written, ""]).encode()


def _numbers(*values: float) -> bytes:
    return b" ".join([b"%.3f" % value for value in values])


@cache
def pictogram(name: str) -> bytes:
    """A shipped drawing with the white around it."""
    svg = (_PICTOGRAMS / f"{name}.svg").read_text(encoding="utf-8")
    side = _SIDE + 2 * _BLEED
    return svg.replace('"0 0 48 48"', f'"{-_BLEED} {-_BLEED} {side} {side}"', 1).encode()
