"""The counts that the door shows."""

from dataclasses import dataclass

from matching.domain.day.companions import count_companions
from matching.domain.day.happening import Attendance
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings
from matching.store.day.attendance import count_attendance
from matching.store.people import erasure, names


@dataclass(frozen=True, slots=True)
class DayCounts:
    """People a list named, people who came, people here now, and who came along with them.

    Once the fair `is_closed`, those here are people whom nobody has seen leave.
    """

    expected: int
    came: int
    present: int
    along: int
    is_closed: bool = False


def day_counts(shop: Shop, fair: str) -> DayCounts:
    """The counts computed from the facts of the day.

    Whoever was forgotten counts on as nobody, as in the report: no figure moves by it.
    """
    with shop.store.reading() as reader:
        came, present = count_attendance(reader, fair)
        along = count_companions(happenings.read_happenings(reader, fair, person="")).total
        frame = fairs.read_fair(reader, fair)
        expected, nobody = names.count_expected(reader, fair), erasure.read_counted(reader, fair)
    expected += sum(not row.walked_in for row in nobody)
    came += sum(bool(Attendance.of(row.facts).came) for row in nobody)
    is_closed = shop.day_moment(frame) >= frame.moment(frame.closes)
    return DayCounts(expected, came, present, along, is_closed)
