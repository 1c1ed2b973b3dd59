"""What is known of a person after a programme, checkpoint by checkpoint."""

import calendar
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

from matching.domain.errors import Invalid

FOLLOWED_MONTHS = 6
"""A first job counts when it begins within so many months of leaving."""
LAST_MONTH = 60
"""Nothing is told later than so many months after."""
_CALLED_FOR = 31  # days after the last checkpoint


class Exit(StrEnum):
    """How somebody stands towards the programme."""

    ENDED = "ended"
    DROPPED_OUT = "dropped_out"
    STILL_IN = "still_in"


class Situation(StrEnum):
    """Where somebody is, as they told it."""

    TRAINING = "training"
    FIRST_JOB = "first_job"
    SEARCHING = "searching"


class State(StrEnum):
    """Where somebody who came to a fair is, as they told it on the telephone."""

    PERMANENT_JOB = "permanent_job"
    LONG_JOB = "long_job"
    SHORT_JOB = "short_job"
    TEMPORARY_WORK = "temporary_work"
    JOB = "job"
    BETTER_JOB = "better_job"
    APPRENTICESHIP = "apprenticeship"
    TRAINING = "training"
    SEARCHING = "searching"

    @property
    def situation(self) -> Situation:
        """The same as the follow-up of a programme counts it; an apprentice is a trainee."""
        if self in {State.APPRENTICESHIP, State.TRAINING}:
            return Situation.TRAINING
        return Situation.SEARCHING if self is State.SEARCHING else Situation.FIRST_JOB


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One line of a follow-up: what one person said so many months after leaving.

    `record` is the number of a file, never a name. `situation` is `None` when nobody answered,
    `months` when it is not known when; `is_digital` speaks of the course or the job; `caller` is
    who asks for news. `told_on` is the day of a call to somebody who came to a fair, answered or
    not, and `state` their own words; lines of a programme have neither.
    """

    record: str
    promotion: str = ""
    exit: Exit = Exit.ENDED
    months: int | None = None
    situation: Situation | None = None
    is_digital: bool | None = None
    entered_on: date | None = None
    left_on: date | None = None
    caller: str = ""
    state: State | None = None
    told_on: date | None = None

    def __post_init__(self) -> None:
        if not self.record.strip():
            raise Invalid("record", "empty")
        if self.months is not None and not 0 <= self.months <= LAST_MONTH:
            raise Invalid("months", "range", value=self.months, least=0, most=LAST_MONTH)
        if self.entered_on and self.left_on and self.left_on < self.entered_on:
            raise Invalid("left_on", "crossed", least=self.entered_on, most=self.left_on)


@dataclass(frozen=True, slots=True)
class Followed:
    """One person with all that was said of them, the earliest first.

    Attributes
    ----------
    came_to
        The first training or first job within six months of leaving, else `None`: a person counts
        once, whatever came later. One without a month counts as in time.
    """

    record: str
    lines: tuple[FollowUp, ...]

    @property
    def promotion(self) -> str:
        """The promotion that is named last."""
        return next((line.promotion for line in reversed(self.lines) if line.promotion), "")

    @property
    def caller(self) -> str:
        """Who is named last as asking for news."""
        return next((line.caller for line in reversed(self.lines) if line.caller), "")

    @property
    def left_on(self) -> date | None:
        """The day of leaving that is told last."""
        return next((line.left_on for line in reversed(self.lines) if line.left_on), None)

    @property
    def exit(self) -> Exit:
        """Whether the person dropped out, ended the programme or is still in it."""
        said = {line.exit for line in self.lines}
        return next(way for way in (Exit.DROPPED_OUT, Exit.ENDED, Exit.STILL_IN) if way in said)

    @property
    def came_to(self) -> FollowUp | None:
        """The first training or first job in time."""
        if self.exit is not Exit.ENDED:
            return None
        reached = (Situation.TRAINING, Situation.FIRST_JOB)
        return next(
            (
                line
                for line in self.lines
                if line.situation in reached and (line.months or 0) <= FOLLOWED_MONTHS
            ),
            None,
        )

    def is_known(self, months: int | None = None) -> bool:
        """Whether any outcome is known, within these months or at all."""
        if self.exit is Exit.DROPPED_OUT:
            return True
        return any(
            line.situation is not None and (months is None or (line.months or 0) <= months)
            for line in self.lines
        )

    def calls(self, checkpoints: Sequence[int]) -> tuple[date, ...]:
        """The days on which to ask for news that nobody has yet; none after dropping out."""
        if self.left_on is None or self.exit is Exit.DROPPED_OUT:
            return ()
        answered = max((line.months or 0 for line in self.lines if line.situation), default=-1)
        return tuple(
            months_after(self.left_on, month) for month in sorted(checkpoints) if month > answered
        )


@dataclass(frozen=True, slots=True, order=True)
class Call:
    """One person to call for news, since when, and who does."""

    due_on: date
    record: str
    promotion: str
    caller: str


def followed(lines: Iterable[FollowUp]) -> tuple[Followed, ...]:
    """Lines gathered by person, sorted by record, the earliest month first."""
    ordered = sorted(lines, key=lambda line: (line.record, line.months or 0))
    return tuple(
        Followed(record, tuple(said))
        for record, said in groupby(ordered, key=lambda line: line.record)
    )


def calls_due(
    people: Iterable[Followed], checkpoints: Sequence[int], today: date
) -> tuple[Call, ...]:
    """Who is to be called by today, the longest due first; the follow-up ends with its months."""
    found: list[Call] = []
    for person in people:
        due = [day for day in person.calls(checkpoints) if day <= today]
        if due and is_followed(person, checkpoints, today):
            found.append(Call(due[-1], person.record, person.promotion, person.caller))
    return tuple(sorted(found))


def is_followed(person: Followed, checkpoints: Sequence[int], day: date) -> bool:
    """Whether somebody who left is still to be asked on this day: the follow-up has its end."""
    left = person.left_on
    return left is not None and (day - months_after(left, max(checkpoints))).days <= _CALLED_FOR


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def by_promotion(people: Iterable[Followed]) -> Mapping[str, tuple[Followed, ...]]:
    """The people of each promotion, by its name."""
    ordered = sorted(people, key=lambda person: person.promotion)
    return {
        name: tuple(members) for name, members in groupby(ordered, key=lambda each: each.promotion)
    }
