"""Score the people of a fair against its offers."""

from dataclasses import dataclass
from functools import cache

from matching.domain.entries import Entries
from matching.domain.score import Score
from matching.scoring.as_json import scores_json
from matching.scoring.score import Scorer
from matching.scoring.vocabulary import Vocabulary
from matching.services.sentences import phrase
from matching.services.shipped import shipped
from matching.services.shop import Shop
from matching.store import fairs


@dataclass(frozen=True, slots=True)
class Scored:
    """Scores with the version of everything that made them."""

    entries: Entries
    version: str
    scores: tuple[Score, ...]


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary that ships with Parvis, read once."""
    return Vocabulary.read(shipped("data/reference"))


@cache
def scorer() -> Scorer:
    """The scorer over that vocabulary and the shipped weights, prepared once."""
    return Scorer(vocabulary())


def read_entries(shop: Shop, fair: str) -> Entries:
    """A fair with everything entered for it."""
    with shop.store.reading() as transaction:
        return fairs.read_entries(transaction, fair)


def score_fair(shop: Shop, fair: str, *, person: str = "", stand: str = "") -> Scored:
    """Scores with reasons, of everybody or of one person, at every stand or at one."""
    entries = read_entries(shop, fair)
    people = [entries.jobseeker(person).id] if person else list(entries.jobseekers)
    stands = {entries.exhibitor(stand).id} if stand else set(entries.exhibitors)
    return Scored(entries, scorer().version, score_entries(entries, people, stands))


def score_entries(
    entries: Entries, people: list[str], stands: set[str] | None = None
) -> tuple[Score, ...]:
    """Scores of these people against the offers of these stands (`None` = all)."""
    judge = scorer()
    judge.learn((entries.jobseekers[one] for one in people), entries.offers.values())
    readers = [
        judge.read_person(entries.jobseekers[one], entries.statistics.get(one), entries.fair)
        for one in people
    ]
    offers = [
        judge.read_offer(offer, entries.exhibitors[offer.exhibitor])
        for offer in entries.offers.values()
        if stands is None or offer.exhibitor in stands
    ]
    return judge.score_all(readers, offers)


def scores_answer(scored: Scored, language: str) -> dict[str, object]:
    """Scores as `parvis-scores/1`, each reason with its sentence."""
    return scores_json(
        scored.scores,
        version=scored.version,
        say=lambda code, params: phrase(code, params, language),
    )
