"""Plans as they were read last, the one told and the newest, and their meetings by what is asked.

The meetings of a plan in the store never change.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from weakref import ref

from sqlalchemy import Connection

from matching.domain.day.day_state import DayState
from matching.domain.day.happening import Attendance, Happening
from matching.domain.day.meeting import AS_SORTED, Meeting, PlanVersion
from matching.domain.day.to_come import came_too_late
from matching.domain.fair import Fair
from matching.domain.slots import SlotGrid
from matching.services.shop.shop import Shop
from matching.store.day import plans
from matching.store.last_read import LastKnown, LastSame
from matching.store.people.decisions import last_plan_of
from matching.store.people.duplicates import joined
from matching.store.settings import lineage

_TOLD: LastKnown[PlanVersion] = LastKnown()
_NEWEST: LastKnown[PlanVersion] = LastKnown()
_NUMBERED: LastKnown[PlanVersion] = LastKnown()
_SAME = LastSame()


def known_announced_plan(shop: Shop, reader: Connection, fair: str) -> PlanVersion | None:
    """What `plans.announced_plan` reads, without its meetings when they were read before."""
    where = _where(shop, lineage(reader))
    plan = plans.announced_plan(reader, fair, known=_TOLD.get(fair, where))
    # Where files are joined, what is read is not what the store holds.
    if plan is not None and not joined(reader, fair):
        _TOLD.keep(fair, where, plan)
    return plan


def known_newest_plan(shop: Shop, reader: Connection, fair: str) -> PlanVersion | None:
    """What `plans.read_plan` reads, without its meetings when they were read before."""
    where = _where(shop, lineage(reader))
    plan = plans.read_plan(reader, fair, known=_NEWEST.get(fair, where))
    if plan is not None and not joined(reader, fair):
        _NEWEST.keep(fair, where, plan)
    return plan


def known_plan(shop: Shop, reader: Connection, fair: str, number: int) -> PlanVersion | None:
    """The plan of a number, without its meetings when it was the one asked for before."""
    where = _where(shop, lineage(reader))
    plan = plans.read_plan(reader, fair, number=number, known=_NUMBERED.get(fair, where))
    if plan is not None and not joined(reader, fair):
        _NUMBERED.keep(fair, where, plan)
    return plan


def remember_announced(shop: Shop, plan: PlanVersion, *, lineage: str) -> None:
    """Know a plan as it was written into a store of this lineage, for whoever asks next."""
    _TOLD.keep(plan.fair, _where(shop, lineage), plan)


def _where(shop: Shop, lineage: str) -> Hashable:
    return ref(shop.store), lineage


def paper_plan(reader: Connection, fair: str) -> int:
    """The number of the plan that was announced by hand: whoever was told nothing knows it."""
    return last_plan_of(reader, fair, "announced") or plans.first_announced(reader, fair)


@dataclass(frozen=True)
class MeetingIndex:
    """Meetings in their order, found by what they are asked for."""

    meetings: tuple[Meeting, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Meeting]:
        """Each meeting by its id."""
        return {meeting.id: meeting for meeting in self.meetings}

    @cached_property
    def by_person(self) -> Mapping[str, Sequence[Meeting]]:
        """The meetings of each person who has any."""
        return _grouped(self.meetings, attrgetter("person"))

    @cached_property
    def by_stand(self) -> Mapping[str, Sequence[Meeting]]:
        """The meetings of each stand that has any."""
        return _grouped(self.meetings, attrgetter("stand"))

    def of_people(self, people: Iterable[str]) -> tuple[Meeting, ...]:
        """The meetings of these people in the order of a plan."""
        mine = (meeting for person in people for meeting in self.by_person.get(person, ()))
        return tuple(sorted(mine, key=AS_SORTED))


def index_of(fair: str, meetings: tuple[Meeting, ...]) -> MeetingIndex:
    """The index of some meetings of a fair, the same as before for the very same ones."""
    return _SAME.of(fair, (meetings,), lambda: MeetingIndex(meetings))


def missed_meetings(
    fair: Fair, meetings: tuple[Meeting, ...], facts: Sequence[Happening]
) -> frozenset[Meeting]:
    """Of some meetings those that were too far gone when their person came, and were never held."""

    def find() -> frozenset[Meeting]:
        state, attendance = DayState.of(facts), Attendance.of(facts)
        return came_too_late(meetings, SlotGrid.of(fair), state, attendance)

    return _SAME.of(fair.id, (fair, meetings, facts), find)


def _grouped(
    meetings: Iterable[Meeting], by: Callable[[Meeting], str]
) -> Mapping[str, Sequence[Meeting]]:
    found: defaultdict[str, list[Meeting]] = defaultdict(list)
    for meeting in meetings:
        found[by(meeting)].append(meeting)
    return dict(found)
