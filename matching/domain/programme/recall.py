"""People of a fair who agreed to be called again: who is due, and what each answered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from matching.domain.programme.follow_up import FollowUp, Situation, State, months_after

FAIR_CHECKPOINTS = (1, 6)
"""Months after a fair at which people are called, where no programme says others."""

_STATES = {
    Situation.FIRST_JOB: State.JOB,
    Situation.TRAINING: State.TRAINING,
    Situation.SEARCHING: State.SEARCHING,
}


@dataclass(frozen=True, slots=True)
class Recalled:
    """Somebody who agreed to be called again, the day of their fair, and the calls so far."""

    person: str
    held_on: date
    checkpoints: tuple[int, ...]
    calls: tuple[FollowUp, ...] = ()

    def due(self, today: date) -> int | None:
        """The last checkpoint that has come and has no answer yet, in months; else `None`.

        Whoever answered a later checkpoint is not asked again about an earlier one.
        """
        come = [month for month in self.checkpoints if months_after(self.held_on, month) <= today]
        if not come or any(
            self.state_at(month) for month in self.checkpoints if month >= max(come)
        ):
            return None
        return max(come)

    def state_at(self, months: int) -> State | None:
        """What was answered at a checkpoint, the last word of it."""
        told = [call for call in self.calls if state_of(call) and self._checkpoint(call) == months]
        return state_of(max(told, key=_when)) if told else None

    @property
    def last_contact(self) -> date | None:
        """The day of the last call, answered or not."""
        return max((call.told_on for call in self.calls if call.told_on), default=None)

    def _checkpoint(self, call: FollowUp) -> int | None:
        """The checkpoint that a call belongs to: the last one at or before it."""
        return max(
            (month for month in self.checkpoints if month <= (call.months or 0)), default=None
        )


def state_of(call: FollowUp) -> State | None:
    """What somebody told, from their own words or from the words of a programme."""
    return call.state or (_STATES[call.situation] if call.situation else None)


def recalled(
    people: Iterable[str], calls: Iterable[FollowUp], held_on: date, checkpoints: Sequence[int]
) -> tuple[Recalled, ...]:
    """Each of these people with the calls that were made to them, in the order of their ids."""
    of_person: dict[str, list[FollowUp]] = {person: [] for person in sorted(people)}
    for call in calls:
        if call.record in of_person:
            of_person[call.record].append(call)
    months = tuple(sorted(set(checkpoints)))
    return tuple(
        Recalled(person, held_on, months, tuple(mine)) for person, mine in of_person.items()
    )


def _when(call: FollowUp) -> tuple[date, int]:
    return (call.told_on or date.min, -1 if call.months is None else call.months)
