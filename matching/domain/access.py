"""Who may do what at a screen: roles, the access that a code opens, and the visitor it makes."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from matching.domain.errors import Invalid

_LONGEST_NAME = 100


class Role(StrEnum):
    """What somebody is at the fair."""

    ORGANISER = "organiser"
    DOOR = "door"
    RECRUITER = "recruiter"
    KIOSK = "kiosk"
    HALL = "hall"
    DATA = "data"
    PRESCRIBER = "prescriber"


class Act(StrEnum):
    """What a page or a route is for."""

    START = "start"
    FAIR = "fair"
    ENTRIES = "entries"
    SCAN = "scan"
    WELCOME = "welcome"
    FLOOR = "floor"
    GRID = "grid"
    NOTICES = "notices"
    STAND = "stand"
    ELIGIBILITY = "eligibility"
    MATCHES = "matches"
    WEIGHTS = "weights"
    PLAN = "plan"
    SHEETS = "sheets"
    FILES = "files"
    REPORT = "report"
    RIGHTS = "rights"
    ACCESSES = "accesses"
    HELP = "help"
    QUESTIONS = "questions"
    DUPLICATES = "duplicates"
    KIOSK = "kiosk"
    FACES = "faces"
    HALL = "hall"


_MAY: Mapping[Role, frozenset[Act]] = {
    Role.ORGANISER: frozenset(Act),
    Role.DOOR: frozenset(
        {
            *(Act.SCAN, Act.WELCOME, Act.QUESTIONS, Act.DUPLICATES),
            *(Act.FLOOR, Act.NOTICES, Act.HELP),
        }
    ),
    Role.RECRUITER: frozenset({Act.STAND, Act.MATCHES, Act.HELP}),
    Role.KIOSK: frozenset({Act.SCAN, Act.KIOSK, Act.FACES}),
    Role.HALL: frozenset({Act.HALL}),
    Role.DATA: frozenset({Act.FILES, Act.REPORT, Act.RIGHTS, Act.HELP}),
    Role.PRESCRIBER: frozenset({Act.ELIGIBILITY, Act.HELP}),
}


_OF_ALL_FAIRS = frozenset({Act.ACCESSES, Act.FILES, Act.FAIR})


@dataclass(frozen=True, slots=True)
class Access:
    """A way in: a number that may be said aloud, a secret code, and what it opens.

    `fair` is empty for all fairs; `stand` names the one stand of a recruiter.
    """

    number: int
    name: str
    role: Role
    fair: str = ""
    stand: str = ""
    revoked: bool = False

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise Invalid("name", "empty")
        if len(self.name) > _LONGEST_NAME or not self.name.isprintable():
            raise Invalid("name", "name", most=_LONGEST_NAME)
        is_recruiter = self.role is Role.RECRUITER
        if is_recruiter != bool(self.stand) or (is_recruiter and not self.fair):
            raise Invalid("stand", "recruiter_stand")

    def may(self, act: Act, *, fair: str = "") -> bool:
        """Whether this access opens an act, at a fair when one is named.

        What reaches every fair of the store is not for an access to one of them.
        """
        if self.fair and act in _OF_ALL_FAIRS:
            return False
        return act in _MAY[self.role] and (not fair or self.fair in {"", fair})


@dataclass(frozen=True, slots=True)
class Visitor:
    """Someone at a screen, known by a code: which access, and how the station is called.

    `fair` and `language` are what was chosen there; empty while nothing was. `until` is when the
    screen closes by itself; None where that is not known.
    """

    session: str
    access: Access
    station: str
    fair: str = ""
    language: str = ""
    until: datetime | None = None

    @property
    def screen(self) -> str:
        """What tells this screen from every other, and opens nothing: sixteen letters."""
        return hashlib.blake2b(self.session.encode(), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class OpenScreen:
    """A screen that a code has opened, and since when."""

    visitor: Visitor
    opened_at: datetime
