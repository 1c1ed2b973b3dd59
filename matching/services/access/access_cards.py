"""Cards of access on paper; as no code is kept, a card printed again has another code."""

from collections.abc import Iterable, Sequence

from badges.pages.access_cards import AccessCard, access_card_sheets
from matching.domain.access import Access
from matching.domain.entries import Entries
from matching.domain.errors import FairError
from matching.domain.exhibitor import natural
from matching.phrases import say
from matching.services.access.give_access import (
    Given,
    give_stands_access,
    live_access,
    read_accesses,
    renew_access,
)
from matching.services.access.hall_address import read_address
from matching.services.shop.shop import Shop
from matching.store import fairs


def renew_stands(shop: Shop, fair: str) -> tuple[Given, ...]:
    """A code for each access of the stands of a fair, in the order of their signs.

    A stand that has none is given one; codes from before end, and their screens are closed.
    """
    given = give_stands_access(shop, fair)
    just = {access.access.number for access in given}
    older = [
        access.number
        for access in read_accesses(shop)
        if access.stand and access.fair == fair and access.number not in just
    ]
    return _by_sign(shop, fair, (*given, *renew_each(shop, older)))


def renew_each(shop: Shop, numbers: Iterable[int]) -> tuple[Given, ...]:
    """Another code for each of these accesses, all of which are looked up before any is changed.

    Raises
    ------
    FairError
        `access_unknown` for a number that nobody has.
    """
    wanted = tuple(dict.fromkeys(numbers))
    with shop.store.reading() as reader:
        for number in wanted:
            live_access(reader, number)
    return tuple(renew_access(shop, number) for number in wanted)


def only_fair(shop: Shop) -> str:
    """The id of the fair when there is one alone.

    Raises
    ------
    FairError
        `cards_whose` when there is none, or several.
    """
    with shop.store.reading() as reader:
        found = fairs.list_fairs(reader)
    if len(found) != 1:
        raise FairError("cards_whose")
    return found[0].id


def access_cards(
    shop: Shop, given: Sequence[Given], *, address: str, language: str = "fr"
) -> bytes:
    """The cards of codes just made, as PDF: the codes are on them and nowhere else.

    Raises
    ------
    FairError
        `address_shape` when phones could not open the address.
    """
    origin = read_address(address)
    with shop.store.reading() as reader:
        known = {
            fair: fairs.read_entries(reader, fair)
            for fair in {access.access.fair for access in given} - {""}
        }
    cards = [
        _card(access, known.get(access.access.fair), address=origin, language=language)
        for access in given
    ]
    return access_card_sheets(cards, language=language)


def _card(given: Given, entries: Entries | None, *, address: str, language: str) -> AccessCard:
    access = given.access
    words = (say(f"role.{access.role}", language), _sign(access, entries))
    return AccessCard(
        access.name,
        " · ".join(word for word in words if word),
        address,
        given.code,
        entries.fair.title if entries else "",
    )


def _sign(access: Access, entries: Entries | None) -> str:
    stand = entries.exhibitors.get(access.stand) if entries else None
    return stand.stand if stand else ""


def _by_sign(shop: Shop, fair: str, given: Sequence[Given]) -> tuple[Given, ...]:
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
    return tuple(
        sorted(
            given,
            key=lambda access: (natural(_sign(access.access, entries)), access.access.number),
        )
    )
