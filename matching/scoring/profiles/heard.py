"""What a person's three texts say together: wanted, held, refused, asked for, to be learnt."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from matching.domain.jobseeker import Jobseeker
from matching.domain.terms import Condition, Contract, Hours, Need
from matching.scoring.reading.claim import CLAIM_FROM, Claim
from matching.scoring.reading.meanings import confirmed_by, made_clear
from matching.scoring.reading.said import About, Said, SaidIn
from matching.scoring.reading.sentence import AMBIGUOUS_CLAIM, parted, phrases_in
from matching.scoring.reading.statement import Statement
from matching.scoring.reading.understand import Reader
from matching.scoring.reading.years import years_alone, years_told
from matching.scoring.text.private_words import without_private
from matching.scoring.text.wording import fold
from matching.scoring.vocabulary.vocabulary import Vocabulary

_REMOTE, EARLY = "remote", "early"  # what is told among hours and is no moment of work
# Work in which one moves, as conditions of work: those that it has, and what refuses it.
_ACTIVE, _IS_ACTIVE = "active", (Condition.LOADS, Condition.OUTDOORS)
_UNSURE = re.compile(
    r"\b(?:jsp|aucune idee|pas d'idee)\b|\b(?:sais|sai|chais|chai) pas (?:quoi|trop|encore)\b"
)
_AT_LARGE = re.compile(
    r"\bn'? ?importe (?:quel|quoi|ou)|\bnimporte|\bpeu importe\b|\btout sauf\b|\bun truc\b"
    r"|\btout (?:me va|type|travail|poste)|\btous (?:les )?(?:postes|metiers|travaux)"
    r"|\b(?:jsp|quelque chose|aucune idee|pas d'idee)\b"
    r"|\b(?:sais|sai|chais|chai) pas(?: (?:quoi|quel\w*|trop|encore|vraiment|ou)\b| ?(?:[,;.]|$))"
    r"|\bany (?:job|work)\b|^\W*(?:un |du )?(?:travail|emploi|boulot|taf|job)\W*$"
)
_ANYTHING = re.compile(
    r"\bn'? ?importe (?:quel\w*|quoi|ou)\b"
    r"(?!(?: \w+)? (?:a l'|a la |a l |au |dans |chez |en (?!attendant)))"
    r"|\bnimporte|\bpeu importe\b|\ben attendant\b"
    r"|\bany (?:job|work)\b|\btout (?:me va|type|travail|poste)\b"
    r"|\btous (?:les )?(?:postes|metiers|travaux)"
)
_EARLY = re.compile(r"\btot\b|\bearly\b")
_PLACEMENT = re.compile(r"\bstages?\b|\bstagiaires?\b|\bimmersion\b|\bpmsmp\b|\binternships?\b")
_FEW_TRADES = 3  # a skill at the heart of more trades than that points to none
STUDY = "parvis--reprendre-des-etudes"
"""The theme of who wants to study again, or a diploma, and of what leads to one."""
_BELOW_BAC = ("3",)
# A moment of work that is refused, as the condition of work that offers name.
_AS_CONDITION = {Hours.NIGHT: Condition.NIGHT}
# What a place of work must give, as the condition of work that it excludes.
_WITHOUT = {Need.SITTING: Condition.STANDING, Need.QUIET: Condition.NOISE}


@dataclass(frozen=True, slots=True)
class Heard:
    """What somebody says of their work and needs; every value keeps the words it was read from.

    Attributes
    ----------
    wished
        Trades wanted, by the wish they were read in; empty where a wish names none.
    held
        Trades done before, unless they are refused.
    years
        Years of the trades done before, by id, where they are told.
    refuses_early
        Whether to begin very early is refused.
    refused
        Trades that are not wanted any more, by id.
    asks
        Themes of support asked for.
    studied, learns
        Trades and skills to be learnt.
    studies_what_is_wished
        Whether a diploma is to be passed in what is wished for: "petite enfance, passer le CAP".
    is_at_large
        Whether the wishes leave everything open or ask for nothing but help: a wish that nobody
        could read is another matter.
    takes_anything
        Whether it is said that any work will do, beside what is wanted most.
    wanted_settings
        Conditions of work that are wished for: to be outside.
    is_unsure
        Whether it is said that one does not know what to do.
    only_asks
        Whether the wishes ask for help and for nothing else.
    diplomas
        Levels of the diplomas told of, by the trade that they were told with.
    """

    wished: Mapping[str, tuple[Claim, ...]]
    held: tuple[Claim, ...]
    years: Mapping[str, float]
    refuses_early: bool
    refused: Mapping[str, str]
    can: tuple[Said, ...]
    asks: Mapping[str, str]
    studied: Mapping[str, str]
    studies_what_is_wished: bool
    learns: Mapping[str, str]
    avoids: frozenset[Condition]
    refused_hours: tuple[Hours, ...]
    refused_contracts: tuple[Contract, ...]
    hours: tuple[Hours, ...]
    contracts: tuple[Contract, ...]
    licences: tuple[str, ...]
    is_at_large: bool
    takes_anything: bool
    wanted_settings: frozenset[Condition]
    is_unsure: bool
    only_asks: bool
    diplomas: Mapping[str, int]


def public(texts: Iterable[str]) -> tuple[str, ...]:
    """Texts without what their writer says of their private life."""
    kept = (without_private(text) for text in texts)
    return tuple(text for text in kept if text)


def hear(person: Jobseeker, reader: Reader) -> Heard:
    """What a person says in wishes, skills and experience, one text understood at a time."""
    confirmed = confirmed_by(person, reader)

    def read(text: str, said_in: SaidIn) -> Statement:
        return made_clear(reader.statement(text, said_in), text, confirmed, reader)

    wishes = {text: read(text, SaidIn.WISHES) for text in person.wishes}
    past = [read(text, SaidIn.EXPERIENCE) for text in person.experience]
    work = [read(text, SaidIn.EXPERIENCE) for text in _worked(person.experience)]
    skills = [reader.statement(text, SaidIn.SKILLS) for text in person.skills]
    everything = [*wishes.values(), *skills, *past]
    refuses = [said for statement in everything for said in statement.refuses]
    wants = [said for statement in wishes.values() for said in statement.wants]
    refused = _refused(refuses, wants, reader.vocabulary)
    held = [said for statement in work for said in statement.can]
    held += [
        said for statement in wishes.values() for said in statement.can if said.about is About.TRADE
    ]
    wished = _wished(wishes, refused, reader.vocabulary)
    trades = distinct([_trades(held, refused)])
    alone = () if trades else _one_trade(wished)
    years = years_alone(person.experience) if alone else 0.0
    return Heard(
        wished=wished,
        held=trades or (alone if years else ()),
        years=dict.fromkeys((claim.id for claim in alone), years)
        if years
        else years_told(_worked(person.experience), reader),
        refuses_early=any(_is_early(said, code) for said, code in _of(About.HOURS, refuses)),
        refused=refused,
        can=tuple(said for statement in wishes.values() for said in statement.can),
        asks=_study(wishes.values())
        | _first((said, code) for said, code in _of(About.THEME, _needs(wishes.values()))),
        studied=_studied(everything, About.TRADE),
        studies_what_is_wished=any(
            not wish.field for statement in wishes.values() for wish in statement.studies
        ),
        learns=_studied(everything, About.SKILL) | _first(_of(About.SKILL, wants)),
        avoids=frozenset(_conditions(refuses, active=(Condition.LOADS,)))
        | {_AS_CONDITION[hours] for hours in _hours(refuses) if hours in _AS_CONDITION}
        | _excluded(_needs(wishes.values())),
        refused_hours=tuple(hours for hours in _hours(refuses) if hours not in _AS_CONDITION),
        refused_contracts=tuple(Contract(code) for _, code in _of(About.CONTRACT, refuses)),
        hours=_hours(wants),
        contracts=tuple(Contract(code) for _, code in _of(About.CONTRACT, wants)),
        licences=tuple(
            code for statement in everything for _, code in _of(About.LICENCE, statement.can)
        ),
        is_at_large=all(
            _is_at_large(public_words, statement)
            for public_words, statement in (
                (without_private(text), statement) for text, statement in wishes.items()
            )
            if public_words
        ),
        takes_anything=any(_ANYTHING.search(fold(wish)) for wish in wishes),
        wanted_settings=frozenset(_conditions(wants, active=_IS_ACTIVE)),
        is_unsure=any(_UNSURE.search(fold(wish)) for wish in wishes),
        only_asks=bool(wishes)
        and all(_only_asks(text, statement, reader) for text, statement in wishes.items()),
        diplomas=_diplomas([*skills, *past]),
    )


def _conditions(said: Iterable[Said], *, active: tuple[Condition, ...]) -> Iterator[Condition]:
    """Conditions of work that are named; `active` are those of work in which one moves."""
    for _, code in _of(About.CONDITION, said):
        yield from active if code == _ACTIVE else (Condition(code),)


def _excluded(needs: Iterable[Said]) -> frozenset[Condition]:
    """Conditions of work that a need told of excludes: to sit, one does not stand all day."""
    told = {Need(code) for _, code in _of(About.NEED, needs)}
    return frozenset(_WITHOUT[need] for need in told & _WITHOUT.keys())


def _one_trade(wished: Mapping[str, tuple[Claim, ...]]) -> tuple[Claim, ...]:
    """The trade wished for, when it is one: years told of without a trade are years of it."""
    sure = distinct(wished.values())
    return sure if len(sure) == 1 and sure[0].confidence >= CLAIM_FROM else ()


def distinct(claims: Iterable[tuple[Claim, ...]]) -> tuple[Claim, ...]:
    """Each trade once, at its surest, in the order of ids."""
    found: dict[str, Claim] = {}
    for claim in (claim for each in claims for claim in each):
        if claim.id not in found or claim.confidence > found[claim.id].confidence:
            found[claim.id] = claim
    return tuple(found[name] for name in sorted(found))


def _is_at_large(wish: str, said: Statement) -> bool:
    frame = {About.HOURS, About.CONTRACT, About.CONDITION}
    only_frame = bool(said.wants) and all(want.about in frame for want in said.wants)
    return bool(said.needs) or only_frame or _AT_LARGE.search(fold(wish)) is not None


def _only_asks(wish: str, said: Statement, reader: Reader) -> bool:
    """Whether a wish asks for help, and no word is left that may name work."""
    if not said.needs or said.wants or said.can or _AT_LARGE.search(fold(wish)):
        return False
    left = reader.wanted_words(wish)
    learnt = {study.text for study in said.studies}
    return all(piece in learnt for piece in phrases_in(left))


def _diplomas(statements: Iterable[Statement]) -> Mapping[str, int]:
    """The highest level told of beside each trade: *CAP coiffure* is one of hairdressing."""
    found: dict[str, int] = {}
    for statement in statements:
        levels = [int(code) for _, code in _of(About.LEVEL, statement.can)]
        for said, code in _of(About.TRADE, statement.can):
            if levels and said.confidence >= CLAIM_FROM:
                found[code] = max(found.get(code, 0), *levels)
    return found


def _needs(statements: Iterable[Statement]) -> Iterator[Said]:
    for statement in statements:
        yield from statement.needs


def _of(about: About, said: Iterable[Said]) -> Iterator[tuple[Said, str]]:
    for span in said:
        if span.about is about:
            for code in span.codes:
                yield span, code


def _hours(said: Iterable[Said]) -> tuple[Hours, ...]:
    named = ((span, code) for span, code in _of(About.HOURS, said) if code != _REMOTE)
    return tuple(Hours(code) for span, code in named if not _is_early(span, code))


def _is_early(said: Said, code: str) -> bool:
    """Whether hours are told that begin very early: that is not every morning."""
    return code == EARLY or (code == Hours.MORNING and _EARLY.search(fold(said.text)) is not None)


def _refused(
    refuses: Sequence[Said], wants: Sequence[Said], vocabulary: Vocabulary
) -> Mapping[str, str]:
    """Trades refused; of a word for many ("la restauration") all but those that are wanted.

    Who refuses what is done there ("plus de personnes âgées") refuses the trades that live by it.
    """
    sure = _codes(said for said in refuses if said.confidence >= CLAIM_FROM)
    wanted = _codes(said for said in wants if said.confidence >= CLAIM_FROM)
    field = _codes(
        said for said in refuses if said.confidence == AMBIGUOUS_CLAIM and len(said.codes) > 1
    )
    done = {
        trade: said.text
        for said, skill in _of(About.SKILL, refuses)
        if len(trades := vocabulary.trades_of(skill)) <= _FEW_TRADES
        for trade in trades
        if said.confidence >= CLAIM_FROM
    }
    unwanted = {code: text for code, text in (done | dict(field)).items() if code not in wanted}
    return {**unwanted, **sure}


def _codes(said: Iterable[Said]) -> Mapping[str, str]:
    return _first(_of(About.TRADE, said))


def _first(said: Iterable[tuple[Said, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for span, code in said:
        found.setdefault(code, span.text)
    return dict(sorted(found.items()))


def _trades(said: Iterable[Said], refused: Mapping[str, str]) -> tuple[Claim, ...]:
    return tuple(
        Claim(span.text, code, span.confidence)
        for span, code in _of(About.TRADE, said)
        if code not in refused
    )


def _worked(experience: Iterable[str]) -> tuple[str, ...]:
    """What was done at work: a placement of some weeks is seen, not held."""
    found = []
    for text in experience:
        pieces = [text[start:end].strip() for start, end in parted(text)]
        at_work = [piece for piece in pieces if not _PLACEMENT.search(fold(piece))]
        # A text is only cut where it must be: pieces lose what a name with a comma says.
        found.append(text if len(at_work) == len(pieces) else ", ".join(at_work))
    return tuple(filter(None, found))


def _wished(
    wishes: Mapping[str, Statement], refused: Mapping[str, str], vocabulary: Vocabulary
) -> dict[str, tuple[Claim, ...]]:
    """Trades by the wish without its private words: only these may be quoted.

    A wish that names no trade but what is done there ("coudre") is for the trades that live by it.
    """
    found: dict[str, tuple[Claim, ...]] = {}
    for text, statement in wishes.items():
        if kept := without_private(text):
            trades = _trades(statement.wants, refused) or _of_skills(
                statement.wants, refused, vocabulary
            )
            found[kept] = (*found.get(kept, ()), *trades)
    return found


def _of_skills(
    wants: Iterable[Said], refused: Mapping[str, str], vocabulary: Vocabulary
) -> tuple[Claim, ...]:
    found: list[Claim] = []
    for said, skill in _of(About.SKILL, wants):
        trades = [name for name in vocabulary.trades_of(skill) if name not in refused]
        if skill in vocabulary.skills and len(trades) <= _FEW_TRADES:
            sure = said.confidence if len(trades) == 1 else AMBIGUOUS_CLAIM
            found += [Claim(said.text, name, sure) for name in trades]
    return tuple(found)


def _study(statements: Iterable[Statement]) -> dict[str, str]:
    """The wish for a diploma from the baccalauréat up, or to study again, whatever the field."""
    said = sorted(
        wish.text
        for statement in statements
        for wish in statement.studies
        if not wish.field and wish.level not in _BELOW_BAC
    )
    return {STUDY: said[0]} if said else {}


def _studied(statements: Iterable[Statement], about: About) -> dict[str, str]:
    fields = (said for statement in statements for wish in statement.studies for said in wish.field)
    return _first(_of(about, fields))
