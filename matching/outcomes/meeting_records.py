"""Meetings as the day knows them: planned, noted, or both; report and exports count these alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from matching.domain.day.happening import (
    UNPLANNED,
    Happening,
    HappeningKind,
    last_settled,
)
from matching.domain.day.meeting import Meeting
from matching.domain.day.places import outcomes_now
from matching.domain.entries import Entries

_ABOUT_MEETINGS = frozenset(
    {HappeningKind.HELD, HappeningKind.NO_SHOW, HappeningKind.REFUSED, HappeningKind.OUTCOME}
)


class MeetingState(StrEnum):
    """What became of a meeting; `UNPLANNED` took place and no plan had it."""

    HELD = "held"
    MISSED = "missed"
    REFUSED = "refused"
    NO_NEWS = "no_news"
    UNPLANNED = "unplanned"


_STATES = {
    HappeningKind.HELD: MeetingState.HELD,
    HappeningKind.NO_SHOW: MeetingState.MISSED,
    HappeningKind.REFUSED: MeetingState.REFUSED,
}


@dataclass(frozen=True, slots=True)
class MeetingRecord:
    """One meeting: whose, where, what became of it and what it led to.

    `meeting` is as a plan had it last, `None` where no plan did. `outcomes` are results, with
    `place_waited` or `place_left` for one that gives a place which the person does not have.
    """

    id: str
    person: str
    stand: str
    meeting: Meeting | None
    state: MeetingState
    outcomes: tuple[str, ...] = ()

    @property
    def is_planned(self) -> bool:
        """Whether a plan had it, be it that it has left the plan since."""
        return self.state is not MeetingState.UNPLANNED


def meeting_records(
    entries: Entries,
    meetings: Sequence[Meeting],
    facts: Sequence[Happening],
    *,
    earlier: Iterable[Meeting] = (),
) -> tuple[MeetingRecord, ...]:
    """Every meeting of the announced plan, and every other one of which something was noted.

    Parameters
    ----------
    facts
        Those that count, in the order they were written.
    earlier
        Meetings of older plans: what was missed or refused has left the plan.
    """
    settled = last_settled(facts)
    planned = {meeting.id: meeting for meeting in (*earlier, *meetings)}
    about = {key: meeting.offer for key, meeting in planned.items()}
    outcomes = outcomes_now(facts, entries.offers, entries.stock, about)
    noted = {fact.meeting: fact for fact in facts if fact.kind in _ABOUT_MEETINGS and fact.meeting}
    came_by = {key for key, fact in noted.items() if UNPLANNED in fact.data} | _unplanned(facts)
    found = []
    for key in dict.fromkeys((*(meeting.id for meeting in meetings), *settled, *outcomes)):
        if settled.get(key) is HappeningKind.GROUP_LEFT:
            continue  # the team has cancelled it, as a hand does: it was not to be
        meeting, fact = planned.get(key), noted.get(key)
        state = _STATES[settled[key]] if key in settled else MeetingState.NO_NEWS
        if key in came_by:
            if state is not MeetingState.HELD:
                continue  # nobody was expected: nothing was missed
            state = MeetingState.UNPLANNED
        person, stand = (meeting or fact).person, (meeting or fact).stand  # type: ignore[union-attr]
        led = tuple(outcome.result for outcome in outcomes.get(key, ()))
        found.append(MeetingRecord(key, person, stand, meeting, state, led))
    return tuple(found)


def noted_beside(meetings: Iterable[Meeting], facts: Iterable[Happening]) -> Mapping[str, str]:
    """Who had each meeting, by its id, of which something was noted and which the plan has not."""
    known = {meeting.id for meeting in meetings}
    return {
        fact.meeting: fact.person
        for fact in facts
        if fact.kind in _ABOUT_MEETINGS
        and fact.meeting
        and fact.meeting not in known
        and UNPLANNED not in fact.data
    }


def _unplanned(facts: Iterable[Happening]) -> set[str]:
    return {fact.meeting for fact in facts if UNPLANNED in fact.data and fact.meeting}
