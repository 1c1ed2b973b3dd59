"""Read a person once: phrases become skills and trades, and what may not score stays behind."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

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
from matching.scoring.profiles.heard.hear import Heard, hear
from matching.scoring.profiles.heard.texts import is_placement, public, tells_none
from matching.scoring.profiles.heard.trades import distinct, trades_of_skills
from matching.scoring.profiles.heard.wished_terms import wished_contracts, wished_hours
from matching.scoring.profiles.needs import calls_of
from matching.scoring.profiles.profiles import KnownSkill, ReadPerson
from matching.scoring.profiles.rarity import Rarity
from matching.scoring.profiles.shared_words import words_of_wishes
from matching.scoring.profiles.titles import TitlesHeld, is_held, titles_held, titles_named
from matching.scoring.profiles.weights import Weights
from matching.scoring.reading.claim import CLAIM_FROM, Claim, without_places
from matching.scoring.reading.said import About
from matching.scoring.reading.sentence import AMBIGUOUS_CLAIM, phrases_in
from matching.scoring.reading.understand import Reader
from matching.scoring.reading.years import tells_of_work
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
Fields = dict[str, Any]  # of `ReadPerson`, by name


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
    person = _with_work_as_experience(person, reader)
    said, heard = spoken(person), hear(person, reader)
    titles = _titles(person, said, reader)
    skills, groups = _skills(said, heard, reader, rarity, weights.credit["experience"])
    return ReadPerson(
        id=person.id,
        skills=skills,
        groups=groups,
        wants_to_learn=_not_mastered(heard.studies.skills, skills),
        **_limits(person, heard, fair, reader),
        **_terms(person, said, heard, reader),
        **_occupations(person, said, heard, reader, titles),
        **_stands(person, wishes, heard),
        titles=titles.has,
        titles_lacked=titles.lacks,
        titles_named=titles.named,
        **_answers_to_rules(person, facts, fair, checked=checked),
    )


def _with_work_as_experience(person: Jobseeker, reader: Reader) -> Jobseeker:
    """A person whose years of a trade stand as experience: *vendeuse 3 ans* is no skill."""
    work = tuple(text for text in person.skills if tells_of_work(text, reader))
    if not work:
        return person
    skills = tuple(text for text in person.skills if text not in work)
    return replace(person, skills=skills, experience=(*person.experience, *work))


def _limits(person: Jobseeker, heard: Heard, fair: Fair | None, reader: Reader) -> Fields:
    """The columns of a person as compared, with what they say beside them."""
    commune, point = where(person.commune, fair, reader.vocabulary.communes)
    terms = heard.terms
    return carried(person) | {
        "commune": commune,
        "point": point,
        "licences": None if person.licences is None else licences_held(person.licences),
        "interpreter": fold(person.interpreter).strip(),
        "avoid": tuple(sorted({*person.avoid, *terms.avoids})),
        "avoid_in_part": tuple(sorted(terms.avoids_in_part - {*person.avoid, *terms.avoids})),
        "contracts": person.contracts or wished_contracts(terms, person.wishes),
        "hours_wanted": person.hours_wanted or wished_hours(terms, person.wishes),
        "step_free": Need.STEP_FREE in person.needs,
    }


def _terms(person: Jobseeker, said: Spoken, heard: Heard, reader: Reader) -> Fields:
    """What somebody wants of work or refuses, and how open they leave it."""
    terms, openness = heard.terms, heard.openness
    return {
        "wants_digital": _wish_for(_DIGITAL, _NOT_DIGITAL, said.wishes) or _digital(heard, reader),
        "wants_remote": _wish_for(_REMOTE, _NOT_REMOTE, said.wishes),
        "wanted_settings": terms.wanted_settings,
        "refuses_early": terms.refuses_early,
        "hours_told": terms.hours,
        "refused_hours": terms.refused_hours,
        "refused_hours_in_part": terms.refused_hours_in_part,
        "refused_contracts": terms.refused_contracts,
        "takes_anything": openness.takes_anything,
        "only_asks": openness.only_asks and not (person.hours_wanted or person.contracts),
    }


def _occupations(
    person: Jobseeker, said: Spoken, heard: Heard, reader: Reader, titles: TitlesHeld
) -> Fields:
    """The trades that somebody wants, has held, refuses or wants to learn, and help asked for."""
    told, studied, openness = heard.trades, heard.studies.trades, heard.openness
    passed = _passed(studied, said.wishes, titles)
    trades = distinct(told.wished.values())
    wanted = trades or _to_be_learnt(studied, passed)
    is_at_large = openness.is_at_large and not (trades or studied)
    alone = is_at_large and not told.held
    able = trades_of_skills(said.skills, told.refused, reader) if alone else ()
    is_lost = openness.is_unsure or not heard.terms.wanted_settings
    guesses = openness.is_unsure and all(claim.confidence < CLAIM_FROM for claim in trades)
    return {
        "trades": wanted or told.held or able,
        "by_experience": not wanted,
        "held": told.held,
        "years": told.years,
        "only_placements": bool(person.experience)
        and all(is_placement(text) or tells_none(text) for text in person.experience),
        "diplomas": told.diplomas,
        "refused": told.refused,
        "refused_parts": told.refused_parts,
        "is_at_large": is_at_large,
        "asks": heard.studies.asks,
        "calls": calls_of(person, is_at_large=guesses or (alone and is_lost)),
        "studied": {name: words for name, words in _studied(heard).items() if name not in passed},
    }


def _stands(person: Jobseeker, wishes: Iterable[Wish], heard: Heard) -> Fields:
    """Stands that somebody asked for, by a star or by name, and those that asked for them."""
    mine = [wish for wish in wishes if wish.person == person.id]
    return {
        "starred": frozenset(wish.stand for wish in mine if wish.by is WishedBy.PERSON),
        "wanted_by": frozenset(wish.stand for wish in mine if wish.by is WishedBy.STAND),
        "names": _names(heard.trades.wished),
        "wish_words": words_of_wishes(heard.trades.wished),
    }


def _titles(person: Jobseeker, said: Spoken, reader: Reader) -> TitlesHeld:
    """Mandatory titles that somebody says they have, or lack; a title to be studied is not had."""
    had = (text for text in said.wishes if not reader.statement(text).studies)
    texts = (*had, *said.skills, *said.experience, *(person.licences or ()))
    return titles_held(texts, person.diploma_level, wishes=said.wishes)


def _answers_to_rules(
    person: Jobseeker, facts: EntryFacts | None, fair: Fair | None, *, checked: bool | None
) -> Fields:
    """What the entry rule alone may read: answers to lawful rules on the day of the fair."""
    day = fair.date if fair else None
    return {
        "day": day,
        "of_public": public_answers(facts, day),
        "ages": ages_on(facts, day),
        "age_exception": age_exception(facts),
        "insertion": insertion_answers(
            facts, day, diploma=person.diploma_level, french=person.french_level, checked=checked
        ),
    }


def _passed(
    studied: Mapping[str, str], wishes: Iterable[str], titles: TitlesHeld
) -> frozenset[str]:
    """Trades of which a wish names the diploma that is had already: it is the work that is meant.

    *CAP petite enfance* under the wishes of whoever has it asks for no course.
    """
    named = {wish: titles_named([wish]) for wish in wishes}
    had = [
        wish
        for wish, found in named.items()
        if found and all(is_held(one, titles.has) for one in found)
    ]
    return frozenset(trade for trade, said in studied.items() if any(said in wish for wish in had))


def _to_be_learnt(studied: Mapping[str, str], passed: Collection[str]) -> tuple[Claim, ...]:
    """Trades to be learnt where no other is told: work of another trade was not asked for."""
    return tuple(
        Claim(said, trade, 1.0 if trade in passed else AMBIGUOUS_CLAIM)
        for trade, said in sorted(studied.items())
    )


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
    named = [*_named(said, reader, credit), *_told(heard)]
    implied = list(_implied(heard.trades.held, reader.vocabulary.trades, rarity, credit))
    skills = [*named, *((name, known) for name, known, _ in implied)]
    telling = [*named, *((name, known) for name, known, is_core in implied if is_core)]
    akin = (
        (family, known) for name, known in telling for family in families(name, reader.vocabulary)
    )
    return _fullest(skills), _fullest(akin)


def _named(said: Spoken, reader: Reader, seen: float) -> Iterator[tuple[str, KnownSkill]]:
    """Skills by name; what was only seen on a placement counts as `seen`."""
    for text in said.skills:
        claims = reader.skills(text)
        for claim in claims:
            yield claim.id, KnownSkill(1.0, claim.text)
        if not claims:
            for piece in phrases_in(text):
                yield OWN_WORDS + key(piece), KnownSkill(1.0, piece, understood=False)
    for text in said.experience:
        credit = seen if is_placement(text) else 1.0
        for claim in without_places(reader.skills(text), reader.trades(text), text):
            yield claim.id, KnownSkill(credit, claim.text)


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
                yield name, KnownSkill(credit, claim.text, implied=True), name in trade.core


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
        (claim for claims in heard.trades.wished.values() for claim in claims),
        key=lambda one: one.id,
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
    studies = heard.studies
    if not studies.is_of_wishes and _TEACHES.isdisjoint(heard.terms.contracts):
        return studies.trades
    wished = {claim.id: claim.text for claim in distinct(heard.trades.wished.values())}
    return {**wished, **studies.trades}


def _not_mastered(wanted: Mapping[str, str], known: Known) -> Mapping[str, str]:
    """Skills that somebody wants to learn and does not have already."""
    return {name: said for name, said in wanted.items() if _credit(known, name) < 1.0}


def _credit(known: Known, name: str) -> float:
    return known[name].credit if name in known else 0.0


def _names(wished: Mapping[str, tuple[Claim, ...]]) -> Mapping[str, str]:
    """Names asked for in words; a wish that names no trade may be nothing but a name."""
    bare = {stand_key(wish): wish for wish, claims in wished.items() if not claims}
    return {**bare, **names_asked_for(wished)}
