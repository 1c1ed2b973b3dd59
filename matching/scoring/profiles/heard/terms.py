"""The terms of work in a person's texts: hours, contracts and conditions, wanted or refused."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from matching.domain.terms import Condition, Contract, Hours, Need
from matching.scoring.profiles.heard.texts import TextsRead, codes_of
from matching.scoring.reading.claim import CLAIM_FROM
from matching.scoring.reading.plain_facts import ACTIVE, EARLY, REMOTE
from matching.scoring.reading.said import About, Said
from matching.scoring.text.wording import fold

# Work in which one moves, as conditions of work that it has.
_IS_ACTIVE = (Condition.LOADS, Condition.OUTDOORS)
_EARLY = re.compile(r"\btot\b|\bearly\b")
# A moment of work that is refused, as the condition of work that offers name.
_AS_CONDITION = {Hours.NIGHT: Condition.NIGHT}
_AT_SCHOOL = (Contract.APPRENTICESHIP, Contract.PROFESSIONALISATION)
# What a place of work must give, as the condition of work that it excludes.
_WITHOUT = {Need.SITTING: Condition.STANDING, Need.QUIET: Condition.NOISE}


@dataclass(frozen=True, slots=True)
class TermsTold:
    """The terms of work that somebody names.

    Attributes
    ----------
    hours, contracts, wanted_settings
        Wanted; settings are conditions of work: to be outside.
    refused_hours, refused_contracts, avoids
        Not wanted; `avoids` are conditions of work, those among them that a need excludes.
    avoids_in_part, refused_hours_in_part
        Conditions of work and hours that are not wanted all of the time, or if that may be.
    refuses_early
        Whether to begin very early is refused.
    """

    hours: tuple[Hours, ...]
    contracts: tuple[Contract, ...]
    wanted_settings: frozenset[Condition]
    refused_hours: tuple[Hours, ...]
    refused_hours_in_part: tuple[Hours, ...]
    refused_contracts: tuple[Contract, ...]
    avoids: frozenset[Condition]
    avoids_in_part: frozenset[Condition]
    refuses_early: bool


def terms_told(texts: TextsRead) -> TermsTold:
    """The terms of work of texts that were read."""
    wants = texts.wants
    refuses = [said for said in texts.refuses if said.confidence >= CLAIM_FROM]
    in_part = [said for said in texts.refuses if said.confidence < CLAIM_FROM]
    refused = _hours(refuses)
    as_conditions = {_AS_CONDITION[hours] for hours in refused if hours in _AS_CONDITION}
    excluded = _excluded(said for said in texts.needs if said.confidence >= CLAIM_FROM)
    better = _excluded(said for said in texts.needs if said.confidence < CLAIM_FROM)
    softly = _hours(in_part)
    at_night = {_AS_CONDITION[hours] for hours in softly if hours in _AS_CONDITION}
    named = frozenset(_conditions(refuses, active=(Condition.LOADS,)))
    return TermsTold(
        hours=_hours(wants),
        contracts=_contracts(wants),
        wanted_settings=frozenset(_conditions(wants, active=_IS_ACTIVE)),
        refused_hours=tuple(hours for hours in refused if hours not in _AS_CONDITION),
        refused_contracts=_with_school(_contracts(refuses)),
        refused_hours_in_part=tuple(one for one in softly if one not in _AS_CONDITION),
        avoids_in_part=(
            frozenset(_conditions(in_part, active=(Condition.LOADS,))) | at_night | better
        )
        - named,
        avoids=named | as_conditions | excluded,
        refuses_early=any(_is_early(said, code) for said, code in codes_of(About.HOURS, refuses)),
    )


def _contracts(said: Iterable[Said]) -> tuple[Contract, ...]:
    return tuple(Contract(code) for _, code in codes_of(About.CONTRACT, said))


def _with_school(refused: tuple[Contract, ...]) -> tuple[Contract, ...]:
    """Whoever will not go to school refuses the contracts that send them there."""
    return (*refused, *_AT_SCHOOL) if Contract.TRAINING in refused else refused


def _conditions(said: Iterable[Said], *, active: tuple[Condition, ...]) -> Iterator[Condition]:
    """Conditions of work that are named; `active` are those of work in which one moves."""
    for _, code in codes_of(About.CONDITION, said):
        yield from active if code == ACTIVE else (Condition(code),)


def _excluded(needs: Iterable[Said]) -> frozenset[Condition]:
    """Conditions of work that a need told of excludes: to sit, one does not stand all day."""
    told = {Need(code) for _, code in codes_of(About.NEED, needs)}
    return frozenset(_WITHOUT[need] for need in told & _WITHOUT.keys())


def _hours(said: Iterable[Said]) -> tuple[Hours, ...]:
    named = ((span, code) for span, code in codes_of(About.HOURS, said) if code != REMOTE)
    return tuple(Hours(code) for span, code in named if not _is_early(span, code))


def _is_early(said: Said, code: str) -> bool:
    """Whether hours are told that begin very early: that is not every morning."""
    return code == EARLY or (code == Hours.MORNING and _EARLY.search(fold(said.text)) is not None)
