"""Words of a person that may mean several trades: offered to confirm, kept, and taken back."""

from dataclasses import dataclass

from matching.domain.jobseeker import Jobseeker
from matching.scoring.reading.meanings import NONE, as_written, meant_by, unclear_words
from matching.services.scores.prepare_scorer import scorer_of
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.people.answers import keep_answers


@dataclass(frozen=True, slots=True)
class TradeReading:
    """One trade that words may mean: its id, its name for a reader, and how it is kept."""

    trade: str
    label: str
    kept: str


@dataclass(frozen=True, slots=True)
class UnclearWords:
    """Words as written, at most three trades that they may mean, and how `none` is kept."""

    words: str
    readings: tuple[TradeReading, ...]
    none: str


@dataclass(frozen=True, slots=True)
class ClearWords:
    """Words that were made clear, the trade that they stand for ("" for none), as kept."""

    words: str
    label: str
    kept: str


def unclear_words_of(
    shop: Shop, fair: str, person: Jobseeker, *, language: str = "fr"
) -> tuple[UnclearWords, ...]:
    """What somebody's words leave open and nobody has confirmed, with the names of trades."""
    reader = scorer_of(shop, fair).reader
    trades = reader.vocabulary.trades
    return tuple(
        UnclearWords(
            unclear.words,
            tuple(
                TradeReading(
                    trade,
                    trades[trade].labels.get(language, trades[trade].labels["fr"]),
                    as_written(unclear.words, trades[trade].labels["fr"]),
                )
                for trade in unclear.trades
            ),
            as_written(unclear.words, NONE),
        )
        for unclear in unclear_words(person, reader)
    )


def people_unclear(shop: Shop, fair: str) -> tuple[tuple[str, str], ...]:
    """Whose words are still to be made clear, by full name, with these words; by call number."""
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
    words = scorer_of(shop, fair).reader
    people = sorted(entries.jobseekers.values(), key=lambda one: entries.call_numbers[one.id])
    found = ((person.full_name, unclear_words(person, words)) for person in people)
    return tuple((name, ", ".join(each.words for each in said)) for name, said in found if said)


def unclear_of(
    shop: Shop, fair: str, person: str, *, language: str
) -> tuple[tuple[UnclearWords, ...], tuple[ClearWords, ...]]:
    """What is open of somebody's words, and what was made clear."""
    said = _person(shop, fair, person)
    clear = (ClearWords(*meant_by(meaning), meaning) for meaning in said.meanings)
    return unclear_words_of(shop, fair, said, language=language), tuple(clear)


def confirm_meaning(shop: Shop, fair: str, person: str, kept: str) -> None:
    """Keep what words mean, as one of the readings (or `none`) says it is kept."""
    _keep(shop, fair, person, tuple(dict.fromkeys((*_meanings(shop, fair, person), kept))))


def take_back_meaning(shop: Shop, fair: str, person: str, kept: str) -> None:
    """Leave words as open as they were before they were made clear."""
    others = (meaning for meaning in _meanings(shop, fair, person) if meaning != kept)
    _keep(shop, fair, person, tuple(others))


def _meanings(shop: Shop, fair: str, person: str) -> tuple[str, ...]:
    return _person(shop, fair, person).meanings


def _person(shop: Shop, fair: str, person: str) -> Jobseeker:
    with shop.store.reading() as reader:
        return fairs.read_entries_of(reader, fair, person).jobseeker(person)


def _keep(shop: Shop, fair: str, person: str, meanings: tuple[str, ...]) -> None:
    with shop.store.writing() as writer:
        keep_answers(writer, fair, person, {"meanings": list(meanings)}, at=shop.clock())
