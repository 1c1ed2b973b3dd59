"""Read what somebody wants, can, needs and refuses, several in one sentence.

The theme of a need is looked for first ("je cherche une garde pour mon bébé" asks for childcare),
then private words are taken out, then each piece between commas is read: what stands behind
"pas", "sauf" or "plus" is refused, what stands behind "apprendre" or "formation" is to be learnt.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from matching.scoring.reading.claim import Claim
from matching.scoring.reading.plain_facts import Fact, facts_in
from matching.scoring.reading.refusals import REFUSED_BEFORE, TURNS, Turn
from matching.scoring.reading.said import About, Intent, Said, SaidIn, StudyWish
from matching.scoring.reading.sentence import READ, parted
from matching.scoring.text.cues import Cues, Found
from matching.scoring.text.private_words import without_private
from matching.scoring.text.tokens import Token, heard, tokens
from matching.scoring.vocabulary.themes import Themes

_NEED_SURE = 0.9
_ONLY_REFUSED = frozenset({"noise", "loads", "standing", "heights", "driving"})


class Names(Protocol):
    """Who finds the trades and skills that a few words name: a `Reader`."""

    def trades(self, text: str) -> tuple[Claim, ...]:
        """Trades, each with the words it was read from."""

    def skills(self, text: str) -> tuple[Claim, ...]:
        """Skills, each with the words it was read from."""

    def is_named(self, text: str) -> bool:
        """Whether a text is word for word the name of a trade or a skill."""


def _heard(words: str) -> frozenset[str]:
    return frozenset(map(heard, words.split()))


_LEARNS = Cues(
    {
        "learns": [
            *("apprendre", "formation", "une formation", "formation de", "formation en"),
            *("me former", "se former", "former a", "reprendre … etudes", "reprise d etudes"),
            *("etudier", "faire … etudes", "etudes de", "etudes d", "m inscrire", "valider", "vae"),
            *("remettre a niveau", "learn", "training", "devenir apprenti", "apprendre le metier"),
            *("passer", "preparer un", "preparer le", "preparer mon", "formation pour", "stage de"),
            *("apprendre a", "apprendre le", "apprendre la", "apprendre l", "cours de", "study"),
        ]
    }
)
_HELD = _heard(
    "obtenu obtenue valide validee titulaire diplome diplomee reussi eu ai possede fait passe"
)
_NOT_STUDY = frozenset({"passer"})  # "passer le balai": only a diploma or course is passed
_CARRIES_ON = re.compile(r"\s*(?:et|ou|ni|or|and|/)\s*")
_WELCOME = (Intent.WANTS, Intent.CAN)
Part = tuple[Sequence[Token], Intent | None]


class Pieces(NamedTuple):
    """What the pieces of a text say, in its order."""

    said: tuple[tuple[Intent, Said], ...]
    studies: tuple[StudyWish, ...]


def pieces_said(text: str, said_in: SaidIn, *, themes: Themes, names: Names) -> Pieces:
    """What a text says; private words say nothing and are quoted nowhere."""
    if names.is_named(text):
        found = list(_Reading(said_in, names).named(text.strip(), _bare(said_in)))
        return Pieces(tuple((_bare(said_in), said) for said in found), ())
    needs, left = needs_of(text[:READ], themes, asks=said_in is SaidIn.WISHES)
    reading = _Reading(said_in, names)
    pieces = [*((Intent.NEEDS, need) for need in needs), *reading.read(left)]
    said = tuple(dict.fromkeys(piece for piece in pieces if isinstance(piece, tuple)))
    return Pieces(said, tuple(piece for piece in pieces if isinstance(piece, StudyWish)))


def wanted_words(text: str, themes: Themes, names: Names) -> str:
    """A text without private words, needs that have a theme, and what it refuses or lacks."""
    if names.is_named(text):
        return text
    _, left = needs_of(text[:READ], themes, asks=True)
    parts = list(_Reading(SaidIn.WISHES, names).parts(left))
    if all(intent in _WELCOME for _, _, intent in parts):
        return left
    kept = [
        piece[words[0].start : words[-1].end]
        for piece, words, intent in parts
        if words and intent in _WELCOME
    ]
    return ", ".join(kept)


def needs_of(text: str, themes: Themes, *, asks: bool) -> tuple[list[Said], str]:
    """Needs with a theme, and the words that tell neither them nor anything private."""
    if not asks:
        return [], without_private(text)
    found, left = _needs(text, themes)
    more, left = _needs(without_private(left), themes)
    return [*found, *more], left.strip(" ,;.")


def _needs(text: str, themes: Themes) -> tuple[list[Said], str]:
    words = tokens(text)
    found, kept = [], list(text)
    for cue in themes.cues.find(words):
        start, end = words[cue.first].start, words[cue.end - 1].end
        found.append(Said(About.THEME, (cue.tells,), text[start:end], _NEED_SURE))
        kept[start:end] = "," + " " * (end - start - 1)
    return found, "".join(kept) if found else text


def _bare(said_in: SaidIn) -> Intent:
    return Intent.WANTS if said_in is SaidIn.WISHES else Intent.CAN


@dataclass(frozen=True, slots=True)
class _Reading:
    said_in: SaidIn
    names: Names

    def read(self, text: str) -> Iterator[tuple[Intent, Said] | StudyWish]:
        for piece, words, intent in self.parts(text):
            if words and intent is not None:
                yield from self._part(piece, words, intent)

    def parts(self, text: str) -> Iterator[tuple[str, Sequence[Token], Intent | None]]:
        """Runs of words that have one intent, each with the piece of text it stands in.

        What is only said to be missing has no intent.
        """
        refused, at = False, 0
        for start, end in parted(text):
            words = tokens(text[start:end])
            carried = refused and _CARRIES_ON.fullmatch(text[at:start]) is not None
            refused = False
            for part, intent in _parts(words, _bare(self.said_in), refused=carried):
                refused = intent is Intent.REFUSES
                yield text[start:end], part, intent
            at = end

    def _part(
        self, piece: str, words: Sequence[Token], intent: Intent
    ) -> Iterator[tuple[Intent, Said] | StudyWish]:
        whole = piece[words[0].start : words[-1].end]
        facts = [] if self.names.is_named(whole) else _facts(words, intent)
        taken = {at for fact in facts for at in range(fact.first, fact.end)}
        named = [said for run in _runs(piece, words, taken) for said in self.named(run, intent)]
        levels = [fact for fact in facts if fact.about is About.LEVEL]
        if intent is Intent.WANTS and _learns(words, levels):
            level = levels[0].code if levels else ""
            yield StudyWish(level, tuple(named), whole)
            facts, named = [fact for fact in facts if fact.about is not About.LEVEL], []
        for fact in facts:
            said = piece[words[fact.first].start : words[fact.end - 1].end]
            yield _intent_of(fact.about, intent), Said(fact.about, (fact.code,), said)
        for each in named:
            yield intent, each

    def named(self, said: str, intent: Intent) -> Iterator[Said]:
        """Trades that words name, and skills where no trade is or both may be."""
        in_skills = self.said_in is SaidIn.SKILLS and intent is not Intent.REFUSES
        trades = () if in_skills else self.names.trades(said)
        yield from _together(trades, About.TRADE)
        if not trades or self.said_in is SaidIn.EXPERIENCE:
            yield from _together(self.names.skills(said), About.SKILL)


def _parts(words: Sequence[Token], bare: Intent, *, refused: bool) -> Iterator[Part]:
    before = REFUSED_BEFORE.find(words)
    if before and before[-1].end == len(words) and before[-1].first > 0:
        yield words[: before[-1].first], Intent.REFUSES  # "femme de chambre plus jamais"
        return
    cues = TURNS.find(words)
    if any(cue.tells == Turn.ACCEPTS for cue in cues) and not refused:
        bare = Intent.CAN
    yield from _turned(words, cues, bare, refused=refused)


def _turned(
    words: Sequence[Token], cues: Sequence[Found], bare: Intent, *, refused: bool
) -> Iterator[Part]:
    """Runs of words between the cues that turn the intent."""
    after = {Turn.REFUSES: Intent.REFUSES, Turn.WISHES: bare, Turn.LACKS: None}
    intent: Intent | None = Intent.REFUSES if refused else bare
    first = 0
    for cue in cues:
        if Turn(cue.tells) in after:
            yield words[first : cue.first], intent
            first, intent = cue.end, after[Turn(cue.tells)]
    yield words[first:], intent


def _facts(words: Sequence[Token], intent: Intent) -> list[Fact]:
    return [
        fact
        for fact in facts_in(words)
        if intent is Intent.REFUSES or fact.code not in _ONLY_REFUSED
    ]


def _learns(words: Sequence[Token], levels: Sequence[Fact]) -> bool:
    if not _HELD.isdisjoint(word.form for word in words):
        return False
    return bool(levels) or any(cue for cue in _LEARNS.find(words))


def _intent_of(about: About, intent: Intent) -> Intent:
    if intent is Intent.REFUSES:
        return intent
    known = {About.NEED: Intent.NEEDS, About.LICENCE: Intent.CAN, About.LEVEL: Intent.CAN}
    return known.get(about, intent)


def _runs(piece: str, words: Sequence[Token], taken: set[int]) -> list[str]:
    """The text of the words that no fact took, run by run."""
    runs: list[str] = []
    first: int | None = None
    for at in range(len(words) + 1):
        if at < len(words) and at not in taken:
            first = at if first is None else first
        elif first is not None:
            runs.append(piece[words[first].start : words[at - 1].end])
            first = None
    return runs


def _together(claims: Sequence[Claim], about: About) -> Iterator[Said]:
    """Claims read from the same words are one thing said, of several codes."""
    said: dict[str, list[Claim]] = {}
    for claim in claims:
        said.setdefault(claim.text, []).append(claim)
    for text, together in said.items():
        sure = max(claim.confidence for claim in together)
        yield Said(about, tuple(claim.id for claim in together), text, sure)
