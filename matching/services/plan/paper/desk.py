"""What sheets are printed from, read once for a whole job."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from badges.cards import BadgeCard, Printing
from badges.pages.notice import NoticeLines
from matching.domain.day.happening import Happening
from matching.domain.day.meeting import Meeting
from matching.domain.day.places import OfferPlaces
from matching.domain.edit import TakenOut
from matching.domain.entries import Entries
from matching.domain.jobseeker import Jobseeker
from matching.domain.levels import FrenchLevel
from matching.domain.score import Score
from matching.domain.spelling import fold
from matching.domain.terms import Need


@dataclass(frozen=True, slots=True)
class Desk:
    """What the sheets are printed from; `scores_of` are the same scores by person.

    `printed_before` is when schedules were, by number. `outcomes` are the facts that tell what
    meetings led to, `missed` the ids of those that nobody goes to any more; `interviews` counts
    meetings by offer; `at` is the moment of the day, and `closed` are stands that receive nobody;
    `full` are offers that as many people as may are met about; `address` is where phones find the
    app and `notices` what people are told about their data, empty when no sheet needs them.
    """

    entries: Entries
    codes: Mapping[str, str]
    meetings: Sequence[Meeting]
    scores: Mapping[tuple[str, str], Score]
    printing: Printing
    language: str
    floor: float = 0.0
    printed_before: Mapping[int, datetime] = field(default_factory=dict)
    places: Mapping[str, OfferPlaces] = field(default_factory=dict)
    interviews: Mapping[str, int] = field(default_factory=dict)
    address: str = ""
    outcomes: Sequence[Happening] = ()
    scores_of: Mapping[str, Sequence[Score]] = field(default_factory=dict)
    blanks: Sequence[BadgeCard] = ()
    notices: Sequence[NoticeLines] = ()
    missed: frozenset[str] = frozenset()
    at: datetime | None = None
    closed: frozenset[str] = frozenset()
    full: frozenset[str] = frozenset()

    def without(self, out: TakenOut) -> "Desk":
        """The same without people, stands and offers that were taken out."""
        if not out:
            return self
        entries = self.entries.without(out)

        def is_in(one: Meeting | Score) -> bool:
            has_stand = one.person in entries.jobseekers and one.stand in entries.exhibitors
            return has_stand and (not one.offer or one.offer in entries.offers)

        scores = {key: score for key, score in self.scores.items() if is_in(score)}
        return replace(
            self,
            entries=entries,
            meetings=tuple(filter(is_in, self.meetings)),
            scores=scores,
            scores_of=by_person(scores.values()),
            full=self.full.intersection(entries.offers),
        )


def by_person(scores: Iterable[Score]) -> dict[str, list[Score]]:
    """The scores of each person, in the order given."""
    found: dict[str, list[Score]] = {}
    for score in scores:
        found.setdefault(score.person, []).append(score)
    return found


def people_by_name(entries: Entries) -> list[Jobseeker]:
    """Everybody in the order of a list that people look their name up in."""
    people = entries.jobseekers.values()
    return sorted(
        people,
        key=lambda person: (
            fold(person.last_name or person.first_name),
            fold(person.first_name),
            person.id,
        ),
    )


def _spoken(person: Jobseeker) -> tuple[str, ...]:
    """Codes of the languages that a person is known to speak; French from A2 on."""
    level = person.french_level
    french = ("fr",) if level is not None and level >= FrenchLevel.A2 else ()
    own = person.language.casefold().replace("_", "-").partition("-")[0]
    return tuple(dict.fromkeys((*french, own))) if own else french


def badge_cards(desk: Desk) -> list[BadgeCard]:
    """The badge of everybody, by name."""
    fair = desk.entries.fair
    return [
        BadgeCard(
            code=desk.codes[person.id],
            first_name=person.first_name,
            call_number=desk.entries.call_numbers[person.id],
            fair_title=fair.title,
            place=fair.place,
            date=fair.date,
            large_print=Need.LARGE_PRINT in person.needs,
            languages=_spoken(person) if fair.languages_on_badges else (),
        )
        for person in people_by_name(desk.entries)
    ]
