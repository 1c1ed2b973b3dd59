"""Understand what a person writes: a phrase to a trade or a skill, or honestly to nothing."""

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Any, Literal

from matching.domain.errors import Invalid
from matching.scoring.reading.claim import Claim
from matching.scoring.reading.lexicon import (
    CHOICES_FROM,
    Lexicon,
    Ranked,
    code_of,
    is_sure,
)
from matching.scoring.reading.phrase_index import PhraseIndex
from matching.scoring.reading.semantic import Encoder, Senses, senses_of
from matching.scoring.reading.sense_index import SenseIndex
from matching.scoring.reading.sentence import (
    AMBIGUOUS_CLAIM,
    claims_in,
    core_words,
    learn_all,
    phrases_in,
    speaks,
)
from matching.scoring.text.private_words import without_private
from matching.scoring.text.spellings import Shares
from matching.scoring.vocabulary.vocabulary import Skill, Trade, Vocabulary

Kind = Literal["occupation", "skill"]

CHOICES = (3, 5)
# A skill of a list has one name and no text: how it is spelt says most of what can be known. A
# logistic choice fitted to one half of ESCO's synonyms leans on spelling still more; these shares
# keep our own skills, which have many names, as well found as before.
ONE_NAME_EACH: Mapping[str, Any] = MappingProxyType(
    {
        "letter_share": 0.5,
        "centre_share": 0.0,
        "word_share": 0.5,
        "pair_share": 0.0,
        "stem_share": 1.2,
        "breadth_share": 0.0,
        "spelling_shares": Shares(letters=2.0, ordered=0.5, spelling=0.0),
    }
)
_MOST_READ = 100_000  # sentences remembered: a region's fair
NAMED_FROM = 0.80  # a piece of a sentence is read as a trade of its own
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
    """Reads phrases with one vocabulary; the same phrase always gets the same answer.

    The index of a kind is made when its first phrase is read.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._senses: SenseIndex | None = None
        self._read: dict[tuple[str, Kind], tuple[Claim, ...]] = {}

    def with_senses(self, senses: Senses, encoder: Encoder) -> "Reader":
        """A reader that proposes skills by meaning too.

        Only what is proposed to a person changes: scores are read by letters and words, so that
        they are the same on every machine.

        Raises
        ------
        Invalid
            `senses_kept` when the senses were made from other phrases.
        """
        if senses.of != senses_of(encoder.name, self._skills.phrases):
            raise Invalid("senses", "senses_kept")
        twin = copy(self)
        twin._senses = self._skills.with_senses(senses, encoder)  # noqa: SLF001 - our own copy
        return twin

    def get_ready(self) -> None:
        """Make both indexes now, before somebody waits for the first answer."""
        self._trades.get_ready()
        self._skills.get_ready()

    def lexicon(self, kind: Kind) -> Lexicon:
        """The phrases of one kind."""
        return self._trades if kind == "occupation" else self._skills

    def understand(self, text: str, *, kind: Kind, top: int = 5) -> Understanding:
        """What one phrase means, at most `top` meanings; junk is refused, doubt is offered.

        A phrase that is nearer to nothing than `CHOICES_FROM` stays unknown: its words are kept
        and a person decides. A sentence that names several trades offers each of them.
        """
        lexicon = self.lexicon(kind)
        if lexicon.stops(text):
            return Understanding(text, Understood.UNKNOWN)
        if lexicon.named(text) and _pieces_named(text, lexicon) < 2:
            return _named(text, text, lexicon, top)
        public = without_private(text)
        if public != text:  # what is private, or says where somebody is from, has no effect
            read = self.understand(public, kind=kind, top=top) if public else None
            return replace(read, text=text) if read else Understanding(text, Understood.UNKNOWN)
        words = core_words(text)
        if lexicon.named(words) and _pieces_named(text, lexicon) < 2:
            return _named(text, words, lexicon, top)
        nothing = lexicon.says_nothing(text) or lexicon.says_nothing(words)
        ranked = () if nothing else self._rank(words, text, kind, top)
        told = _pieces_named(text, lexicon) > 1 or (speaks(text) and not is_sure(ranked))
        claims = _surest(claims_in(text, lexicon), lexicon) if told else []
        if claims:
            return _several(text, claims, ranked, lexicon, top)
        return _near(text, lexicon, ranked, top)

    def _rank(self, words: str, said: str, kind: Kind, top: int) -> Ranked:
        lexicon = self.lexicon(kind)
        if kind == "skill" and self._senses is not None:
            return lexicon.ranked_by(self._senses, words, said=said, top=top)
        return lexicon.ranked(words, top=top)

    def learn(self, texts: Iterable[str], *, kind: Kind) -> None:
        """Prepare the reading of many sentences at once: the same answers, sooner."""
        learn_all(texts, self.lexicon(kind))

    def trades(self, text: str) -> tuple[Claim, ...]:
        """Trades that a sentence names, each with the words it was read from."""
        return self._claims(text, "occupation")

    def skills(self, text: str) -> tuple[Claim, ...]:
        """Skills that a sentence names, each with the words it was read from."""
        return self._claims(text, "skill")

    def _claims(self, text: str, kind: Kind) -> tuple[Claim, ...]:
        """What a sentence names: people repeat one another, so each sentence is read once."""
        if (text, kind) not in self._read:
            if len(self._read) >= _MOST_READ:
                self._read.clear()
            self._read[text, kind] = claims_in(text, self.lexicon(kind))
        return self._read[text, kind]

    @cached_property
    def _trades(self) -> Lexicon:
        vocabulary = self.vocabulary
        return Lexicon(
            vocabulary.trades,
            searched=vocabulary.searched_trades,
            wholes=_whole_trades(vocabulary),
            ambiguous=vocabulary.ambiguous,
            stop_phrases=vocabulary.stop_phrases,
        )

    @cached_property
    def _skills(self) -> Lexicon:
        vocabulary = self.vocabulary
        return Lexicon(
            vocabulary.skills,
            searched=vocabulary.searched_skills,
            wholes=_whole_skills(vocabulary),
            ambiguous={},
            stop_phrases=vocabulary.stop_phrases,
            index=PhraseIndex(**ONE_NAME_EACH),
        )


def _pieces_named(text: str, lexicon: Lexicon) -> int:
    """How many different things the pieces of a text name outright."""
    pieces = phrases_in(text)
    if len(pieces) < 2:
        return 0
    named = [lexicon.named(piece) or lexicon.named(core_words(piece)) for piece in pieces]
    return len({lexicon.code(names[0]) for names in named if names})


def _surest(claims: Iterable[Claim], lexicon: Lexicon) -> list[tuple[str, float]]:
    """What a sentence names outright; of an ambiguous word beside it, the first meaning."""
    said: dict[str, Claim] = {}
    for claim in claims:
        if claim.confidence >= NAMED_FROM or claim.confidence == AMBIGUOUS_CLAIM:
            said.setdefault(claim.text if claim.confidence == AMBIGUOUS_CLAIM else claim.id, claim)
    found: dict[str, tuple[str, float]] = {}
    for claim in said.values():
        found.setdefault(lexicon.code(claim.id), (claim.id, claim.confidence))
    return list(found.values()) if any(sure >= NAMED_FROM for _, sure in found.values()) else []


def _several(
    text: str,
    claims: Sequence[tuple[str, float]],
    ranked: Ranked,
    lexicon: Lexicon,
    top: int,
) -> Understanding:
    sure = min(confidence for _, confidence in claims)
    others = [(one.id, min(sure, one.confidence)) for one in ranked]
    kept = [(name, max(sure, CHOICES_FROM)) for name, _ in claims]
    if len(claims) == 1:
        others = [(name, confidence) for name, confidence in others if confidence >= CHOICES_FROM]
        return _answer(text, Understood.KNOWN, lexicon, [*kept, *others], top)
    fill = others[: max(0, max(top, CHOICES[0]) - len(kept))]
    return _answer(text, Understood.CHOICES, lexicon, [*kept, *fill], top)


def _named(text: str, words: str, lexicon: Lexicon, top: int) -> Understanding:
    names = lexicon.named(words)
    if len({lexicon.code(name) for name in names}) > 1:
        near = [(one.id, min(AMBIGUOUS, one.confidence)) for one in lexicon.ranked(words, top=top)]
        chosen = [*((name, AMBIGUOUS) for name in names), *near]
        return _answer(text, Understood.CHOICES, lexicon, chosen, _most(top, len(names)))
    others = [
        (one.id, one.confidence)
        for one in lexicon.ranked(words, top=top)
        if one.confidence >= CHOICES_FROM
    ]
    return _answer(text, Understood.KNOWN, lexicon, [(names[0], 1.0), *others], top)


def _near(text: str, lexicon: Lexicon, ranked: Ranked, top: int) -> Understanding:
    if not ranked or ranked[0].confidence < CHOICES_FROM:
        return Understanding(text, Understood.UNKNOWN)
    if is_sure(ranked):
        kept = [(one.id, one.confidence) for one in ranked if one.confidence >= CHOICES_FROM]
        return _answer(text, Understood.KNOWN, lexicon, kept, top)
    kept = [(one.id, one.confidence) for one in ranked]
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
    found: dict[str, Candidate] = {}
    for name, sure in names:
        candidate = _candidate(lexicon.entries[name], sure)
        found.setdefault(candidate.code, candidate)
    return Understanding(text, verdict, tuple(found.values())[: max(top, 0)])


def _candidate(entry: Trade | Skill, sure: float) -> Candidate:
    label = entry.labels.get("fr", entry.id)
    return Candidate(code_of(entry), label, sure, entry.id, entry.labels)


def _whole_trades(vocabulary: Vocabulary) -> dict[str, str]:
    """Definition and skills by code: the official ones, or ours where no list is."""
    found: dict[str, list[str]] = {}
    for trade in vocabulary.trades.values():
        if trade.whole:
            found.setdefault(trade.rome, []).append(trade.whole)
    official = frozenset(found)
    for trade in vocabulary.trades.values():
        if trade.rome not in official and not trade.source:
            skills = (vocabulary.skills.get(name) for name in trade.skills)
            names = (skill.labels.get("fr", skill.id) for skill in skills if skill)
            found.setdefault(trade.rome, []).extend((*trade.labels.values(), *names))
    return {code: " ".join(texts) for code, texts in found.items()}


def _whole_skills(vocabulary: Vocabulary) -> dict[str, str]:
    """The wider skill of each of ours; lists say nothing more of a skill than its names."""
    known = vocabulary.skills
    return {
        skill.code: known[skill.parent].labels.get("fr", skill.parent)
        for skill in known.values()
        if not skill.source and skill.parent in known
    }
