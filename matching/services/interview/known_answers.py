"""Which answers of a question a file holds already, so that nobody is asked from nothing."""

from collections.abc import Sequence
from datetime import date, time
from functools import lru_cache

from matching.domain.fair import Fair
from matching.services.interview.answer_questions import Interview
from matching.services.interview.questions import AskedQuestion, Option, Way
from matching.services.shop.profile_fields import read_fields
from matching.store.documents import to_document

_ANY_DAY = Fair("any", "any", date(2000, 1, 1), opens=time(0), closes=time(23, 59))


def already_said(
    question: AskedQuestion, options: Sequence[Option], found: Interview
) -> tuple[tuple[str, ...], str]:
    """The names of the answers that are known, and what is known besides in words."""
    value = found.known[question.column]
    if value in (None, "", []):
        nothing = question.column in found.answered
        return tuple(option.name for option in options if option.alone and nothing), ""
    meant = {
        option.name: _meaning(question.column, option.text) for option in options if option.text
    }
    if not isinstance(value, list):
        names = tuple(name for name, meaning in meant.items() if meaning == (value,))
        # Two answers that mean the same tell nobody which of them was touched.
        return names if len(names) == 1 else (), str(value) if question.way is Way.WORDS else ""
    names = tuple(name for name, meaning in meant.items() if meaning and set(meaning) <= set(value))
    said = {word for name in names for word in meant[name]}
    others = [word for word in value if word not in said]
    return names, "; ".join(others) if question.takes_words else ""


@lru_cache(maxsize=1024)
def _meaning(column: str, text: str) -> tuple[object, ...]:
    read = read_fields(_ANY_DAY, {"first_name": "x", column: text})
    value = to_document(read.person)[column]
    return tuple(value) if isinstance(value, list) else (value,)
