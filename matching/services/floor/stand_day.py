"""The day of one stand for its recruiters: whom they meet when, and what each meeting led to."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from matching.domain.access import Access, Role
from matching.domain.day.happening import (
    NOT_HELD,
    PLAN,
    SETTLING,
    Happening,
    HappeningKind,
    Outcome,
    in_force,
)
from matching.domain.day.meeting import Meeting
from matching.domain.day.next_steps import NextStep, steps_about
from matching.domain.day.places import outcomes_now
from matching.domain.errors import FairError
from matching.domain.slots import SlotGrid
from matching.planning.problem.changes import joined
from matching.services.floor.floor_view import FloorView, MeetingNow, floor_view
from matching.services.live.follow_day import follow_day
from matching.services.live.outcome_places import OutcomeNoted
from matching.services.live.redrawn import Redrawn
from matching.services.live.reported.note_outcome import note_outcome
from matching.services.live.reported.report import StaffReport
from matching.services.scores.matches import Candidates, candidates_of_stand
from matching.services.shop.shop import Shop
from matching.store.day import plans
from matching.store.people import choices, duplicates
from matching.store.people.notes import Note, notes_of_stand

TAKEN_BACK_WITHIN = timedelta(minutes=15)
"""How long recruiters can take back what they noted; later an organiser does."""

_PLACES = (HappeningKind.PLACE_TAKEN, HappeningKind.PLACE_GIVEN_BACK)
_NOTED = frozenset({*SETTLING, HappeningKind.OUTCOME, *_PLACES})
_MISSED = NOT_HELD - {HappeningKind.GROUP_LEFT}  # what a stand itself may take back
_BEGUN = frozenset({HappeningKind.CALLED, HappeningKind.BEGUN})


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

    The meeting was to begin at `begins`; it left the plan, and comes back when that is taken back.
    """

    meeting: str
    begins: datetime
    call_number: int
    first_name: str
    is_refused: bool = False


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


def note_met(
    shop: Shop,
    fair: str,
    meeting: str,
    *,
    access: Access,
    result: str,
    nonce: str,
    detail: str = "",
) -> OutcomeNoted:
    """Write down that a meeting took place and what it led to, also to places.

    The person reads the `detail`: when, to whom, why.

    Raises
    ------
    FairError
        `meeting_unknown` when it is not of this access's own stand, as if there were none;
        `outcome_unknown`; `words_protected` when the detail speaks of a protected criterion.
    """
    view, _ = _must_be_theirs(shop, fair, meeting, access)
    noted = note_outcome(
        shop, fair, meeting, result=result, nonce=f"{nonce}.outcome", detail=detail
    )
    if meeting not in view.state.held:
        follow_day(shop, fair, StaffReport("held", meeting=meeting), nonce=f"{nonce}.held")
    return noted


def note_now(shop: Shop, fair: str, meeting: str, *, kind: str, access: Access, nonce: str) -> None:
    """Call somebody on the screen of the hall (`called`), or write down that a meeting has `begun`.

    Raises
    ------
    FairError
        `meeting_unknown`, as `note_met`.
    """
    _must_be_theirs(shop, fair, meeting, access)
    follow_day(shop, fair, StaffReport(kind, meeting=meeting), nonce=nonce)


def own_meeting(shop: Shop, fair: str, meeting: str, access: Access) -> "MeetingOf":
    """Whose meeting it is and of which stand.

    Raises
    ------
    FairError
        `meeting_unknown`, as `note_met`.
    """
    return _must_be_theirs(shop, fair, meeting, access)[1]


def taken_ahead(redrawn: Redrawn, meeting: str) -> datetime | None:
    """When a meeting that will not be was to begin, where that hour had not come.

    It is in no plan any more.
    """
    taken = [change.was for change in redrawn.changes if change.was and change.was.id == meeting]
    return SlotGrid.of(redrawn.entries.fair).starts[taken[0].slot] if taken else None


def note_off(
    shop: Shop, fair: str, meeting: str, *, kind: str, access: Access, nonce: str
) -> Redrawn:
    """Write down that a meeting will not be: nobody came (`no-show`) or one side `refused`.

    Raises
    ------
    FairError
        `meeting_unknown`, as `note_met`.
    """
    _must_be_theirs(shop, fair, meeting, access)
    return follow_day(shop, fair, StaffReport(kind, meeting=meeting), nonce=nonce)


def take_back_noted(shop: Shop, fair: str, meeting: str, *, access: Access, nonce: str) -> Redrawn:
    """Take back all that was noted of a meeting: it is to come again, or to be noted.

    What an absence or a refusal took comes back, at the same hour where that is still free.

    Raises
    ------
    FairError
        `meeting_unknown`, as `note_met`; `nothing_to_undo`; `undo_late` after a quarter of an hour
        for anybody but an organiser.
    """
    view, _ = _must_be_theirs(shop, fair, meeting, access)
    about = [fact for fact in in_force(view.facts) if fact.meeting == meeting]
    noted = [fact for fact in about if fact.kind in _NOTED]
    noted = noted or [fact for fact in about if fact.kind in _BEGUN][-1:]
    if not noted:
        raise FairError("nothing_to_undo", fair=fair)
    _must_be_lately(view, noted, access)
    done = [
        follow_day(shop, fair, StaffReport("undo", act=fact.nonce), nonce=f"{nonce}.{number}")
        for number, fact in enumerate(reversed(noted))
    ]
    later = next((one.later for one in done if one.later is not None), None)
    changes = joined([each for one in done for each in one.changes])
    return replace(done[-1], changes=changes, later=later)


@dataclass(frozen=True, slots=True)
class MeetingOf:
    """Whose meeting it is, and of which stand."""

    person: str
    stand: str


def _must_be_theirs(
    shop: Shop, fair: str, meeting: str, access: Access
) -> tuple[FloorView, MeetingOf]:
    """The floor, when the meeting is of the stand that an access opens."""
    view = floor_view(shop, fair)
    if view is not None:
        # Who was missed has left the plan: the fact tells whose meeting it was.
        named = {
            fact.meeting: MeetingOf(fact.person, fact.stand)
            for fact in view.facts
            if fact.meeting and fact.stand
        }
        named |= {one.id: MeetingOf(one.person, one.stand) for one in view.planned}
        if meeting in named and access.stand in {"", named[meeting].stand}:
            return view, named[meeting]
    raise FairError("meeting_unknown", meeting=meeting, fair=fair)


def _must_be_lately(view: FloorView, noted: Sequence[Happening], access: Access) -> None:
    is_late = any(view.at - fact.at > TAKEN_BACK_WITHIN for fact in noted)
    if is_late and access.role is not Role.ORGANISER:
        raise FairError("undo_late", minutes=int(TAKEN_BACK_WITHIN.total_seconds()) // 60)
