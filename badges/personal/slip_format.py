"""The narrow papers of a schedule, and how large and close things stand on them."""

from dataclasses import dataclass, replace

from badges.measure import MM
from badges.personal.book import PageFrame

NAME = 17.0
"""Points of a name, of a person as of a stand."""

CODE_WIDE = 46 * MM
"""Points across a code with its words and the white beside it."""

_GUTTER = 4.0


@dataclass(frozen=True, slots=True)
class SlipFormat:
    """A narrow page in millimetres; a `high` of 0 is as long as what stands on it.

    `aside` is the column of hours and signs, where there is one beside what is told.
    """

    wide: float
    high: float
    margin: float
    aside: float = 0

    @property
    def is_roll(self) -> bool:
        """Whether a page is as long as what stands on it."""
        return self.high == 0

    @property
    def column(self) -> float:
        """Millimetres between the margins."""
        return self.wide - 2 * self.margin

    @property
    def most_of_hall(self) -> float:
        """Millimetres that the plan of the hall may be high."""
        return self.high / 3 if self.high else 3 * self.wide

    @property
    def beside(self) -> float:
        """Millimetres from the start to what is told of a meeting."""
        return self.aside + _GUTTER if self.aside else 0

    @property
    def story(self) -> float:
        """Millimetres for what is told of a meeting."""
        return self.column - self.beside

    @property
    def sign(self) -> float:
        """Millimetres for the sign of a stand."""
        return self.aside or (self.column - _GUTTER) / 2

    @property
    def room(self) -> float:
        """Points of height for all that a page tells; below it has a line that says “go on”."""
        return (self.high - self.margin - _TOP - _BELOW) * MM

    def paper(self, room: float) -> PageFrame:
        """The page with so many points of height for what it tells."""
        high = self.high * MM if self.high else room + (2 * self.margin + _TOP) * MM
        return PageFrame(self.wide * MM, high, self.margin * MM, high - (self.margin + _TOP) * MM)


_TOP, _BELOW = 2.4, 11.2
SLIPS = {"a5": SlipFormat(148, 210, 8, aside=43), "ticket": SlipFormat(80, 0, 5.5)}
"""What a schedule may be printed on beside A4, by name."""


@dataclass(frozen=True, slots=True)
class SlipLook:
    """How meetings stand: points of hours, signs and names, millimetres between parts.

    `reasons` is how many a meeting has at least; `band` whether it says how close it is to a wish,
    `pauses` whether pauses are said between hours that show them. Where `is_close`, a zone stands
    where it takes least room.
    """

    sign: float
    name: float
    gap: float
    inset: float
    reasons: int
    band: bool = False
    pauses: bool = True
    is_close: bool = False


ROOMY = SlipLook(22, NAME, 2.2, 2.0, reasons=2, band=True)
_CLOSE = replace(ROOMY, inset=1.8, reasons=1, band=False)
_TIGHT = SlipLook(20, 15, 2.0, 1.6, reasons=1, is_close=True)
_TIGHTEST = replace(_TIGHT, sign=18, reasons=0, pauses=False)

LOOKS = (ROOMY, _CLOSE, _TIGHT, replace(_CLOSE, reasons=0), replace(_TIGHT, reasons=0), _TIGHTEST)
"""From the roomiest to the one that tells least."""

ROLL = SlipLook(22, NAME, 2.2, 3.0, reasons=2, band=True)
"""On a roll, which is as long as it takes."""
