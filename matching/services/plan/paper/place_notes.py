"""What a schedule says of places and refusals: what somebody has or waits for, what is closed."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from matching.domain.day.places import OfferPlaces
from matching.domain.score import Score
from matching.services.plan.paper.desk import Desk
from matching.services.scores.nearest import Nearest
from matching.services.scores.openings import PlacesForPerson, refused_lines
from matching.store import fairs
from matching.store.day.happenings import place_facts

_MOST_REFUSALS = 2  # more are read by nobody; the desk and the own page tell the others


def places_of(reader: Connection, fair: str, person: str) -> Mapping[str, OfferPlaces]:
    """The places of the fair, for somebody who has one or waits; nothing for anybody else."""
    if not place_facts(reader, fair, person=person):
        return {}
    return fairs.read_entries(reader, fair).stock


def place_notes(
    desk: Desk, person: str, scores: Sequence[Score], met: frozenset[str]
) -> tuple[str, ...]:
    """What somebody has or waits for, and what is open instead; `met` are offers they talk about.

    Where refusals are wished on paper, it also says of what nobody speaks with them, because as
    many people as may are met about it.
    """
    entries, language = desk.entries, desk.language
    openings = PlacesForPerson(
        entries, person, desk.places, scores, desk.interviews, met, desk.floor, desk.full
    )
    held = openings.held(language, is_own=True)
    if not entries.fair.refusals_on_sheets:
        return held
    return (*held, *openings.not_met(language, is_own=True))


def refusal_notes(desk: Desk, person: str, met: frozenset[str]) -> tuple[str, ...]:
    """What is closed to somebody, the way round and what is open, a sentence a line.

    The nearest first, `met` being offers they talk about; none where the organiser wishes none on
    paper.
    """
    entries = desk.entries
    if not entries.fair.refusals_on_sheets:
        return ()
    nearest = Nearest(entries, desk.scores_of.get(person, ()), desk.floor, met, desk.full)
    return refused_lines(nearest, desk.language, most=_MOST_REFUSALS, between="\n")
