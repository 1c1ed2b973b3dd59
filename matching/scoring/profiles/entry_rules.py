"""The one door for protected criteria: an offer's lawful rule of entry, answered yes or no.

Nothing else of scoring reads `matching.domain.statistics` (Labour Code L1132-1, L1133-1). What
leaves this module is an age in years and answers to whole rules, kept out of every sentence, weight
and parameter: which fact decided is never told.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import TypeAlias

from matching.domain.levels import DiplomaLevel, FrenchLevel
from matching.domain.statistics import Statistics
from matching.domain.terms import Answer
from matching.scoring.profiles.insertion import (
    EXCEPT_AI_ETTI,
    IN_AI_ETTI,
    InsertionSituation,
    is_eligible,
)

EntryFacts: TypeAlias = Statistics
Insertion: TypeAlias = tuple[bool | None, bool | None]
NOT_KNOWN: Insertion = (None, None)
NO_PUBLIC: Mapping[str, bool | None] = MappingProxyType({})


def ages_on(facts: EntryFacts | None, day: date | None) -> tuple[int, int] | None:
    """The two ages a person may have on a day, known only by year of birth, or as told before."""
    if facts is None or day is None:
        return None
    if facts.birth_year is None:
        return None if facts.age is None else (facts.age, facts.age + 1)
    reached = day.year - facts.birth_year
    return reached - 1, reached


def age_allowed(
    ages: tuple[int, int] | None, *, least: int | None, most: int | None
) -> bool | None:
    """Whether an age rule is met; `None` when it depends on a birthday, or is not known."""
    if least is None and most is None:
        return True
    if ages is None:
        return None
    answers = {(least is None or age >= least) and (most is None or age <= most) for age in ages}
    return answers.pop() if len(answers) == 1 else None


def age_exception(facts: EntryFacts | None) -> bool:
    """Whether someone is known to be among those whom the law frees from some limits of age."""
    return facts is not None and facts.rqth is Answer.YES


def public_answers(facts: EntryFacts | None, day: date | None) -> Mapping[str, bool | None]:
    """Whether a person is of each public that some services are kept for; `None` is not known."""
    if facts is None:
        return NO_PUBLIC
    return {
        "handicap": _known(facts.rqth),
        "young": age_allowed(ages_on(facts, day), least=16, most=25),
    }


def insertion_answers(
    facts: EntryFacts | None,
    day: date | None,
    *,
    diploma: DiplomaLevel | None,
    french: FrenchLevel | None,
    checked: bool | None = None,
) -> Insertion:
    """Whether a person may be hired in insertion: by most structures, and by an AI or ETTI.

    What a prescriber has `checked` stands, whatever the facts on file say.
    """
    if checked is not None:
        return checked, checked
    if facts is None:
        return NOT_KNOWN
    situation = InsertionSituation(
        status=facts.status,
        since=facts.unemployed_since,
        day=day,
        ages=ages_on(facts, day),
        diploma=diploma,
        french=french,
        rsa=_known(facts.rsa),
        rqth=_known(facts.rqth),
        qpv=_known(facts.qpv),
    )
    return is_eligible(situation, EXCEPT_AI_ETTI), is_eligible(situation, IN_AI_ETTI)


def insertion_allowed(answers: Insertion, needed: int) -> bool | None:
    """The answer for an employer that asks for so many criteria of level 2."""
    return answers[1] if needed == IN_AI_ETTI else answers[0]


def _known(answer: Answer) -> bool | None:
    return {Answer.YES: True, Answer.NO: False}.get(answer)
