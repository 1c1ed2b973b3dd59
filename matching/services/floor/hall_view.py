"""Who is called to which stand, by number: what the screen of the hall shows from afar."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from matching.domain.day.day_state import DayState
from matching.domain.day.happening import Attendance, Happening, in_force
from matching.domain.day.meeting import Meeting
from matching.domain.day.notice import is_told
from matching.domain.day.to_come import came_too_late
from matching.domain.exhibitor import natural
from matching.domain.fair import Fair
from matching.domain.slots import SlotGrid
from matching.domain.terms import OfferKind
from matching.services.live.notices.pending import is_told_meetings
from matching.services.live.sessions.groups import group_sizes
from matching.services.plan.agenda import Appointment, appointments
from matching.services.shop.known_plans import paper_plan
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings, plans
from matching.store.people import names

CALLED_BEFORE = timedelta(minutes=5)
"""How long before the hour of a meeting its number is called: time to walk there."""

SHOWN_BEFORE = timedelta(minutes=45)
"""How long before it a meeting is told as the next one of its stand."""

MARKED_FOR = timedelta(minutes=10)
"""How long a number that came to a stand, or a stand that moved, is marked as changed."""

_ASKED_FOR = timedelta(minutes=10)  # a call that nobody followed is no news any more


@dataclass(frozen=True, slots=True)
class CalledGroup:
    """People who begin a workshop together: its title, hour and room, and how many places go."""

    title: str
    starts_at: datetime
    people: int
    places: int | None
    room: str = ""


@dataclass(frozen=True, slots=True)
class StandCall:
    """A stand, or a workshop there (`group`), with the numbers expected now and next.

    `asked` are the numbers that the stand calls itself; `changed` those that were not told this
    hour at this stand ten minutes ago; `has_moved` when the stand was elsewhere then.
    """

    sign: str
    name: str
    now: tuple[int, ...]
    next: tuple[int, ...]
    next_at: datetime | None
    group: CalledGroup | None = None
    asked: frozenset[int] = frozenset()
    changed: frozenset[int] = frozenset()
    has_moved: bool = False


@dataclass(frozen=True, slots=True)
class HallView:
    """What the hall shows at one moment; `is_announced` is false before any plan was.

    `is_empty` while nobody was signed in yet: it is not known who is here.
    """

    fair: Fair
    at: datetime
    calls: tuple[StandCall, ...]
    is_announced: bool
    is_empty: bool = False


def hall_view(shop: Shop, fair: str, *, at: datetime | None = None) -> HallView:
    """The calls of this moment, in the order of the stands' signs; nobody is named.

    Only who is here is called, to one place at a time, and nobody who sits at a table: to the
    stand that asks for them, else to the last of their meetings whose hour has come. A stand where
    nobody is expected soon is left out: what is far away is on everybody's paper.
    """
    with shop.store.reading() as reader:
        frame = fairs.read_fair(reader, fair)
        moment = at or shop.day_moment(frame)
        plan = plans.announced_plan(reader, fair)
        facts = happenings.read_happenings(reader, fair)
        expected = _Expected(SlotGrid.of(frame), DayState.of(facts), Attendance.of(facts), moment)
        planned = plan.meetings if plan else ()
        soon, now = expected.shown(planned)
        # Read for those alone who are called: a wall asks every few seconds.
        stands = fairs.read_stands_of(reader, frame, soon)
        people = {one.person for one in soon}
        called = names.called(reader, fair, people)
        before = plans.announced_by(reader, fair, shop.clock() - MARKED_FOR)
        old = plans.meetings_of(reader, fair, before, people) if before else {}
        paper = plans.meetings_of(reader, fair, paper_plan(reader, fair), people) if before else {}
    found = appointments(stands, soon)
    was = {_told(meeting) for mine in old.values() for meeting in mine}
    # whoever was told nothing since their paper finds nothing new in what stands on it
    knows_more = {fact.person for fact in in_force(facts) if is_told_meetings(fact)}
    was |= {
        _told(meeting)
        for person, mine in paper.items()
        for meeting in mine
        if person not in knows_more
    }
    news = _News(
        now,
        {person: one.number for person, one in called.items()},
        expected.asked,
        frozenset(one.id for one in soon if before and _told(one) not in was),
        _changed_lately(facts, moment),
    )
    sizes = group_sizes(planned, expected.state)
    calls, is_empty = _calls(found, news, sizes), not expected.attendance.first_arrival
    return HallView(frame, moment, calls, plan is not None, is_empty)


@dataclass(frozen=True, slots=True)
class _Expected:
    """Who is expected at a moment: here, not seated yet, not settled."""

    grid: SlotGrid
    state: DayState
    attendance: Attendance
    moment: datetime

    @property
    def asked(self) -> frozenset[str]:
        """Meetings that a stand calls itself, and nobody has come to yet."""
        called = (one for one, at in self.state.called.items() if at >= self.moment - _ASKED_FOR)
        return frozenset(called) - self._off

    @property
    def _off(self) -> frozenset[str]:
        return frozenset({*self.state.held, *self.state.missed, *self.state.begun})

    def shown(self, meetings: Sequence[Meeting]) -> tuple[list[Meeting], frozenset[str]]:
        """Meetings that the wall tells of, and the ids of those to which people are called now.

        Nobody is called to two places, and nobody who sits at a table is called at all.
        """
        late = came_too_late(meetings, self.grid, self.state, self.attendance)
        soon = [one for one in meetings if self._is_soon(one) and one not in late]
        sits = {meeting.person for meeting in meetings if self._is_seated(meeting)}
        now: dict[str, Meeting] = {}
        for meeting in sorted(soon, key=lambda meeting: (meeting.id in self.asked, meeting.slot)):
            if meeting.person not in sits and self._is_due(meeting):
                now[meeting.person] = meeting
        called = frozenset(meeting.id for meeting in now.values())
        starts = self.grid.starts
        ahead = [one for one in soon if one.id in called or starts[one.slot] > self.moment]
        return ahead, called

    def _is_due(self, meeting: Meeting) -> bool:
        """Whether somebody is expected at a meeting by now, and its stand receives them."""
        begins = self.grid.starts[meeting.slot]
        late = self.state.late.get(meeting.stand, self.moment)
        return meeting.id in self.asked or (
            begins - CALLED_BEFORE <= self.moment and late <= self.moment
        )

    def _is_seated(self, meeting: Meeting) -> bool:
        """Whether a meeting has begun and lasts, by its hour or by when it began."""
        begun = self.state.begun.get(meeting.id)
        if begun is None or meeting.id in self.state.held | self.state.missed:
            return False
        ends = self.grid.ends_at(meeting.slot, meeting.length)
        lasts = ends - self.grid.starts[meeting.slot]
        return self.moment < max(ends, begun + lasts)

    def _is_soon(self, meeting: Meeting) -> bool:
        return meeting.id in self.asked or (
            meeting.id not in self._off
            and meeting.person in self.attendance.present
            and meeting.person not in self.state.gone
            and meeting.stand not in self.state.closed
            and self.grid.starts[meeting.slot] - SHOWN_BEFORE <= self.moment
            and self.grid.ends_at(meeting.slot, meeting.length) > self.moment
        )


@dataclass(frozen=True, slots=True)
class _News:
    """What is known of meetings beside the plan: numbers, who is asked for, what has changed."""

    now: frozenset[str]
    numbers: Mapping[str, int]
    asked: frozenset[str]
    changed: frozenset[str]
    moved: frozenset[str]

    def numbers_of(self, found: Iterable[Appointment]) -> tuple[int, ...]:
        """The call numbers of whoever comes to some meetings, in order."""
        return tuple(sorted(self.numbers[one.meeting.person] for one in found))

    def is_now(self, one: Appointment) -> bool:
        """Whether somebody is called to a meeting now."""
        return one.meeting.id in self.now


def _told(meeting: Meeting) -> tuple[str, str, int]:
    """What people were told of a meeting: who, where, when."""
    return meeting.person, meeting.stand, meeting.slot


def _changed_lately(facts: Iterable[Happening], moment: datetime) -> frozenset[str]:
    """Stands of which something was said a few minutes ago that people must hear."""
    return frozenset(
        fact.stand
        for fact in in_force(facts)
        if is_told(fact) and moment - MARKED_FOR <= fact.at <= moment
    )


def _calls(
    found: Iterable[Appointment], news: _News, sizes: Mapping[tuple[str, int], int]
) -> tuple[StandCall, ...]:
    stands: defaultdict[tuple[str, str], list[Appointment]] = defaultdict(list)
    for one in found:
        workshop = one.meeting.offer if _is_workshop(one) else ""
        stands[one.exhibitor.id, workshop].append(one)
    calls = (_call(meetings, news, sizes) for meetings in stands.values())
    return tuple(sorted(calls, key=lambda call: (natural(call.sign), call.name, _hour(call))))


def _hour(call: StandCall) -> tuple[str, str]:
    """What orders the groups of one stand: those who meet at its table come first."""
    return (f"{call.group.starts_at:%H:%M}", call.group.title) if call.group else ("", "")


def _call(found: list[Appointment], news: _News, sizes: Mapping[tuple[str, int], int]) -> StandCall:
    expected = [one for one in found if news.is_now(one)]
    later = [one for one in found if not news.is_now(one)]
    next_at = min((one.starts_at for one in later), default=None)
    stand = found[0].exhibitor
    return StandCall(
        sign=stand.stand,
        name=stand.name,
        now=news.numbers_of(expected),
        next=news.numbers_of(one for one in later if one.starts_at == next_at),
        next_at=next_at,
        group=_group(found, sizes),
        asked=frozenset(news.numbers_of(one for one in found if one.meeting.id in news.asked)),
        changed=frozenset(news.numbers_of(one for one in found if one.meeting.id in news.changed)),
        has_moved=stand.id in news.moved,
    )


def _is_workshop(one: Appointment) -> bool:
    return one.offer is not None and one.offer.kind is OfferKind.WORKSHOP


def _group(found: list[Appointment], sizes: Mapping[tuple[str, int], int]) -> CalledGroup | None:
    """The first group of a workshop, with all who are awaited in it, here by now or not."""
    first, offer = found[0], found[0].offer
    if offer is None or not _is_workshop(first):
        return None
    together = sizes[offer.id, first.meeting.slot]
    return CalledGroup(offer.title, first.starts_at, together, offer.places, offer.room)
