"""Places of courses, jobs and workshops: how many were taken, how many people wait."""

from collections.abc import Iterable

from matching.domain.day.happening import Happening
from matching.domain.day.places import count_places
from matching.domain.entries import Entries
from matching.outcomes.figures import Figure, Section


def place_sections(entries: Entries, happenings: Iterable[Happening]) -> tuple[Section, ...]:
    """One section with the places of each offer; nothing before anybody has taken one."""
    counted = count_places(entries, happenings)
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
