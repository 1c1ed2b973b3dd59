"""What a stand does with its day: a break, an earlier end, a table more or less, and its way back.

Each tells first how many people it moves; only the stand's own access does it, or an organiser's.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType

from matching.domain.access import Access, Role
from matching.domain.day.happening import Happening, HappeningKind, in_force
from matching.domain.day.meeting import Meeting
from matching.domain.errors import FairError
from matching.domain.slots import SlotGrid
from matching.planning.fair.over_tables import over_tables
from matching.services.floor.floor_view import FloorView, floor_view
from matching.services.live.follow_day import follow_day
from matching.services.live.redrawn import Redrawn
from matching.services.live.reported.report import StaffReport
from matching.services.live.sessions.later_groups import later_with_stand
from matching.services.shop.shop import Shop

TAKEN_BACK_WITHIN = timedelta(minutes=15)
"""How long recruiters can take back what they did; later an organiser does."""

_SOON = timedelta(hours=1)

KIND = HappeningKind
OF_A_STAND = (
    KIND.STAND_BREAK,
    KIND.STAND_LEAVES,
    KIND.STAND_TABLES,
    KIND.STAND_LATE,
    KIND.STAND_REOPENED,
)
"""What recruiters report of their own stand; closing it for good is the organiser's."""


@dataclass(frozen=True, slots=True)
class StandState:
    """How a stand receives now; `breaks_until` and `leaves_at` only while still to come.

    `is_break` where it was open before, and is not late.
    """

    is_closed: bool
    breaks_until: datetime | None
    leaves_at: datetime | None
    tables: int
    is_break: bool


def stand_state(view: FloorView, stand: str) -> StandState:
    """How a stand receives at the moment of a view."""
    state = view.state
    late = state.late.get(stand)
    return StandState(
        stand in state.closed,
        late if late is not None and late > view.at else None,
        state.leaving.get(stand),
        state.tables.get(stand, view.entries.exhibitor(stand).tables),
        stand in state.on_break,
    )


def hours_to_leave(view: FloorView, stand: str) -> list[datetime]:
    """When a stand can say that it leaves: as slots of the next hour end, then by half hours.

    The stand's own end is no choice.
    """
    fair = view.entries.fair
    closes = fair.moment(view.entries.exhibitor(stand).closes or fair.closes)
    grid = SlotGrid.of(fair)
    ends = {grid.ends_at(slot) for slot in range(len(grid))}
    soon = view.at + _SOON
    return sorted(
        end for end in ends if view.at < end < closes and (end <= soon or end.minute in {0, 30})
    )


def people_moved(view: FloorView, told: StaffReport) -> int:
    """How many people an act of a stand moves, before anybody does it."""
    counts = _MOVED.get(told.kind)
    return 0 if counts is None else len({meeting.person for meeting in counts(view, told)})


def _before(view: FloorView, told: StaffReport) -> Iterable[Meeting]:
    """The meetings of a time away, and those whose table its groups take when they begin later."""
    if told.until is None:
        return ()
    starts, here = SlotGrid.of(view.entries.fair).starts, view.to_come(told.stand)
    away = {meeting for meeting in here if starts[meeting.slot] < told.until}
    later = _groups_later(view, told.stand, told.until)
    if not later:
        return away
    together = [later.get(one, one) for one in here if one in later or one not in away]
    return (*away, *later, *over_tables(view.entries, view.state.tables, told.stand, together))


def _groups_later(view: FloorView, stand: str, until: datetime) -> dict[Meeting, Meeting]:
    """Meetings of the groups that begin later with their stand, as they will be."""
    entries = view.entries
    slots = {hour: slot for slot, hour in enumerate(SlotGrid.of(entries.fair).starts)}
    shifts = {
        (shift.offer, slots[shift.starts]): slots[shift.until]
        for shift in later_with_stand(entries, view.groups_to_come, stand, until, view.at)
    }
    return {
        meeting: replace(meeting, slot=shifts[meeting.offer, meeting.slot])
        for meeting in view.planned
        if (meeting.offer, meeting.slot) in shifts and view.still.has(meeting)
    }


def _after(view: FloorView, told: StaffReport) -> Iterable[Meeting]:
    grid, until = SlotGrid.of(view.entries.fair), told.until
    return (
        meeting
        for meeting in view.to_come(told.stand)
        if until is not None and grid.ends_at(meeting.slot, meeting.length) > until
    )


def _beyond_tables(view: FloorView, told: StaffReport) -> Iterable[Meeting]:
    """The meetings that must go so that no more are held at once than there are tables."""
    if told.tables is None:
        return ()
    here = [one for one in view.planned if one.stand == told.stand]
    now = view.still.without_table(filter(view.entries.is_at_table, here), told.tables)
    later = [one for one in view.to_come(told.stand) if not view.still.has_struck(one)]
    tables = {**view.state.tables, told.stand: told.tables}
    return (*now, *over_tables(view.entries, tables, told.stand, later))


_MOVED: Mapping[str, Callable[[FloorView, StaffReport], Iterable[Meeting]]] = MappingProxyType(
    {
        KIND.STAND_BREAK.value: _before,
        KIND.STAND_LATE.value: _before,
        KIND.STAND_LEAVES.value: _after,
        KIND.STAND_TABLES.value: _beyond_tables,
    }
)


def report_of_stand(
    shop: Shop, fair: str, told: StaffReport, *, access: Access, nonce: str
) -> Redrawn:
    """Write down what a stand does with its day; the plan follows with the least change.

    Raises
    ------
    FairError
        `stand_unknown` when it is not this access's own stand, as if there were none;
        `kind_unknown` for what is not a stand's to say.
    """
    if access.stand not in {"", told.stand}:
        raise FairError("stand_unknown", stand=told.stand, fair=fair)
    if told.kind not in {kind.value for kind in OF_A_STAND}:
        raise FairError("kind_unknown", value=told.kind, choices=", ".join(OF_A_STAND))
    return follow_day(shop, fair, told, nonce=nonce)


def acts_of_stand(view: FloorView, stand: str) -> list[Happening]:
    """What the stand said of its own day in the last minutes, the newest first."""
    since = view.at - TAKEN_BACK_WITHIN
    return [
        fact
        for fact in reversed(in_force(view.facts))
        if fact.kind in OF_A_STAND and fact.stand == stand and since <= fact.at <= view.at
    ]


def take_back_act(shop: Shop, fair: str, act: str, *, access: Access, nonce: str) -> Redrawn:
    """Take back one act of a stand; the meetings that it took come back where they still can.

    Raises
    ------
    FairError
        `nothing_to_undo` when it is no such act of this access's own stand, or taken back already;
        `undo_late` after a quarter of an hour for anybody but an organiser.
    """
    view = floor_view(shop, fair)
    facts = in_force(view.facts) if view is not None else ()
    found = next((fact for fact in facts if fact.nonce == act and fact.kind in OF_A_STAND), None)
    if view is None or found is None or access.stand not in {"", found.stand}:
        raise FairError("nothing_to_undo", fair=fair)
    if view.at - found.at > TAKEN_BACK_WITHIN and access.role is not Role.ORGANISER:
        raise FairError("undo_late", minutes=int(TAKEN_BACK_WITHIN.total_seconds()) // 60)
    return follow_day(shop, fair, StaffReport("undo", act=act), nonce=nonce)
