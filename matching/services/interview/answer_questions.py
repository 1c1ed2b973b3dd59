"""Keep what somebody answers, question by question, and plan again for that person alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from matching.domain.fair import Fair
from matching.domain.flaw import Flaw
from matching.services.interview.questions import AskedQuestion, asked
from matching.services.interview.unclear_words import UnclearWords, unclear_words_of
from matching.services.shop.profile_fields import read_fields
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.documents import to_document
from matching.store.people.answers import answers_of, keep_answers

_UNKNOWN: tuple[object, ...] = (None, "", [])


@dataclass(frozen=True, slots=True)
class Interview:
    """Where somebody's questionnaire stands: what is asked of them, and what is known.

    `unclear` are words of theirs that may mean several trades.
    """

    fair: Fair
    person: str
    first_name: str
    call_number: int
    questions: tuple[AskedQuestion, ...]
    known: Mapping[str, Any]
    answered: frozenset[str]
    unclear: tuple[UnclearWords, ...] = ()

    @property
    def next_open(self) -> int:
        """The place of the first question nothing is known of; their number when there is none."""
        for place, question in enumerate(self.questions):
            if question.column not in self.answered and self.known[question.column] in _UNKNOWN:
                return place
        return len(self.questions)


def interview(shop: Shop, fair: str, person: str) -> Interview:
    """Where the questionnaire of a person stands.

    Raises
    ------
    FairError
        `person_unknown` when nobody listed has that id.
    """
    with shop.store.reading() as reader:
        entries = fairs.read_entries_of(reader, fair, person)
        said = answers_of(reader, fair, person)
    unclear = unclear_words_of(shop, fair, entries.jobseeker(person))
    profile = to_document(entries.jobseeker(person))
    return Interview(
        entries.fair,
        person,
        profile["first_name"],
        entries.call_numbers[person],
        asked(profile, has_unclear_words=bool(unclear)),
        profile,
        frozenset(said),
        unclear,
    )


def choose_language(shop: Shop, fair: str, person: str, language: str) -> None:
    """Keep the language that somebody touched at a tablet: their sheet is printed in it."""
    with shop.store.writing() as writer:
        keep_answers(writer, fair, person, {"sheet_language": language}, at=shop.clock())


def keep_answer(
    shop: Shop, fair: str, person: str, question: AskedQuestion, text: str
) -> tuple[Flaw, ...]:
    """Keep one answer at once, so that stopping loses nothing; what was not understood, if any.

    An answer that was not understood changes nothing. The same answer again changes nothing more.

    Raises
    ------
    FairError
        `person_unknown` when nobody listed has that id.
    """
    with shop.store.reading() as reader:
        entries = fairs.read_entries_of(reader, fair, person)
    first_name = entries.jobseeker(person).first_name
    read = read_fields(entries.fair, {"first_name": first_name, question.column: text})
    value = to_document(read.person)[question.column]
    flaws = tuple(flaw for flaw in read.flaws if flaw.column == question.column)
    if flaws and value in _UNKNOWN:
        return flaws
    with shop.store.writing() as writer:
        keep_answers(writer, fair, person, {question.column: value}, at=shop.clock())
    return ()
