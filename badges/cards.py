"""What goes on paper, as plain values without a language: badges and the sheets of the day.

No age, sex, address, district, phone or e-mail has a place here.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from badges.code import read_code
from badges.hall.hall_map import HallMap
from matching.domain.day.next_steps import USUAL, NextStep
from matching.domain.errors import Invalid

STAND_KINDS = ("employer", "school", "support", "workshop")
BANDS = ("very_close", "close", "to_discover")


@dataclass(frozen=True, slots=True)
class Printing:
    """When a sheet was printed by the clock on the wall, and from which plan (0: from none).

    `replaces` is when the sheet was printed that this one takes the place of, if there is one.
    """

    at: dt.datetime
    plan: int = 0
    replaces: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class BadgeCard:
    """One badge: no surname unless its initial is given, no data in the QR but the code.

    `languages` are codes of what the person speaks, empty when it is not known or not to be shown.
    """

    code: str
    first_name: str = field(repr=False)
    call_number: int
    fair_title: str
    place: str
    date: dt.date
    last_initial: str = field(default="", repr=False)
    large_print: bool = False
    languages: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _must_be_code(self.code)
        _must_say(first_name=self.first_name, fair_title=self.fair_title)
        _must_be_call_number(self.call_number)


@dataclass(frozen=True, slots=True)
class ScheduleLine:
    """One meeting as its jobseeker reads it.

    `rank` is 1 for the meeting that suits best, 0 to say nothing; `band` is one of `BANDS`, `kind`
    one of `STAND_KINDS`; `reasons` and `bring` are sentences already in the sheet's language.
    """

    starts_at: dt.time
    ends_at: dt.time
    exhibitor: str
    stand: str
    zone: str
    kind: str
    offer_title: str
    rank: int
    band: str
    reasons: tuple[str, ...] = ()
    bring: str = ""

    def __post_init__(self) -> None:
        _must_say(exhibitor=self.exhibitor)
        _must_follow(self.starts_at, self.ends_at)
        _must_be_one_of("kind", self.kind, STAND_KINDS)
        _must_be_one_of("band", self.band, BANDS)


@dataclass(frozen=True, slots=True)
class ScheduleSheet:
    """The page that a jobseeker carries: meetings in the order of the day.

    `also` names other stands to visit, or with `also_when_free` those to ask for when somebody
    else gives their place up; `hall` is the plan of the hall, shown where there is room for it, and
    `stops` which meetings come at each of its stands; `notes` are short sentences for this person
    (an interpreter, for instance); `refusals` say below the meetings what is closed to them, the
    way round and what is open, a sentence a line, the nearest first; `printing` tells two printings
    of one person apart.
    """

    fair_title: str
    place: str
    date: dt.date
    first_name: str = field(repr=False)
    last_name: str = field(repr=False)
    call_number: int
    code: str
    lines: tuple[ScheduleLine, ...] = ()
    also: tuple[str, ...] = ()
    hall: HallMap | None = None
    stops: Mapping[str, str] = field(default_factory=dict)
    also_when_free: bool = False
    language: str = "fr"
    large_print: bool = False
    notes: tuple[str, ...] = ()
    refusals: tuple[str, ...] = ()
    printing: Printing | None = None

    def __post_init__(self) -> None:
        _must_be_code(self.code)
        _must_say(first_name=self.first_name, fair_title=self.fair_title)
        _must_be_call_number(self.call_number)


@dataclass(frozen=True, slots=True)
class StandLine:
    """One meeting as the recruiter reads it: `points` in favour, `to_ask` still unknown.

    The `mark` is what somebody else must check: nobody at the table asks for it.
    Lines of one `group` stand together under its words.
    """

    starts_at: dt.time
    ends_at: dt.time
    call_number: int
    first_name: str = field(repr=False)
    offer_title: str = ""
    points: tuple[str, ...] = ()
    to_ask: tuple[str, ...] = ()
    mark: str = ""
    group: str = ""

    def __post_init__(self) -> None:
        _must_say(first_name=self.first_name)
        _must_follow(self.starts_at, self.ends_at)
        _must_be_call_number(self.call_number)


@dataclass(frozen=True, slots=True)
class StandSheet:
    """The list of one stand, filled in by pen; `free_rows` are empty rows for walk-ins.

    A meeting's `steps` are boxes to tick, in the fair's own words where it has some.
    """

    fair_title: str
    date: dt.date
    exhibitor: str
    stand: str
    zone: str
    lines: tuple[StandLine, ...] = ()
    free_rows: int = 4
    language: str = "fr"
    printing: Printing | None = None
    steps: tuple[NextStep, ...] = USUAL

    def __post_init__(self) -> None:
        _must_say(exhibitor=self.exhibitor, fair_title=self.fair_title)
        if not 0 <= self.free_rows <= 200:
            raise Invalid("free_rows", "range", value=self.free_rows, least=0, most=200)


@dataclass(frozen=True, slots=True)
class DoorRow:
    """One person expected at the door; a list that lies about holds no badge codes."""

    name: str = field(repr=False)
    call_number: int

    def __post_init__(self) -> None:
        _must_say(name=self.name)
        _must_be_call_number(self.call_number)


@dataclass(frozen=True, slots=True)
class DoorSheet:
    """Everybody expected, in the order given: the door works on when the laptop does not.

    `free_rows` are rows for people who come without having said so, the last page is filled with.
    """

    fair_title: str
    date: dt.date
    rows: tuple[DoorRow, ...] = ()
    free_rows: int = 8
    language: str = "fr"
    printing: Printing | None = None

    def __post_init__(self) -> None:
        _must_say(fair_title=self.fair_title)


@dataclass(frozen=True, slots=True)
class PrescriberSheet:
    """The page on which a prescriber ticks what was seen of one person; `offers` are job titles."""

    fair_title: str
    date: dt.date
    name: str = field(repr=False)
    call_number: int
    offers: tuple[str, ...] = ()
    language: str = "fr"
    printing: Printing | None = None

    def __post_init__(self) -> None:
        _must_say(fair_title=self.fair_title, name=self.name)
        _must_be_call_number(self.call_number)


def _must_be_code(code: str) -> None:
    if read_code(code) != code:
        raise Invalid("code", "code")


def _must_say(**texts: str) -> None:
    for name, text in texts.items():
        if not text.strip():
            raise Invalid(name, "empty")


def _must_be_call_number(number: int) -> None:
    if not 1 <= number <= 99_999:
        raise Invalid("call_number", "range", value=number, least=1, most=99_999)


def _must_follow(starts_at: dt.time, ends_at: dt.time) -> None:
    if starts_at >= ends_at:
        raise Invalid("ends_at", "hours", start=starts_at, end=ends_at)


def _must_be_one_of(name: str, value: str, choices: tuple[str, ...]) -> None:
    if value not in choices:
        raise Invalid(name, "choice", value=value, choices=", ".join(choices))
