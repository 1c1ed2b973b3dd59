"""Understand what a person writes: a phrase to a trade or a skill, or honestly to nothing."""

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import replace
from functools import cached_property
from types import MappingProxyType
from typing import Any

from matching.domain.errors import Invalid
from matching.scoring.reading.claim import Claim
from matching.scoring.reading.intents import wanted_words
from matching.scoring.reading.lexicon import Lexicon, Ranked, is_sure
from matching.scoring.reading.phrase_index import PhraseIndex
from matching.scoring.reading.said import Kind, SaidIn
from matching.scoring.reading.semantic import Encoder, SenseIndex, Senses, senses_of
from matching.scoring.reading.sentence import claims_in, core_words, learn_all, named_in, speaks
from matching.scoring.reading.statement import Statement, read_statement
from matching.scoring.reading.title import OfferTitle, read_title
from matching.scoring.reading.understanding import (
    PhraseMeaning,
    Understanding,
    Understood,
    named_outright,
    nearest,
    pieces_named,
    several,
    sounding_like,
    surest_claims,
)
from matching.scoring.text.says_nothing import is_noise
from matching.scoring.text.spellings import RankShares
from matching.scoring.vocabulary.vocabulary import Vocabulary

__all__ = ["Kind", "PhraseMeaning", "Reader", "Understanding", "Understood"]

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
        "topic_share": 0.0,
        "covered_share": 0.0,
        "meaning_share": 0.0,
        "spelling_shares": RankShares(letters=2.0, ordered=0.5, spelling=0.0),
    }
)
_SPELT_SO = 0.5  # what looks struck at random and is as near as that is a name with a slip
_MOST_READ = 100_000  # sentences remembered: a region's fair


class Reader:
    """Reads phrases with one vocabulary; the same phrase always gets the same answer.

    The index of a kind is made when its first phrase is read.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._senses: SenseIndex | None = None
        self._read: dict[tuple[str, Kind], tuple[Claim, ...]] = {}
        self._said: dict[tuple[str, SaidIn], Statement] = {}

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
        """Make all that reading needs now, before somebody waits for the first answer."""
        self._trades.get_ready()
        self._skills.get_ready()
        self.vocabulary.themes.cues  # noqa: B018 - made at its first use

    def lexicon(self, kind: Kind) -> Lexicon:
        """The phrases of one kind."""
        return self._trades if kind == "occupation" else self._skills

    def understand(self, text: str, *, kind: Kind, top: int = 5) -> Understanding:
        """What one phrase means, at most `top` meanings; junk is refused, doubt is offered.

        A phrase that is nearer to nothing than `CHOICES_FROM` stays unknown: its words are kept
        and a person decides. A sentence that names several trades offers each of them.
        """
        named = self.is_named(text, kind)
        wanted = text if named else self.wanted_words(text)
        said_in = SaidIn.WISHES if kind == "occupation" else SaidIn.SKILLS
        found = self._understand(wanted, kind, top)
        return replace(found, text=text, said=self.statement(text, said_in))

    def _understand(self, text: str, kind: Kind, top: int) -> Understanding:
        lexicon = self.lexicon(kind)
        if not text or lexicon.stops(text):
            return Understanding(text, Understood.UNKNOWN)
        for words in (text, core_words(text)):
            if lexicon.named(words) and pieces_named(text, lexicon) < 2:
                return named_outright(text, words, lexicon, top)
        heard = lexicon.sounded(words)
        if heard and pieces_named(text, lexicon) < 2:
            return sounding_like(text, heard, lexicon.ranked(words, top=top), lexicon, top)
        nothing = lexicon.says_nothing(text) or lexicon.says_nothing(words)
        ranked = () if nothing else self._rank(words, text, kind, top)
        if nothing and is_noise(words):
            ranked = _all_but_spelt(self._rank(words, text, kind, top))
        told = pieces_named(text, lexicon) > 1 or (speaks(text) and not is_sure(ranked))
        claims = surest_claims(claims_in(text, lexicon), lexicon) if told else []
        if claims:
            return several(text, claims, ranked, lexicon, top)
        return nearest(text, lexicon, ranked, top)

    def named_skills(self, text: str) -> tuple[Claim, ...]:
        """Skills that a sentence names outright, without the index of those that are near."""
        return named_in(text, self._skills)

    def statement(self, text: str, said_in: SaidIn = SaidIn.WISHES) -> Statement:
        """What a text wants, can, needs and refuses, as `read_statement`; each text read once."""
        asked = text, said_in
        if asked not in self._said:
            if len(self._said) >= _MOST_READ:
                self._said.clear()
            self._said[asked] = read_statement(text, self, self.vocabulary.themes, said_in)
        return self._said[asked]

    def wanted_words(self, text: str) -> str:
        """A text without private words, needs that have a theme, and what it refuses or lacks."""
        return wanted_words(text, self.vocabulary.themes, self)

    def title(self, text: str, *, post: bool) -> OfferTitle:
        """What the title of an offer says, as `read_title`; `post`: it is a job."""
        return read_title(text, self, self.vocabulary.themes, post=post)

    def is_named(self, text: str, kind: Kind) -> bool:
        """Whether a text is word for word the name of a trade or of a skill."""
        lexicon = self.lexicon(kind)
        if lexicon.is_label(text):
            return True
        return bool(lexicon.named(text)) and pieces_named(text, lexicon) < 2

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
            wholes=whole_trades(vocabulary),
            vectors=vocabulary.word_vectors,
            ambiguous=vocabulary.ambiguous,
            spoken=vocabulary.spoken,
            foreign=vocabulary.foreign,
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


def _all_but_spelt(ranked: Ranked) -> Ranked:
    """Meanings of what looks struck at random, where the first is spelt nearly so."""
    return ranked if ranked and ranked[0].confidence >= _SPELT_SO else ()


def whole_trades(vocabulary: Vocabulary) -> dict[str, str]:
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
