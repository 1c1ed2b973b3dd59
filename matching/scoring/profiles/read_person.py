"""Read a person once: phrases become skills and trades, and what may not score stays behind."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from matching.domain.fair import Fair
from matching.domain.jobseeker import Jobseeker
from matching.domain.terms import Contract, Need
from matching.domain.wish import Wish, WishedBy
from matching.scoring.profiles.carried import carried
from matching.scoring.profiles.coverage import fullest
from matching.scoring.profiles.driving_licences import licences_held
from matching.scoring.profiles.entry_rules import (
    EntryFacts,
    age_exception,
    ages_on,
    insertion_answers,
    public_answers,
)
from matching.scoring.profiles.heard import Heard, distinct, hear, public
from matching.scoring.profiles.needs import calls_of
from matching.scoring.profiles.profiles import KnownSkill, ReadPerson
from matching.scoring.profiles.rarity import Rarity
from matching.scoring.profiles.titles import titles_held
from matching.scoring.profiles.weights import Weights
from matching.scoring.profiles.wished_terms import wished_contracts, wished_hours
from matching.scoring.reading.claim import CLAIM_FROM, Claim
from matching.scoring.reading.said import About
from matching.scoring.reading.sentence import AMBIGUOUS_CLAIM, phrases_in
from matching.scoring.reading.understand import Reader
from matching.scoring.text.named_stands import names_asked_for, stand_key
from matching.scoring.text.wording import fold, key
from matching.scoring.vocabulary.communes import where
from matching.scoring.vocabulary.vocabulary import Trade, Vocabulary

_REMOTE = re.compile(
    r"\bteletravail|\btele-travail|\ba distance\b|\bdepuis chez (?:moi|soi)|\bremote"
)
_NOT_REMOTE = re.compile(r"\b(?:pas|sans|no|not)\b[^,;.]*(?:teletravail|a distance|remote)")
_DIGITAL = re.compile(r"\b(?:numerique|digital|informatique)s?\b")
_NOT_DIGITAL = re.compile(r"\b(?:pas|sans|sauf|no|not)\b[^,;.]*(?:numerique|digital|informatique)")
QUALITIES = "people-skills"  # the family of what people are like, whatever they do
OWN_WORDS = "said:"  # marks a skill that only its own words identify
_TEACHES = frozenset({Contract.APPRENTICESHIP, Contract.PROFESSIONALISATION, Contract.TRAINING})
Known = Mapping[str, KnownSkill]


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a person says of their work, without what they say of their private life."""

    wishes: tuple[str, ...]
    skills: tuple[str, ...]
    experience: tuple[str, ...]


def spoken(person: Jobseeker) -> Spoken:
    """The words of a person that may be read, quoted and scored."""
    return Spoken(public(person.wishes), public(person.skills), public(person.experience))


def read_person(
    person: Jobseeker,
    *,
    reader: Reader,
    weights: Weights,
    rarity: Rarity,
    facts: EntryFacts | None = None,
    fair: Fair | None = None,
    wishes: Iterable[Wish] = (),
    checked: bool | None = None,
) -> ReadPerson:
    """A person as the criteria see them."""
    said, heard = spoken(person), hear(person, reader)
    trades = distinct(heard.wished.values())
    learnt = () if trades or heard.held else _to_be_learnt(heard.studied)
    had = (text for text in said.wishes if not reader.statement(text).studies)
    texts = (*had, *said.skills, *said.experience, *(person.licences or ()))
    titles = titles_held(texts, person.diploma_level)
    skills, groups = _skills(said, heard, reader, rarity, weights.credit["experience"])
    day = fair.date if fair else None
    commune, point = where(person.commune, fair, reader.vocabulary.communes)
    asked = {side: _stands(person, wishes, side) for side in WishedBy}
    limits = carried(person) | {
        "commune": commune,
        "licences": None if person.licences is None else licences_held(person.licences),
        "interpreter": fold(person.interpreter).strip(),
        "avoid": tuple(sorted({*person.avoid, *heard.avoids})),
        "contracts": person.contracts or wished_contracts(heard, person.wishes),
        "hours_wanted": person.hours_wanted or wished_hours(heard, person.wishes),
    }
    return ReadPerson(
        **limits,
        id=person.id,
        trades=trades or heard.held or learnt,
        by_experience=not (trades or learnt),
        skills=skills,
        groups=groups,
        wants_digital=_wish_for(_DIGITAL, _NOT_DIGITAL, said.wishes) or _digital(heard, reader),
        wants_remote=_wish_for(_REMOTE, _NOT_REMOTE, said.wishes),
        point=point,
        step_free=Need.STEP_FREE in person.needs,
        starred=asked[WishedBy.PERSON],
        wanted_by=asked[WishedBy.STAND],
        names=_names(heard.wished),
        held=heard.held,
        years=heard.years,
        titles=titles.has,
        titles_lacked=titles.lacks,
        is_at_large=heard.is_at_large and not (trades or heard.studied),
        takes_anything=heard.takes_anything,
        wanted_settings=heard.wanted_settings,
        only_asks=heard.only_asks and not (person.hours_wanted or person.contracts),
        diplomas=heard.diplomas,
        refused=heard.refused,
        refuses_early=heard.refuses_early,
        refused_hours=heard.refused_hours,
        refused_contracts=heard.refused_contracts,
        asks=heard.asks,
        calls=calls_of(
            person,
            is_at_large=heard.is_at_large
            and not (trades or heard.held or heard.studied)
            and (heard.is_unsure or not heard.wanted_settings),
        ),
        studied=_studied(heard),
        wants_to_learn=_not_mastered(heard.learns, skills),
        of_public=public_answers(facts, day),
        ages=ages_on(facts, day),
        age_exception=age_exception(facts),
        insertion=insertion_answers(
            facts,
            day,
            diploma=person.diploma_level,
            french=person.french_level,
            checked=checked,
        ),
        day=day,
    )


