"""A jobseeker as the planner and the scores may see one: no protected criterion lives here."""

from dataclasses import dataclass
from datetime import date, time

from matching.domain.errors import Invalid
from matching.domain.levels import DigitalLevel, DiplomaLevel, FrenchLevel
from matching.domain.terms import Condition, Contract, Hours, Need


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a person can do and accepts, as far as the rules of offers look at it.

    A column that a new rule of matching needs is written here and nowhere else: files, store and
    scores read it from here. `None` and the empty tuple mean *not known*, never *no*.
    """

    french_level: FrenchLevel | None = None
    interpreter: str = ""
    diploma_level: DiplomaLevel | None = None
    digital_level: DigitalLevel | None = None
    contracts: tuple[Contract, ...] = ()
    hours_wanted: tuple[Hours, ...] = ()
    available_from: date | None = None
    radius_km: float | None = None
    commune: str = ""
    licences: tuple[str, ...] | None = None
    vehicle: bool | None = None
    avoid: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Jobseeker(Limits):
    """A person who comes to the fair; only `id` and `first_name` must be known.

    `None` and the empty tuple mean *not known*, never *no*. Names, phone and e-mail are kept
    out of the representation so that a log never shows them. `meanings` says which trade words
    stand for that may mean several, as the person has confirmed: "conducteur = Cariste".
    `sheet_language` is the language that they chose to read in, empty when they chose none.
    """

    id: str
    first_name: str
    last_name: str = ""
    phone: str = ""
    email: str = ""
    language: str = ""
    sheet_language: str = ""
    arrives: time | None = None
    leaves: time | None = None
    wishes: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    experience: tuple[str, ...] = ()
    meanings: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()
    referrer: str = ""
    most_meetings: int | None = None
    consent_contact: bool | None = None

    def __post_init__(self) -> None:
        if not self.id.strip():
            raise Invalid("id", "empty")
        if not self.first_name.strip():
            raise Invalid("first_name", "empty")
        if self.radius_km is not None and not 0 <= self.radius_km <= 20_000:
            raise Invalid("radius_km", "range", value=self.radius_km, least=0, most=20_000)
        if self.most_meetings is not None and not 0 <= self.most_meetings <= 100:
            raise Invalid("most_meetings", "range", value=self.most_meetings, least=0, most=100)
        if self.arrives and self.leaves and self.arrives >= self.leaves:
            raise Invalid("leaves", "hours", start=self.arrives, end=self.leaves)

    def __repr__(self) -> str:
        return f"Jobseeker(id={self.id!r})"

    def most_meetings_of(self, offered: int) -> int:
        """The most meetings a person takes: their own word, else what the fair offers everybody."""
        return offered if self.most_meetings is None else self.most_meetings

    def promised_meetings_of(self, promised: int) -> int:
        """How many meetings a person is promised: what everybody is, but no more than they take."""
        return min(promised, self.most_meetings_of(promised))

    @property
    def full_name(self) -> str:
        """First and last name as written."""
        return f"{self.first_name} {self.last_name}".strip()
