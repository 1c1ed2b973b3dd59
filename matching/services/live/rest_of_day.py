"""What is left of a day as a planning problem, the past in it as it was."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from matching.domain.day.by_hand import HandPlacing, beside_others, placed_by_hand
from matching.domain.day.day_state import DayState
from matching.domain.day.eligibility import eligibility_of
from matching.domain.day.happening import NOT_HELD, Attendance, Happening, in_force
from matching.domain.day.meeting import Meeting, PlanVersion
from matching.domain.day.session_shift import begins_at
from matching.domain.day.to_come import ToCome
from matching.domain.edit import NOTHING_OUT, TakenOut
from matching.domain.entries import Entries
from matching.domain.fair import Fair
from matching.domain.jobseeker import Jobseeker
from matching.domain.slots import SlotGrid
from matching.planning.fair.pose import Posed, pose, pose_within_limits
from matching.planning.repair.scope import ReplanScope
from matching.scoring.matrix.score_matrix import ScoreMatrix, Triple
from matching.services.live.sessions.kept_together import Taken, kept_together, taken
from matching.services.plan.pose_fair import cancelled_pairs, pairs_of
from matching.services.plan.worth_meeting import worth_meeting
from matching.services.scores.judged import Judged
from matching.services.shop.known_plans import missed_meetings

_KEPT_UNTIL = timedelta(minutes=30)
"""How long before it begins a seat kept for walk-ins goes to whoever is there."""

_RULE = "rule"  # as `live.rules` writes it, which stands above
_INSERTION = "entry_insertion"


@dataclass(frozen=True, slots=True)
class Hand:
    """What somebody asks for by hand: meetings as they would be, and ids of those in the hand.

    What is in the hand may move wherever it was put before, and seats kept for walk-ins are free
    to whoever decides. Only `people` are posed, everybody where it is None.
    """

    asked: tuple[Meeting, ...] = ()
    lifted: frozenset[str] = frozenset()
    people: frozenset[str] | None = None


_NO_HAND = Hand()


@dataclass(frozen=True, slots=True)
class AnnouncedDay:
    """A fair in the middle of its day: what was announced and what has happened since.

    `taken_out` are entries that staff have taken out and an announced plan names;
    `given_up` are announced meetings that make room for somebody else, `given_back` those of an
    earlier plan that a stand gives back. `hand` is what the organiser asks for by hand.
    """

    judged: Judged
    plan: PlanVersion
    facts: tuple[Happening, ...]
    taken_out: TakenOut = NOTHING_OUT
    given_up: frozenset[Meeting] = frozenset()
    given_back: tuple[Meeting, ...] = ()
    hand: Hand | None = None

    @property
    def entries(self) -> Entries:
        """Everything entered for the fair."""
        return self.judged.entries

    @property
    def meetings(self) -> tuple[Meeting, ...]:
        """The announced meetings, those of groups that begin later at their new hour."""
        if not self.entries.session_shifts:
            return self.plan.meetings
        grid, state = SlotGrid.of(self.entries.fair), DayState.of(self.facts)
        settled = state.held | state.missed | state.begun.keys()
        return tuple(
            meeting if meeting.id in settled else _shifted(self, grid, meeting)
            for meeting in self.plan.meetings
        )


def _shifted(day: AnnouncedDay, grid: SlotGrid, meeting: Meeting) -> Meeting:
    shifts, starts = day.entries.session_shifts, grid.starts[meeting.slot]
    begins = begins_at(shifts, meeting.offer, starts, planned=day.plan.number)
    return replace(meeting, slot=grid.next_slot(begins))


def before_arrival(day: AnnouncedDay) -> frozenset[Meeting]:
    """Meetings for which their person came too late: announced, and never held.

    They count neither towards what was promised nor towards the most, and their stands may be
    met after all.
    """
    return missed_by_coming(day, day.meetings)


def missed_by_coming(day: AnnouncedDay, meetings: tuple[Meeting, ...]) -> frozenset[Meeting]:
    """Of some meetings those for which their person came too late."""
    return missed_meetings(day.entries.fair, meetings, day.facts)


def standing_meetings(
    day: AnnouncedDay, moment: datetime, scope: ReplanScope | None = None
) -> tuple[Meeting, ...]:
    """The announced meetings that a re-plan starts from.

    Without those missed before their person came, and without those of this hour that have not
    begun and whose stand has gone, of people whom the scope may move; with those of this hour that
    a stand gives back in time.
    """
    missed, away = before_arrival(day), turned_away(day, moment, scope)
    back, lifted = _resumed(day, moment), _stands_in(day, moment)
    again = {meeting.id for meeting in back}
    over = missed | away | lifted
    kept = [meeting for meeting in day.meetings if meeting not in over]
    return tuple(sorted([*(meeting for meeting in kept if meeting.id not in again), *back]))


def turned_away(
    day: AnnouncedDay, moment: datetime, scope: ReplanScope | None = None
) -> frozenset[Meeting]:
    """Meetings of this hour that have not begun, and whose stand receives nobody by now.

    Only of people whom a re-plan of this scope may move.
    """
    still = _to_come(day, moment)
    at_tables = {
        stand: [one for one in day.meetings if one.stand == stand and day.entries.is_at_table(one)]
        for stand in still.state.tables
    }
    found = still.turned_away(day.meetings, at_tables)
    may_move = None if scope is None else scope.movable
    return frozenset(one for one in found if may_move is None or one.person in may_move)


def _to_come(day: AnnouncedDay, moment: datetime) -> ToCome:
    return ToCome(SlotGrid.of(day.entries.fair), DayState.of(day.facts), moment)


def _stands_in(day: AnnouncedDay, moment: datetime) -> frozenset[Meeting]:
    """Meetings of this hour, not begun, in place of one to come that a stand gives back."""
    still = _to_come(day, moment)
    later = {meeting.id for meeting in day.given_back if not still.has_struck(meeting)}
    struck = (meeting for meeting in day.meetings if still.has_struck(meeting))
    return frozenset(one for one in struck if one.id in later and still.has(one))


def _resumed(day: AnnouncedDay, moment: datetime) -> list[Meeting]:
    """Meetings of this hour that a stand gives back: their people came in time, a table is free."""
    still, standing = _to_come(day, moment), set(day.meetings)
    known = {meeting.as_told for meeting in standing}
    back = sorted(set(day.given_back) - missed_by_coming(day, day.given_back))
    struck = (one for one in back if still.has_struck(one))
    for meeting in (one for one in struck if one.as_told not in known):
        if still.has(meeting) and still.is_received(meeting):
            beside = [one for one in standing if one.id != meeting.id and one.overlaps(meeting)]
            if _has_room(day, still.state, meeting, beside):
                standing.add(meeting)
    return sorted(standing.difference(day.meetings))


def _has_room(
    day: AnnouncedDay, state: DayState, meeting: Meeting, beside: Iterable[Meeting]
) -> bool:
    """Whether a person and a table are free for a meeting, of which others stand `beside`."""
    entries, awaited = day.entries, [one for one in beside if one.id not in state.missed]
    tables = state.tables.get(meeting.stand, entries.exhibitors[meeting.stand].tables)
    here = [one for one in awaited if one.stand == meeting.stand and entries.is_at_table(one)]
    has_table = len(here) < tables or not entries.is_at_table(meeting)
    return has_table and all(one.person != meeting.person for one in awaited)


def pose_rest_of_day(
    day: AnnouncedDay,
    moment: datetime,
    *,
    scope: ReplanScope | None = None,
    short: Collection[str] = (),
) -> Posed:
    """What is left of the day as a planning problem, the past in it as it was.

    With a `scope`, no more than a re-plan can use. Who is `short`, too, may meet whatever is open.
    """
    cut, entries, hand = _Cut.at(day, moment), day.entries, day.hand or _NO_HAND
    standing = standing_meetings(day, moment, scope)
    matrix = day.judged.matrix if hand.people is None else day.judged.matrix.of(hand.people)
    told = [_key(each) for each in (*day.meetings, *day.given_back, *hand.asked)]
    short, late = cut.below_promise(standing).union(short), {one.person for one in cut.missed}

    def pose_without(held_back: frozenset[Triple]) -> Posed:
        still = matrix.without(cut.off | held_back).opened(cut.wanted - cut.off)
        worth = worth_meeting(day.judged, still, told, late, short)
        return pose(
            entries.fair,
            worth.jobseekers(_hours_they_keep(day, moment)),
            tuple(entries.exhibitors.values()),
            tuple(entries.offers.values()),
            worth.matrix,
            now=moment,
            announced=cut.still((*standing, *hand.asked)),
            given_back=cut.still(day.given_back),
            anew=() if scope is None else scope.choosing_anew(entries.jobseekers),
            gone=cut.state.gone,
            closed_stands=cut.closed,
            held=cut.held(),
            beside=cut.beside,
            tables=cut.state.tables,
            kept_from=_kept_from(day, moment, scope),
            shifts=entries.session_shifts,
            scope=scope,
        )

    return pose_within_limits(pose_without)


@dataclass(frozen=True, slots=True)
class _Cut:
    """A day cut in two at a slot: what may be planned after it, and what stays as it is.

    `missed` are meetings that were over before their person came; pairs in `off` are not planned
    any more, those `wanted` are by a hand, whatever was judged; `closed` are slots in which stands
    receive nobody.
    """

    day: AnnouncedDay
    state: DayState
    now_slot: int
    placed: Mapping[str, HandPlacing]
    missed: frozenset[Meeting]
    wanted: frozenset[Triple]
    off: frozenset[Triple]
    closed: Mapping[str, frozenset[int]]

    @classmethod
    def at(cls, day: AnnouncedDay, moment: datetime) -> "_Cut":
        """The day cut at a moment."""
        state, placed = DayState.of(day.facts), placed_by_hand(day.facts)
        now_slot = SlotGrid.of(day.entries.fair).next_slot(moment)
        asked = frozenset(map(_key, (day.hand or _NO_HAND).asked))
        put = (placing.key for placing in placed.values() if placing.slot is not None)
        wanted = frozenset((*put, *asked))
        not_to_be = {
            _key(meeting)
            for meeting in day.meetings
            if meeting.id in state.missed and meeting.slot >= now_slot
        }
        off = not_to_be | (_cancelled(day, placed, now_slot) - wanted)
        off |= _called_off(day, state, now_slot).difference(asked)
        off |= _pairs_out(day, now_slot) | set(map(_key, day.given_up))
        closed = _closed(day, state, now_slot)
        missed = before_arrival(day)
        return cls(day, state, now_slot, placed, missed, wanted, frozenset(off), closed)

    @property
    def beside(self) -> frozenset[Triple]:
        """Pairs that a hand has placed beside another meeting at the same stand."""
        return beside_others(self.placed.values())

    def still(self, meetings: Iterable[Meeting]) -> list[Meeting]:
        """Those of some meetings whose pair may be planned."""
        return [meeting for meeting in meetings if _key(meeting) not in self.off]

    def below_promise(self, standing: Iterable[Meeting]) -> frozenset[str]:
        """People who are here, were given meetings, and have fewer of them than was promised.

        A stand has closed, or what is worth it is full: what is near keeps the promise then.
        """
        had = Counter(one.person for one in self.still(standing) if self._can_be(one))
        people, least = self.day.entries.jobseekers, self.day.entries.fair.least_meetings
        given = {meeting.person for meeting in (*self.day.meetings, *self.day.given_back)}
        here = Attendance.of(self.day.facts).present & given & people.keys()
        return frozenset(who for who in here if had[who] < people[who].promised_meetings_of(least))

    def held(self) -> list[Meeting]:
        """Meetings that stay where they are: begun or over, or put there by hand and possible."""
        past = self.state.held | self.state.begun.keys()
        settled = (meeting for meeting in self.day.meetings if meeting.id in past)
        pinned = (
            meeting
            for meeting in self.still(_pinned(self.day, self.placed, self.now_slot))
            if self._can_be(meeting)
        )
        may_be = filter(self._can_be, self.still(self.day.meetings))
        groups = kept_together(self.day.entries, may_be, self.now_slot)
        together = frozenset[Taken]().union(*map(taken, groups))
        alone = (meeting for meeting in pinned if together.isdisjoint(taken(meeting)))
        return [*settled, *groups, *alone]

    def _can_be(self, meeting: Meeting) -> bool:
        is_closed = meeting.slot in self.closed.get(meeting.stand, ())
        return meeting.person not in self.state.gone and not is_closed


def _kept_from(day: AnnouncedDay, moment: datetime, scope: ReplanScope | None) -> int | None:
    """From which slot on seats are kept for walk-ins: not from a walk-in, nor for long."""
    is_of_walk_in = scope is not None and scope.gains and scope.gains <= day.entries.walk_ins
    if day.hand is not None or is_of_walk_in:
        return None
    return SlotGrid.of(day.entries.fair).next_slot(moment + _KEPT_UNTIL)


def _cancelled(
    day: AnnouncedDay, placed: Mapping[str, HandPlacing], now_slot: int
) -> frozenset[Triple]:
    """Pairs that a hand has cancelled; not what began."""
    begun = {meeting.id for meeting in day.meetings if meeting.slot < now_slot}
    off = [one for name, one in placed.items() if one.slot is None and name not in begun]
    return cancelled_pairs(day.judged.matrix, off)


def _called_off(day: AnnouncedDay, state: DayState, now_slot: int) -> frozenset[Triple]:
    """Pairs of whoever was marked absent, or refused, before the hour of a meeting came.

    The meeting is in no plan any more, and no later plan gives the two another one. A rule of the
    day only gives the seat of who is late away.
    """
    begun = {meeting.id for meeting in day.meetings if meeting.slot < now_slot}
    stands = {
        fact.meeting: (fact.person, fact.stand)
        for fact in in_force(day.facts)
        if fact.kind in NOT_HELD and fact.meeting in state.missed - begun and _RULE not in fact.data
    }
    others = {_key(meeting) for meeting in day.meetings if meeting.id not in stands}
    return frozenset(
        pair
        for meeting, (person, stand) in stands.items()
        for pair in _pairs_of(day.judged.matrix, meeting, person, stand)
        if pair not in others
    )


def _pairs_of(matrix: ScoreMatrix, meeting: str, person: str, stand: str) -> list[Triple]:
    """What a person and a stand could meet about; a workshop alone where the meeting was one."""
    offers = [offered for offered in matrix.offers if offered.stand == stand]
    workshop = [
        (person, stand, offered.offer)
        for offered in offers
        if offered.alone and Meeting(0, person, stand, offered.offer).id == meeting
    ]
    return workshop or [(person, stand, each.offer) for each in offers if not each.alone]


def _pinned(day: AnnouncedDay, placed: Mapping[str, HandPlacing], now_slot: int) -> list[Meeting]:
    """Meetings to come that stand where a hand has put them, but for those it has lifted."""
    lifted = (day.hand or _NO_HAND).lifted
    return [
        meeting
        for meeting in day.meetings
        if meeting.slot >= now_slot
        and meeting.id in placed
        and placed[meeting.id].slot == meeting.slot
        and meeting.id not in lifted
    ]


def _hours_they_keep(day: AnnouncedDay, moment: datetime) -> list[Jobseeker]:
    """People with the hours they said, unless their coming says otherwise.

    Whoever is here before the hour they gave is free already, and whoever came when they meant to
    be gone stays to the end: else nobody could give them a meeting.
    """
    came = Attendance.of(day.facts)
    asked = (day.hand or _NO_HAND).people
    return [
        _as_they_came(day.entries.fair, person, came.first_arrival[person.id], moment)
        if person.id in came.present
        else person
        for person in day.entries.jobseekers.values()
        if asked is None or person.id in asked
    ]


def _as_they_came(fair: Fair, person: Jobseeker, came: datetime, now: datetime) -> Jobseeker:
    if person.arrives is not None and now < fair.moment(person.arrives):
        person = replace(person, arrives=None)
    if person.leaves is not None:
        left = SlotGrid.of(fair).within(came, fair.moment(person.leaves))
        person = person if left else replace(person, arrives=None, leaves=None)
    return person


def _pairs_out(day: AnnouncedDay, now_slot: int) -> set[tuple[str, str, str]]:
    """Pairs of whom staff took out, an objector, or a prescriber's refusal; not what began."""
    begun = {_key(meeting) for meeting in day.meetings if meeting.slot < now_slot}
    pairs = set(pairs_of(day.judged.matrix, day.taken_out))
    asked = {(wish.person, wish.stand) for wish in day.entries.wishes}
    pairs |= {
        _key(meeting)
        for meeting in day.meetings
        if meeting.person in day.entries.objectors and (meeting.person, meeting.stand) not in asked
    }
    refused = {who for who, check in eligibility_of(day.facts).items() if not check.eligible}
    pairs |= {
        _key(meeting)
        for meeting in day.meetings
        if meeting.person in refused
        and meeting.offer in day.entries.offers
        and any(bar.code == _INSERTION for bar in day.judged.bars(meeting.person, meeting.offer))
    }
    return pairs - begun


def _key(meeting: Meeting) -> tuple[str, str, str]:
    return meeting.person, meeting.stand, meeting.offer


def _closed(day: AnnouncedDay, state: DayState, now_slot: int) -> dict[str, frozenset[int]]:
    """Slots from now on in which a stand receives nobody: closed, not there yet, or gone."""
    grid = SlotGrid.of(day.entries.fair)
    return {
        stand: frozenset(
            slot
            for slot, begins in enumerate(grid.starts[now_slot:], now_slot)
            if not state.receives(stand, begins, grid.ends_at(slot), at=begins)
        )
        for stand in state.said_otherwise
    }
