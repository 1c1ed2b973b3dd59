"""The three counts that the door shows."""

from dataclasses import dataclass

from matching.domain.happening import Attendance
from matching.services.shop import Shop
from matching.store import fairs, happenings


@dataclass(frozen=True, slots=True)
class DayCounts:
    """Expected people, people who came, people here now."""

    expected: int
    came: int
    present: int


def day_counts(shop: Shop, fair: str) -> DayCounts:
    """The counts computed from the facts of the day."""
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
        attendance = Attendance.of(happenings.read_happenings(reader, fair))
    return DayCounts(
        expected=len(entries.jobseekers),
        came=len(attendance.first_arrival),
        present=len(attendance.present),
    )
