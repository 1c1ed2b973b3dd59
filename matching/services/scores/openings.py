"""What is open to somebody, in words: places and who waits for them, refusals and the way round."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from matching.domain.day.meeting import Meeting
from matching.domain.day.places import OfferPlaces
from matching.domain.entries import Entries
from matching.domain.fair import Fair
from matching.domain.score import Score
from matching.domain.terms import OfferKind
from matching.phrases import say, say_count
from matching.services.scores.nearest import Nearest
from matching.services.scores.sentences import bars, offer_title, rank, voiced

MOST = 3
# What an offer asks for; a person's own limits and refusals are theirs and no refusal of them.
_ASKED_BY_OFFERS = frozenset(
    {
        "diploma_held",
        "diploma_too_high",
        "diploma_too_high_by_rule",
        "diploma_too_low",
        "entry_age",
        "entry_age_exceptions",
        "entry_insertion",
        "experience_missing",
        "french_too_low",
        "licence_missing",
        "no_places",
        "title_missing",
    }
)


def place_status(places: OfferPlaces, person: str) -> str:
    """Where somebody stands: `enrolled`, `accepted`, `waiting` or `none_held`."""
    if person in places.enrolled:
        return "enrolled"
    if person in places.accepted:
        return "accepted"
    return "waiting" if person in places.waiting else "none_held"


def place_line(
    entries: Entries, places: OfferPlaces, person: str, language: str, *, is_own: bool
) -> str:
    """Where somebody stands for one offer, in a sentence; `is_own` speaks to them, unnamed."""
    return say(
        f"{'mine.place_' if is_own else 'places.'}{place_status(places, person)}",
        language,
        name=called(entries, person),
        title=entries.offers[places.offer].title,
        rank=places.rank(person),
    )


def called(entries: Entries, person: str) -> str:
    """Somebody by first name and call number; of another day of the organiser with that day."""
    if person not in entries.jobseekers and "/" in person:
        return entries.elsewhere.get(person, person)
    return f"{entries.jobseeker(person).first_name} (n° {entries.call_numbers[person]})"


def left_line(places: OfferPlaces, language: str, *, title: str = "") -> str:
    """How many places are left, counted now, and how many people wait.

    With its `title` where other offers are spoken of beside it.
    """
    left = say_count("places.left", language, places.left, places=places.places)
    left = say("places.left_of", language, title=title, left=left) if title else left
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


def interview_warnings(entries: Entries, meetings: Iterable[Meeting], language: str) -> list[str]:
    """Where more people are met than there are places, and where an opening is not sure."""
    counts = Counter(meeting.offer for meeting in meetings)
    crowded, unsure = list[str](), list[str]()
    for offer in sorted(entries.offers.values(), key=lambda each: (-counts[each.id], each.id)):
        places, held = offer.places, counts[offer.id]
        if not offer.is_certain and (held or places is not None):
            unsure.append(say("places.not_certain", language, title=offer.title))
        if places is None or offer.kind is OfferKind.WORKSHOP or held <= places:
            continue
        wanted = entries.fair.place_rules.most_interviews(places)
        code = "places.more_interviews" if wanted is None else "places.over_planned"
        said = {"title": offer.title, "interviews": held, "places": places, "wanted": wanted}
        crowded.append(say(code, language, **said))
    return [*crowded, *unsure]


def may_change(fair: Fair, language: str) -> str:
    """That somebody may yet come before, where not only the moment of asking counts."""
    ground = fair.place_rules.ground
    return say("places.rank_may_change", language, ground=ground) if ground else ""


@dataclass(frozen=True, slots=True)
class PlacesForPerson:
    """What places are to one person at this moment.

    Attributes
    ----------
    scores
        Theirs, one an offer; empty where nobody was scored: no other offer is named then.
    interviews
        How many meetings about each offer the plan holds, theirs among them.
    met
        Offers that they meet somebody about.
    floor
        The value from which a meeting is worth it.
    full
        Offers that as many people as may are met about: `full_offers` of `interviews`.
    """

    entries: Entries
    person: str
    places: Mapping[str, OfferPlaces]
    scores: Sequence[Score] = ()
    interviews: Mapping[str, int] = field(default_factory=dict)
    met: frozenset[str] = frozenset()
    floor: float = 0.0
    full: frozenset[str] = frozenset()

    def held(self, language: str, *, is_own: bool) -> tuple[str, ...]:
        """What they have or wait for, each in sentences; `is_own` speaks to them, unnamed.

        What speaks to them has a line for each sentence: one idea at a time.
        """
        mine = (held for held in self.places.values() if self._status(held.offer) != "none_held")
        return tuple(self._held(held, language, is_own=is_own) for held in mine)

    def not_met(self, language: str, *, is_own: bool) -> tuple[str, ...]:
        """Why nobody speaks with them of an offer that suits best: as many as may are planned."""
        held_back = self.held_back()
        told = (self._not_met(score, language, is_own=is_own) for score in held_back)
        return tuple(_joined(sentences, is_own=is_own) for sentences in told)

    def held_back(self) -> tuple[Score, ...]:
        """Offers of which they would speak at a stand, were its interviews not all given."""
        if self.person in self.entries.objectors:
            return ()
        worth = (one for one in self.scores if not one.closed_by and one.value >= self.floor)
        stands: dict[str, list[Score]] = {}
        for score in sorted(worth, key=self._order):
            stands.setdefault(score.stand, []).append(score)
        return tuple(score for mine in stands.values() for score in self._full_before(mine))

    def _full_before(self, mine: Iterable[Score]) -> Iterator[Score]:
        """The offers of one stand that come before the one that may be spoken of."""
        for score in mine:
            if score.offer in self.met or score.offer not in self.full:
                return
            if self._status(score.offer) == "none_held":
                yield score

    def _order(self, score: Score) -> tuple[float, str, int, str, str]:
        return -score.value, *self.entries.offers[score.offer].told_apart, score.offer

    def _status(self, offer: str) -> str:
        counted = self.places.get(offer)
        return "none_held" if counted is None else place_status(counted, self.person)

    def _held(self, held: OfferPlaces, language: str, *, is_own: bool) -> str:
        line = place_line(self.entries, held, self.person, language, is_own=is_own)
        if not held.rank(self.person):
            return line
        instead = self._instead(held.offer, language, is_own=is_own)
        changes = may_change(self.entries.fair, language)
        return _joined((line, changes, instead), is_own=is_own)

    def _not_met(self, score: Score, language: str, *, is_own: bool) -> tuple[str, ...]:
        offer, fair = self.entries.offers[score.offer], self.entries.fair
        stand = self.entries.exhibitors[score.stand]
        left, ground = self.entries.left.get(offer.id, 0), fair.place_rules.ground
        title = offer_title(offer, language)
        said = {"title": title, "interviews": self.interviews[offer.id]}
        return (
            say(
                voiced("places.not_met", language, is_own=is_own),
                language,
                **said,
                places=offer.places,
            ),
            say("places.rule", language, ground=ground) if ground else "",
            say_count("course.places", language, left),
            say(
                voiced("places.ask_stand", language, is_own=is_own),
                language,
                stand=stand.stand or stand.name,
            ),
            self._instead(offer.id, language, is_own=is_own),
        )

    def _instead(self, offer: str, language: str, *, is_own: bool) -> str:
        """The nearest offer that is open to them, with its places; nothing where none is scored."""
        closed = next((score for score in self.scores if score.offer == offer), None)
        if closed is None:
            return ""
        nearest = Nearest(self.entries, self.scores, self.floor, self.met, self.full)
        return nearest.instead(closed, language, is_own=is_own)


def _joined(sentences: Iterable[str], *, is_own: bool) -> str:
    return ("\n" if is_own else " ").join(filter(None, sentences))


def refused_lines(
    nearest: Nearest, language: str, *, most: int = MOST, between: str = " "
) -> tuple[str, ...]:
    """What refuses somebody although it would suit: titles, why not, what is open; closest first.

    Offers that refuse for the same reasons and have the same way out are told together.

    Parameters
    ----------
    nearest
        The person's scores, and what may be named instead.
    most
        How many reasons are told.
    between
        What stands between a refusal and what is open: a line each where the person reads it.
    """
    entries = nearest.entries
    titles: dict[str, list[str]] = {}
    for score in sorted(nearest.scores, key=lambda score: rank(score, entries)):
        if is_refused(score, entries, nearest.floor):
            why = _why(score, nearest, language, between)
            title = offer_title(entries.offers[score.offer], language)
            titles.setdefault(why, []).append(title)
    return tuple(
        say("refusal.offer", language, titles=_quoted(found, language), why=why)
        for why, found in islice(titles.items(), most)
    )


def is_refused(score: Score, entries: Entries, floor: float) -> bool:
    """Whether an offer that would suit is closed by what it asks for, and by nothing else."""
    wished = any(
        (wish.person, wish.stand) == (score.person, score.stand) for wish in entries.wishes
    )
    return (
        bool(score.closed_by)
        and entries.offers[score.offer].kind is not OfferKind.SUPPORT
        and all(bar.code in _ASKED_BY_OFFERS for bar in score.closed_by)
        and (score.value >= floor or wished)
    )


def _why(score: Score, nearest: Nearest, language: str, between: str) -> str:
    instead = nearest.instead(score, language, is_own=True)
    return between.join(filter(None, (*bars(score, language, between=between), instead)))


def _quoted(titles: Iterable[str], language: str) -> str:
    return ", ".join(say("refusal.title", language, title=title) for title in titles)
