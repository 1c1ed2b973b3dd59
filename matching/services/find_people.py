"""Find somebody's badge by name, when it was left at home."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from matching.domain.errors import FairError
from matching.domain.happening import Attendance, Happening
from matching.domain.spelling import fold
from matching.scoring.sound import sound
from matching.services.shop import Shop
from matching.store import badges, fairs, happenings, names
from matching.store.names import Named

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

    A number finds whoever is called by it: that is what a person without a badge can say.

    Raises
    ------
    FairError
        `search_too_short` under three letters: a door shows no list.
    """
    asked = fold(text)
    if asked.isdecimal():
        return _told(shop, fair, lambda listed: _numbered(int(asked), listed))
    if len(asked.replace(" ", "")) < _FEWEST_LETTERS:
        raise FairError("search_too_short", least=_FEWEST_LETTERS)
    return _told(shop, fair, lambda listed: _nearest(asked, listed))


def maybe_known(shop: Shop, fair: str, full_name: str) -> tuple[Found, ...]:
    """People on the list whose name is, or sounds, the same: to be asked before a second file."""
    asked = fold(full_name)
    return _told(shop, fair, lambda listed: _namesakes(asked, listed)) if asked.strip() else ()


def _told(
    shop: Shop, fair: str, choose: Callable[[Sequence[Named]], Sequence[Named]]
) -> tuple[Found, ...]:
    """What the door may know of those chosen from the list."""
    with shop.store.reading() as reader:
        fairs.read_fair(reader, fair)
        chosen = choose(names.read_names(reader, fair))
        ids = [one.person for one in chosen]
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
        for one in chosen
    )


def _is_here(facts: tuple[Happening, ...], person: str) -> bool:
    return person in Attendance.of(facts).present


def _numbered(number: int, listed: Sequence[Named]) -> list[Named]:
    return [one for one in listed if one.call_number == number]


def _nearest(asked: str, listed: Sequence[Named]) -> list[Named]:
    """The nearest names; how the others sound is asked when too few are written as was typed."""
    folded = [(fold(one.name), one) for one in listed]
    ranked = [(_written(asked, name), name, one) for name, one in folded]
    if sum(nearness > 0 for nearness, _, _ in ranked) < _MOST_FOUND:
        ranked = [(rank or _heard_alike(asked, name), name, one) for rank, name, one in ranked]
    return _first([(rank, one) for rank, _, one in ranked], least=_NEAR_SPELLING)


def _namesakes(asked: str, listed: Sequence[Named]) -> list[Named]:
    return _first([(_sameness(asked, fold(one.name)), one) for one in listed], least=_SAME_NAME)


def _first(ranked: Sequence[tuple[float, Named]], *, least: float) -> list[Named]:
    best = sorted(ranked, key=lambda found: (-found[0], found[1].name, found[1].person))
    return [one for nearness, one in best[:_MOST_FOUND] if nearness >= least]


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


def _sameness(asked: str, name: str) -> float:
    """Whole words count: to be called Li is not to be one of all whose name begins so."""
    words, joined = name.split(), name.replace(" ", "")
    heard = {_heard(word) for word in (*words, joined)}
    if all(part in words or _heard(part) in heard for part in asked.split()):
        return 120.0
    if _heard(asked.replace(" ", "")) in heard:
        return 110.0
    return fuzz.token_sort_ratio(asked, name)


def _heard(word: str) -> str:
    """A final e is written and not heard: Philippe, Filip."""
    return sound(word).rstrip("e")
