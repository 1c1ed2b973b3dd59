"""What badges are printed on: sheets of labels to cut or peel, and single labels from a roll."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LabelFormat:
    """One kind of labels; lengths in millimetres, counted from the top left corner of a page.

    `gap` is the white between two labels; `inset` keeps words off a label's edge; `code` is the
    side of the QR code without its white border: 30 on every label that is higher than 41, for a
    code and its border are 29 modules and the code alone 21. A label of 32 holds 23 at most; with
    20 it leaves a name of five letters as large as on others, and for a longer one it gets smaller,
    down to 11. Beside that a name has three rows of 40 mm: whatever takes 12 ems in bold has 24
    points; fourteen “m” take 13.7. `is_stacked` puts the code under the words, `is_small` leaves no
    room for anything but name, number and code.
    """

    page: tuple[float, float]
    label: tuple[float, float]
    columns: int = 1
    rows: int = 1
    origin: tuple[float, float] = (0, 0)
    gap: tuple[float, float] = (0, 0)
    inset: float = 4
    code: float = 30
    is_stacked: bool = False
    is_small: bool = False

    @property
    def places(self) -> int:
        """Labels on one page."""
        return self.columns * self.rows

    @property
    def is_cut(self) -> bool:
        """Whether somebody cuts the labels out: a page of its own needs no cut marks."""
        return self.places > 1

    def corner(self, place: int) -> tuple[float, float]:
        """The top left corner of a place of a page, counted from 0 row by row."""
        row, column = divmod(place, self.columns)
        return (
            self.origin[0] + column * (self.label[0] + self.gap[0]),
            self.origin[1] + row * (self.label[1] + self.gap[1]),
        )


_A4 = (210, 297)

FORMATS = {
    "85x54": LabelFormat(_A4, (85, 54), 2, 5, (15, 13.5), (10, 0), inset=3),
    "90x54": LabelFormat(_A4, (90, 54), 2, 5, (15, 13.5), inset=3),
    "54x90": LabelFormat(_A4, (54, 90), 3, 3, (24, 13.5), is_stacked=True),
    "60x90": LabelFormat(_A4, (60, 90), 3, 3, (15, 13.5), is_stacked=True),
    "a7": LabelFormat(_A4, (105, 74), 2, 4, inset=7),
    "a6": LabelFormat(_A4, (105, 148), 2, 2, inset=8, code=40, is_stacked=True),
    "62x100": LabelFormat((62, 100), (62, 100), inset=5, is_stacked=True),
    "102x57": LabelFormat((102, 57), (102, 57), inset=5),
    "57x32": LabelFormat((57, 32), (57, 32), inset=1.5, code=20, is_small=True),
}
"""Label formats by name: sheets of ten, nine, eight and four on A4, then rolls of single labels."""

DEFAULT = "85x54"
