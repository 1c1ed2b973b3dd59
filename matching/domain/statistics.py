"""What is kept for statistics and lawful entry rules only, apart from the profile.

Scoring never imports this module except through `matching.scoring.profiles.entry_rules`, which
answers yes, no or not known to an offer's rule with its legal ground (Labour Code L1132-1,
L1133-1).

"""

from dataclasses import dataclass
from datetime import date

from matching.domain.errors import Invalid
from matching.domain.terms import Answer

_YOUNGEST, _OLDEST = 14, 110  # years; whoever is younger comes with somebody


@dataclass(frozen=True, slots=True)
class Statistics:
    """Optional facts about a person that no recruiter sees and no score weighs.

    `age` is in years as a list told it, of whoever told no year of birth: on the day of the fair
    they may be a year older.
    """

    person: str
    birth_year: int | None = None
    gender: str = ""
    qpv: Answer = Answer.UNKNOWN
    status: str = ""
    unemployed_since: date | None = None
    rqth: Answer = Answer.UNKNOWN
    rsa: Answer = Answer.UNKNOWN
    age: int | None = None

    def __post_init__(self) -> None:
        if self.birth_year is not None and not 1900 <= self.birth_year <= 2100:
            raise Invalid("birth_year", "range", value=self.birth_year, least=1900, most=2100)
        if self.age is not None and not _YOUNGEST <= self.age <= _OLDEST:
            raise Invalid("age", "range", value=self.age, least=_YOUNGEST, most=_OLDEST)

    def __repr__(self) -> str:
        return f"Statistics(person={self.person!r})"
