"""The number by which somebody is called, in white on black."""

from badges.measure import CAPITAL, width
from badges.personal.density import LEAST
from badges.personal.placed import PageBlock, PageBox, PlacedText

_SIZE = 22.0

NUMBER_HIGH = (CAPITAL + 0.52) * _SIZE
"""Points that the box of a number is high."""


def number_wide(label: str, number: str) -> float:
    """Points that the box of a number takes with its label."""
    words = width(label, bold=True) * LEAST + width(number, bold=True) * _SIZE
    return words + 0.86 * _SIZE


def call_number(label: str, number: str, left: float, top: float) -> PageBlock:
    """The box at a place, the label before the number."""
    foot = top + (0.26 + CAPITAL) * _SIZE
    start = left + 0.34 * _SIZE
    behind = start + width(label, bold=True) * LEAST + 0.18 * _SIZE
    wide = number_wide(label, number)
    return PageBlock(
        NUMBER_HIGH,
        (
            PlacedText(start, foot - CAPITAL * LEAST, wide, LEAST, label, "white", "h1"),
            PlacedText(behind, foot - CAPITAL * _SIZE, wide, _SIZE, number, "white", "h1"),
        ),
        (PageBox(left, top, wide, NUMBER_HIGH, radius=0.22 * _SIZE, fill="#000"),),
    )
