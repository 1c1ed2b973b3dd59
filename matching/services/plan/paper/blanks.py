"""Numbered badges without a name, for people who come without a registration."""

from badges.cards import BadgeCard
from badges.code import new_code
from matching.domain.errors import FairError
from matching.domain.fair import Fair
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.people import blanks

MOST = 200
_LINE = "_" * 9  # where a first name is written by hand


def blank_cards(shop: Shop, fair: Fair, count: int) -> list[BadgeCard]:
    """So many new badges, put aside with the call numbers that come next.

    Raises
    ------
    FairError
        `blanks_range` for none or too many.
    """
    if not 1 <= count <= MOST:
        raise FairError("blanks_range", value=count, most=MOST)
    codes = [new_code(shop.random_bytes) for _ in range(count)]
    with shop.store.writing() as writer:
        last = fairs.last_call_number(writer, fair.id)
        blanks.keep_blanks(writer, fair.id, codes, after=last)
        numbers = blanks.blank_badges(writer, fair.id)
    return [
        BadgeCard(
            code=code,
            first_name=_LINE,
            call_number=numbers[code],
            fair_title=fair.title,
            place=fair.place,
            date=fair.date,
        )
        for code in codes
    ]