def _to_be_learnt(studied: Mapping[str, str]) -> tuple[Claim, ...]:
    """Trades to be learnt where no other is told: work of another trade was not asked for."""
    return tuple(Claim(said, trade, AMBIGUOUS_CLAIM) for trade, said in sorted(studied.items()))


def families(name: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The families in which a skill counts for half: its own, and those of official lists.

    A quality is of its own: to be welcoming is not to be half curious.
    """
    found = (name if group == QUALITIES else group for group in vocabulary.groups_of(name))
    return tuple(dict.fromkeys(found))


def _skills(
    said: Spoken, heard: Heard, reader: Reader, rarity: Rarity, credit: float
) -> tuple[Known, Known]:
    """Skills by id, and the fullest of each family.

    What a held trade only happens to take is no sign of a similar skill: an electrician's care is
    not curiosity. Only its core skills count for their families.
    """
    named = [*_named(said, reader), *_told(heard)]
    implied = list(_implied(heard.held, reader.vocabulary.trades, rarity, credit))
    skills = [*named, *((name, known) for name, known, _ in implied)]
    telling = [*named, *((name, known) for name, known, is_core in implied if is_core)]
    akin = (
        (family, known) for name, known in telling for family in families(name, reader.vocabulary)
    )
    return _fullest(skills), _fullest(akin)


def _named(said: Spoken, reader: Reader) -> Iterator[tuple[str, KnownSkill]]:
    for text in said.skills:
        claims = reader.skills(text)
        for claim in claims:
            yield claim.id, KnownSkill(1.0, claim.text)
        if not claims:
            for piece in phrases_in(text):
                yield OWN_WORDS + key(piece), KnownSkill(1.0, piece, understood=False)
    for text in said.experience:
        for claim in reader.skills(text):
            yield claim.id, KnownSkill(1.0, claim.text)


def _told(heard: Heard) -> Iterator[tuple[str, KnownSkill]]:
    """Skills that somebody tells of having, wherever they say so."""
    for span in heard.can:
        if span.about is About.SKILL:
            for code in span.codes:
                yield code, KnownSkill(1.0, span.text)


def _implied(
    held: Iterable[Claim], trades: Mapping[str, Trade], rarity: Rarity, credit: float
) -> Iterator[tuple[str, KnownSkill, bool]]:
    """Skills of the trades held; of an official trade, with its dozens, only the core ones."""
    for claim in held:
        if claim.confidence >= CLAIM_FROM:
            trade = trades[claim.id]
            names = trade.core if trade.source else [need.id for need in rarity.trade(trade.id)]
            for name in names:
                yield name, KnownSkill(credit, claim.text), name in trade.core


def _fullest(found: Iterable[tuple[str, KnownSkill]]) -> Known:
    kept: dict[str, KnownSkill] = {}
    for name, known in found:
        kept[name] = fullest(kept.get(name), known)
    return dict(sorted(kept.items()))


def _digital(heard: Heard, reader: Reader) -> str:
    """The first words that mean nothing but digital trades: an office is not one for sure.

    All that words may mean counts, also a trade that others beside them name more surely.
    """
    wished = sorted(
        (claim for claims in heard.wished.values() for claim in claims), key=lambda one: one.id
    )
    digital = {claim.text: True for claim in wished}
    for claim in wished:
        digital[claim.text] &= reader.vocabulary.trades[claim.id].digital
    return next((said for said, alone in digital.items() if alone), "")


def _wish_for(named: re.Pattern[str], refused: re.Pattern[str], wishes: Iterable[str]) -> str:
    for wish in wishes:
        folded = fold(wish)
        if named.search(folded) and not refused.search(folded):
            return wish
    return ""


def _studied(heard: Heard) -> Mapping[str, str]:
    """Trades to be learnt: said so, or wished for with a diploma or contract that teaches them."""
    if not heard.studies_what_is_wished and _TEACHES.isdisjoint(heard.contracts):
        return heard.studied
    wished = {claim.id: claim.text for claim in distinct(heard.wished.values())}
    return {**wished, **heard.studied}


def _not_mastered(wanted: Mapping[str, str], known: Known) -> Mapping[str, str]:
    """Skills that somebody wants to learn and does not have already."""
    return {name: said for name, said in wanted.items() if _credit(known, name) < 1.0}


def _credit(known: Known, name: str) -> float:
    return known[name].credit if name in known else 0.0


def _stands(person: Jobseeker, wishes: Iterable[Wish], side: WishedBy) -> frozenset[str]:
    return frozenset(wish.stand for wish in wishes if (wish.person, wish.by) == (person.id, side))


def _names(wished: Mapping[str, tuple[Claim, ...]]) -> Mapping[str, str]:
    """Names asked for in words; a wish that names no trade may be nothing but a name."""
    bare = {stand_key(wish): wish for wish, claims in wished.items() if not claims}
    return {**bare, **names_asked_for(wished)}
