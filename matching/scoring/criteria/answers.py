"""What a criterion answers: nothing to say, a bar, a question, or a part of the score."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from matching.domain.score import Bar, Question
from matching.scoring.profiles.profiles import ReadOffer, ReadPerson
from matching.scoring.profiles.weights import Weights

Codes: TypeAlias = Mapping[str, tuple[str, ...]]
GateAnswer: TypeAlias = tuple[Bar | Question, ...]
PASS: GateAnswer = ()
# What a need, where it is judged, takes the place of: a service has no trade and asks for no skill.
INSTEAD = frozenset({"skills", "gap", "trade"})


@dataclass(frozen=True, slots=True)
class Part:
    """How well one criterion is met (0 to 1); `None` when it could be judged but is not known."""

    code: str
    value: float | None
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reads:
    """The fields of a person and of an offer that a criterion looks at, and no other.

    Two pairs alike in these fields get the same answer: it is worked out once.
    """

    person: tuple[str, ...] = ()
    offer: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gate:
    """A hard rule with every code it can answer and the params each carries."""

    name: str
    judge: Callable[[ReadPerson, ReadOffer], GateAnswer]
    reads: Reads
    bars: Codes
    questions: Codes


@dataclass(frozen=True, slots=True)
class Weighing:
    """A soft criterion, the share it takes from the weights, and every code it can answer."""

    name: str
    share: str
    weigh: Callable[[ReadPerson, ReadOffer, Weights], Part | None]
    reads: Reads
    reasons: Codes
