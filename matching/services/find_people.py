"""Find somebody's badge by name, when it was left at home."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from rapidfuzz import fuzz
from rapidfuzz.process import cdist

from matching.domain.errors import FairError
from matching.domain.happening import Attendance, Happening
from matching.domain.spelling import fold, fold_all
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
    folded = fold_all(one.name for one in listed)
    ranked = _written(asked, folded)
    if sum(nearness > 0 for nearness in ranked) < _MOST_FOUND:
        ranked = list(map(max, ranked, _alike(asked, folded)))
    return _first(zip(ranked, listed, strict=True), least=_NEAR_SPELLING)


def _namesakes(asked: str, listed: Sequence[Named]) -> list[Named]:
    return _first([(_sameness(asked, fold(one.name)), one) for one in listed], least=_SAME_NAME)


def _first(ranked: Iterable[tuple[float, Named]], *, least: float) -> list[Named]:
    good = (found for found in ranked if found[0] >= least)
    best = nsmallest(
        _MOST_FOUND, good, key=lambda found: (-found[0], found[1].name, found[1].person)
    )
    return [one for _, one in best]


def _written(asked: str, names: Sequence[str]) -> list[float]:
    """How near names are by the letters typed: each part begins a word, or all are in it."""
    parts, together = [f" {part}" for part in asked.split()], asked.replace(" ", "")
    return [
        200.0
        if all(part in f" {name}" for part in parts)
        else 150.0
        if together in name.replace(" ", "")
        else 0.0
        for name in names
    ]


def _alike(asked: str, names: Sequence[str]) -> list[float]:
    """How near names are by their sound, or else by their spelling."""
    wanted = {_heard(part) for part in asked.split()}
    words = sorted({word for name in names for word in name.split()})
    near = dict(zip(words, cdist([asked], words, scorer=fuzz.ratio)[0].tolist(), strict=True))
    whole = cdist([asked], names, scorer=fuzz.token_sort_ratio)[0].tolist()
    return [
        120.0
        if wanted <= {_heard(word) for word in (*name.split(), name.replace(" ", ""))}
        else max((sorted_alike, *(near[word] for word in name.split())))
        for name, sorted_alike in zip(names, whole, strict=True)
    ]


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
