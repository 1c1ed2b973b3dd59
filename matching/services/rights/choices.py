"""What people choose about their data: no automatic matching, and which stand may contact them."""

from collections.abc import Collection
from dataclasses import dataclass

from matching.domain.entries import Entries
from matching.domain.errors import FairError
from matching.domain.exhibitor import by_sign
from matching.services.live.redraw_plan import plan_person
from matching.services.scores.matches import ordinary_order
from matching.services.scores.sentences import offer_title
from matching.services.shop.decision_log import log_act
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day.acquaintances import listed_elsewhere
from matching.store.people import choices, duplicates, erasure
from matching.store.people.choices import Choice
from matching.store.people.erasure import RightsAct


@dataclass(frozen=True, slots=True)
class OrdinaryStand:
    """A stand as everybody finds it: where it is, who is there, and what is offered."""

    sign: str
    name: str
    offers: tuple[str, ...]


def set_matching(shop: Shop, fair: str, person: str, *, agrees: bool, station: str = "") -> None:
    """Keep whether somebody is matched automatically; their meetings to come follow at once.

    Whoever objects keeps what was begun and what was asked for by hand, and nothing else; on the
    other days of a series on which they are listed too.

    Raises
    ------
    FairError
        `person_unknown`.
    """
    act = "matching" if agrees else "objection"
    with shop.store.reading() as reader:
        days = listed_elsewhere(reader, fair, person)
    for day in (fair, *days):
        _choose(shop, day, person, Choice.MATCHING, act, agrees=agrees, station=station)
        with shop.store.reading() as reader:
            at = shop.planned_from(fairs.read_fair(reader, day))
        plan_person(shop, day, person, at=at)


def set_contact(
    shop: Shop, fair: str, person: str, stand: str, *, agrees: bool, station: str = ""
) -> None:
    """Keep whether one stand may have a person's name and contact.

    Raises
    ------
    FairError
        `person_unknown`, `stand_unknown`.
    """
    act = "contact" if agrees else "contact_withdrawn"
    _choose(shop, fair, person, Choice.CONTACT, act, agrees=agrees, stand=stand, station=station)


def ordinary_list(shop: Shop, fair: str, language: str = "fr") -> tuple[OrdinaryStand, ...]:
    """Every stand with its offers in the order of the signs: the same list for everybody."""
    with shop.store.reading() as reader:
        return ordinary_stands(fairs.read_entries(reader, fair), language)


def ordinary_stands(entries: Entries, language: str) -> tuple[OrdinaryStand, ...]:
    """The same of a fair that was read already."""
    found: dict[str, list[str]] = {}
    for offer in ordinary_order(entries):
        found.setdefault(entries.offers[offer].exhibitor, []).append(
            offer_title(entries.offers[offer], language)
        )
    stands = sorted(entries.exhibitors.values(), key=by_sign)
    return tuple(
        OrdinaryStand(stand.stand, stand.name, tuple(found.get(stand.id, ()))) for stand in stands
    )


def chosen_by(shop: Shop, fair: str, person: str) -> tuple[bool, Collection[str]]:
    """Whether a person is matched automatically, and the stands that may contact them."""
    with shop.store.reading() as reader:
        belong = duplicates.joined(reader, fair)
        root = belong.get(person, person)
        agreed = choices.contacts_agreed(reader, fair, belong)
        is_matched = root not in choices.objectors(reader, fair, belong)
    return is_matched, sorted(stand for who, stand in agreed if who == root)


def _choose(
    shop: Shop,
    fair: str,
    person: str,
    choice: Choice,
    act: str,
    *,
    agrees: bool,
    stand: str = "",
    station: str = "",
) -> None:
    with shop.store.writing() as writer:
        belong = duplicates.joined(writer, fair)
        root, entries = belong.get(person, person), fairs.read_entries(writer, fair)
        if root not in entries.jobseekers:
            raise FairError("person_unknown", person=person, fair=fair)
        if stand:
            entries.exhibitor(stand)
        # What was said under another file of theirs no longer counts.
        for file in duplicates.files_of(writer, fair, root):
            choices.put_choice(
                writer, fair, file, choice,
                agrees=agrees, at=shop.clock(), stand=stand, station=station,
            )  # fmt: skip
        erasure.note_act(writer, RightsAct(fair, act, 1, shop.clock(), station))
        if choice is Choice.MATCHING:
            log_act(writer, shop, fair, act, root, station=station)
