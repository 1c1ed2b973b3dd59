"""A fair in the middle of its day: read, and posed as what is left of it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from matching.domain.day.day_state import DayState
from matching.domain.day.happening import Attendance, Happening
from matching.domain.day.meeting import Meeting, PlanVersion
from matching.domain.entries import Entries
from matching.domain.fair import Fair
from matching.domain.jobseeker import Jobseeker
from matching.domain.slots import SlotGrid
from matching.planning.fair.pose import Posed, pose
from matching.planning.repair.scope import ReplanScope
from matching.services.plan.announced_plan import known_announced_plan
from matching.services.plan.worth_meeting import worth_meeting
from matching.services.scores.basis import Basis
from matching.services.scores.prepare_scorer import scorer_of
from matching.services.scores.scored_fair import live_basis
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings, plans
from matching.store.edits import taken_out
from matching.store.people.duplicates import joined as joined_files
from matching.store.settings import lineage

_KEPT_UNTIL = timedelta(minutes=30)
"""How long before it begins a seat kept for walk-ins goes to whoever is there."""


@dataclass(frozen=True, slots=True)
class LiveFair:
    """A fair in the middle of its day: what was announced and what has happened since.

    Where files are joined (`is_joined`) the plan is not written in the store as it is read.
    `given_up` are announced meetings that make room for somebody else. `taken_out` are ids of
    entries that staff have taken out and an announced plan names.
    """

    basis: Basis
    plan: PlanVersion
    facts: tuple[Happening, ...]
    last_number: int
    is_joined: bool = False
    lineage: str = ""
    taken_out: frozenset[str] = frozenset()
    given_up: frozenset[Meeting] = frozenset()

    @property
    def entries(self) -> Entries:
        """Everything entered for the fair."""
        return self.basis.entries


def read_live_fair(shop: Shop, fair: str) -> LiveFair | None:
    """The day as it stands; `None` while no plan is announced."""
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
        plan = known_announced_plan(shop, reader, fair)
        facts = happenings.read_happenings(reader, fair)
        number, is_joined = plans.last_number(reader, fair), bool(joined_files(reader, fair))
        line, out = lineage(reader), taken_out(reader, fair)
    if plan is None:
        return None
    basis = live_basis(shop.store.address, entries, scorer_of(shop, fair))
    return LiveFair(basis, plan, facts, number, is_joined, line, out)


def before_arrival(live: LiveFair) -> frozenset[Meeting]:
    """Meetings that were over before their person first came: announced, and never held.

    They count neither towards what was promised nor towards the most, and their stands may be
    met after all.
    """
    came, held = Attendance.of(live.facts).first_arrival, DayState.of(live.facts).held
    grid = SlotGrid.of(live.entries.fair)
    return frozenset(
        meeting
        for meeting in live.plan.meetings
        if meeting.person in came
        and meeting.id not in held
        and grid.ends_at(meeting.slot, meeting.length) <= came[meeting.person]
    )


def pose_rest_of_day(
    live: LiveFair, moment: datetime, *, scope: ReplanScope | None = None
) -> Posed:
    """What is left of the day as a planning problem, the past in it as it was.

    With a `scope`, no more of it than a re-plan can make use of.
    """
    entries, state = live.entries, DayState.of(live.facts)
    now_slot = SlotGrid.of(entries.fair).next_slot(moment)
    missed = before_arrival(live)
    off = {
        _key(meeting)
        for meeting in live.plan.meetings
        if meeting.id in state.missed and meeting.slot >= now_slot
    }
    off |= _pairs_out(live, now_slot) | set(map(_key, live.given_up))
    told = [_key(meeting) for meeting in live.plan.meetings]
    worth = worth_meeting(
        live.basis, live.basis.without(off), told, {meeting.person for meeting in missed}
    )
    return pose(
        entries.fair,
        worth.jobseekers(_hours_they_keep(live, moment)),
        tuple(entries.exhibitors.values()),
        tuple(entries.offers.values()),
        worth.matrix,
        now=moment,
        announced=[
            meeting
            for meeting in live.plan.meetings
            if _key(meeting) not in off and meeting not in missed
        ],
        gone=state.gone,
        closed_stands=_closed(live, state, now_slot),
        held=[one for one in live.plan.meetings if one.id in state.held],
        kept_from=_kept_from(live, moment, scope),
        scope=scope,
    )


def _kept_from(live: LiveFair, moment: datetime, scope: ReplanScope | None) -> int | None:
    """From which slot on seats are kept for walk-ins: not from a walk-in, nor for long."""
    if scope is not None and scope.gains and scope.gains <= live.entries.walk_ins:
        return None
    return SlotGrid.of(live.entries.fair).next_slot(moment + _KEPT_UNTIL)


def _hours_they_keep(live: LiveFair, moment: datetime) -> list[Jobseeker]:
    """People with the hours they said, unless their coming says otherwise.

    Whoever is here before the hour they gave is free already, and whoever came when they meant to
    be gone stays to the end: else nobody could give them a meeting.
    """
    came = Attendance.of(live.facts)
    return [
        _as_they_came(live.entries.fair, person, came.first_arrival[person.id], moment)
        if person.id in came.present
        else person
        for person in live.entries.jobseekers.values()
    ]


def _as_they_came(fair: Fair, person: Jobseeker, came: datetime, now: datetime) -> Jobseeker:
    if person.arrives is not None and now < fair.moment(person.arrives):
        person = replace(person, arrives=None)
    if person.leaves is not None:
        left = SlotGrid.of(fair).within(came, fair.moment(person.leaves))
        person = person if left else replace(person, arrives=None, leaves=None)
    return person


def _pairs_out(live: LiveFair, now_slot: int) -> set[tuple[str, str, str]]:
    """Pairs that staff took out, or that an objector was matched with; not what has begun."""
    begun = {_key(meeting) for meeting in live.plan.meetings if meeting.slot < now_slot}
    pairs = {
        (person, offer.exhibitor, offer.id)
        for offer in live.entries.offers.values()
        if offer.id in live.taken_out
        for person in live.entries.jobseekers
    }
    asked = {(wish.person, wish.stand) for wish in live.entries.wishes}
    pairs |= {
        _key(meeting)
        for meeting in live.plan.meetings
        if meeting.person in live.entries.objectors and (meeting.person, meeting.stand) not in asked
    }
    return pairs - begun


def _key(meeting: Meeting) -> tuple[str, str, str]:
    return meeting.person, meeting.stand, meeting.offer


def _closed(live: LiveFair, state: DayState, now_slot: int) -> dict[str, frozenset[int]]:
    """Slots from now on in which a stand receives nobody: closed, or not there yet."""
    grid = SlotGrid.of(live.entries.fair)
    shut = {stand: frozenset(range(now_slot, len(grid))) for stand in state.closed}
    for stand, until in state.late.items():
        before = frozenset(range(now_slot, grid.next_slot(until)))
        shut[stand] = shut.get(stand, frozenset()) | before
    return shut
