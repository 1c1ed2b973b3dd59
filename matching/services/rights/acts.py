"""Who did what about people's rights: readable, and of nobody."""

from datetime import UTC, tzinfo

from matching.services.shop.shop import Shop
from matching.store.fairs import list_fairs
from matching.store.people import erasure
from matching.store.people.erasure import RightsAct


def rights_acts(shop: Shop, fair: str) -> tuple[RightsAct, ...]:
    """The acts of a fair, the first first."""
    with shop.store.reading() as reader:
        return erasure.read_acts(reader, fair)


def zone_of(shop: Shop, fair: str) -> tzinfo:
    """Where acts are told by the clock: the fair's place, in universal time once it is deleted."""
    with shop.store.reading() as reader:
        return next((known.zone for known in list_fairs(reader) if known.id == fair), UTC)
