"""One kind of phrases, trades or skills: exact look-up first, then the forgiving index."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from matching.scoring.reading.phrase_index import Near, PhraseIndex
from matching.scoring.reading.semantic import Encoder, SenseIndex, Senses
from matching.scoring.text.says_nothing import says_nothing
from matching.scoring.text.sound import sound
from matching.scoring.text.tokens import heard
from matching.scoring.text.wording import SMALL_WORDS, fold, key, plain, telling
from matching.scoring.vocabulary.vocabulary import Skill, Trade
from matching.scoring.vocabulary.word_vectors import WordVectors

KNOWN_FROM = 0.80  # below it, one advert title in four is not what its nearest phrase says
KNOWN_MARGIN = 0.60  # a second meaning this close in rank: the person must choose
CHOICES_FROM = 0.20  # below it, what says nothing finds a neighbour by chance

_SHORTEST_SOUND = 5  # letters; what is shorter sounds like too many other words
_MUTE = re.compile(r"(?<=[bcdfgjklmnprstvz])e(?=[bcdfgjklmnprstvz][aeiou]|\b)")
_NUMBER = re.compile(r"\d")
_ALIKE = str.maketrans("z", "s")
_KEPT = 12  # meanings remembered of each phrase
_CLAIMED = 2  # what a person said is taken from the first, when it stands well before the second
_ROOM = 1_000_000  # likenesses made at once: what they need stays near the processor


class Meaning(NamedTuple):
    """One meaning of a phrase: an entry of ours or of a list, by the code that it stands for.

    `confidence` never rises from one meaning to the next; `rank` is what they are ordered by.
    """

    id: str
    code: str
    confidence: float
    rank: float


Ranked = tuple[Meaning, ...]


@dataclass(frozen=True, slots=True)
class _Phrase:
    text: str
    id: str
    code: str


class Lexicon:
    """One kind of phrases (trades or skills): exact look-up first, then the forgiving index.

    Parameters
    ----------
    searched
        Ids of the entries that misspelt words may mean; the others are only looked up.
    wholes, vectors
        Longer text of a code: its definition and skills; what words mean.
    index
        Shares of the forgiving index, when they are not the usual ones.
    """

    def __init__(
        self,
        entries: Mapping[str, Trade] | Mapping[str, Skill],
        *,
        searched: Sequence[str],
        wholes: Mapping[str, str],
        ambiguous: Mapping[str, tuple[str, ...]],
        spoken: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
        foreign: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
        stop_phrases: frozenset[str],
        vectors: WordVectors | None = None,
        index: PhraseIndex | None = None,
    ) -> None:
        self.entries: Mapping[str, Trade | Skill] = {**entries}
        self.ambiguous = ambiguous
        self._spoken, self._foreign = spoken, foreign
        self.stop_phrases = stop_phrases
        self._searched = searched
        self._unfitted = index or PhraseIndex()
        self._wholes, self._vectors = wholes, vectors
        both = sorted(self.entries.values(), key=lambda entry: (bool(entry.source), entry.id))
        self._ours = _exact(entry for entry in both if not entry.source)
        self._official = _exact(entry for entry in both if entry.source)
        self._titles = self._own_titles()
        self._ranked: dict[str, Ranked] = {}
        self._surest: dict[str, Ranked] = {}
        self._reach: dict[str, float] = {}

    def named(self, text: str) -> tuple[str, ...]:
        """Ids that a phrase names outright, ours first: several when it is ambiguous.

        A phrase that we list under a wider trade, and that is the title of an official one, is
        the latter.
        """
        looked_up = key(text)
        return (
            self._titles.get(looked_up)
            or self._ours.get(looked_up)
            or self.ambiguous.get(looked_up)
            or self._official.get(looked_up)
            or self._foreign.get(looked_up, ())
        )

    def sounded(self, text: str) -> tuple[str, ...]:
        """Ids that a phrase names when it is all that is said and read aloud; ours first.

        *plonbié* is *plombier*, *conduire* may be any driver. Nothing when the sound is short or
        names things of different codes.
        """
        looked_up = key(text)
        if looked_up in self._spoken:
            return self._spoken[looked_up]
        names = self._by_sound.get(_aloud(looked_up), ())
        if not names:
            names = self._by_rough_sound.get(_roughly(text), ())
        return names if len({self.code(name) for name in names}) == 1 else ()

    @cached_property
    def _by_sound(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = {}
        for phrases in (self._ours, self._official):
            heard_here: dict[str, dict[str, None]] = {}
            for phrase, names in phrases.items():
                heard_here.setdefault(_aloud(phrase), {}).update(dict.fromkeys(names))
            found = {**heard_here, **found}
        # As in `named`: the title of an official trade is that trade, however it is spelt.
        titles = {_aloud(title): dict.fromkeys(names) for title, names in self._titles.items()}
        found = {**found, **titles}
        found.pop("", None)
        return {said: tuple(names) for said, names in found.items()}

    @cached_property
    def _by_rough_sound(self) -> Mapping[str, tuple[str, ...]]:
        """Our names by how somebody writes them who leaves out what is hardly heard."""
        found: dict[str, dict[str, None]] = {}
        for entry in self.entries.values():
            for text in _texts(entry) if not entry.source else ():
                for written in (text, text.replace("ç", "ss")):
                    found.setdefault(_roughly(written), {})[entry.id] = None
        found.pop("", None)
        return {said: tuple(sorted(names)) for said, names in found.items()}

    def begins_others(self, word: str) -> bool:
        """Whether longer names of two codes or more begin with a word in its plain form."""
        return word in self._begins

    @cached_property
    def _begins(self) -> frozenset[str]:
        named = ((phrase.code, telling(plain(phrase.text))) for phrase in self._phrases)
        begins = {(words[0], code) for code, words in named if len(words) > 1}
        often = Counter(word for word, _ in begins)
        return frozenset(word for word, count in often.items() if count > 1)

    def is_label(self, text: str) -> bool:
        """Whether a text is a label sign by sign, commas and slashes too."""
        return fold(text).strip() in self._labels

    @cached_property
    def _labels(self) -> frozenset[str]:
        every = (label for entry in self.entries.values() for label in entry.labels.values())
        return frozenset(map(fold, every))

    def _own_titles(self) -> dict[str, tuple[str, ...]]:
        """Titles of official trades that we only list among the further names of one of ours."""
        trades = [entry for entry in self.entries.values() if isinstance(entry, Trade)]
        ours = {key(name) for trade in trades if not trade.source for name in trade.labels.values()}
        official = {key(trade.labels["fr"]): trade.id for trade in trades if trade.source}
        listed = self._ours.keys() - ours - self.ambiguous.keys()
        return {title: (name,) for title, name in official.items() if title in listed}

    def stops(self, text: str) -> bool:
        """Whether a phrase is listed as naming no trade and no skill."""
        return key(text) in self.stop_phrases

    def says_nothing(self, text: str) -> bool:
        """Whether a phrase is listed as saying nothing, or can be seen to say nothing."""
        return self.stops(text) or says_nothing(text)

    def code(self, name: str) -> str:
        """The code under which an entry is proposed: entries of one code are one meaning."""
        return code_of(self.entries[name])

    def ranked(self, text: str, *, top: int = _KEPT) -> Ranked:
        """The nearest meanings, best first; never surer of a lower one."""
        if top > _KEPT:
            return self._rank([text], top)[0]
        self.learn([text])
        return self._ranked[text]

    def surest(self, text: str, *, least: float) -> Ranked:
        """The two nearest meanings if the first may be as sure as `least`, else none.

        All that reading a sentence asks, at a fraction of what `ranked` takes.
        """
        if text in self._ranked:
            near = self._ranked[text][:_CLAIMED]
            return near if near and near[0].confidence >= least else ()
        self.learn_surest([text], least=least)
        return self._surest[text] if self._reach[text] >= least else ()

    def learn_surest(self, texts: Iterable[str], *, least: float) -> None:
        """Prepare `surest` for several phrases at once: the same answers, sooner."""
        asked = sorted(set(texts))
        new = [text for text in asked if text not in self._reach]
        if new:
            self._reach.update(zip(new, self._reaches(new), strict=True))
        near = [text for text in asked if self._reach[text] >= least and text not in self._surest]
        self._fill(self._surest, near, _CLAIMED)

    def _reaches(self, texts: Sequence[str]) -> list[float]:
        return self._index.reach(texts).tolist() if self._phrases else [0.0] * len(texts)

    def learn(self, texts: Iterable[str]) -> None:
        """Rank several phrases at once, each once: the same answers as one by one, sooner."""
        self._fill(
            self._ranked, sorted({text for text in texts if text not in self._ranked}), _KEPT
        )

    def _fill(self, kept: dict[str, Ranked], texts: Sequence[str], top: int) -> None:
        size = max(1, _ROOM // max(1, len(self._phrases)))
        for start in range(0, len(texts), size):
            block = texts[start : start + size]
            kept.update(zip(block, self._rank(block, top), strict=True))

    def _rank(self, texts: Sequence[str], top: int) -> list[Ranked]:
        if not self._phrases:
            return [()] * len(texts)
        return [self._meanings(near) for near in self._index.nearest(texts, top=top)]

    def _meanings(self, near: Iterable[Near]) -> Ranked:
        ranked, least = [], 1.0
        for match in near:
            least = min(least, match.cosine)
            phrase = self._phrases[match.phrase]
            ranked.append(Meaning(phrase.id, phrase.code, least, match.rank))
        return tuple(ranked)

    def get_ready(self) -> None:
        """Make the index and the sounds of names now rather than at the first phrase."""
        self._reaches(["bonjour"])
        self.sounded("bonjour")
        self.is_label("bonjour")

    @property
    def phrases(self) -> list[str]:
        """The phrases that are searched, in a fixed order."""
        return [phrase.text for phrase in self._phrases]

    def with_senses(self, senses: Senses, encoder: Encoder) -> SenseIndex:
        """The index of these phrases by meaning and letters."""
        return SenseIndex(self._index, senses, encoder)

    def ranked_by(self, index: SenseIndex, words: str, *, said: str, top: int) -> Ranked:
        """The nearest meanings as `ranked` gives them, by an index of the same phrases."""
        return self._meanings(index.nearest(words, said=said, top=max(top, _KEPT)))

    @cached_property
    def _phrases(self) -> list[_Phrase]:
        entries = [self.entries[name] for name in self._searched]
        entries.sort(key=lambda entry: (bool(entry.source), entry.id))
        found: dict[tuple[str, str], _Phrase] = {}
        for entry in entries:
            for text in _texts(entry):
                phrase = _Phrase(text, entry.id, code_of(entry))
                found.setdefault((phrase.code, plain(text)), phrase)
        return list(found.values())

    @cached_property
    def _index(self) -> PhraseIndex:
        texts = [phrase.text for phrase in self._phrases]
        codes = [phrase.code for phrase in self._phrases]
        return self._unfitted.fit(texts, codes, wholes=self._wholes, vectors=self._vectors)


def _aloud(looked_up: str) -> str:
    """The sound of a phrase as looked up; "" when it is short."""
    said = " ".join(map(heard, looked_up.split()))
    return said if len(said) >= _SHORTEST_SOUND else ""


def _roughly(text: str) -> str:
    """How a phrase sounds without its mute vowels; "" when it is short or holds a number."""
    words = [word for word in re.findall(r"[a-z0-9]+", fold(text)) if word not in SMALL_WORDS]
    if sum(map(len, words)) < _SHORTEST_SOUND or any(map(_NUMBER.search, words)):
        return ""
    said = (sound(word).translate(_ALIKE).replace("ou", "o") for word in words)
    return " ".join(_MUTE.sub("", word) for word in said)


def code_of(entry: Trade | Skill) -> str:
    """The official code of an entry (ROME, ESCO), else our own id of it."""
    return entry.rome if isinstance(entry, Trade) else entry.code


def is_sure(ranked: Ranked, *, least: float = KNOWN_FROM, margin: float = KNOWN_MARGIN) -> bool:
    """Whether the first meaning may be taken without asking: near, and well before the next."""
    if not ranked or ranked[0].confidence < least:
        return False
    return len(ranked) == 1 or ranked[0].rank - ranked[1].rank >= margin


def _texts(entry: Trade | Skill) -> tuple[str, ...]:
    said = dict.fromkeys((*entry.labels.values(), *entry.aliases))
    return tuple(phrase for phrase in said if plain(phrase))


def _exact(entries: Iterable[Trade | Skill]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for entry in entries:
        for phrase in _texts(entry):
            found.setdefault(key(phrase), {})[entry.id] = None
    return {looked_up: tuple(names) for looked_up, names in found.items()}
