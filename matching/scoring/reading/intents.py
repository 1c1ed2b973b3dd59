"""Read what somebody wants, can, needs and refuses, several in one sentence.

The theme of a need is looked for first ("je cherche une garde pour mon bébé" asks for childcare),
then private words are taken out, then each piece between commas is read: what stands behind
"pas", "sauf" or "plus" is refused, what stands behind "apprendre" or "formation" is to be learnt.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, Protocol

from matching.domain.terms import Contract
from matching.scoring.reading.claim import Claim, without_places
from matching.scoring.reading.needs import NEED_SURE, needs_in
from matching.scoring.reading.plain_facts import EARLY, Fact, facts_in
from matching.scoring.reading.refusals import (
    REFUSED_BEFORE,
    Stance,
    Turn,
    carries,
    is_not_always,
    is_softened,
    names_credential,
    stances,
    turns_in,
)
from matching.scoring.reading.said import About, Intent, Kind, Said, SaidIn, StudyWish
from matching.scoring.reading.sentence import AMBIGUOUS_CLAIM, READ, core_words, parted
from matching.scoring.text.cues import Cues
from matching.scoring.text.private_words import without_private
from matching.scoring.text.tokens import Token, heard, tokens
from matching.scoring.text.wording import SMALL_WORDS, fold
from matching.scoring.vocabulary.themes import FIND_A_COURSE, Themes

_IN_PART = 0.5  # refused too much or too often of: to be asked, not a door to close
_ONLY_REFUSED = frozenset(
    {"noise", "loads", "standing", "heights", "driving", EARLY, Contract.TRAINING}
)


_TRADE: Kind = "occupation"
_SKILL: Kind = "skill"


class PhraseReader(Protocol):
    """Who finds the trades and skills that a few words name: a `Reader`."""

    def trades(self, text: str) -> tuple[Claim, ...]:
        """Trades, each with the words it was read from."""

    def skills(self, text: str) -> tuple[Claim, ...]:
        """Skills, each with the words it was read from."""

    def named_skills(self, text: str) -> tuple[Claim, ...]:
        """Skills named outright: in a wish, a word that is only near says nothing."""

    def is_named(self, text: str, kind: Kind) -> bool:
        """Whether a text is word for word the name of a trade or of a skill."""


def _heard(words: str) -> frozenset[str]:
    return frozenset(map(heard, words.split()))


_LEARNS = Cues(
    {
        "learns": [
            *("apprendre", "apprendre a", "apprendre le metier de", "me former", "se former"),
            *("^formation", "une … formation", "ma formation", "suivre … formation", "vae"),
            *("faire … formation", "en formation", "cherche formation", "veux formation"),
            *("besoin … formation", "former a", "former au", "devenir apprenti", "learn", "study"),
            *("reprendre … etudes", "reprise d etudes", "etudier", "faire … etudes", "etudes de"),
            *("^etudes", "^mes etudes", "continuer … etudes", "poursuivre … etudes"),
            *("^cours de", "des cours de", "un cours de", "preparer … diplome", "passer … diplome"),
            *(
                "reprendre … diplome",
                "repasser … diplome",
                "decrocher … diplome",
                "viser … diplome",
            ),
            *(
                "passer … titre",
                "passer … caces",
                "avoir … diplome",
                "obtenir … diplome",
                "obtenir … titre",
                "avoir … titre",
                "decrocher … diplome",
                "decrocher … titre",
                "passer … habilitation",
                *("preparer … concours", "passer … concours", "^concours", "integrer … ecole"),
                *("entrer en ecole", "entrer a l ecole", "rentrer a l ecole", "reprendre l ecole"),
                "training",
                "etudes d",
            ),
        ]
    }
)
_HELD = _heard("obtenu valide titulaire diplome reussi eu ai possede")
_OBTAINED = _HELD - _heard("diplome")
_VALID = _heard("valide jour poche")  # "mon permis est à jour"
_GRADUATE = _heard("diplome diplomee titulaire")
_LEARNT = (About.LEVEL, About.LICENCE)
_CARRIES_ON = re.compile(r"\s*(?:et|ou|ni|or|and|/)\s*")
_BY_THE_HOUR = re.compile(r"\b(?:apres|avant|des|jusqu'?a?|a partir de) \d{1,2} ?(?:h|heures?)\b")
_LEAD = _heard("etre faire travailler comme devenir de d le la l les un une en dans poste")
# What somebody has is a reason and no wish: "car j'ai l'école des petits".
_I_HAVE = re.compile(
    r"\W*(?:(?:car|parce que|puisque|vu que|comme|et) )?j'? ?ai"
    r"(?! (?:toujours )?(?:envie|besoin|reve|choisi|decide|hate|pense|voulu))\b"
)
_MOST_PARTS = 6  # pieces that one name may have
_WELCOME = (Intent.WANTS, Intent.CAN)


_WHOLLY_WELCOME = tuple(map(Stance, _WELCOME))


class Pieces(NamedTuple):
    """What the pieces of a text say, in its order."""

    said: tuple[tuple[Intent, Said], ...]
    studies: tuple[StudyWish, ...]


def pieces_said(text: str, said_in: SaidIn, *, themes: Themes, names: PhraseReader) -> Pieces:
    """What a text says; private words say nothing and are quoted nowhere."""
    reading = _Reading(said_in, names)
    if reading.is_name(text) and not facts_in(tokens(text)):
        said = reading.named(text.strip(), reading.bare)
        return Pieces(tuple((reading.bare, each) for each in said), ())
    needs, left = _public(text, themes, names, asks=said_in is SaidIn.WISHES)
    pieces = [*((Intent.NEEDS, need) for need in needs), *reading.read(left)]
    studies = tuple(piece for piece in pieces if isinstance(piece, StudyWish))
    if any(study.level or study.field for study in studies):
        pieces = [piece for piece in pieces if not _asks_for_any_course(piece)]
    told = tuple(dict.fromkeys(piece for piece in pieces if isinstance(piece, tuple)))
    return Pieces(told, studies)


def _asks_for_any_course(piece: tuple[Intent, Said] | StudyWish) -> bool:
    return isinstance(piece, tuple) and piece[1].codes == (FIND_A_COURSE,)


def wanted_words(text: str, themes: Themes, names: PhraseReader) -> str:
    """A text without private words, needs that have a theme, and what it refuses or lacks."""
    _, left = _public(text, themes, names, asks=True)
    parts = list(_Reading(SaidIn.WISHES, names).parts(left))
    if all(stance in _WHOLLY_WELCOME for _, _, stance in parts):
        return "" if _only_facts(left) else left
    kept = [
        piece[words[0].start : words[-1].end]
        for piece, words, stance in parts
        if words and _welcomes(stance)
    ]
    return ", ".join(kept)


def _only_facts(text: str) -> bool:
    """Whether a text names hours, a contract, a licence or a diploma and nothing else."""
    words = tokens(text)
    taken = {at for fact in facts_in(words) for at in range(fact.first, fact.end)}
    return bool(taken) and not any(core_words(run) for run in _runs(text, words, taken))


def _public(
    text: str, themes: Themes, names: PhraseReader, *, asks: bool
) -> tuple[list[Said], str]:
    """Needs with a theme, and the words that tell neither them nor anything private."""
    if not asks:
        return [], without_private(text[:READ])

    def is_trade(words: str) -> bool:
        return names.is_named(words, _TRADE)

    found, left = needs_in(text[:READ], themes, is_trade)
    more, left = needs_in(without_private(left), themes, is_trade)
    return [*found, *more], left.strip(" ,;.")


@dataclass(frozen=True, slots=True)
class _Reading:
    said_in: SaidIn
    names: PhraseReader

    @property
    def bare(self) -> Intent:
        """What a bare name means here."""
        return Intent.WANTS if self.said_in is SaidIn.WISHES else Intent.CAN

    def is_name(self, text: str) -> bool:
        """Whether a text is word for word a name of what is written here, and nothing to learn."""
        kind = _TRADE if self.said_in is SaidIn.WISHES else _SKILL
        words = tokens(text)
        if not words or not self.names.is_named(text, kind):
            return False
        levels = (fact.first for fact in facts_in(words) if fact.about is About.LEVEL)
        return all(levels) and all(cue.first for cue in _LEARNS.find(words))

    def read(self, text: str) -> Iterator[tuple[Intent, Said] | StudyWish]:
        for piece, words, stance in self.parts(text):
            if words and stance is not None:
                yield from self._part(piece, words, stance)

    def parts(self, text: str) -> Iterator[tuple[str, Sequence[Token], Stance | None]]:
        """Runs of words that have one stance, each with the text from its piece to its list's end.

        What is only said to be missing has none.
        """
        last: Stance | None = Stance(self.bare)
        at = 0
        spans = tuple(self._whole_names(text))
        for start, end in spans:
            words, piece = tokens(text[start:end]), text[start : _end_of_list(text, spans, end)]
            goes_on = carries(last, words) and _CARRIES_ON.fullmatch(text[at:start]) is not None
            first, last = last if goes_on else Stance(self.bare), Stance(self.bare)
            for part, stance in stances(words, self.bare, first):
                last = stance
                yield piece, part, stance
            at = end

    def _whole_names(self, text: str) -> Iterator[tuple[int, int]]:
        """Spans of the pieces of a text; a name that holds a comma or a slash is one piece."""
        pieces = parted(text)
        at = 0
        while at < len(pieces):
            ends = range(min(at + _MOST_PARTS, len(pieces)) - 1, at, -1)
            last = next((end for end in ends if self._is_one(text, pieces[at], pieces[end])), at)
            yield pieces[at][0], pieces[last][1]
            at = last + 1

    def _is_one(self, text: str, first: tuple[int, int], last: tuple[int, int]) -> bool:
        opening, closing = tokens(text[slice(*first)]), tokens(text[slice(*last)])
        turns = [cue for cue in turns_in(opening) if cue.end < len(opening)]
        start = first[0] + (opening[turns[-1].end].start if turns else 0)
        after = REFUSED_BEFORE.find(closing)
        ends = after and after[-1].end == len(closing) and after[-1].first > 0
        end = last[0] + closing[after[-1].first - 1].end if ends else last[1]
        said = text[start:end].strip()
        return any(self.names.is_named(words, _TRADE) for words in (said, _without_lead(said)))

    def _part(
        self, piece: str, words: Sequence[Token], stance: Stance
    ) -> Iterator[tuple[Intent, Said] | StudyWish]:
        if stance.intent is Intent.WANTS and _is_held(words):
            held = _held_from(words)
            if held:
                yield from self._part(piece, words[:held], stance)
            words, stance = words[held:], stance._replace(intent=Intent.CAN)
        intent, whole = stance.intent, piece[words[0].start : words[-1].end]
        facts, taken = _facts(words, stance.of_facts), set[int]()
        covered = {at for fact in facts for at in range(fact.first, fact.end)}
        told = intent is Intent.REFUSES and _is_all(words, covered)
        if self.is_name(whole) and not told:
            facts = [fact for fact in facts if fact.about is About.LICENCE or _is_as(fact)]
        else:
            taken = covered
        in_part = _is_in_part(stance, whole, piece)
        named = self._named_in(_runs(piece, words, taken), intent, whole)
        if intent is Intent.REFUSES:
            # "pas de service en salle le soir": not the work is refused
            at_hours = any(fact.about is About.HOURS for fact in facts)
            named = [] if at_hours else _without_reasons(named, whole)
        if _is_soft(intent, piece[words[0].start :], in_part=in_part):
            named = [replace(said, softly=True) for said in named]
        levels = [fact for fact in facts if fact.about is About.LEVEL]
        if intent is Intent.WANTS and _learns(words, levels):
            level = levels[0].code if levels else ""
            yield StudyWish(level, tuple(named), whole, is_named=_names_a_field(piece, words))
            if not level and not named and self.said_in is SaidIn.WISHES:
                yield Intent.NEEDS, Said(About.THEME, (FIND_A_COURSE,), whole, NEED_SURE)
            facts, named = [fact for fact in facts if fact.about not in _LEARNT], []
        for fact in facts:
            start, end = words[fact.first].start, words[fact.end - 1].end
            if_possible = fact.about is About.NEED and is_softened(fold(whole), refuses=True)
            sure = _IN_PART if in_part or if_possible else 1.0
            said = Said(fact.about, (fact.code,), piece[start:end], sure)
            yield _intent_of(fact.about, stance.of_facts), said
        for each in named:
            yield intent, each

    def _named_in(self, runs: Sequence[str], intent: Intent, whole: str) -> list[Said]:
        """What runs of words name; what somebody has tells of no trade that it may only mean."""
        named = [said for run in runs for said in self.named(run, intent)]
        if intent is Intent.WANTS and _I_HAVE.match(fold(whole)):
            return [said for said in named if said.confidence != AMBIGUOUS_CLAIM]
        return named

    def named(self, said: str, intent: Intent) -> Iterator[Said]:
        """Trades that words name, and skills where no trade is or both may be."""
        in_skills = self.said_in is SaidIn.SKILLS and intent is not Intent.REFUSES
        read = () if in_skills else self.names.trades(said)
        trades = without_places(read, read, said)
        yield from _together(trades, About.TRADE)
        if not trades or self.said_in is SaidIn.EXPERIENCE:
            wished = self.said_in is SaidIn.WISHES
            found = self.names.named_skills(said) if wished else self.names.skills(said)
            skills = without_places(found, read, said)
            yield from _together(skills, About.SKILL)


def _end_of_list(text: str, spans: Sequence[tuple[int, int]], end: int) -> int:
    """Where the pieces end that "et" or "ou" join to the one that ends at `end`."""
    for start, last in spans:
        if start >= end:
            if not _CARRIES_ON.fullmatch(text[end:start]):
                break
            end = last
    return end


def _welcomes(stance: Stance | None) -> bool:
    return stance is not None and stance.intent in _WELCOME


def _is_in_part(stance: Stance, whole: str, piece: str) -> bool:
    """Whether what is refused is so only where there is too much of it, or if that may be."""
    if stance.measure in {Turn.NOT_MUCH, Turn.NOT_ONLY}:
        return True
    if stance.intent is not Intent.REFUSES:
        return False
    return is_not_always(fold(whole)) or is_softened(fold(piece), refuses=True)


def _is_soft(intent: Intent, piece: str, *, in_part: bool) -> bool:
    """Whether work is refused only in part, or wished for less firmly than other work."""
    if intent is Intent.WANTS:
        return is_softened(fold(piece), refuses=False)
    return intent is Intent.REFUSES and (in_part or is_not_always(fold(piece)))


def _without_reasons(named: list[Said], whole: str) -> list[Said]:
    """What is refused, where an hour may be: a word for a place ("école") is then its reason."""
    if not _BY_THE_HOUR.search(fold(whole)):
        return named
    return [said for said in named if said.confidence != AMBIGUOUS_CLAIM]


def _without_lead(said: str) -> str:
    """Words without what introduces a trade: *faire, être, travailler comme*."""
    words = tokens(said)
    lead = next((at for at, word in enumerate(words) if word.form not in _LEAD), len(words))
    return said[words[lead].start :] if lead < len(words) else ""


def _facts(words: Sequence[Token], intent: Intent) -> list[Fact]:
    return [
        fact
        for fact in facts_in(words)
        if intent is Intent.REFUSES or fact.code not in _ONLY_REFUSED
    ]


def _learns(words: Sequence[Token], levels: Sequence[Fact]) -> bool:
    return bool(levels) or bool(_LEARNS.find(words))


def _names_a_field(piece: str, words: Sequence[Token]) -> bool:
    """Whether something is left beside diploma, contract and the words for learning."""
    spans = [(fact.first, fact.end) for fact in facts_in(words)]
    spans += [(cue.first, cue.end) for cue in _LEARNS.find(words)]
    taken = {at for span in spans for at in range(*span)}
    return any(core_words(run) for run in _runs(piece, words, taken))


def _held_from(words: Sequence[Token]) -> int:
    """Where the diploma that is had begins; 0 where its field stands before it."""
    levels = (fact.first for fact in facts_in(words) if fact.about is About.LEVEL)
    told = [at for at, word in enumerate(words) if word.form in _GRADUATE]
    return told[0] if told and told[0] < min(levels, default=0) else 0


def _is_all(words: Sequence[Token], covered: set[int]) -> bool:
    """Whether facts cover all the words but small ones: *un travail de bureau* is one."""
    return bool(covered) and all(
        at in covered or word.form in SMALL_WORDS for at, word in enumerate(words)
    )


def _is_as(fact: Fact) -> bool:
    """Whether a trade's name begins by how it is learnt: *apprenti boucher*."""
    return fact.about is About.CONTRACT and fact.first == 0


def _is_held(words: Sequence[Token]) -> bool:
    """Whether words tell of a diploma that is had: *CAP cuisine obtenu*."""
    forms = frozenset(word.form for word in words)
    if names_credential(words) and not forms.isdisjoint(_VALID):
        return True
    if not forms.isdisjoint(_OBTAINED) and not forms.isdisjoint(_heard("diplome titre")):
        return True
    return not forms.isdisjoint(_HELD) and any(
        fact.about is About.LEVEL for fact in facts_in(words)
    )


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
