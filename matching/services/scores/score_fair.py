"""Score the people of a fair against its offers."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from matching.domain.entries import Entries
from matching.domain.score import Score
from matching.domain.wish import Wish
from matching.scoring.as_json import scores_json
from matching.scoring.profiles.profiles import ReadOffer, ReadPerson
from matching.scoring.score import Scorer
from matching.services.scores.prepare_scorer import scorer_of
from matching.services.scores.sentences import phrase
from matching.services.shop.shop import Shop
from matching.store import fairs


@dataclass(frozen=True, slots=True)
class Scored:
    """Scores with the fair, the scorer and the readings that they come from."""

    entries: Entries
    scorer: Scorer
    read: "ReadPairs"
    scores: tuple[Score, ...]

    @property
    def version(self) -> str:
        """The version of everything that made them."""
        return self.scorer.version


def read_entries(shop: Shop, fair: str) -> Entries:
    """A fair with everything entered for it."""
    with shop.store.reading() as transaction:
        return fairs.read_entries(transaction, fair)


def score_fair(shop: Shop, fair: str, *, person: str = "", stand: str = "") -> Scored:
    """Scores with reasons, of everybody or of one person, at every stand or at one.

    None of anybody who wants no automatic matching.
    """
    entries = read_entries(shop, fair)
    asked = [entries.jobseeker(person).id] if person else list(entries.jobseekers)
    people = [known for known in asked if known not in entries.objectors]
    stands = {entries.exhibitor(stand).id} if stand else set(entries.exhibitors)
    scorer = scorer_of(shop, fair)
    read = read_pairs(scorer, entries, people, stands)
    scores = scorer.score_all(read.people.values(), read.offers.values())
    return Scored(entries, scorer, read, scores)


def score_entries(
    scorer: Scorer, entries: Entries, people: Iterable[str], stands: set[str] | None = None
) -> tuple[Score, ...]:
    """Scores of these people against the offers of these stands (`None` = all)."""
    read = read_pairs(scorer, entries, people, stands)
    return scorer.score_all(read.people.values(), read.offers.values())


@dataclass(frozen=True, slots=True)
class ReadPairs:
    """People and offers as scores may see them, by id."""

    people: dict[str, ReadPerson]
    offers: dict[str, ReadOffer]


def read_pairs(
    scorer: Scorer, entries: Entries, people: Iterable[str], stands: set[str] | None = None
) -> ReadPairs:
    """Read each person and each offer once, every distinct phrase among them once."""
    chosen = list(people)
    scorer.learn((entries.jobseekers[person] for person in chosen), entries.offers.values())
    wishes: defaultdict[str, list[Wish]] = defaultdict(list)
    for wish in entries.wishes:
        wishes[wish.person].append(wish)
    readers = {
        person: scorer.read_person(
            entries.jobseekers[person],
            entries.statistics.get(person),
            entries.fair,
            wishes=wishes[person],
            checked=entries.checked.get(person),
        )
        for person in chosen
    }
    offers = {
        offer.id: scorer.read_offer(offer, entries.exhibitors[offer.exhibitor], entries.fair)
        for offer in entries.offers.values()
        if stands is None or offer.exhibitor in stands
    }
    return ReadPairs(readers, offers)


def scores_answer(scored: Scored, language: str) -> dict[str, object]:
    """Scores as `parvis-scores/1`, each reason with its sentence."""
    return scores_json(
        scored.scores,
        version=scored.version,
        say=lambda code, params: phrase(code, params, language),
    )
