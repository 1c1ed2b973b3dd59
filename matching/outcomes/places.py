"""Places of courses, jobs and workshops: how many were taken, how many people wait."""

from collections.abc import Iterable

from matching.domain.entries import Entries
from matching.outcomes.figures import Figure, Section


def place_sections(entries: Entries) -> tuple[Section, ...]:
    """One section with the places of each offer; nothing before anybody has taken one.

    Places that people of the organiser's other days have are theirs, and counted on those days.
    Whoever was forgotten after the fair counts on, with a place or as one who waits.
    """

    def here(people: Iterable[str]) -> int:
        return sum(person not in entries.elsewhere for person in people)

    rows = [
        (
            places,
            here(places.accepted),
            here((*places.waiting, *places.gave_up)),
            here(places.enrolled),
        )
        for places in entries.stock.values()
    ]
    asked = [row for row in rows if row[1] or row[2]]
    if not asked:
        return ()
    accepted = sum(taken for _, taken, _, _ in asked)
    figures = [
        Figure("taken", accepted, of=sum(places.places for places, *_ in asked)),
        Figure("enrolled", sum(enrolled for *_, enrolled in asked), of=accepted),
        Figure("waiting", sum(waiting for _, _, waiting, _ in asked)),
    ]
    for places, taken, _, _ in sorted(asked, key=lambda row: row[0].offer):
        title = entries.offers[places.offer].title
        figures.append(Figure("offer", taken, label=title, of=places.places or None))
    return (Section("place_stock", tuple(figures)),)
