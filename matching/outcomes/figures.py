"""A figure with its share, and sections that never let a small group be recognised."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

SMALLEST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of the report.

    `code` names its sentence; `label` is used instead when the name is data (a stand, a partner).
    `value` is `None` when the number is hidden (`is_hidden`) or cannot be computed yet.
    """

    code: str
    value: float | None
    label: str = ""
    of: int | None = None
    is_hidden: bool = False

    @property
    def share(self) -> float | None:
        """The value over its whole, when both are known."""
        if self.value is None or not self.of:
            return None
        return self.value / self.of


@dataclass(frozen=True, slots=True)
class Section:
    """Figures that belong together."""

    code: str
    figures: tuple[Figure, ...]

    def value(self, code: str) -> float | None:
        """The value of the figure with this code."""
        return next(figure.value for figure in self.figures if figure.code == code)


def hide_small_groups(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """Counts from 1 to 4 hidden, and one more when a lone hidden one could be subtracted out."""
    shown = tuple(figures)
    small = {n for n, figure in enumerate(shown) if figure.value and figure.value < SMALLEST_SHOWN}
    others = [n for n, figure in enumerate(shown) if n not in small and figure.value]
    if len(small) == 1 and others:
        small.add(min(others, key=lambda n: (shown[n].value or 0, n)))
    return tuple(
        replace(figure, value=None, is_hidden=True) if n in small else figure
        for n, figure in enumerate(shown)
    )
