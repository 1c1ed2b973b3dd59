"""Phrases that tell something wherever they stand in a text, in any spelling that sounds alike."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from matching.scoring.text.tokens import Token, heard
from matching.scoring.text.wording import fold

GAP = 3  # most words that "…" stands for
_ANY = "…"
_START = "^"
_CLOSE = "$"


class FoundCue(NamedTuple):
    """A cue that a text holds: what it tells, and the places of its first and past-last word."""

    tells: str
    first: int
    end: int


class _Phrase(NamedTuple):
    words: tuple[str, ...]
    tells: str
    at_start: bool
    at_end: bool


class Cues:
    """Many phrases searched for at once.

    Parameters
    ----------
    phrases
        What is told, to the phrases that tell it; "…" is a gap of at most `GAP` words, "^" the
        start of the words, "$" their end.
    not_after
        What is told, to words that take its meaning away when one stands before.
    """

    def __init__(
        self,
        phrases: Mapping[str, Iterable[str]],
        not_after: Mapping[str, Iterable[str]] | None = None,
    ) -> None:
        self._by_first: dict[str, list[_Phrase]] = defaultdict(list)
        for tells, said in phrases.items():
            for phrase in said:
                known = _read(phrase, tells)
                self._by_first[known.words[0]].append(known)
        self._not_after = {
            tells: {heard(fold(word)) for word in words}
            for tells, words in (not_after or {}).items()
        }

    def find(
        self, words: Sequence[Token], *, is_whole: Callable[[FoundCue], bool] = lambda _: True
    ) -> list[FoundCue]:
        """Cues that the words hold, the longest first where two overlap, in their order.

        One that `is_whole` turns down hides no other.
        """
        forms = [word.form for word in words]
        held = sorted(
            filter(is_whole, self._held(forms)),
            key=lambda cue: (cue.first - cue.end, cue.first, cue),
        )
        taken: set[int] = set()
        found = []
        for cue in held:
            if taken.isdisjoint(range(cue.first, cue.end)):
                taken.update(range(cue.first, cue.end))
                found.append(cue)
        return sorted(found, key=lambda cue: cue.first)

    def _held(self, forms: Sequence[str]) -> Iterator[FoundCue]:
        for first, form in enumerate(forms):
            for words, tells, at_start, at_end in self._by_first.get(form, ()):
                if at_start and first:
                    continue
                end = _end(words, forms, first)
                if not end or (at_end and end < len(forms)):
                    continue
                if self._not_after.get(tells, set()).isdisjoint(forms[:first]):
                    yield FoundCue(tells, first, end)


def _read(phrase: str, tells: str) -> _Phrase:
    said = phrase.removeprefix(_START).removesuffix(_CLOSE).split()
    words = tuple(word if word == _ANY else heard(fold(word)) for word in said)
    return _Phrase(words, tells, phrase.startswith(_START), phrase.endswith(_CLOSE))


def _end(words: Sequence[str], forms: Sequence[str], first: int) -> int:
    """Past the last word of a phrase that begins at `first`; 0 when it does not stand there."""
    at, slack = first, 0
    for word in words:
        if word == _ANY:
            slack = GAP
            continue
        last = min(at + slack, len(forms) - 1)
        place = next((here for here in range(at, last + 1) if forms[here] == word), -1)
        if place < 0:
            return 0
        at, slack = place + 1, 0
    return at
