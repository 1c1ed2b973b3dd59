"""A figure with its share, and sections that never let a small group be recognised."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

SMALLEST_SHOWN = 5
"""The smallest group of people whose count is shown."""

FEWEST_DIVIDED = 10
"""Fewer people than this are not divided into groups at all."""


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

    @property
    def whole(self) -> int | None:
        """What the share is a share of, where there is one."""
        return None if self.share is None else self.of


@dataclass(frozen=True, slots=True)
class Section:
    """Figures that belong together."""

    code: str
    figures: tuple[Figure, ...]

    def value(self, code: str) -> float | None:
        """The value of the figure with this code."""
        return next(figure.value for figure in self.figures if figure.code == code)


def hide_small_groups(
    figures: Iterable[Figure], *, also: Collection[str] = ()
) -> tuple[Figure, ...]:
    """Counts of a whole that is known, small groups hidden so that none can be worked out.

    Counts from 1 to 4 are hidden; then the next smallest ones too, until the hidden ones
    together leave each of them room for any count from 1 to 4. Fewer than ten people in all are
    not divided: every count is hidden then, the zeros too. (Complementary suppression: Hundepool
    and others, *Statistical Disclosure Control*, 2012, chapter 4.) Groups named in `also`, by
    label or code, were hidden before, and stay hidden.
    """
    known = tuple(figures)
    counts = [int(figure.value or 0) for figure in known]
    kept = {place for place, figure in enumerate(known) if (figure.label or figure.code) in also}
    hidden = _hidden(counts) | kept
    return tuple(
        replace(figure, value=None, is_hidden=True) if place in hidden else figure
        for place, figure in enumerate(known)
    )


def are_safe(shown: Iterable[Figure], counts: Iterable[int]) -> bool:
    """Whether those of these counts that are hidden leave each other enough room."""
    every = list(counts)
    pairs = zip(shown, every, strict=True)
    hidden = [count for figure, count in pairs if figure.is_hidden]
    return not hidden or len(hidden) == len(every) or _is_safe(hidden)


def _hidden(counts: Sequence[int]) -> frozenset[int]:
    everywhere = frozenset(range(len(counts)))
    if sum(counts) < FEWEST_DIVIDED:
        return everywhere if any(counts) else frozenset()
    small = [place for place in everywhere if 0 < counts[place] < SMALLEST_SHOWN]
    if not small:
        return frozenset()
    hidden = frozenset(small)
    larger = sorted({count for count in counts if count >= SMALLEST_SHOWN})
    while not _is_safe([counts[place] for place in hidden]):
        if not larger:
            return everywhere
        # Equal counts together: which of them was taken would tell where the small one is.
        next_count = larger.pop(0)
        hidden |= {place for place in everywhere if counts[place] == next_count}
    return hidden


def _is_safe(hidden: Sequence[int]) -> bool:
    """Whether somebody who knows their sum, and how counts are hidden, can tell none of these."""
    whole, most = sum(hidden), SMALLEST_SHOWN - 1
    is_far_from_all_ones = whole - len(hidden) >= most - 1
    is_far_from_all_fours = max(hidden) > most or most * len(hidden) - whole >= 2
    return len(hidden) > 1 and is_far_from_all_ones and is_far_from_all_fours
