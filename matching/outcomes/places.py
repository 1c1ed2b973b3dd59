"""Places of courses, jobs and workshops: how many were taken, how many people wait."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from matching.domain.day.happening import Happening
from matching.domain.day.places import OfferPlaces, count_places
from matching.domain.entries import Entries
from matching.outcomes.figures import Figure, Section


def place_sections(entries: Entries, happenings: Iterable[Happening]) -> tuple[Section, ...]:
    """One section with the places of each offer; nothing before anybody has taken one.

    Places that people of the organiser's other days have are theirs, and counted on those days.
    """
    counted = _own(entries) if entries.elsewhere else count_places(entries, happenings)
    asked = [places for places in counted.values() if places.accepted or places.waiting]
    if not asked:
        return ()
    accepted = sum(len(places.accepted) for places in asked)
    figures = [
        Figure("taken", accepted, of=sum(places.places for places in asked)),
        Figure("enrolled", sum(len(places.enrolled) for places in asked), of=accepted),
        Figure("waiting", sum(len(places.waiting) for places in asked)),
    ]
    for places in sorted(asked, key=lambda places: places.offer):
        title = entries.offers[places.offer].title
        figures.append(Figure("offer", len(places.accepted), label=title, of=places.places or None))
    return (Section("place_stock", tuple(figures)),)


def _own(entries: Entries) -> Mapping[str, OfferPlaces]:
    """The places as people of this day have them."""

    def here(people: Iterable[str]) -> tuple[str, ...]:
        return tuple(person for person in people if person not in entries.elsewhere)

    return {
        offer: replace(
            places,
            accepted=here(places.accepted),
            waiting=here(places.waiting),
            enrolled=frozenset(here(places.enrolled)),
        )
        for offer, places in entries.stock.items()
    }
