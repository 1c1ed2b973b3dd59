"""Who did what about people's rights: readable, and of nobody."""

from matching.services.shop.shop import Shop
from matching.store.people import erasure
from matching.store.people.erasure import RightsAct


def rights_acts(shop: Shop, fair: str) -> tuple[RightsAct, ...]:
    """The acts of a fair, the first first."""
    with shop.store.reading() as reader:
        return erasure.read_acts(reader, fair)
