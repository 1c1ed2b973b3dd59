"""Distances between communes, as the crow flies."""

from collections.abc import Mapping
from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0088  # mean radius, IUGG


def distance_km(start: str, end: str, communes: Mapping[str, tuple[float, float]]) -> float | None:
    """Kilometres between two communes (keys of the table); `None` when one is not in it.

    A commune is at 0 km from itself even when the table does not know it.
    """
    if start == end:
        return 0.0
    if start not in communes or end not in communes:
        return None
    return great_circle_km(communes[start], communes[end])


def great_circle_km(start: tuple[float, float], end: tuple[float, float]) -> float:
    """Kilometres between two points given as latitude and longitude in degrees (haversine)."""
    south, west = map(radians, start)
    north, east = map(radians, end)
    half = sin((north - south) / 2) ** 2
    half += cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))
