"""A score is a value with its reasons: the sum of their contributions, by construction."""

import dataclasses
import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

_NOTHING: Mapping[str, object] = MappingProxyType({})


class Verdict(StrEnum):
    """What the hard rules say of a pair."""

    OPEN = "open"
    CLOSED = "closed"
    ASK = "ask"


class WayRound(StrEnum):
    """What may open an offer that a hard rule closes; the `help` of a bar."""

    ACCESSIBLE_TABLE = "accessible_table"
    ADAPT = "adapt"
    CHANGE_OF_MIND = "change_of_mind"
    DAY_HOURS = "day_hours"
    EQUIVALENCE = "equivalence"
    EXCEPTION = "exception"
    FRENCH_COURSE = "french_course"
    MOBILITY = "mobility"
    MOBILITY_OR_REMOTE = "mobility_or_remote"
    OTHER_COURSE = "other_course"
    OTHER_HOURS = "other_hours"
    PRESCRIBER = "prescriber"
    START_LATER = "start_later"
    TITLE_COURSE = "title_course"
    WAITING_LIST = "waiting_list"
    YOURS_TO_SAY = "yours_to_say"


@dataclass(frozen=True, slots=True)
class Reason:
    """One criterion's share of a score.

    `value` (0 to 1) is how well the criterion is met, `weight` its share among the criteria that
    could be judged (known shares sum to 1), `contribution` what it adds to the score.
    """

    criterion: str
    code: str
    weight: float
    value: float
    contribution: float
    params: Mapping[str, object] = dataclasses.field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True, slots=True)
class Bar:
    """A hard rule that fails; `params["help"]` is the `WayRound` that may open it."""

    code: str
    params: Mapping[str, object] = dataclasses.field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True, slots=True)
class Question:
    """A field to ask at the desk because a hard rule cannot be judged without it."""

    field: str
    code: str
    params: Mapping[str, object] = dataclasses.field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True, slots=True)
class Score:
    """How well one offer suits one person, and why."""

    person: str
    stand: str
    offer: str
    reasons: tuple[Reason, ...] = ()
    closed_by: tuple[Bar, ...] = ()
    ask: tuple[Question, ...] = ()

    @property
    def value(self) -> float:
        """From 0 to 1: the exact sum of the contributions."""
        return math.fsum(reason.contribution for reason in self.reasons)

    @property
    def verdict(self) -> Verdict:
        """Closed when a hard rule fails, ask when one cannot be judged, open otherwise."""
        if self.closed_by:
            return Verdict.CLOSED
        return Verdict.ASK if self.ask else Verdict.OPEN
