"""A planning problem as frozen values: who may meet whom, when, and what a good plan is."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from matching.domain.errors import FairError

MOST_SLOTS = 5_000
MOST_TABLES = 100_000
MOST_SCORE = 1e6
MOST_CHOICES = 16_000_000
"""Pairs times slots that may be held in memory."""


class ProblemError(FairError, ValueError):
    """A problem or plan that cannot be, with the path of the field at fault.

    The code is `problem_<reason>`; `params["field"]` is the path, like `pairs[3].score`.
    """

    def __init__(self, field: str, reason: str, **params: object) -> None:
        super().__init__(f"problem_{reason}", field=field, **params)
        self.field = field
        self.reason = reason

    def under(self, path: str) -> "ProblemError":
        """The same refusal, told from one level higher."""
        params = {key: value for key, value in self.params.items() if key != "field"}
        between = "." if path and self.field and not self.field.startswith("[") else ""
        return ProblemError(f"{path}{between}{self.field}", self.reason, **params)


class Goal(StrEnum):
    """What a plan is judged by, in the order that the problem gives."""

    COVERAGE = "coverage"
    SCORE = "score"
    WAITING = "waiting"
    BREAKS = "breaks"
    CHANGES = "changes"
    IDLE_RANGE = "idle_range"


IDLE_TIME = frozenset({Goal.WAITING, Goal.BREAKS, Goal.IDLE_RANGE})
"""Goals that the same pairs may better by other slots."""


class Placed(NamedTuple):
    """A pair (by its position in the problem) that begins to meet in a slot."""

    pair: int
    slot: int


@dataclass(frozen=True, slots=True)
class Person:
    """Who has one meeting at a time.

    Attributes
    ----------
    free
        Slots in which the person is there, sorted at birth; None means every slot.
    most, least
        Meetings at most, a rule, and meetings promised, a goal.
    """

    id: str
    free: tuple[int, ...] | None = None
    most: int = MOST_TABLES
    least: int = 0

    def __post_init__(self) -> None:
        _check_id(self.id)
        _check_count("most", self.most)
        _check_count("least", self.least)
        if self.free is not None:
            object.__setattr__(self, "free", _distinct_slots("free", self.free))


@dataclass(frozen=True, slots=True)
class Stand:
    """Who has `tables[slot]` meetings at a time, none while closed.

    Attributes
    ----------
    tables
        One number a slot of the problem.
    zone
        Where it stands; an empty zone takes part in no walk.
    """

    id: str
    tables: tuple[int, ...]
    zone: str = ""

    def __post_init__(self) -> None:
        _check_id(self.id)
        for slot, count in enumerate(self.tables):
            _check_count(f"tables[{slot}]", count)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two parties that may meet once.

    Attributes
    ----------
    between
        Ids of two parties, people or stands, in any order.
    score
        What a plan gains by their meeting, from 0 to `MOST_SCORE`.
    length
        Slots that the meeting takes.
    must
        Whether no plan may do without it.
    slots
        Slots in which it may begin, sorted at birth; None allows any.

    Raises
    ------
    ProblemError
        `same_party` or `range`.
    """

    between: tuple[str, str]
    score: float = 0.0
    length: int = 1
    must: bool = False
    slots: tuple[int, ...] | None = None

    def __post_init__(self) -> None:
        if self.between[0] == self.between[1]:
            raise ProblemError("between", "same_party", value=self.between[0])
        if not 0 <= self.score <= MOST_SCORE:
            raise ProblemError("score", "range", value=self.score, least=0, most=MOST_SCORE)
        if not 1 <= self.length <= MOST_SLOTS:
            raise ProblemError("length", "range", value=self.length, least=1, most=MOST_SLOTS)
        if self.slots is not None:
            object.__setattr__(self, "slots", _distinct_slots("slots", self.slots))


