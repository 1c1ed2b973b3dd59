"""The three counts that the door shows."""

from dataclasses import dataclass

from matching.services.shop import Shop
from matching.store import fairs, names
from matching.store.attendance import count_attendance


@dataclass(frozen=True, slots=True)
class DayCounts:
    """Expected people, people who came, people here now."""

    expected: int
    came: int
    present: int


def day_counts(shop: Shop, fair: str) -> DayCounts:
    """The counts computed from the facts of the day."""
    with shop.store.reading() as reader:
        fairs.read_fair(reader, fair)
        came, present = count_attendance(reader, fair)
        return DayCounts(names.count_listed(reader, fair), came, present)
