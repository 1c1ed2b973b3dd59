"""The day of one stand for its recruiters: whom they meet when, and what each meeting led to."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from matching.domain.day.happening import (
    NOT_HELD,
    PLAN,
    Happening,
    HappeningKind,
    Outcome,
    in_force,
)
from matching.domain.day.meeting import Meeting
from matching.domain.day.next_steps import NextStep, steps_about
from matching.domain.day.places import outcomes_now
from matching.domain.slots import SlotGrid
from matching.services.floor.floor_view import FloorView, MeetingNow, floor_view
from matching.services.scores.matches import Candidates, candidates_of_stand
from matching.services.shop.shop import Shop
from matching.store.day import plans
from matching.store.people import choices, duplicates
from matching.store.people.notes import Note, notes_of_stand

_MISSED = NOT_HELD - {HappeningKind.GROUP_LEFT}  # what a stand itself may take back


@dataclass(frozen=True, slots=True)
class StandMeeting:
    """One meeting of the stand: who comes, what speaks for them, what to ask, what it led to.

    Nothing of a person is here but first name, call number and the words for recruiters; telephone
    and e-mail (`contact`) of whom the stand has met only, and only while they let this stand have
    them.
    """

    now: MeetingNow
    points: tuple[str, ...]
    to_ask: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    notes: tuple[Note, ...] = ()
    contact: tuple[str, ...] = ()
    mark: str = ""

    @property
    def is_settled(self) -> bool:
        """Whether it took place and what it led to is noted."""
        return self.now.is_held and bool(self.outcomes)


@dataclass(frozen=True, slots=True)
class Missed:
    """Somebody who did not come, or a meeting that one side refused.

    The meeting was to begin at `begins`; it left the plan, and comes back when that is taken back;
    `noted` names what was noted.
    """

    meeting: str
    begins: datetime
    call_number: int
    first_name: str
    is_refused: bool = False
    noted: str = ""


@dataclass(frozen=True, slots=True)
class StandDay:
    """The meetings of one stand in the order of the day; a row is worked out when it is asked.

    `off` is what was noted of meetings that will not be, with when each was to begin.
    """

    stand: str
    view: FloorView
    meetings: tuple[Meeting, ...]
    outcomes: Mapping[str, tuple[Outcome, ...]]
    candidates: Candidates
    notes: Mapping[str, tuple[Note, ...]]
    agreed: frozenset[str]
    off: tuple[tuple[Happening, datetime], ...] = ()

    def missed(self) -> list[Missed]:
        """Who did not come or met a refusal, the last noted first."""
        entries = self.view.entries
        return [
            Missed(
                fact.meeting,
                begins,
                entries.call_numbers[fact.person],
                entries.jobseekers[fact.person].first_name,
                fact.kind is HappeningKind.REFUSED,
                fact.nonce,
            )
            for fact, begins in reversed(self.off)
        ]

    def rows(self, language: str, *, settled: bool) -> "Sequence[StandMeeting]":
        """What is still to come or to be noted by the hour, or what is settled, the last first."""
        rows = (self._row(meeting, language) for meeting in self.meetings)
        found = [row for row in rows if row.is_settled is settled]
        return found[::-1] if settled else found

    def now_and_next(self, language: str, *, next_ones: int) -> "Sequence[StandMeeting]":
        """Whoever sits here or should, then so many of those who come next."""
        grid, state = SlotGrid.of(self.view.entries.fair), self.view.state
        open_ones = [
            meeting
            for meeting in self.meetings
            if not (meeting.id in state.held and meeting.id in self.outcomes)
            and meeting.id not in self.view.not_to_be
        ]
        now = [
            meeting
            for meeting in open_ones
            if meeting.id in state.begun or grid.starts[meeting.slot] <= self.view.at
        ]
        later = [meeting for meeting in open_ones if meeting not in now]
        return [self._row(meeting, language) for meeting in (*now, *later[:next_ones])]

    def whole(self) -> "Sequence[MeetingNow]":
        """Every meeting of the day by the hour, in few words."""
        return [self.view.now(meeting) for meeting in self.meetings]

    def steps_of(self, now: MeetingNow) -> tuple[NextStep, ...]:
        """The next steps of the fair that a meeting can lead to."""
        entries, meeting = self.view.entries, now.appointment.meeting
        about = entries.talked_about(meeting.offer, meeting.stand)
        return steps_about(entries.fair.next_steps, about)

    def _row(self, meeting: Meeting, language: str) -> StandMeeting:
        points: tuple[str, ...] = ()
        to_ask: tuple[str, ...] = ()
        mark = ""
        if meeting.offer in self.view.entries.offers:
            card = self.candidates.candidate(meeting.person, meeting.offer, language=language)
            points, to_ask, mark = card.points, card.to_ask, card.mark
        now, notes = self.view.now(meeting), self.notes.get(meeting.person, ())
        person = self.view.entries.jobseekers[meeting.person]
        is_given = now.is_held and meeting.person in self.agreed
        contact = tuple(filter(None, (person.phone, person.email))) if is_given else ()
        outcomes = self.outcomes.get(meeting.id, ())
        return StandMeeting(now, points, to_ask, outcomes, notes, contact, mark)


def stand_day(shop: Shop, fair: str, stand: str) -> StandDay | None:
    """The day of a stand, or `None` before a plan is announced.

    Raises
    ------
    FairError
        `stand_unknown` when the fair has no such stand.
    """
    view = floor_view(shop, fair)
    if view is None:
        return None
    chosen = view.entries.exhibitor(stand).id
    planned = tuple(meeting for meeting in sorted(view.planned) if meeting.stand == chosen)
    about = {meeting.id: meeting.offer for meeting in planned}
    with shop.store.reading() as reader:
        belong = duplicates.joined(reader, fair)
        notes = notes_of_stand(reader, fair, chosen, belong)
        agreed = choices.contacts_agreed(reader, fair, belong)
        off = _noted_off(reader, view, chosen)
    return StandDay(
        chosen,
        view,
        planned,
        outcomes_now(in_force(view.facts), view.entries.offers, view.entries.stock, about),
        candidates_of_stand(shop, fair, chosen),
        notes,
        frozenset(person for person, stand in agreed if stand == chosen),
        off,
    )


def _noted_off(
    reader: Connection, view: FloorView, stand: str
) -> tuple[tuple[Happening, datetime], ...]:
    """What was noted of meetings of a stand that will not be, with when each was to begin.

    A fact names the plan that it took its meeting from.
    """
    starts, fair = SlotGrid.of(view.entries.fair).starts, view.entries.fair.id
    noted = [
        fact
        for fact in in_force(view.facts)
        if fact.kind in _MISSED and fact.stand == stand and fact.person in view.entries.jobseekers
    ]
    people = defaultdict[str, set[str]](set)
    for fact in noted:
        people[fact.data.get(PLAN, "0")].add(fact.person)
    then = {of: plans.meetings_of(reader, fair, int(of), who) for of, who in people.items()}
    found = []
    for fact in noted:
        theirs = then[fact.data.get(PLAN, "0")].get(fact.person, ())
        meeting = next((one for one in (*theirs, *view.planned) if one.id == fact.meeting), None)
        found.append((fact, starts[meeting.slot] if meeting else fact.at))
    return tuple(found)
