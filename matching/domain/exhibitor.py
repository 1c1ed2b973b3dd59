"""An exhibitor: employer, school or support service, with a stand, tables and hours."""

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
