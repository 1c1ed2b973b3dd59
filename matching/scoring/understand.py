"""Understand what a person writes: a phrase to a trade or a skill, or honestly to nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from matching.scoring.lexicon import CHOICES_FROM, Lexicon, Ranked, is_sure
from matching.scoring.sentence import Claim, claims_in, core_words, learn_all
from matching.scoring.vocabulary import Skill, Trade, Vocabulary

Kind = Literal["occupation", "skill"]

CHOICES = (3, 5)
AMBIGUOUS = 0.70  # a phrase that names several trades: fit to propose, never to accept


class Understood(StrEnum):
    """What can be done with a phrase: take it, ask which one, or keep the words as they are."""

    KNOWN = "known"
    CHOICES = "choices"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One meaning of a phrase. `code` is a ROME code or a skill id, `id` always our own id."""

    code: str
    label: str
    confidence: float
    id: str
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Understanding:
    """A phrase, whether it is understood, and its likeliest meanings, best first."""

    text: str
    verdict: Understood
    candidates: tuple[Candidate, ...] = ()

    def as_json(self, language: str = "fr") -> dict[str, object]:
        """The object that `parvis understand` prints."""
        return {
            "text": self.text,
            "verdict": self.verdict.value,
            "candidates": [
                {
                    "code": candidate.code,
                    "label": candidate.labels.get(language, candidate.label),
                    "confidence": round(candidate.confidence, 4),
                }
                for candidate in self.candidates
            ],
        }


class Reader:
    """Reads phrases with one vocabulary; the same phrase always gets the same answer."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._lexicons: dict[Kind, Lexicon] = {
            "occupation": Lexicon(
                vocabulary.trades,
                wholes=_whole_trades(vocabulary),
                ambiguous=vocabulary.ambiguous,
                stop_phrases=vocabulary.stop_phrases,
            ),
            "skill": Lexicon(
                vocabulary.skills,
                wholes=_whole_skills(vocabulary),
                ambiguous={},
                stop_phrases=vocabulary.stop_phrases,
            ),
        }

    def lexicon(self, kind: Kind) -> Lexicon:
        """The phrases of one kind."""
        return self._lexicons[kind]

    def understand(self, text: str, *, kind: Kind, top: int = 5) -> Understanding:
        """What one phrase means, at most `top` meanings; junk is refused, doubt is offered.

        A phrase that is nearer to nothing than `CHOICES_FROM` stays unknown: its words are kept
        and a person decides.
        """
        lexicon = self._lexicons[kind]
        if lexicon.stops(text):
            return Understanding(text, Understood.UNKNOWN)
        for words in (text, core_words(text)):
            if lexicon.named(words):
                return _named(text, words, lexicon, top)
        if lexicon.says_nothing(words):
            return Understanding(text, Understood.UNKNOWN)
        return _near(text, lexicon, lexicon.ranked(words), top)

    def learn(self, texts: Iterable[str], *, kind: Kind) -> None:
        """Prepare the reading of many sentences at once: the same answers, sooner."""
        learn_all(texts, self._lexicons[kind])

    def trades(self, text: str) -> tuple[Claim, ...]:
        """Trades that a sentence names, each with the words it was read from."""
        return claims_in(text, self._lexicons["occupation"])

    def skills(self, text: str) -> tuple[Claim, ...]:
        """Skills that a sentence names, each with the words it was read from."""
        return claims_in(text, self._lexicons["skill"])


def _named(text: str, words: str, lexicon: Lexicon, top: int) -> Understanding:
    names = lexicon.named(words)
    if len(names) > 1:
        chosen = [(name, AMBIGUOUS) for name in names]
        return _answer(text, Understood.CHOICES, lexicon, chosen, top)
    others = [
        (name, sure)
        for name, sure, _ in lexicon.ranked(words)
        if name != names[0] and sure >= CHOICES_FROM
    ]
    return _answer(text, Understood.KNOWN, lexicon, [(names[0], 1.0), *others], top)


def _near(text: str, lexicon: Lexicon, ranked: Ranked, top: int) -> Understanding:
    if not ranked or ranked[0][1] < CHOICES_FROM:
        return Understanding(text, Understood.UNKNOWN)
    if is_sure(ranked):
        kept = [(name, sure) for name, sure, _ in ranked if sure >= CHOICES_FROM]
        return _answer(text, Understood.KNOWN, lexicon, kept, top)
    least, most = CHOICES
    kept = [
        (name, sure)
        for place, (name, sure, _) in enumerate(ranked)
        if place < least or sure >= CHOICES_FROM
    ]
    return _answer(text, Understood.CHOICES, lexicon, kept, min(top, most))


def _answer(
    text: str,
    verdict: Understood,
    lexicon: Lexicon,
    names: Sequence[tuple[str, float]],
    top: int,
) -> Understanding:
    found: dict[str, Candidate] = {}
    for name, sure in names:
        candidate = _candidate(lexicon.entries[name], sure)
        found.setdefault(candidate.code, candidate)
    return Understanding(text, verdict, tuple(found.values())[: max(top, 0)])


def _candidate(entry: Trade | Skill, sure: float) -> Candidate:
    code = entry.rome if isinstance(entry, Trade) else entry.id
    label = entry.labels.get("fr", entry.id)
    return Candidate(code, label, sure, entry.id, entry.labels)


def _whole_trades(vocabulary: Vocabulary) -> dict[str, str]:
    return {
        trade.id: " ".join(
            (*trade.labels.values(), *trade.aliases, *_labels(vocabulary, trade.skills))
        )
        for trade in vocabulary.trades.values()
    }


def _whole_skills(vocabulary: Vocabulary) -> dict[str, str]:
    return {
        skill.id: " ".join(
            (*skill.labels.values(), *skill.aliases, *_labels(vocabulary, (skill.parent,)))
        )
        for skill in vocabulary.skills.values()
    }


def _labels(vocabulary: Vocabulary, skills: Iterable[str]) -> list[str]:
    known = vocabulary.skills
    return [known[name].labels.get("fr", name) for name in skills if name in known]
