"""What tells one person of a list from another: name, contacts, year of birth."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from matching.domain.jobseeker import Jobseeker
from matching.domain.spelling import fold
from matching.domain.statistics import Statistics

SAME_NAME = 85.0
# A household may share a telephone: whoever took another surname has the same first name still.
_SAME_FIRST_NAME = 80.0


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """One person as a list tells of them, ready to be compared."""

    key: str
    name: str
    first: str
    contacts: tuple[str, str]
    born: int | None

    @classmethod
    def of(cls, person: Jobseeker, born: int | None) -> "ListedPerson":
        """What a profile says of who somebody is."""
        name = " ".join(sorted(fold(person.full_name).split()))
        contacts = (person.phone.casefold(), person.email.casefold())
        return cls(person.id, name, fold(person.first_name), contacts, born)

    def shares_contact(self, other: "ListedPerson") -> bool:
        """Whether telephone or address is the same."""
        return any(
            mine and mine == theirs
            for mine, theirs in zip(self.contacts, other.contacts, strict=True)
        )

    def is_elsewhere(self, other: "ListedPerson") -> bool:
        """Whether contacts that both told are all different."""
        told = [pair for pair in zip(self.contacts, other.contacts, strict=True) if all(pair)]
        return bool(told) and not self.shares_contact(other)

    def is_born_otherwise(self, other: "ListedPerson") -> bool:
        """Whether both told a year of birth, and not the same."""
        return None not in {self.born, other.born} and self.born != other.born

    def may_be(self, other: "ListedPerson") -> bool:
        """Whether the two names may be one person's."""
        first = fuzz.ratio(self.first, other.first)
        return first >= _SAME_FIRST_NAME or self.likeness(other) >= SAME_NAME

    def likeness(self, other: "ListedPerson") -> float:
        """How near the two names are, from 0 to 100, their words in any order."""
        return fuzz.token_sort_ratio(self.name, other.name)


@dataclass(frozen=True, slots=True)
class Roster:
    """People by id; `away` are those whom a list had once and has no more."""

    people: Mapping[str, ListedPerson]
    away: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls,
        people: Iterable[Jobseeker],
        figures: Iterable[Statistics] = (),
        away: Iterable[str] = (),
    ) -> "Roster":
        """The people of a list, with the years of birth among their figures."""
        born = {one.person: one.birth_year for one in figures}
        listed = {person.id: ListedPerson.of(person, born.get(person.id)) for person in people}
        return cls(listed, frozenset(away))
