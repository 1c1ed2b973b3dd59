"""An exhibitor: employer, school or support service, with a stand, tables and hours."""

import re
from dataclasses import dataclass
from datetime import time

from matching.domain.errors import Invalid
from matching.domain.terms import ExhibitorKind

MOST_TABLES = 500
_FAR = 10_000


@dataclass(frozen=True, slots=True)
class Exhibitor:
    """Who receives jobseekers, where, at how many tables at once, and when.

    `stand` is the sign on the spot ("A3"); `map_x` and `map_y` say where it is on the plan of the
    hall, from the left and from the top, in columns and rows or in any one unit. `opens` and
    `closes` default to the fair's hours.
    """

    id: str
    name: str
    kind: ExhibitorKind = ExhibitorKind.EMPLOYER
    stand: str = ""
    zone: str = ""
    map_x: float | None = None
    map_y: float | None = None
    step_free: bool | None = None
    tables: int = 1
    languages: tuple[str, ...] = ()
    opens: time | None = None
    closes: time | None = None
    breaks: tuple[tuple[time, time], ...] = ()
    recruiters: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.id.strip():
            raise Invalid("id", "empty")
        if not self.name.strip():
            raise Invalid("name", "empty")
        if not 1 <= self.tables <= MOST_TABLES:
            raise Invalid("tables", "range", value=self.tables, least=1, most=MOST_TABLES)
        for name in ("map_x", "map_y"):
            value = getattr(self, name)
            if value is not None and not -_FAR <= value <= _FAR:
                raise Invalid(name, "range", value=value, least=-_FAR, most=_FAR)
        if self.opens and self.closes and self.opens >= self.closes:
            raise Invalid("closes", "hours", start=self.opens, end=self.closes)
        for start, end in self.breaks:
            if start >= end:
                raise Invalid("breaks", "hours", start=start, end=end)

    @property
    def label(self) -> str:
        """The sign and the name, as staff call a stand; the name alone where it has no sign."""
        return f"{self.stand} {self.name}".strip()


_COUNTED = re.compile(r"(\D*)(\d*)")


def natural(sign: str) -> tuple[tuple[str, int], ...]:
    """Signs as people count them: A2 before A10."""
    return tuple((letters, int(digits or -1)) for letters, digits in _COUNTED.findall(sign))


def by_sign(stand: Exhibitor) -> tuple[tuple[tuple[str, int], ...], str]:
    """The key by which stands are listed wherever people look for one: B2 before B10."""
    return natural(stand.stand), stand.id
