"""What was read last of each fair: read again only where the store now says something else.

A text or a list that is gone is forgotten at the next reading of its fair; `let_go_of_kept`
does it at once, with all that is kept. Each process keeps its own.
"""

from abc import ABC, abstractmethod
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from itertools import count
from threading import Lock
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar
from weakref import WeakSet

if TYPE_CHECKING:
    from sqlalchemy import Connection

T = TypeVar("T")
S = TypeVar("S")
ONLY_READS = "parvis_only_reads"
"""The option of a connection in a transaction that writes nothing."""

StateSeen: TypeAlias = tuple[Hashable, Hashable]
"""Who looks, and what it sees: equal as long as the same one sees the same database."""

_NAMES = count()
_MOST_KEPT = 16
_ALL: "WeakSet[Kept]" = WeakSet()


def let_go_of_kept() -> None:
    """Let go of all that this process keeps of what people said: for whoever erases a person."""
    for each in list(_ALL):
        each.let_go()


class Kept(ABC):
    """What a process keeps of what people said or what was made of it, known by `let_go_of_kept`.

    Dictionaries on a module that hold such things are of this type; functions that remember
    (`lru_cache`) are found without it.
    """

    def __init__(self) -> None:
        _ALL.add(self)

    @abstractmethod
    def let_go(self) -> None:
        """Keep nothing of it any more."""


class Last(Kept):
    """The last few values, by fair and whatever else tells them apart."""

    def __init__(self) -> None:
        super().__init__()
        self._kept: OrderedDict[tuple[str, Hashable], Any] = OrderedDict()
        self._turn = Lock()

    def let_go(self) -> None:
        """Let go of what was read of every fair."""
        with self._turn:
            self._kept.clear()

    def _keep(self, fair: str, kind: Hashable, value: object) -> None:
        with self._turn:
            self._kept[fair, kind] = value
            self._kept.move_to_end((fair, kind))
            while len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)


class LastEach(Last):
    """What was made of each of many sources: five thousand that are as they were cost little."""

    def values(
        self, fair: str, kind: Hashable, sources: Mapping[str, S], make: Callable[[S], T]
    ) -> dict[str, T]:
        """The value of each source, by the same keys and in their order."""
        before = self._kept.get((fair, kind), {})
        now = {}
        for key, source in sources.items():
            known = before.get(key)
            is_as_before = known is not None and known[0] == source
            now[key] = known if is_as_before else (source, make(source))
        self._keep(fair, kind, now)
        return {key: value for key, (_, value) in now.items()}


class LastKnown(Last, Generic[T]):
    """One value of each fair, for whoever can tell whether it still holds."""

    def get(self, fair: str, kind: Hashable) -> T | None:
        """The value kept last, if any."""
        found: T | None = self._kept.get((fair, kind))
        return found

    def keep(self, fair: str, kind: Hashable, value: T) -> None:
        """Keep a value in place of the one before."""
        self._keep(fair, kind, value)


class LastSame(Last):
    """What was made of the very same objects: told by which they are, not by what is in them."""

    def of(self, fair: str, sources: tuple[object, ...], make: Callable[[], T]) -> T:
        """What is made of some objects, the same as before while it is asked of the same ones."""
        which = tuple(map(id, sources))
        known = self._kept.get((fair, which))
        made: T = make() if known is None else known[1]
        # they are kept, too: nothing else can lie where they lie
        self._keep(fair, which, (sources, made))
        return made


class LastList(Last, Generic[S, T]):
    """What was made of a whole list."""

    def of(self, fair: str, source: S, make: Callable[[], T]) -> T:
        """What is made of a list; the same as before while the list is, or what tells of it."""
        known = self._kept.get((fair, None))
        if known is not None and (known[0] is source or known[0] == source):
            found: T = known[1]
            return found
        made = make()
        self._keep(fair, None, (source, made))
        return made


def state_seen(reader: "Connection") -> StateSeen | None:
    """What tells the state that a transaction reads from all others; None where it may write.

    SQLite counts for each connection what others have committed (`PRAGMA data_version`) and the
    rows that it has changed itself; PostgreSQL names the snapshot of a transaction.
    """
    if not reader.get_execution_options().get(ONLY_READS):
        return None
    if reader.dialect.name != "sqlite":
        snapshot = reader.exec_driver_sql("SELECT pg_current_snapshot()::text").scalar_one()
        return _address(reader), snapshot
    driver: Any = reader.connection.driver_connection
    # By a name of its own: a new connection may lie in memory where one lay that is closed.
    name = reader.info.setdefault("parvis_name", next(_NAMES))
    ((others,),) = driver.execute("PRAGMA data_version").fetchall()
    return name, (others, driver.total_changes)


@dataclass(frozen=True, slots=True)
class _Read(Generic[T]):
    """A value, and what each connection saw when it read it."""

    value: T
    seen: Mapping[Hashable, Hashable]


class LastSeen(Generic[T]):
    """One value of each fair that follows from the store alone, made anew once that has changed.

    It is the very same object as long as it is equal.
    """

    def __init__(self) -> None:
        self._known: LastKnown[_Read[T]] = LastKnown()

    def of(self, reader: "Connection", fair: str, read: Callable[[], T]) -> T:
        """What a reading comes to; as it was read last while the store has not changed since."""
        state = state_seen(reader)
        if state is None:
            return read()
        (who, what), where = state, _address(reader)
        known = self._known.get(fair, where)
        if known is not None and known.seen.get(who) == what:
            return known.value
        value, seen = read(), {who: what}
        if known is not None and known.value == value:
            value, seen = known.value, {**known.seen, **seen}
        self._known.keep(fair, where, _Read(value, seen))
        return value


def _address(reader: "Connection") -> str:
    return reader.engine.url.render_as_string(hide_password=True)
