"""The plan of the hall for the wall: every stand in its place or zone, and whose it is."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from badges.hall.hall_map import HallMap, map_svg
from badges.measure import MM, fitted
from badges.press import plain, press
from badges.wording import words

_FAIR = [float(size) for size in range(34, 13, -2)]
_WIDE = 180 * MM

MAP_WIDE, MAP_HIGH = 180.0, 150.0
"""Millimetres that the plan may take on its poster."""


@dataclass(frozen=True, slots=True)
class MapPoster:
    """`hall` is None where there is no plan to show; `names` are signs with whose they are."""

    fair_title: str
    hall: HallMap | None
    caption: str
    names: Sequence[tuple[str, str]]
    language: str = "fr"


def map_poster(poster: MapPoster) -> bytes:
    """An A4 page with the plan, and as many more as the names of the stands take."""
    data: dict[str, object] = {
        "language": poster.language,
        "words": words(poster.language, "map", "map_alt", "nothing", "nothing_map"),
        "fair": asdict(fitted(plain(poster.fair_title), _FAIR, _WIDE, 26 * MM, bold=True)),
        "caption": poster.caption,
        "svg": map_svg(poster.hall).encode() if poster.hall else b"",
        "wide": poster.hall.wide if poster.hall else 0,
        "names": [[plain(sign), plain(name)] for sign, name in poster.names],
    }
    return press("map", data)
