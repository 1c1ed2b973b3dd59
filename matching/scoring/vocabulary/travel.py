"""Distances between communes, as the crow flies."""

from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0088  # mean radius, IUGG


def great_circle_km(start: tuple[float, float], end: tuple[float, float]) -> float:
    """Kilometres between two points given as latitude and longitude in degrees (haversine)."""
    south, west = map(radians, start)
    north, east = map(radians, end)
    half = sin((north - south) / 2) ** 2
    half += cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))
