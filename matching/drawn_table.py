"""Tables at the terminal in which no word is broken, however narrow the window is."""

from collections.abc import Iterable, Sequence
from itertools import starmap

from rich.cells import cell_len
from rich.console import Console
from rich.table import Column, Table

_BESIDE = 3
"""What a column takes beside its words: a blank on either side, and a line."""
_KEPT = {"\xa0": "\ue000", "\u202f": "\ue001"}
"""No-break spaces, at which a line is broken all the same, and letters of no script for them."""
_WHOLE = str.maketrans(_KEPT)
_AGAIN = str.maketrans({letter: space for space, letter in _KEPT.items()})


def draw_table(out: Console, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Draw rows under their headings; where words would be broken, a small table for each row.

    A number to dial or a day to copy is read whole. A word that has no room beside its heading
    goes on below: nothing is cut.
    """
    headings = [head.translate(_WHOLE) for head in headings]
    rows = [[cell.translate(_WHOLE) for cell in row] for row in rows]
    widths = _widths(list(zip(headings, *rows, strict=True)), out.width)
    if widths is not None:
        sized = zip(headings, widths, strict=True)
        columns = (Column(head, width=width, overflow="fold") for head, width in sized)
        _draw(out, columns, rows, heads=True)
        return
    for row in rows:
        told = [pair for pair in zip(headings, row, strict=True) if pair[1]]
        _draw(
            out, (Column(style="bold", overflow="fold"), Column(overflow="fold")), told, heads=False
        )


def _draw(
    out: Console, columns: Iterable[Column], rows: Sequence[Sequence[str]], *, heads: bool
) -> None:
    drawn = Table(*columns, header_style="bold", show_header=heads)
    for row in rows:
        drawn.add_row(*row)
    with out.capture() as capture:
        out.print(drawn, markup=False)
    out.file.write(capture.get().translate(_AGAIN))


def _widths(columns: Sequence[Sequence[str]], window: int) -> list[int] | None:
    """How wide each column is drawn, its longest word whole; none where the window is too narrow.

    What is left after the words is shared out by what each column has to say.
    """
    least = [max(cell_len(word) for cell in column for word in ("", *cell.split()))
             for column in columns]  # fmt: skip
    wished = [max(cell_len(line) for cell in column for line in ("", *cell.splitlines()))
              for column in columns]  # fmt: skip
    spare = window - 1 - _BESIDE * len(columns) - sum(least)
    if spare < 0 and len(columns) > 1:
        return None
    lacking = sum(wished) - sum(least)
    share = min(1.0, max(0, spare) / lacking) if lacking else 0
    return list(starmap(lambda low, high: low + int((high - low) * share),
                        zip(least, wished, strict=True)))  # fmt: skip
