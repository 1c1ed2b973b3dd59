"""How one group fared beside another: what an audit finds, ready to be told."""

from dataclasses import dataclass, fields
from enum import StrEnum

FOUR_FIFTHS = 0.8


class FourFifths(StrEnum):
    """Where a group stands beside four fifths of what the best treated group has.

    `UNSURE` is under them too, but so few people are compared that chance alone explains it.
    """

    UNDER = "under"
    UNSURE = "unsure"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Treatment:
    """What the fair gave one person.

    Attributes
    ----------
    selected
        1 with a meeting planned with an employer, else 0.
    open_share
        Share of the offers that no rule closes to the person, `None` where nobody knows any more.
    best_score
        Mean of the person's best scores among open offers, `None` without any.
    meetings, held
        Meetings planned, and held (`None` while no meeting of the fair was noted as held).
    """

    selected: int
    open_share: float | None
    best_score: float | None
    meetings: int
    held: int | None = None


MEASURES = tuple(field.name for field in fields(Treatment))


@dataclass(frozen=True, slots=True)
class Compared:
    """One group: its size, its mean with an interval, and its ratio to the best treated group.

    Everything but `group` is `None` when the group is too small to be shown.
    """

    group: str
    people: int | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    ratio: float | None = None
    ratio_low: float | None = None
    ratio_high: float | None = None

    @property
    def is_hidden(self) -> bool:
        """Whether the group is too small to be shown."""
        return self.people is None

    @property
    def four_fifths(self) -> FourFifths | None:
        """Where the ratio stands, `None` for a group that is compared with nobody."""
        if self.ratio is None or self.ratio_high is None:
            return None
        # A ratio of two means that is four fifths by count may fall short of it by rounding.
        if self.ratio > FOUR_FIFTHS - 1e-9:
            return FourFifths.KEPT
        return FourFifths.UNDER if self.ratio_high < 1.0 else FourFifths.UNSURE


@dataclass(frozen=True, slots=True)
class Comparison:
    """One measure over the groups of one characteristic."""

    characteristic: str
    measure: str
    groups: tuple[Compared, ...]
