"""One kind of phrases, trades or skills: exact look-up first, then the forgiving index."""

import re
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from rapidfuzz import fuzz

from matching.scoring.phrase_index import PhraseIndex
from matching.scoring.vocabulary import Skill, Trade
from matching.scoring.wording import key, plain

KNOWN_FROM = 0.80  # below it, one advert title in four is not what its nearest phrase says
KNOWN_MARGIN = 0.05  # a second meaning this close means that the person must choose
CHOICES_FROM = 0.45  # below it, four phrases in five that say nothing find a neighbour
TIE = 0.02  # rankings this close are told apart by the order of their letters
SHORTEST = 3  # letters; shorter words are understood only when listed (VB, PC)

_KEPT = 12  # meanings remembered of each phrase
_BLOCK = 512  # phrases ranked at once: a few megabytes
_LETTERS = re.compile(r"[^\W\d_]")
Ranked = tuple[tuple[str, float, float], ...]


class Lexicon:
    """One kind of phrases (trades or skills): exact look-up first, then the forgiving index."""

    def __init__(
        self,
        entries: Mapping[str, Trade] | Mapping[str, Skill],
        *,
        wholes: Mapping[str, str],
        ambiguous: Mapping[str, tuple[str, ...]],
        stop_phrases: frozenset[str],
    ) -> None:
        self.entries = entries
        self.ambiguous = ambiguous
        self.stop_phrases = stop_phrases
        both: Mapping[str, Trade | Skill] = {**entries}
        self.phrases = {name: _phrases_of(entry) for name, entry in sorted(both.items())}
        self.exact = _exact(self.phrases)
        pairs = [(phrase, name) for name, said in self.phrases.items() for phrase in said]
        self.index = PhraseIndex() if pairs else None
        if self.index is not None:
            self.index.fit([said for said, _ in pairs], [name for _, name in pairs], wholes=wholes)
        self._ranked: dict[str, Ranked] = {}

    def named(self, text: str) -> tuple[str, ...]:
        """Ids that a phrase names outright: several when it is ambiguous."""
        looked_up = key(text)
        return self.exact.get(looked_up) or self.ambiguous.get(looked_up, ())

    def stops(self, text: str) -> bool:
        """Whether a phrase is listed as naming no trade and no skill."""
        return key(text) in self.stop_phrases

    def says_nothing(self, text: str) -> bool:
        """Whether a phrase has too few letters to be read, or is listed as saying nothing."""
        return self.stops(text) or len(_LETTERS.findall(text)) < SHORTEST

    def ranked(self, text: str) -> Ranked:
        """Ids with their confidence and ranking, best first; never surer of a lower one."""
        self.learn([text])
        return self._ranked[text]

    def learn(self, texts: Iterable[str]) -> None:
        """Rank several phrases at once, each once: the same answers as one by one, sooner."""
        new = sorted(set(texts) - self._ranked.keys())
        if self.index is None:
            self._ranked.update(dict.fromkeys(new, ()))
            return
        for start in range(0, len(new), _BLOCK):
            block = new[start : start + _BLOCK]
            likeness = self.index.likeness(block)
            # Codes are in the order of their names: a stable sort breaks exact ties by name.
            best = np.argsort(-np.round(likeness.mix, 9), axis=1, kind="stable")[:, :_KEPT]
            for row, text in enumerate(block):
                found = zip(
                    self.index.classes_[best[row]].tolist(),
                    likeness.cosine[row, best[row]].tolist(),
                    likeness.mix[row, best[row]].tolist(),
                    strict=True,
                )
                self._ranked[text] = _never_surer(self._untie(text, list(found)))

    def _untie(
        self, text: str, best: list[tuple[str, float, float]]
    ) -> list[tuple[str, float, float]]:
        if len(best) < 2 or best[0][2] - best[1][2] >= TIE:
            return best
        tied = [row for row in best if best[0][2] - row[2] < TIE]
        said = plain(text)
        tied.sort(key=lambda row: (-_likest(said, self.phrases[row[0]]), row[0]))
        return tied + best[len(tied) :]


def is_sure(
    ranked: Sequence[tuple[str, float, float]],
    *,
    least: float = KNOWN_FROM,
    margin: float = KNOWN_MARGIN,
) -> bool:
    """Whether the first meaning may be taken without asking: near, and well before the next."""
    if not ranked or ranked[0][1] < least:
        return False
    return len(ranked) == 1 or ranked[0][2] - ranked[1][2] >= margin


def _never_surer(best: list[tuple[str, float, float]]) -> Ranked:
    ranked, least = [], 1.0
    for name, sure, rank in best:
        least = min(least, sure)
        ranked.append((name, least, rank))
    return tuple(ranked)


def _phrases_of(entry: Trade | Skill) -> tuple[str, ...]:
    said = (*entry.labels.values(), *entry.aliases)
    return tuple(sorted({plain(phrase): phrase for phrase in said if plain(phrase)}.values()))


def _exact(phrases: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name, said in phrases.items():
        for looked_up in sorted({key(phrase) for phrase in said}):
            found.setdefault(looked_up, []).append(name)
    return {looked_up: tuple(names) for looked_up, names in found.items()}


def _likest(said: str, phrases: Iterable[str]) -> float:
    return max(fuzz.token_sort_ratio(said, plain(phrase)) for phrase in phrases)
