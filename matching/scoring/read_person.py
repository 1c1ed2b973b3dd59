"""Read a person once: phrases become skills and trades, and what may not score stays behind."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from matching.domain.fair import Fair
from matching.domain.jobseeker import Jobseeker
from matching.domain.terms import Need
from matching.scoring.criteria.skills import fullest
from matching.scoring.entry_rules import EntryFacts, ages_on
from matching.scoring.profiles import KnownSkill, ReadPerson
from matching.scoring.rarity import Rarity
from matching.scoring.sentence import CLAIM_FROM, Claim, phrases_in
from matching.scoring.understand import Reader
from matching.scoring.vocabulary import commune_key
from matching.scoring.weights import Weights
from matching.scoring.wording import fold, key

_REMOTE = re.compile(
    r"\bteletravail|\btele-travail|\ba distance\b|\bdepuis chez (?:moi|soi)|\bremote"
)
_NOT_REMOTE = re.compile(r"\b(?:pas|sans|no|not)\b[^,;.]*(?:teletravail|a distance|remote)")
_LICENCE = re.compile(r"^(?:permis|licence|license)\s+")
OWN_WORDS = "said:"  # marks a skill that only its own words identify


def read_person(
    person: Jobseeker,
    *,
    reader: Reader,
    weights: Weights,
    rarity: Rarity,
    facts: EntryFacts | None = None,
    fair: Fair | None = None,
) -> ReadPerson:
    """A person as the criteria see them."""
    wished = _distinct(claim for wish in person.wishes for claim in reader.trades(wish))
    held = _distinct(claim for past in person.experience for claim in reader.trades(past))
    skills = _skills(_Spoken(person, held), reader, weights.credit["experience"], rarity)
    day = fair.date if fair else None
    commune = commune_key(person.commune)
    return ReadPerson(
        id=person.id,
        trades=wished or held,
        by_experience=not wished,
        skills=skills,
        groups=_groups(skills, reader),
        wants_digital=_digital_wish(wished, reader),
        wants_remote=_remote_wish(person),
        contracts=tuple(dict.fromkeys(person.contracts)),
        hours=frozenset(person.hours_wanted),
        radius_km=person.radius_km,
        commune=commune,
        point=reader.vocabulary.communes.get(commune),
        licences=_licences(person.licences),
        french=person.french_level,
        diploma=person.diploma_level,
        avoid=person.avoid,
        step_free=Need.STEP_FREE in person.needs,
        interpreter=fold(person.interpreter).strip(),
        ages=ages_on(facts, day),
        day=day,
    )


def licence_key(licence: str) -> str:
    """A licence as compared: `permis b` and `B` are one."""
    return _LICENCE.sub("", licence.strip().lower()).upper()


@dataclass(frozen=True, slots=True)
class _Spoken:
    person: Jobseeker
    held: tuple[Claim, ...]


def _skills(
    spoken: _Spoken, reader: Reader, experience: float, rarity: Rarity
) -> dict[str, KnownSkill]:
    found: dict[str, KnownSkill] = {}
    for name, known in (*_named(spoken.person, reader), *_implied(spoken, experience, rarity)):
        found[name] = fullest(found.get(name), known)
    return dict(sorted(found.items()))


def _named(person: Jobseeker, reader: Reader) -> Iterator[tuple[str, KnownSkill]]:
    for text in person.skills:
        claims = reader.skills(text)
        for claim in claims:
            yield claim.id, KnownSkill(1.0, claim.text)
        if not claims:
            for piece in phrases_in(text):
                yield OWN_WORDS + key(piece), KnownSkill(1.0, piece)
    for text in person.experience:
        for claim in reader.skills(text):
            yield claim.id, KnownSkill(1.0, claim.text)


def _implied(spoken: _Spoken, credit: float, rarity: Rarity) -> Iterator[tuple[str, KnownSkill]]:
    for claim in spoken.held:
        if claim.confidence >= CLAIM_FROM:
            for need in rarity.trade(claim.id):
                yield need.id, KnownSkill(credit, claim.text)


def _groups(skills: dict[str, KnownSkill], reader: Reader) -> dict[str, KnownSkill]:
    found: dict[str, KnownSkill] = {}
    for name, known in skills.items():
        skill = reader.vocabulary.skills.get(name)
        group = skill.group if skill else name
        found[group] = fullest(found.get(group), known)
    return found


def _distinct(claims: Iterator[Claim]) -> tuple[Claim, ...]:
    found: dict[str, Claim] = {}
    for claim in claims:
        if claim.id not in found or claim.confidence > found[claim.id].confidence:
            found[claim.id] = claim
    return tuple(found[name] for name in sorted(found))


def _digital_wish(wished: tuple[Claim, ...], reader: Reader) -> str:
    digital = [claim for claim in wished if reader.vocabulary.trades[claim.id].digital]
    return digital[0].text if digital else ""


def _remote_wish(person: Jobseeker) -> str:
    for wish in person.wishes:
        if _REMOTE.search(fold(wish)) and not _NOT_REMOTE.search(fold(wish)):
            return wish
    return ""


def _licences(licences: tuple[str, ...] | None) -> frozenset[str] | None:
    return None if licences is None else frozenset(map(licence_key, licences))
