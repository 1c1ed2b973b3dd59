"""What can be done with a phrase that was read: take it, ask which meaning, or keep its words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from matching.scoring.reading.claim import Claim
from matching.scoring.reading.lexicon import CHOICES_FROM, Lexicon, Ranked, code_of, is_sure
from matching.scoring.reading.sentence import AMBIGUOUS_CLAIM, core_words, phrases_in
from matching.scoring.reading.statement import NOTHING_SAID, Statement
from matching.scoring.vocabulary.vocabulary import Skill, Trade

CHOICES = (3, 5)
NAMED_FROM = 0.80  # a piece of a sentence is read as a trade of its own
SOUNDS_SURE = 0.95  # a name spelt as it sounds
AMBIGUOUS = 0.70  # a phrase that names several trades: fit to propose, never to accept


class Understood(StrEnum):
    """What can be done with a phrase: take it, ask which one, or keep the words as they are."""

    KNOWN = "known"
    CHOICES = "choices"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PhraseMeaning:
    """One meaning of a phrase. `code` is a ROME code or a skill id, `id` always our own id."""

    code: str
    label: str
    confidence: float
    id: str
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Understanding:
    """A phrase, whether it is understood, its likeliest meanings, best first, and what it says."""

    text: str
    verdict: Understood
    candidates: tuple[PhraseMeaning, ...] = ()
    said: Statement = NOTHING_SAID

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
            "said": self.said.as_json(),
        }


def pieces_named(text: str, lexicon: Lexicon) -> int:
    """How many different things the pieces of a text name outright."""
    pieces = phrases_in(text)
    if len(pieces) < 2:
        return 0
    named = [lexicon.named(piece) or lexicon.named(core_words(piece)) for piece in pieces]
    return len({lexicon.code(names[0]) for names in named if names})


def surest_claims(claims: Iterable[Claim], lexicon: Lexicon) -> list[tuple[str, float]]:
    """What a sentence names outright; of an ambiguous word beside it, the first meaning."""
    said: dict[str, Claim] = {}
    for claim in claims:
        if claim.confidence >= NAMED_FROM or claim.confidence == AMBIGUOUS_CLAIM:
            said.setdefault(claim.text if claim.confidence == AMBIGUOUS_CLAIM else claim.id, claim)
    found: dict[str, tuple[str, float]] = {}
    for claim in said.values():
        found.setdefault(lexicon.code(claim.id), (claim.id, claim.confidence))
    return list(found.values()) if any(sure >= NAMED_FROM for _, sure in found.values()) else []


def several(
    text: str,
    claims: Sequence[tuple[str, float]],
    ranked: Ranked,
    lexicon: Lexicon,
    top: int,
) -> Understanding:
    """The answer to a sentence that names one or more things among other words."""
    sure = min(confidence for _, confidence in claims)
    others = [(meaning.id, min(sure, meaning.confidence)) for meaning in ranked]
    kept = [(name, max(sure, CHOICES_FROM)) for name, _ in claims]
    if len(claims) == 1:
        others = [(name, confidence) for name, confidence in others if confidence >= CHOICES_FROM]
        return _answer(text, Understood.KNOWN, lexicon, [*kept, *others], top)
    fill = others[: max(0, max(top, CHOICES[0]) - len(kept))]
    return _answer(text, Understood.CHOICES, lexicon, [*kept, *fill], top)


def named_outright(text: str, words: str, lexicon: Lexicon, top: int) -> Understanding:
    """The answer to a listed name: known, or a choice when it names several things."""
    names = lexicon.named(words)
    if len({lexicon.code(name) for name in names}) > 1:
        near = [
            (meaning.id, min(AMBIGUOUS, meaning.confidence))
            for meaning in lexicon.ranked(words, top=top)
        ]
        chosen = [*((name, AMBIGUOUS) for name in names), *near]
        return _answer(text, Understood.CHOICES, lexicon, chosen, _most(top, len(names)))
    others = [
        (meaning.id, meaning.confidence)
        for meaning in lexicon.ranked(words, top=top)
        if meaning.confidence >= CHOICES_FROM
    ]
    return _answer(text, Understood.KNOWN, lexicon, [(names[0], 1.0), *others], top)


def sounding_like(
    text: str, names: Sequence[str], ranked: Ranked, lexicon: Lexicon, top: int
) -> Understanding:
    """The answer to a bare verb or a name spelt as it sounds: known, or a choice of several."""
    others = [
        (meaning.id, meaning.confidence) for meaning in ranked if meaning.confidence >= CHOICES_FROM
    ]
    if len({lexicon.code(name) for name in names}) > 1:
        chosen = [(name, AMBIGUOUS) for name in names]
        return _answer(text, Understood.CHOICES, lexicon, chosen, _most(top, len(names)))
    return _answer(text, Understood.KNOWN, lexicon, [(names[0], SOUNDS_SURE), *others], top)


def nearest(text: str, lexicon: Lexicon, ranked: Ranked, top: int) -> Understanding:
    """The answer by likeness alone: nothing, a choice, or known when one stands out."""
    if not ranked or ranked[0].confidence < CHOICES_FROM:
        return Understanding(text, Understood.UNKNOWN)
    if is_sure(ranked):
        kept = [
            (meaning.id, meaning.confidence)
            for meaning in ranked
            if meaning.confidence >= CHOICES_FROM
        ]
        return _answer(text, Understood.KNOWN, lexicon, kept, top)
    kept = [(meaning.id, meaning.confidence) for meaning in ranked]
    return _answer(text, Understood.CHOICES, lexicon, kept, top)


def _most(top: int, named: int) -> int:
    """At most `top`; at least three when it may be, but no more likenesses than that."""
    return min(top, max(named, CHOICES[0])) if top <= CHOICES[1] else top


def _answer(
    text: str,
    verdict: Understood,
    lexicon: Lexicon,
    names: Sequence[tuple[str, float]],
    top: int,
) -> Understanding:
    found: dict[str, PhraseMeaning] = {}
    for name, sure in names:
        candidate = _candidate(lexicon.entries[name], sure)
        found.setdefault(candidate.code, candidate)
    return Understanding(text, verdict, tuple(found.values())[: max(top, 0)])


def _candidate(entry: Trade | Skill, sure: float) -> PhraseMeaning:
    label = entry.labels.get("fr", entry.id)
    return PhraseMeaning(code_of(entry), label, sure, entry.id, entry.labels)
