"""Places in words: where somebody stands, how many are left, in which order the others wait."""

from collections.abc import Mapping

from matching.domain.day.places import OfferPlaces
from matching.domain.entries import Entries
from matching.domain.fair import Fair
from matching.phrases import say, say_count


def place_status(places: OfferPlaces, person: str) -> str:
    """Where somebody stands: `enrolled`, `accepted`, `waiting` or `none_held`."""
    if person in places.enrolled:
        return "enrolled"
    if person in places.accepted:
        return "accepted"
    return "waiting" if person in places.waiting else "none_held"


def place_line(entries: Entries, places: OfferPlaces, person: str, language: str) -> str:
    """Where somebody stands for one offer, in a sentence."""
    return say(
        f"places.{place_status(places, person)}",
        language,
        name=called(entries, person),
        title=entries.offers[places.offer].title,
        rank=places.rank(person),
    )


def called(entries: Entries, person: str) -> str:
    """Somebody by first name and call number."""
    return f"{entries.jobseeker(person).first_name} (n° {entries.call_numbers[person]})"


def left_line(places: OfferPlaces, language: str) -> str:
    """How many places are left, counted now, and how many people wait."""
    left = say_count("places.left", language, places.left, places=places.places)
    if not places.waiting:
        return left
    return f"{left} {say_count('places.queue', language, len(places.waiting))}"


def order_line(fair: Fair, language: str) -> str:
    """In which order whoever waits gets a place, with the rule that says so."""
    rules = fair.place_rules
    if not rules.ground:
        return say("places.order", language)
    names = ", ".join(rules.sent_by)
    order = dict.fromkeys((*rules.order, "asked"))
    said = ", ".join(say(f"places.order_{name}", language, names=names) for name in order)
    return say("places.ordered", language, order=said, ground=rules.ground)


def may_change(fair: Fair, language: str) -> str:
    """That somebody may yet come before, where not only the moment of asking counts."""
    ground = fair.place_rules.ground
    return say("places.rank_may_change", language, ground=ground) if ground else ""


def stands_in_words(
    entries: Entries, places: Mapping[str, OfferPlaces], person: str, language: str
) -> tuple[str, ...]:
    """What somebody has or waits for, each as a sentence; the rank is that of this moment."""
    mine = [held for held in places.values() if place_status(held, person) != "none_held"]
    return tuple(
        " ".join(
            filter(
                None,
                (
                    place_line(entries, held, person, language),
                    may_change(entries.fair, language) if held.rank(person) else "",
                ),
            )
        )
        for held in mine
    )
