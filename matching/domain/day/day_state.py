"""What the facts so far mean for the rest of the day: who is gone, where and how stands receive."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from matching.domain.day.happening import Happening, HappeningKind, standing


@dataclass(frozen=True, slots=True)
class Place:
    """Where a stand is now: its sign and its zone, empty where that did not change."""

    sign: str = ""
    zone: str = ""


@dataclass(frozen=True, slots=True)
class DayState:
    """The state that a re-plan starts from.

    `gone` people take no further meeting; `closed` stands receive nobody; `late` stands receive
    from the moment given; `missed` and `held` are ids of meetings that are settled; `moved` says
    where stands are that are not where the list has them. Of those missed, one side `refused` some.
    """

    gone: frozenset[str]
    closed: frozenset[str]
    late: Mapping[str, datetime]
    missed: frozenset[str]
    held: frozenset[str]
    moved: Mapping[str, Place] = field(default_factory=lambda: MappingProxyType({}))
    refused: frozenset[str] = frozenset()

    @classmethod
    def of(cls, happenings: Iterable[Happening]) -> "DayState":
        """Fold the facts that count; the last word written on a person or stand holds."""
        day = _Day()
        for fact in standing(happenings):
            effect = _EFFECTS.get(fact.kind)
            if effect is not None:
                effect(day, fact)
        return cls(
            frozenset(day.gone),
            frozenset(day.closed),
            day.late,
            frozenset(day.missed),
            frozenset(day.held),
            day.moved,
            frozenset(day.refused),
        )


@dataclass(slots=True)
class _Day:
    """The state while the facts are read one after the other."""

    gone: set[str] = field(default_factory=set)
    closed: set[str] = field(default_factory=set)
    late: dict[str, datetime] = field(default_factory=dict)
    missed: set[str] = field(default_factory=set)
    held: set[str] = field(default_factory=set)
    moved: dict[str, Place] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)

    def miss(self, fact: Happening) -> None:
        """One meeting is missed, or a person is not expected any more."""
        if fact.meeting:
            self.missed.add(fact.meeting)
        else:
            self.gone.add(fact.person)

    def refuse(self, fact: Happening) -> None:
        """A meeting will not be: whoever was to come or to receive said no."""
        self.miss(fact)
        self.refused.add(fact.meeting)

    def open_late(self, fact: Happening) -> None:
        """A stand receives from a moment on."""
        self.late[fact.stand] = datetime.fromisoformat(fact.data["until"])

    def reopen(self, fact: Happening) -> None:
        """A stand receives again."""
        self.closed.discard(fact.stand)
        self.late.pop(fact.stand, None)

    def move(self, fact: Happening) -> None:
        """A stand is somewhere else; what was not said stays as it was last."""
        before = self.moved.get(fact.stand, Place())
        self.moved[fact.stand] = Place(
            fact.data.get("sign", before.sign), fact.data.get("zone", before.zone)
        )


_EFFECTS: Mapping[HappeningKind, Callable[[_Day, Happening], None]] = MappingProxyType(
    {
        HappeningKind.ARRIVED: lambda day, fact: day.gone.discard(fact.person),
        HappeningKind.LEFT: lambda day, fact: day.gone.add(fact.person),
        HappeningKind.NO_SHOW: _Day.miss,
        HappeningKind.REFUSED: _Day.refuse,
        HappeningKind.HELD: lambda day, fact: day.held.add(fact.meeting),
        HappeningKind.STAND_CLOSED: lambda day, fact: day.closed.add(fact.stand),
        HappeningKind.STAND_LATE: _Day.open_late,
        HappeningKind.STAND_REOPENED: _Day.reopen,
        HappeningKind.STAND_MOVED: _Day.move,
    }
)
