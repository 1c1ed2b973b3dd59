"""The plan of the hall from the table of stands, and where one person goes on it."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from badges.hall.hall_map import HallMap, MapStand, lay_out_hall, mark_of
from matching.domain.exhibitor import Exhibitor, by_sign
from matching.phrases import say
from matching.services.plan.agenda import Appointment

ON_A4 = 186.0, 66.0
"""Millimetres that the plan may take of a schedule."""


def map_of_hall(
    stands: Iterable[Exhibitor],
    language: str,
    *,
    wide: float,
    high: float,
    signs: tuple[float, float],
) -> HallMap | None:
    """The plan in a box of millimetres, its signs of so many points at least and at most.

    None where it has no room, or where stands have neither sign, zone nor place: nothing to show.
    """
    known = sorted(stands, key=by_sign)
    if not any(stand.stand or stand.zone or stand.map_x is not None for stand in known):
        return None
    zones = {stand.zone: say("sheet.zone", language, zone=stand.zone) for stand in known}
    return lay_out_hall([_on_map(stand) for stand in known], wide, high, zones, signs=signs)


@lru_cache(maxsize=32)
def map_on_sheet(
    stands: tuple[Exhibitor, ...], language: str, room: tuple[float, float] = ON_A4
) -> HallMap | None:
    """The plan as it stands on a schedule; everybody of one language has the same."""
    wide, high = room
    return map_of_hall(stands, language, wide=wide, high=high, signs=_ON_PAPER)


@lru_cache(maxsize=32)
def map_on_phone(stands: tuple[Exhibitor, ...], language: str) -> HallMap | None:
    """The same for a narrow screen, as high as it needs."""
    return map_of_hall(stands, language, wide=100.0, high=400.0, signs=_ON_PHONE)


_ON_PAPER = 14.0, 18.0  # points: nothing on a visitor's sheet is smaller
_ON_PHONE = 10.0, 14.0


def _on_map(stand: Exhibitor) -> MapStand:
    return MapStand(stand.id, stand.stand or stand.name, stand.zone, stand.map_x, stand.map_y)


def stops(meetings: Sequence[Appointment]) -> Mapping[str, str]:
    """Which of a person's meetings come at each stand, by their order in the day."""
    found: dict[str, list[int]] = {}
    for number, meeting in enumerate(meetings, 1):
        found.setdefault(meeting.exhibitor.id, []).append(number)
    return {stand: mark_of(numbers) for stand, numbers in found.items()}


def caption(drawn: HallMap, language: str) -> str:
    """What the plan shows: places, or only who is in which zone."""
    return say("map.placed" if drawn.is_placed else "map.zones", language)
