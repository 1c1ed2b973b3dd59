"""Someone asks to meet someone: a person stars a stand, or a recruiter must meet a person."""

from dataclasses import dataclass
from enum import StrEnum


class WishedBy(StrEnum):
    """Whose wish it is."""

    PERSON = "person"
    STAND = "stand"


@dataclass(frozen=True, slots=True, order=True)
class Wish:
    """One wish for a meeting of a person and a stand; it counts in the open, as a reason."""

    person: str
    stand: str
    by: WishedBy
