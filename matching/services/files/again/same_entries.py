"""Know stands and offers again when their list comes a second time with its rows numbered anew."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz
from sqlalchemy import Connection

from matching.domain.spelling import fold
from matching.intake.cells.identifiers import slug
from matching.intake.folder import Received
from matching.services.files.again.known_people import SAME_NAME
from matching.services.files.again.row_numbers import row_numbers
from matching.store.entries import stands_and_offers

_OF = "\x1f"  # between a stand and the title of its offer


@dataclass(frozen=True, slots=True)
class SameEntries:
    """The ids under which stands and offers are kept, by the ids that their list gives."""

    stands: Mapping[str, str]
    offers: Mapping[str, str]


def same_entries_in(
    reader: Connection, received: Received, *, in_place: bool = False
) -> SameEntries:
    """Which stands and offers of what was received are which of the fair in the store."""
    stands_before, offers_before = stands_and_offers(reader, received.fair.id)
    stands = kept_ids(
        {one.id: fold(one.name) for one in received.exhibitors},
        {one.id: fold(one.name) for one in stands_before},
        in_place=in_place,
    )
    offers = kept_ids(
        {
            one.id: f"{stands.get(one.exhibitor, one.exhibitor)}{_OF}{fold(one.title)}"
            for one in received.offers
        },
        {one.id: f"{one.exhibitor}{_OF}{fold(one.title)}" for one in offers_before},
        in_place=in_place,
    )
    return SameEntries(stands, offers)


def kept_ids(
    received: Mapping[str, str], before: Mapping[str, str], *, in_place: bool
) -> dict[str, str]:
    """The id of each entry that is not kept under the one that its list gives, by what names it.

    A name that one entry alone bears on both sides is the same; then whoever has the same id,
    unless rows were numbered anew and the name is quite another. What is new under the id of
    another entry gets an id of its own.
    """
    carried = {key: key for key, name in received.items() if before.get(key) == name}
    carried |= _alone(received, before, carried)
    has_moved = any(key != kept for key, kept in carried.items())
    rows = row_numbers(received) if has_moved and not in_place else frozenset[str]()
    for key in sorted(received.keys() & before.keys() - carried.keys() - {*carried.values()}):
        if key not in rows or fuzz.ratio(received[key], before[key]) >= SAME_NAME:
            carried[key] = key
    taken = {*before, *carried.values(), *(received.keys() - before.keys() - carried.keys())}
    for key in sorted(received.keys() & before.keys() - carried.keys()):
        own = slug(received[key].replace(_OF, " "), prefix="e")
        while own in taken:
            own += "-1"
        carried[key] = own
        taken.add(own)
    return {key: kept for key, kept in carried.items() if key != kept}


def _alone(
    received: Mapping[str, str], before: Mapping[str, str], carried: Mapping[str, str]
) -> dict[str, str]:
    new = {key: name for key, name in received.items() if key not in carried}
    old = {key: name for key, name in before.items() if key not in carried.values()}
    counts = Counter(new.values()), Counter(old.values())
    bearers = {name: key for key, name in old.items() if counts[1][name] == 1}
    return {
        key: bearers[name] for key, name in new.items() if counts[0][name] == 1 and name in bearers
    }
