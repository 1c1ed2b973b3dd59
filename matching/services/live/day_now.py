"""Whether anything of the day was written since a screen was drawn."""

from matching.services.shop.shop import Shop
from matching.store.day.version import DayVersion, day_version


def day_version_of(shop: Shop, fair: str) -> DayVersion:
    """What tells two moments of a fair's day apart: equal as long as nothing was written."""
    with shop.store.reading() as reader:
        return day_version(reader, fair)
