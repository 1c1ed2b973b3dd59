"""Find somebody's badge by name, when it was left at home."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from matching.domain.errors import FairError
from matching.domain.happening import Attendance, Happening
from matching.domain.spelling import fold
from matching.scoring.sound import sound
from matching.services.shop import Shop
from matching.store import badges, fairs, happenings
from matching.store.fairs import Named

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
        fairs.read_fair(reader, fair)
        near = _best(asked, fairs.read_names(reader, fair), least=least)
        ids = [one.person for one in near]
        facts = happenings.of_people(reader, {(fair, person) for person in ids})
        codes = badges.live_codes(reader, fair, people=ids)
    return tuple(
        Found(
            one.person,
            one.name,
            one.call_number,
            codes[one.person],
            _is_here(facts.get((fair, one.person), ()), one.person),
        )
        for one in near
    )


def _best(asked: str, listed: Sequence[Named], *, least: float) -> list[Named]:
    """The nearest names; how the others sound is asked when too few are written as was typed."""
    folded = [(fold(one.name), one) for one in listed]
    ranked = [(_written(asked, name), name, one) for name, one in folded]
    if sum(nearness > 0 for nearness, _, _ in ranked) < _MOST_FOUND:
        ranked = [(rank or _heard_alike(asked, name), name, one) for rank, name, one in ranked]
    ranked.sort(key=lambda found: (-found[0], found[2].name, found[2].person))
    return [one for nearness, _, one in ranked[:_MOST_FOUND] if nearness >= least]


def _is_here(facts: tuple[Happening, ...], person: str) -> bool:
    return person in Attendance.of(facts).present


def _written(asked: str, name: str) -> float:
    """How near a name is by its letters as typed: each part begins a word, or all are in it."""
    spaced = f" {name}"
    if all(f" {part}" in spaced for part in asked.split()):
        return 200.0
    return 150.0 if asked.replace(" ", "") in name.replace(" ", "") else 0.0


def _heard_alike(asked: str, name: str) -> float:
    """How near a name is by its sound, or else by its spelling."""
    words = name.split()
    heard = {_heard(word) for word in (*words, name.replace(" ", ""))}
    if all(_heard(part) in heard for part in asked.split()):
        return 120.0
    whole = fuzz.token_sort_ratio(asked, name)
    return max(whole, *(fuzz.ratio(asked, word) for word in words))


def _heard(word: str) -> str:
    """A final e is written and not heard: Philippe, Filip."""
    return sound(word).rstrip("e")
