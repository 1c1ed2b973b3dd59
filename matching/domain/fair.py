"""A fair: one event day with its place, hours, breaks and rules. It is data, never code."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from datetime import date as date_
from itertools import pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from matching.domain.day.day_rules import DayRules
from matching.domain.day.next_steps import USUAL, NextStep, must_be_a_list
from matching.domain.errors import Invalid
from matching.domain.programme.place_rules import PlaceRules
from matching.domain.programme.programme import Programme
from matching.domain.spelling import fold

SCHEDULE_FORMATS = ("a4", "a5", "ticket")
_LONGEST_WALK = 120  # minutes
_NOON, _LATE_LUNCH = time(12), time(14)
_MOST_DAYS = 100
_NUMBERS_SLOTS = ("date", "timezone", "slot_minutes")
_CUTS_THE_DAY = (*_NUMBERS_SLOTS, "opens", "closes", "breaks")
_NOT_ID = re.compile(r"[^a-z0-9]+")
_ID = re.compile(r"[a-z0-9][a-z0-9-]{1,62}[a-z0-9]")


def fair_id(title: str, day: date) -> str:
    """The id of a fair that nobody has numbered: its title and its day."""
    words = _NOT_ID.sub("-", fold(title)).strip("-")[:50] or "forum"
    return f"{words}-{day.isoformat()}"


@dataclass(frozen=True, slots=True)
class Fair:
    """The frame of one event day; `walks` are minutes on foot between two zones of the hall.

    Who comes unannounced finds `walk_in_seats` percent of the seats kept for them, and may take
    `walk_in_takes` meetings that others have beyond the promise; nobody else moves.

    `cut` are the stretches that its slots are cut from where its hours were others when people
    were told a plan: slots keep their numbers, and what lies outside its hours today is closed.
    Without it slots are cut from its hours.

    `organiser` is who holds it; `dates` are the other days that it is held on, each a fair of its
    own made from it; `series` is the id of the fair that such a day was made from.

    `programme` is what the fair belongs to, where somebody is followed after leaving it;
    `place_rules` is how its places are given; `languages_on_badges` tells on a badge
    what somebody speaks; `refusals_on_sheets` prints on a schedule what is
    closed to its reader, with the reason; `next_steps` are what recruiters may end a meeting with;
    `schedule_format`, one of `SCHEDULE_FORMATS`, is what schedules are printed on when nothing else
    is said. `day_rules` say what follows when somebody does not come or a meeting lasts too long;
    with `exits_by_scan` a badge is also shown on the way out.

    Raises
    ------
    Invalid
        When hours, breaks or counts contradict one another.
    """

    id: str
    title: str
    date: date
    opens: time
    closes: time
    place: str = ""
    timezone: str = "Europe/Paris"
    slot_minutes: int = 15
    breaks: tuple[tuple[time, time], ...] = ()
    gap_slots: int = 0
    most_meetings: int = 6
    least_meetings: int = 2
    rooms: int = 0
    walk_in_seats: int = 0
    walk_in_takes: int = 0
    walks: tuple[tuple[str, str, int], ...] = ()
    programme: Programme | None = None
    refusals_on_sheets: bool = True
    languages_on_badges: bool = True
    schedule_format: str = "a4"
    place_rules: PlaceRules = field(default_factory=PlaceRules)
    next_steps: tuple[NextStep, ...] = USUAL
    day_rules: DayRules = field(default_factory=DayRules)
    exits_by_scan: bool = False
    organiser: str = ""
    series: str = ""
    dates: tuple[date_, ...] = ()
    cut: tuple[tuple[time, time], ...] = ()

    def __post_init__(self) -> None:
        self._check_names()
        self._check_hours()
        self._check_counts()
        self._check_walks()
        must_be_a_list(self.next_steps)

    def _check_names(self) -> None:
        if not _ID.fullmatch(self.id):
            raise Invalid("id", "fair_id", value=self.id)
        if not self.title.strip():
            raise Invalid("title", "empty")
        if self.schedule_format not in SCHEDULE_FORMATS:
            choices = ", ".join(SCHEDULE_FORMATS)
            raise Invalid("schedule_format", "choice", value=self.schedule_format, choices=choices)
        try:
            ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise Invalid("timezone", "timezone", value=self.timezone) from None

    def _check_hours(self) -> None:
        if self.opens >= self.closes:
            raise Invalid("closes", "hours", start=self.opens, end=self.closes)
        for start, end in self.breaks:
            if not (self.opens <= start < end <= self.closes):
                raise Invalid("breaks", "hours", start=start, end=end)
        ends = [clock for stretch in self.cut for clock in stretch]
        for start, end in pairwise(ends):
            if start >= end:
                raise Invalid("cut", "hours", start=start, end=end)

    def _check_counts(self) -> None:
        for name, least, most in (
            ("slot_minutes", 5, 240),
            ("gap_slots", 0, 20),
            ("most_meetings", 1, 100),
            ("least_meetings", 0, self.most_meetings),
            ("rooms", 0, 100_000),
            ("walk_in_seats", 0, 50),
            ("walk_in_takes", 0, self.most_meetings),
        ):
            if not least <= getattr(self, name) <= most:
                raise Invalid(name, "range", value=getattr(self, name), least=least, most=most)

        if len(self.dates) > _MOST_DAYS:
            raise Invalid("dates", "range", value=len(self.dates), least=0, most=_MOST_DAYS)

    def _check_walks(self) -> None:
        for start, end, minutes in self.walks:
            if not (start.strip() and end.strip()) or start == end:
                raise Invalid("walks", "walk", value=f"{start} / {end}")
            if not 0 <= minutes <= _LONGEST_WALK:
                raise Invalid("walks", "range", value=minutes, least=0, most=_LONGEST_WALK)

    @property
    def zone(self) -> ZoneInfo:
        """The fair's time zone."""
        return ZoneInfo(self.timezone)

    @property
    def stretches(self) -> tuple[tuple[time, time], ...]:
        """Its hours, from and until, without its breaks."""
        found, begin = list[tuple[time, time]](), self.opens
        for start, end in sorted(self.breaks):
            if start > begin:
                found.append((begin, start))
            begin = max(begin, end)
        if begin < self.closes:
            found.append((begin, self.closes))
        return tuple(found)

    @property
    def midday(self) -> tuple[time, time]:
        """Where the morning ends and the afternoon begins: the break at midday, or noon."""
        at_midday = (
            (start, end) for start, end in self.breaks if start < _LATE_LUNCH and end > _NOON
        )
        return min(at_midday, default=(_NOON, _NOON))

    def moment(self, clock: time) -> datetime:
        """The aware moment of a clock time on the day of the fair."""
        return datetime.combine(self.date, clock, self.zone)

    def is_of_one_organiser_with(self, other: "Fair") -> bool:
        """Whether both are held by one organiser as far as that is said; never by two."""
        if self.organiser.strip() and other.organiser.strip():
            return fold(self.organiser) == fold(other.organiser)
        return (self.series or self.id) == (other.series or other.id)

    def cuts_its_day_like(self, other: "Fair") -> bool:
        """Whether slots of both have the same numbers at the same moments."""
        return all(getattr(self, name) == getattr(other, name) for name in _CUTS_THE_DAY)

    def numbers_slots_like(self, other: "Fair") -> bool:
        """Whether slots of either can stand beside those of the other: one day, one length."""
        return all(getattr(self, name) == getattr(other, name) for name in _NUMBERS_SLOTS)

    def with_slots_of(self, before: "Fair") -> "Fair":
        """The same fair; each slot of `before` has the number and the hour that it had there.

        Only hours after the last of those slots add new ones; hours before or between them that
        `before` did not have stay without a slot.
        """
        told = before.cut or before.stretches
        last_begin, last_end = told[-1]
        later = [(max(begin, last_end), end) for begin, end in self.stretches if end > last_end]
        if later and later[0][0] == last_end:
            told, later = (*told[:-1], (last_begin, later[0][1])), later[1:]
        cut = (*told, *later)
        return replace(self, cut=() if cut == self.stretches else cut)


def nearest_first(fairs: Iterable[Fair], now: datetime) -> tuple[Fair, ...]:
    """Fairs in the order in which somebody asks for them: of today, then by time from now.

    The morning after, the one of the day before comes ahead of one in a month.
    """

    def distance(fair: Fair) -> tuple[bool, timedelta, int, str]:
        until, since = fair.moment(fair.opens) - now, now - fair.moment(fair.closes)
        is_today = now.astimezone(fair.zone).date() == fair.date
        return not is_today, max(until, since, timedelta()), -fair.date.toordinal(), fair.id

    return tuple(sorted(fairs, key=distance))
