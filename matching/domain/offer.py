"""An offer: a job, a course, a workshop or a support service, with its conditions of entry."""

import re
from dataclasses import dataclass
from datetime import date, time

from matching.domain.errors import Invalid
from matching.domain.levels import DiplomaLevel, FrenchLevel
from matching.domain.spelling import fold
from matching.domain.terms import Condition, Contract, Hours, OfferKind

_NOT_SURE = re.compile(r"\b(?:candidature a l etude|sous reserve|a confirmer|en projet)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What an offer gives and asks for, as far as the rules of matching look at it.

    A column that a new rule needs is written here and nowhere else: files, store and scores read
    it from here. `publics` and `themes` hold codes of data·inclusion 1.0: whom a service receives
    and what it helps with. `titles_required` are diplomas, cards and certificates without which
    nobody may do the work; `experience_min` is in years. `diploma_ground` is what sets the limits
    of diploma where that is another rule than `entry_ground`. `met_apart` asks for a meeting about
    this offer beside one about the others of its stand, where one speaks of them all otherwise.
    """

    contracts: tuple[Contract, ...] = ()
    hours: tuple[Hours, ...] = ()
    commune: str = ""
    remote: bool | None = None
    french_level_min: FrenchLevel | None = None
    diploma_min: DiplomaLevel | None = None
    diploma_max: DiplomaLevel | None = None
    age_min: int | None = None
    age_max: int | None = None
    entry_ground: str = ""
    diploma_ground: str = ""
    licences_required: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    places: int | None = None
    starts_on: date | None = None
    digital_sector: bool | None = None
    publics: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    titles_required: tuple[str, ...] = ()
    experience_min: int | None = None
    met_apart: bool | None = None


def is_met_apart(kind: OfferKind, *, asked: bool | None) -> bool:
    """Whether somebody may meet about an offer beside a meeting about others of its stand.

    About a workshop always; about other offers where that is `asked` for (`met_apart`).
    """
    return kind is OfferKind.WORKSHOP or bool(asked)


@dataclass(frozen=True, slots=True)
class Offer(Terms):
    """What an exhibitor brings to the fair.

    `entry_ground` names the law or the funder's rule that allows an age limit: without it an age
    limit is refused at birth (Labour Code L1132-1 and L1133-1). `minutes` is the length of the
    meeting, or of the whole session for a workshop; `places` the seats of a course or workshop.
    `confirmed` is False while it is not sure that the offer will be there at all.

    A workshop may say when its sessions begin (`session_starts`; else the planner chooses), who
    leads them, in which room, the fewest people that hold one and how many there are at most.
    """

    id: str
    exhibitor: str
    title: str
    kind: OfferKind = OfferKind.JOB
    rome: str = ""
    description: str = ""
    skills_required: tuple[str, ...] = ()
    skills_desired: tuple[str, ...] = ()
    skills_taught: tuple[str, ...] = ()
    minutes: int | None = None
    duration: str = ""
    pay: str = ""
    free: bool | None = None
    confirmed: bool | None = None
    session_starts: tuple[time, ...] = ()
    led_by: tuple[str, ...] = ()
    room: str = ""
    group_min: int | None = None
    sessions_max: int | None = None

    def __post_init__(self) -> None:
        for name in ("id", "exhibitor", "title"):
            if not getattr(self, name).strip():
                raise Invalid(name, "empty")
        self._check_entry_rule()
        if self.places is not None and not 0 <= self.places <= 10_000:
            raise Invalid("places", "range", value=self.places, least=0, most=10_000)
        if self.minutes is not None and not 1 <= self.minutes <= 720:
            raise Invalid("minutes", "range", value=self.minutes, least=1, most=720)
        self._check_sessions()

    @property
    def told_apart(self) -> tuple[str, int, str]:
        """What orders offers that suit alike: when they start, how much they list, their title."""
        listed = len(self.skills_required) + len(self.skills_desired)
        return (self.starts_on.isoformat() if self.starts_on else "", listed, self.title)

    @property
    def is_arranged(self) -> bool:
        """Whether anything is said of the sessions of this workshop beside places and length."""
        said = self.session_starts or self.led_by or self.room
        counted = self.group_min is not None or self.sessions_max is not None
        return self.kind is OfferKind.WORKSHOP and (bool(said) or counted)

    @property
    def smallest_group(self) -> int:
        """How many people it takes to hold a session; one where nobody says."""
        return self.group_min or 1

    @property
    def is_certain(self) -> bool:
        """Whether a place may be promised: said, or else nothing in the title speaks against it."""
        if self.confirmed is not None:
            return self.confirmed
        return _NOT_SURE.search(fold(self.title)) is None

    def _check_sessions(self) -> None:
        for name in ("group_min", "sessions_max"):
            count = getattr(self, name)
            if count is not None and not 1 <= count <= 10_000:
                raise Invalid(name, "range", value=count, least=1, most=10_000)
        if self.group_min is not None and self.places is not None and self.group_min > self.places:
            raise Invalid("group_min", "above_places", least=self.group_min, most=self.places)

    def _check_entry_rule(self) -> None:
        if (self.age_min is not None or self.age_max is not None) and not self.entry_ground.strip():
            field = "age_min" if self.age_min is not None else "age_max"
            raise Invalid(field, "age_without_ground", value=getattr(self, field))
        for low, high in (("age_min", "age_max"), ("diploma_min", "diploma_max")):
            least, most = getattr(self, low), getattr(self, high)
            if least is not None and most is not None and least > most:
                raise Invalid(high, "crossed", least=least, most=most)
