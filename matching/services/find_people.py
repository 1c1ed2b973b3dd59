"""Find somebody's badge by name, when it was left at home."""

from dataclasses import dataclass

from rapidfuzz import fuzz

from matching.domain.errors import FairError
from matching.domain.happening import Attendance
from matching.domain.spelling import fold
from matching.scoring.sound import sound
from matching.services.shop import Shop
from matching.store import badges, fairs, happenings

_MOST_FOUND = 8
_FEWEST_LETTERS = 3
_NEAR_SPELLING = 75.0
_SAME_NAME = 88.0


@dataclass(frozen=True, slots=True)
class Found:
    """Someone found by name, with the code that signs them in."""

    person: str
    name: str
    call_number: int
    code: str
    is_present: bool


def find_people(shop: Shop, fair: str, text: str) -> tuple[Found, ...]:
    """At most eight people whose name looks like the text, best first; accents do not matter.

    Raises
    ------
    FairError
        `search_too_short` under three letters: a door shows no list.
    """
    asked = fold(text)
    if len(asked.replace(" ", "")) < _FEWEST_LETTERS:
        raise FairError("search_too_short", least=_FEWEST_LETTERS)
    return _near(shop, fair, asked, least=_NEAR_SPELLING)


def maybe_known(shop: Shop, fair: str, full_name: str) -> tuple[Found, ...]:
    """People on the list whose name is, or sounds, the same: to be asked before a second file."""
    asked = fold(full_name)
    return _near(shop, fair, asked, least=_SAME_NAME) if asked.strip() else ()


def _near(shop: Shop, fair: str, asked: str, *, least: float) -> tuple[Found, ...]:
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
        codes = badges.live_codes(reader, fair)
        present = Attendance.of(happenings.read_happenings(reader, fair)).present
    ranked = sorted(
        (-_nearness(asked, fold(one.full_name)), one.full_name, one.id)
        for one in entries.jobseekers.values()
    )
    return tuple(
        Found(person, name, entries.call_numbers[person], codes[person], person in present)
        for nearness, name, person in ranked[:_MOST_FOUND]
        if -nearness >= least
    )


def _nearness(asked: str, name: str) -> float:
    words, joined = name.split(), name.replace(" ", "")
    if all(any(word.startswith(part) for word in words) for part in asked.split()):
        return 200.0
    if asked.replace(" ", "") in joined:
        return 150.0
    heard = {_heard(word) for word in (*words, joined)}
    if all(_heard(part) in heard for part in asked.split()):
        return 120.0
    whole = fuzz.token_sort_ratio(asked, name)
    return max(whole, *(fuzz.ratio(asked, word) for word in words))


def _heard(word: str) -> str:
    """A final e is written and not heard: Philippe, Filip."""
    return sound(word).rstrip("e")
