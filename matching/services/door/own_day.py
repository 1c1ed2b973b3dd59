"""A person's day for the person: what the code of their own badge opens, and nothing else."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from badges.code import codes_in
from matching.domain.day.day_state import DayState
from matching.domain.day.happening import HappeningKind, Outcome, in_force
from matching.domain.day.places import outcomes_now
from matching.domain.day.to_come import still_met
from matching.domain.errors import FairError
from matching.domain.exhibitor import Exhibitor
from matching.services.live.places import lines_of_person
from matching.services.plan.agenda import Appointment, appointments
from matching.services.plan.paper.place_notes import places_of
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings, plans
from matching.store.people import badges

_SAID_FOR = timedelta(minutes=30)
"""How long a meeting is marked as new after it was told."""


@dataclass(frozen=True, slots=True)
class StepTold:
    """What a meeting led to, as its person reads it: with whom, and what comes next."""

    stand: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class OwnDay:
    """What a person reads of their own day.

    Attributes
    ----------
    code
        As it is printed on the badge, without the hyphen.
    told_at
        When the plan that is shown was read.
    next
        Meetings to come, in order of time.
    new
        Ids of those that were not theirs half an hour ago.
    gone
        Meetings to come that were theirs half an hour ago and are not any more.
    asked
        Ids of those whose stand calls them now.
    steps
        What their meetings led to, the last noted first.
    stands
        Everybody who receives in the hall, for its plan.
    places
        What the person has, waits for or is not met about, and what is open instead, in sentences.
    is_over
        Whether they had meetings today and none is to come.
    """

    code: str
    call_number: int
    told_at: datetime
    next: tuple[Appointment, ...]
    new: frozenset[str]
    stands: tuple[Exhibitor, ...]
    gone: tuple[Appointment, ...] = ()
    asked: frozenset[str] = frozenset()
    steps: tuple[StepTold, ...] = ()
    places: tuple[str, ...] = ()
    is_over: bool = False


def own_day(shop: Shop, typed: str, language: str) -> OwnDay:
    """The number and the meetings to come of whoever carries a badge; places in a language.

    Raises
    ------
    FairError
        `own_code` when no badge in use has that code: one that was replaced opens nothing.
    """
    with shop.store.reading() as reader:
        known = badges.find_badges(reader, codes_in(typed))
        badge = next((found for found in known.values() if found.revoked_at is None), None)
        if badge is None or not badge.is_listed:
            raise FairError("own_code")
        entries = fairs.read_entries_of(reader, badge.fair, badge.person)
        now = shop.day_moment(entries.fair)
        mine = plans.announced_meetings(reader, badge.fair, [badge.person]).get(badge.person, ())
        # Plans are announced by the clock of the wall, in a rehearsal too.
        lately = shop.clock() - _SAID_FOR
        before = plans.announced_by(reader, badge.fair, lately) or plans.first_announced(
            reader, badge.fair
        )
        old = plans.meetings_of(reader, badge.fair, before, [badge.person]) if before else {}
        facts = happenings.read_happenings(reader, badge.fair, person=badge.person)
        is_told = any(fact.kind is HappeningKind.OUTCOME for fact in facts)
        places = places_of(reader, badge.fair, badge.person) if is_told else {}
    state, ahead = DayState.of(facts), still_met(mine, entries.fair, facts)
    stands = {fact.meeting: fact.stand for fact in facts if fact.stand in entries.exhibitors}
    about = {meeting.id: meeting.offer for meeting in mine}
    outcomes = outcomes_now(in_force(facts), entries.offers, places, about)
    steps = (
        StepTold(entries.exhibitors[stands[meeting]].name, outcome)
        for meeting, told in reversed(outcomes.items())
        if meeting in stands
        for outcome in told
    )
    was = {meeting.as_told for meeting in old.get(badge.person, ())}
    still = {meeting.id for meeting in mine}
    gone = [meeting for meeting in old.get(badge.person, ()) if meeting.id not in still]
    new = {meeting.id for meeting in ahead if meeting.as_told not in was}
    to_come = appointments(entries, ahead, after=now)
    return OwnDay(
        badge.code,
        entries.call_numbers[badge.person],
        now,
        to_come,
        frozenset(new) if before else frozenset(),
        tuple(entries.exhibitors.values()),
        appointments(entries, gone, after=now),
        frozenset(state.called).difference(state.begun),
        tuple(steps),
        lines_of_person(shop, badge.fair, badge.person, language, is_own=True),
        is_over=bool(mine) and not to_come,
    )
