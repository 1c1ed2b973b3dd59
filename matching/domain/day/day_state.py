"""What the facts so far mean for the rest of the day: who is gone, where and how stands receive."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from matching.domain.day.happening import OUT, WAY, Happening, HappeningKind, in_force
from matching.domain.day.session_shift import SessionShift


@dataclass(frozen=True, slots=True)
class Place:
    """Where a stand is now: its sign and its zone, empty where that did not change."""

    sign: str = ""
    zone: str = ""


@dataclass(frozen=True, slots=True)
class DayState:
    """The state that a re-plan starts from.

    `gone` people take no further meeting; `closed` stands receive nobody; `late` stands receive
    from the moment given; `missed` and `held` are ids of meetings that are settled, but for
    absences noted before their person came in: a plan may give these another hour; `moved` says
    where stands are that are not where the list has them. Of those missed, one side `refused` some.
    `leaving` stands receive nobody from the moment given on; `tables` says how many a stand has
    now where that is not as entered. Meetings were `called` or have `begun` at a moment. Of the
    `late` stands, those `on_break` were open before; where lateness and a break are both said of
    one, the longer holds. `shifts` are groups of workshops that begin
    later, in the order in which that was said.
    """

    gone: frozenset[str]
    closed: frozenset[str]
    late: Mapping[str, datetime]
    missed: frozenset[str]
    held: frozenset[str]
    moved: Mapping[str, Place] = field(default_factory=lambda: MappingProxyType({}))
    refused: frozenset[str] = frozenset()
    leaving: Mapping[str, datetime] = field(default_factory=lambda: MappingProxyType({}))
    tables: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    called: Mapping[str, datetime] = field(default_factory=lambda: MappingProxyType({}))
    begun: Mapping[str, datetime] = field(default_factory=lambda: MappingProxyType({}))
    on_break: frozenset[str] = frozenset()
    shifts: tuple[SessionShift, ...] = ()

    @property
    def said_otherwise(self) -> frozenset[str]:
        """Stands of which other hours were said than those that were entered."""
        return self.closed | self.late.keys() | self.leaving.keys()

    def is_as_entered(self, stand: str) -> bool:
        """Whether a stand receives in its hours as they were entered: nothing else was said."""
        return stand not in self.said_otherwise

    def receives(self, stand: str, begins: datetime, ends: datetime, *, at: datetime) -> bool:
        """Whether a stand receives from one moment to another, as it is known at a moment.

        Who receives from an hour that has passed is there.
        """
        late, leaves = self.late.get(stand), self.leaving.get(stand)
        return (
            stand not in self.closed
            and (late is None or begins >= late or at >= late)
            and (leaves is None or ends <= leaves)
        )

    @classmethod
    def of(cls, happenings: Iterable[Happening]) -> "DayState":
        """Fold the facts that count; the last word written on a person or stand holds."""
        day = _Day()
        for fact in in_force(happenings):
            effect = _EFFECTS.get(fact.kind)
            if effect is not None:
                effect(day, fact)
        return cls(
            frozenset(day.gone),
            frozenset(day.closed),
            {stand: max(said.values()) for stand, said in day.away.items()},
            frozenset(day.missed),
            frozenset(day.held),
            day.moved,
            frozenset(day.refused),
            day.leaving,
            day.tables,
            day.called,
            day.begun,
            frozenset(stand for stand, said in day.away.items() if _is_break(said)),
            tuple(day.shifts),
        )


@dataclass(slots=True)
class _Day:
    """The state while the facts are read one after the other."""

    gone: set[str] = field(default_factory=set)
    closed: set[str] = field(default_factory=set)
    away: dict[str, dict[HappeningKind, datetime]] = field(default_factory=dict)
    missed: set[str] = field(default_factory=set)
    absent: dict[str, set[str]] = field(default_factory=dict)
    held: set[str] = field(default_factory=set)
    moved: dict[str, Place] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    leaving: dict[str, datetime] = field(default_factory=dict)
    tables: dict[str, int] = field(default_factory=dict)
    called: dict[str, datetime] = field(default_factory=dict)
    begun: dict[str, datetime] = field(default_factory=dict)
    shifts: list[SessionShift] = field(default_factory=list)

    def miss(self, fact: Happening) -> None:
        """One meeting is missed, or a person is not expected any more."""
        if fact.meeting:
            self.missed.add(fact.meeting)
            self.absent.setdefault(fact.person, set()).add(fact.meeting)
        else:
            self.gone.add(fact.person)

    def arrive(self, fact: Happening) -> None:
        """A person is here: what they missed before may be met at another hour."""
        self.gone.discard(fact.person)
        self.missed -= self.absent.pop(fact.person, set()) - self.refused

    def leave(self, fact: Happening) -> None:
        """A person takes no further meeting; whoever showed a badge on the way out may be back."""
        if fact.data.get(WAY) != OUT:
            self.gone.add(fact.person)

    def refuse(self, fact: Happening) -> None:
        """A meeting will not be: whoever was to come or to receive said no."""
        self.miss(fact)
        self.refused.add(fact.meeting)

    def place(self, fact: Happening) -> None:
        """A meeting is to come, put there by hand after whatever was noted of it before."""
        for settled in (self.missed, self.held, self.refused):
            settled.discard(fact.meeting)

    def stay_away(self, fact: Happening) -> None:
        """A stand is late or has a break until a moment: the last word on each of the two holds."""
        until = datetime.fromisoformat(fact.data["until"])
        self.away.setdefault(fact.stand, {})[fact.kind] = until

    def reopen(self, fact: Happening) -> None:
        """A stand receives again; one that was not away stays until its hour after all."""
        away = self.away.pop(fact.stand, {}).values()
        if fact.stand not in self.closed and all(until <= fact.at for until in away):
            self.leaving.pop(fact.stand, None)
        self.closed.discard(fact.stand)

    def leave_early(self, fact: Happening) -> None:
        """A stand receives until a moment, before its hour."""
        self.leaving[fact.stand] = datetime.fromisoformat(fact.data["until"])

    def set_tables(self, fact: Happening) -> None:
        """A stand has more tables from now on, or fewer."""
        self.tables[fact.stand] = int(fact.data["tables"])

    def call(self, fact: Happening) -> None:
        """Somebody is asked to come now."""
        self.called[fact.meeting] = fact.at

    def begin(self, fact: Happening) -> None:
        """A meeting has begun: nobody needs to be called to it."""
        self.begun[fact.meeting] = fact.at

    def move(self, fact: Happening) -> None:
        """A stand is somewhere else; what was not said stays as it was last."""
        before = self.moved.get(fact.stand, Place())
        self.moved[fact.stand] = Place(
            fact.data.get("sign", before.sign), fact.data.get("zone", before.zone)
        )


def _is_break(said: Mapping[HappeningKind, datetime]) -> bool:
    """Whether a break is what keeps a stand away longest."""
    return max(said, key=lambda kind: said[kind]) is HappeningKind.STAND_BREAK


_EFFECTS: Mapping[HappeningKind, Callable[[_Day, Happening], None]] = MappingProxyType(
    {
        HappeningKind.ARRIVED: _Day.arrive,
        HappeningKind.LEFT: _Day.leave,
        HappeningKind.NO_SHOW: _Day.miss,
        HappeningKind.REFUSED: _Day.refuse,
        HappeningKind.GROUP_LEFT: lambda day, fact: day.missed.add(fact.meeting),
        HappeningKind.HELD: lambda day, fact: day.held.add(fact.meeting),
        HappeningKind.CALLED: _Day.call,
        HappeningKind.BEGUN: _Day.begin,
        HappeningKind.MEETING_PLACED: _Day.place,
        HappeningKind.STAND_CLOSED: lambda day, fact: day.closed.add(fact.stand),
        HappeningKind.STAND_LATE: _Day.stay_away,
        HappeningKind.STAND_REOPENED: _Day.reopen,
        HappeningKind.STAND_MOVED: _Day.move,
        HappeningKind.STAND_BREAK: _Day.stay_away,
        HappeningKind.STAND_LEAVES: _Day.leave_early,
        HappeningKind.STAND_TABLES: _Day.set_tables,
        HappeningKind.WORKSHOP_LATE: lambda day, fact: day.shifts.append(SessionShift.of(fact)),
    }
)
