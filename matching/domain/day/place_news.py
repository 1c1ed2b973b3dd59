"""What people know of their places, against what is true of them now."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from matching.domain.day.happening import Happening, HappeningKind, in_force
from matching.domain.day.places import ANSWER, HAS, WAITS, OfferPlaces

GOT, LOST = "places_got", "places_lost"
"""What a fact of telling says of places: the offers, a line each."""


@dataclass(frozen=True, slots=True)
class PlaceNews:
    """Offers of which somebody has a place and waited, and of which they wait and had one."""

    got: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.got or self.lost)

    @property
    def data(self) -> dict[str, str]:
        """The same as a fact of telling says it."""
        said = {GOT: "\n".join(self.got), LOST: "\n".join(self.lost)}
        return {name: text for name, text in said.items() if text}


def place_news(
    facts: Iterable[Happening], stock: Mapping[str, OfferPlaces]
) -> dict[str, PlaceNews]:
    """By person what is true of their places and they do not know, whatever has changed it.

    A place may be given back, a person taken off the list, the places of a course be more or
    fewer, another day of the organiser have given one: only what people were answered is written.
    Of a taking without an answer nothing is known.
    """
    got: dict[str, list[str]] = {}
    lost: dict[str, list[str]] = {}
    for (person, offer), answer in sorted(_known(facts).items()):
        counted = stock.get(offer)
        if counted is not None and answer == WAITS and person in counted.accepted:
            got.setdefault(person, []).append(offer)
        elif counted is not None and answer == HAS and person in counted.waiting:
            lost.setdefault(person, []).append(offer)
    return {
        person: PlaceNews(tuple(got.get(person, ())), tuple(lost.get(person, ())))
        for person in sorted(got.keys() | lost.keys())
    }


def _known(facts: Iterable[Happening]) -> dict[tuple[str, str], str]:
    """By person and offer what they were answered or told last."""
    known: dict[tuple[str, str], tuple[int, str]] = {}
    place_of: dict[str, int] = {}
    told = list(facts)
    for place, fact in enumerate(told):
        place_of[fact.nonce] = place
    for fact in in_force(told):
        if fact.kind is HappeningKind.PLACE_TAKEN and ANSWER in fact.data:
            said = place_of[fact.nonce], fact.data[ANSWER]
            known[fact.person, fact.data.get("offer", "")] = said
        elif fact.kind is HappeningKind.TOLD:
            seen = place_of.get(fact.data.get("until", ""), place_of[fact.nonce])
            for offer, answer in _told(fact):
                before = known.get((fact.person, offer), (-1, ""))
                if before[0] <= seen:
                    known[fact.person, offer] = seen, answer
    return {key: answer for key, (_, answer) in known.items()}


def _told(fact: Happening) -> Iterator[tuple[str, str]]:
    for name, answer in ((GOT, HAS), (LOST, WAITS)):
        yield from ((offer, answer) for offer in fact.data.get(name, "").splitlines())
