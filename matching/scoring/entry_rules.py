"""The one door for a protected criterion: an offer's lawful age rule, answered yes or no.

Nothing else of scoring reads `matching.domain.statistics` (Labour Code L1132-1, L1133-1), and what
leaves this module is an age in years, kept out of every sentence, weight and parameter.
"""

from datetime import date
from typing import TypeAlias

from matching.domain.statistics import Statistics

EntryFacts: TypeAlias = Statistics


def ages_on(facts: EntryFacts | None, day: date | None) -> tuple[int, int] | None:
    """The two ages a person may have on a day, known only by year of birth."""
    if facts is None or facts.birth_year is None or day is None:
        return None
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
