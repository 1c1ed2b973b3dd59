"""The day of one stand for its recruiters: whom they meet when, and what each meeting led to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from matching.domain.access import Access, Role
from matching.domain.day.happening import (
    SETTLING,
    Happening,
    HappeningKind,
    last_outcomes,
    standing,
)
from matching.domain.day.meeting import Meeting
from matching.domain.errors import FairError
from matching.services.floor.floor_view import FloorView, MeetingNow, floor_view
from matching.services.live.follow_day import StaffReport, follow_day, note_outcome
from matching.services.live.outcome_places import OutcomeNoted
from matching.services.scores.matches import Candidates, candidates_of_stand
from matching.services.shop.shop import Shop

TAKEN_BACK_WITHIN = timedelta(minutes=15)
"""How long recruiters can take back what they noted; later an organiser does."""

_PLACES = (HappeningKind.PLACE_TAKEN, HappeningKind.PLACE_GIVEN_BACK)
_NOTED = (*SETTLING, HappeningKind.OUTCOME, *_PLACES)


@dataclass(frozen=True, slots=True)
class StandMeeting:
    """One meeting of the stand: who comes, what speaks for them, what to ask, what it led to.

    Nothing of a person is here but first name, call number and the words for recruiters.
    """

    now: MeetingNow
    points: tuple[str, ...]
    to_ask: tuple[str, ...]
    outcome: str

    @property
    def is_settled(self) -> bool:
        """Whether it took place and what it led to is noted."""
        return self.now.is_held and bool(self.outcome)


@dataclass(frozen=True, slots=True)
class Missed:
    """Somebody who did not come, or a meeting that one side refused.

    The meeting left the plan, and comes back when that is taken back.
    """

    meeting: str
    noted_at: datetime
    call_number: int
    first_name: str
    is_refused: bool = False


@dataclass(frozen=True, slots=True)
class StandDay:
    """The meetings of one stand in the order of the day; a row is worked out when it is asked."""

    stand: str
    view: FloorView
    meetings: tuple[Meeting, ...]
    outcomes: dict[str, str]
    candidates: Candidates

    def missed(self) -> list[Missed]:
        """Who did not come or met a refusal, the last noted first."""
        entries, zone = self.view.entries, self.view.entries.fair.zone
        return [
            Missed(
                fact.meeting,
                fact.at.astimezone(zone),
                entries.call_numbers[fact.person],
                entries.jobseekers[fact.person].first_name,
                fact.kind is HappeningKind.REFUSED,
            )
            for fact in reversed(standing(self.view.facts))
            if fact.kind in {HappeningKind.NO_SHOW, HappeningKind.REFUSED}
            and fact.stand == self.stand
            and fact.person in entries.jobseekers
        ]

    def rows(self, language: str, *, settled: bool) -> "Sequence[StandMeeting]":
        """What is still to come or to be noted by the hour, or what is settled, the last first."""
        rows = (self._row(meeting, language) for meeting in self.meetings)
        found = [row for row in rows if row.is_settled is settled]
        return found[::-1] if settled else found

    def _row(self, meeting: Meeting, language: str) -> StandMeeting:
        points: tuple[str, ...] = ()
        to_ask: tuple[str, ...] = ()
        if meeting.offer in self.view.entries.offers:
            card = self.candidates.candidate(meeting.person, meeting.offer, language=language)
            points, to_ask = card.points, card.to_ask
        outcome = self.outcomes.get(meeting.id, "")
        return StandMeeting(self.view.now(meeting), points, to_ask, outcome)


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
    outcomes = last_outcomes(standing(view.facts))
    return StandDay(chosen, view, planned, outcomes, candidates_of_stand(shop, fair, chosen))


def note_met(
    shop: Shop, fair: str, meeting: str, *, access: Access, result: str, nonce: str
) -> OutcomeNoted:
    """Write down that a meeting took place and what it led to, also to places.

    Raises
    ------
    FairError
        `meeting_unknown` when it is not of this access's own stand, as if there were none;
        `outcome_unknown`.
    """
    view = _must_be_theirs(shop, fair, meeting, access)
    noted = note_outcome(shop, fair, meeting, result=result, nonce=f"{nonce}.outcome")
    if meeting not in view.state.held:
        follow_day(shop, fair, StaffReport("held", meeting=meeting), nonce=f"{nonce}.held")
    return noted


def note_off(shop: Shop, fair: str, meeting: str, *, kind: str, access: Access, nonce: str) -> None:
    """Write down that a meeting will not be: nobody came (`no-show`) or one side `refused`.

    Raises
    ------
    FairError
        `meeting_unknown`, as `note_met`.
    """
    _must_be_theirs(shop, fair, meeting, access)
    follow_day(shop, fair, StaffReport(kind, meeting=meeting), nonce=nonce)


def take_back_noted(shop: Shop, fair: str, meeting: str, *, access: Access, nonce: str) -> None:
    """Take back all that was noted of a meeting: it is to come again, or to be noted.

    Raises
    ------
    FairError
        `meeting_unknown`, as `note_met`; `nothing_to_undo`; `undo_late` after a quarter of an hour
        for anybody but an organiser.
    """
    view = _must_be_theirs(shop, fair, meeting, access)
    noted = [
        fact for fact in standing(view.facts) if fact.meeting == meeting and fact.kind in _NOTED
    ]
    if not noted:
        raise FairError("nothing_to_undo", fair=fair)
    _must_be_lately(view, noted, access)
    for number in range(len(noted)):
        undo = StaffReport("undo", meeting=meeting)
        follow_day(shop, fair, undo, nonce=f"{nonce}.{number}")


def _must_be_theirs(shop: Shop, fair: str, meeting: str, access: Access) -> FloorView:
    """The floor, when the meeting is of the stand that an access opens."""
    view = floor_view(shop, fair)
    if view is not None:
        # Who was missed has left the plan: the fact tells whose meeting it was.
        named = {fact.meeting: fact.stand for fact in view.facts if fact.meeting and fact.stand}
        named |= {planned.id: planned.stand for planned in view.planned}
        if meeting in named and access.stand in {"", named[meeting]}:
            return view
    raise FairError("meeting_unknown", meeting=meeting, fair=fair)


def _must_be_lately(view: FloorView, noted: Sequence[Happening], access: Access) -> None:
    is_late = any(view.at - fact.at > TAKEN_BACK_WITHIN for fact in noted)
    if is_late and access.role is not Role.ORGANISER:
        raise FairError("undo_late", minutes=int(TAKEN_BACK_WITHIN.total_seconds()) // 60)
