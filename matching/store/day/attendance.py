"""How many came and how many are here, kept up with the facts instead of counted again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from weakref import ref

from sqlalchemy import Connection

from matching.domain.day.happening import Attendance
from matching.store.database import is_writing
from matching.store.day.happenings import attendance_of, changed_since, read_happenings
from matching.store.last_read import Last
from matching.store.people.duplicates import joined
from matching.store.settings import lineage

_FEW = 200  # of more, each with all their facts, it is quicker to read the whole day


def count_attendance(reader: Connection, fair: str) -> tuple[int, int]:
    """How many people came, and how many are here now: what `Attendance.of` would count.

    Every screen of the door asks at every touch, so only people of whom there is a new fact are
    looked at.
    """
    if is_writing(reader):  # what is read may yet be taken back
        attendance = Attendance.of(read_happenings(reader, fair))
        return len(attendance.came), len(attendance.present)
    return _DOORS.counts(reader, fair)


@dataclass
class _Door:
    """Who came and who is here, as of the fact with a number, some files belonging together."""

    belong: Mapping[str, str]
    lineage: str
    last: int = 0
    came: set[str] = field(default_factory=set)
    present: set[str] = field(default_factory=set)

    def catch_up(self, reader: Connection, fair: str) -> None:
        """Look at whomever something was written of since."""
        last, people = changed_since(reader, fair, self.last)
        if last <= self.last:
            return
        attendance = (
            attendance_of(reader, fair, people)
            if self.last and len(people) <= _FEW
            else Attendance.of(read_happenings(reader, fair))
        )
        self.came = (self.came - people) | attendance.came
        self.present = (self.present - people) | attendance.present
        self.last = last


class _Doors(Last):
    """The doors of the last few fairs."""

    def __init__(self) -> None:
        super().__init__()
        self._counting = Lock()

    def counts(self, reader: Connection, fair: str) -> tuple[int, int]:
        belong, now, store = joined(reader, fair), lineage(reader), ref(reader.engine)
        with self._counting:
            door = self._kept.get((fair, store))
            if door is None or (door.belong, door.lineage) != (belong, now):
                door = _Door(belong, now)
            door.catch_up(reader, fair)
            self._keep(fair, store, door)
            return len(door.came), len(door.present)


_DOORS = _Doors()