@dataclass(frozen=True, slots=True)
class Group:
    """A stand that receives people in groups: all who begin in one slot are one session.

    Attributes
    ----------
    smallest
        A session with fewer people is not held, unless a meeting of it is fixed.
    times
        Sessions at most; None allows any number. The tables of the stand are places of each.
    """

    stand: str
    smallest: int = 1
    times: int | None = None

    def __post_init__(self) -> None:
        _check_count("smallest", self.smallest)
        if self.times is not None:
            _check_count("times", self.times)


@dataclass(frozen=True, slots=True)
class Shared:
    """What several stands have in common: tables of one exhibitor, somebody who leads, a room.

    Attributes
    ----------
    stands, tables
        Ids of the stands, and one number a slot: each of their meetings takes one, and a session
        of a group, however many come, takes one.
    """

    id: str
    stands: tuple[str, ...]
    tables: tuple[int, ...]

    def __post_init__(self) -> None:
        _check_id(self.id)
        if len(set(self.stands)) < len(self.stands):
            raise ProblemError("stands", "duplicate", value=", ".join(self.stands))
        for slot, count in enumerate(self.tables):
            _check_count(f"tables[{slot}]", count)


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything a plan must respect and what it should reach (`parvis-problem/2`).

    A meeting lies inside one of the `days` (half-open slot ranges); the gap, the walks, waiting
    and breaks are judged inside a day. `before` speaks of two pairs only when both are placed.

    Raises
    ------
    ProblemError
        With the path of the first field that cannot be.
    """

    slots: int
    days: tuple[tuple[int, int], ...] = ()
    rooms: int | None = None
    gap: int = 0
    breaks_spread: int | None = None
    people: tuple[Person, ...] = ()
    stands: tuple[Stand, ...] = ()
    walks: tuple[tuple[str, str, int], ...] = ()
    pairs: tuple[Pair, ...] = ()
    before: tuple[tuple[int, int], ...] = ()
    fixed: tuple[Placed, ...] = ()
    announced: tuple[Placed, ...] = ()
    goals: tuple[Goal, ...] = (Goal.COVERAGE, Goal.SCORE, Goal.WAITING)
    groups: tuple[Group, ...] = ()
    shared: tuple[Shared, ...] = ()

    def __post_init__(self) -> None:
        if not 1 <= self.slots <= MOST_SLOTS:
            raise ProblemError("slots", "range", value=self.slots, least=1, most=MOST_SLOTS)
        if not self.days:
            object.__setattr__(self, "days", ((0, self.slots),))
        self._check_days()
        self._check_counts()
        self._check_parties()
        self._check_pairs()
        self._check_walks()
        self._check_before()
        self._check_groups()
        self._check_shared()
        _check_placed("fixed", self.fixed, self)
        _check_placed("announced", self.announced, self)
        if len(set(self.goals)) < len(self.goals):
            raise ProblemError("goals", "duplicate", value=", ".join(self.goals))

    @property
    def is_tied(self) -> bool:
        """Whether groups or what stands share tie meetings together."""
        return bool(self.groups or self.shared)

    def _check_days(self) -> None:
        end = 0
        for number, (start, stop) in enumerate(self.days):
            if not 0 <= start < stop <= self.slots:
                raise ProblemError(f"days[{number}]", "day", start=start, stop=stop)
            if start < end:
                raise ProblemError(f"days[{number}]", "days_cross", start=start, stop=stop)
            end = stop

    def _check_counts(self) -> None:
        _check_count("gap", self.gap)
        for name in ("rooms", "breaks_spread"):
            if getattr(self, name) is not None:
                _check_count(name, getattr(self, name))

    def _check_parties(self) -> None:
        seen: set[str] = set()
        for number, person in enumerate(self.people):
            _check_once(f"people[{number}].id", person.id, seen)
        for number, stand in enumerate(self.stands):
            _check_once(f"stands[{number}].id", stand.id, seen)
        for number, person in enumerate(self.people):
            _check_slots(f"people[{number}].free", person.free or (), self.slots)
        for number, stand in enumerate(self.stands):
            _check_tables(f"stands[{number}]", stand.tables, self.slots)

    def _check_pairs(self) -> None:
        known = {person.id for person in self.people} | {stand.id for stand in self.stands}
        for number, pair in enumerate(self.pairs):
            for side, party in enumerate(pair.between):
                if party not in known:
                    path = f"pairs[{number}].between[{side}]"
                    raise ProblemError(path, "unknown_party", value=party)
            _check_slots(f"pairs[{number}].slots", pair.slots or (), self.slots)

    def _check_walks(self) -> None:
        seen: dict[frozenset[str], int] = {}
        for number, (start, end, slots) in enumerate(self.walks):
            _check_count(f"walks[{number}][2]", slots)
            if start == end or seen.setdefault(frozenset((start, end)), slots) != slots:
                raise ProblemError(f"walks[{number}]", "walk", start=start, end=end)

    def _check_before(self) -> None:
        for number, couple in enumerate(self.before):
            for side, pair in enumerate(couple):
                _check_pair(f"before[{number}][{side}]", pair, self)
            if couple[0] == couple[1]:
                raise ProblemError(f"before[{number}]", "before_itself", value=couple[0])

    def _check_groups(self) -> None:
        known, seen = {stand.id for stand in self.stands}, set[str]()
        for number, group in enumerate(self.groups):
            if group.stand not in known:
                raise ProblemError(f"groups[{number}].stand", "unknown_party", value=group.stand)
            _check_once(f"groups[{number}].stand", group.stand, seen)

    def _check_shared(self) -> None:
        known, seen = {stand.id for stand in self.stands}, set[str]()
        for number, shared in enumerate(self.shared):
            path = f"shared[{number}]"
            _check_once(f"{path}.id", shared.id, seen)
            for place, stand in enumerate(shared.stands):
                if stand not in known:
                    raise ProblemError(f"{path}.stands[{place}]", "unknown_party", value=stand)
            _check_tables(path, shared.tables, self.slots)


def _check_tables(path: str, tables: tuple[int, ...], slots: int) -> None:
    if len(tables) != slots:
        raise ProblemError(f"{path}.tables", "tables", value=len(tables), slots=slots)


def _check_once(field: str, value: str, seen: set[str]) -> None:
    if value in seen:
        raise ProblemError(field, "duplicate", value=value)
    seen.add(value)


def _check_id(value: str) -> None:
    if not value.strip():
        raise ProblemError("id", "empty")


def _check_count(field: str, value: int) -> None:
    if not 0 <= value <= MOST_TABLES:
        raise ProblemError(field, "range", value=value, least=0, most=MOST_TABLES)


def _distinct_slots(field: str, slots: Iterable[int]) -> tuple[int, ...]:
    ordered = sorted(slots)
    if len(set(ordered)) < len(ordered):
        raise ProblemError(field, "duplicate", value=", ".join(map(str, ordered)))
    return tuple(ordered)


def _check_slots(field: str, slots: Iterable[int], limit: int) -> None:
    for slot in slots:
        if not 0 <= slot < limit:
            raise ProblemError(field, "slot", value=slot, slots=limit)


def _check_pair(field: str, pair: int, problem: Problem) -> None:
    if not 0 <= pair < len(problem.pairs):
        raise ProblemError(field, "unknown_pair", value=pair)


def _check_placed(name: str, placed: tuple[Placed, ...], problem: Problem) -> None:
    seen: set[int] = set()
    for number, (pair, slot) in enumerate(placed):
        _check_pair(f"{name}[{number}].pair", pair, problem)
        _check_slots(f"{name}[{number}].slot", (slot,), problem.slots)
        if pair in seen:
            raise ProblemError(f"{name}[{number}].pair", "duplicate", value=pair)
        seen.add(pair)
