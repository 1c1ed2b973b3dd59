"""What becomes of places when somebody is forgotten: given back, or held by nobody after a fair."""

from collections.abc import Mapping

from sqlalchemy import Connection

from matching.domain.day.happening import Happening, HappeningKind
from matching.domain.day.places import ANSWER, WAITS, OfferPlaces
from matching.domain.fair import Fair
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings
from matching.store.day.places_kept import keep_places
from matching.store.day.stocks import count_stock


def would_move_up(shop: Shop, reader: Connection, fair: str, person: str) -> tuple[str, ...]:
    """Who would have a place that they wait for if somebody was forgotten now."""
    if _is_over(shop, fairs.read_fair(reader, fair)) or not _has_acted(reader, fair, person):
        return ()
    entries = fairs.read_entries(reader, fair)
    others = entries.jobseekers.keys() - {person}
    return _moved_up(entries.stock, count_stock(reader, entries, listed=others).places)


def leave_places(
    shop: Shop, writer: Connection, fair: str, person: str, *, new_id: str
) -> tuple[str, ...]:
    """Let nobody, called `new_id`, stand where somebody did who is forgotten; who moved up by it.

    Before a fair is over each place and each waiting is given back. Once it is over nothing moves:
    a place stays taken, and whoever waited is counted and gets no place any more.
    """
    if not _has_acted(writer, fair, person):
        return ()
    entries = fairs.read_entries(writer, fair)
    is_over, at = _is_over(shop, entries.fair), shop.day_moment(entries.fair)
    for offer, places in entries.stock.items():
        waits = person in places.waiting
        if waits or (person in places.accepted and not is_over):
            said = {"offer": offer} | ({ANSWER: WAITS} if waits and is_over else {})
            kind, nonce = HappeningKind.PLACE_GIVEN_BACK, f"{new_id}-leaves-{offer}"
            fact = Happening(kind, at, nonce, person, data=said)
            happenings.append(writer, fair, fact, recorded_at=shop.clock())
    keep_places(writer, fair, person, new_id=new_id)
    return _moved_up(entries.stock, count_stock(writer, entries).places)


def _has_acted(reader: Connection, fair: str, person: str) -> bool:
    return any(happenings.place_facts(reader, fair, person=person))


def _is_over(shop: Shop, frame: Fair) -> bool:
    return shop.clock() >= frame.moment(frame.closes)


def _moved_up(
    before: Mapping[str, OfferPlaces], after: Mapping[str, OfferPlaces]
) -> tuple[str, ...]:
    return tuple(
        person
        for offer, places in before.items()
        for person in after[offer].accepted
        if person in places.waiting
    )
