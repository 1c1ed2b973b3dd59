"""What an edit by hand moves in the plan that people have been told."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time

from matching.domain.exhibitor import Exhibitor
from matching.domain.fair import Fair
from matching.domain.jobseeker import Jobseeker
from matching.intake.entries.typed_entry import EntryRecord, kind_of_record
from matching.planning.problem.changes import Change
from matching.services.files.hours_told import with_slots_told
from matching.services.live.follow_day import follow_day
from matching.services.live.redraw_plan import (
    give_back_entry,
    plan_person,
    plan_walk_in,
    preview_redraw,
    redraw_plan,
)
from matching.services.live.redrawn import Redrawn
from matching.services.live.reported.report import StaffReport
from matching.services.prepare.make_fair import asked_for, change_fair
from matching.services.shop.known_plans import known_announced_plan
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import plans

_PLACE = frozenset({"stand", "zone"})
# What of an entry no meeting depends on.
_OF_NO_PLAN = frozenset(
    [
        "consent_contact",
        "description",
        "duration",
        "email",
        "first_name",
        "gender",
        "last_name",
        "map_x",
        "map_y",
        "name",
        "pay",
        "phone",
        "recruiters",
        "referrer",
        "status",
        "title",
        *_PLACE,
    ]
)


def plan_after(
    shop: Shop,
    fair: str,
    entry: EntryRecord,
    fields: tuple[str, ...],
    *,
    nonce: str,
    is_new: bool = False,
    back_to: int = 0,
) -> Redrawn | None:
    """The announced plan after an entry was added or changed, and what moved.

    A person's edit moves nobody else but a group that falls without them. What takes an edit back
    gives back the meetings of the plan `back_to`, the one before it, where they still can be.
    `None` while no plan is announced, or nothing of it moves, and once the day has been: a
    correction months later moves no meeting that was held.
    """
    with shop.store.reading() as reader:
        if not plans.is_announced(reader, fair):
            return None
        frame = fairs.read_fair(reader, fair)
        if shop.has_been(reader, frame):
            return None
    at, told = shop.planned_from(frame), None
    if isinstance(entry, Exhibitor) and not is_new and _PLACE.intersection(fields):
        told = _say_place(shop, fair, entry, nonce)
    if not is_new and _OF_NO_PLAN.issuperset(fields):
        return told
    if isinstance(entry, Jobseeker) and not back_to:
        return _of_person(shop, fair, entry.id, at, is_new=is_new)
    if back_to:
        kind = kind_of_record(entry)
        drawn = give_back_entry(shop, fair, kind, entry.id, number=back_to, at=at)
    else:
        drawn = redraw_plan(shop, fair, at=at, cause="edit")
    if told is None:
        return drawn
    return replace(drawn, changes=(*told.changes, *drawn.changes), notices=told.notices)


def _of_person(shop: Shop, fair: str, person: str, at: datetime, *, is_new: bool) -> Redrawn:
    changes: tuple[Change, ...] = ()
    if is_new:
        plan_walk_in(shop, fair, person, at=at)
    else:
        changes = plan_person(shop, fair, person, at=at)
    with shop.store.reading() as reader:
        entries, plan = fairs.read_entries(reader, fair), known_announced_plan(shop, reader, fair)
    if is_new and plan is not None:
        mine = sorted(meeting for meeting in plan.meetings if meeting.person == person)
        changes = tuple(Change(person, None, meeting) for meeting in mine)
    return Redrawn(entries, plan, changes, "edit")


def _say_place(shop: Shop, fair: str, stand: Exhibitor, nonce: str) -> Redrawn | None:
    """Report a stand that stands elsewhere now: people on their way must be told."""
    moved = StaffReport("stand-moved", stand=stand.id, sign=stand.stand, zone=stand.zone)
    return follow_day(shop, fair, moved, nonce=nonce) if moved.data else None


@dataclass(frozen=True, slots=True)
class HoursChanged:
    """What other hours of a fair do to the plan that people were told.

    `plan` is `None` once the day has been, when no meeting moves any more.
    """

    frame: Fair
    plan: Redrawn | None

    @property
    def unused(self) -> tuple[tuple[time, time], ...]:
        """Hours of the fair in which no meeting is placed: the plan had no slot there."""
        return _unused(self.frame)


def preview_hours(shop: Shop, fair: str, typed: Mapping[str, str]) -> HoursChanged | None:
    """What the form of a fair would do to the plan that people were told; nothing is written.

    `None` where nobody was told a plan, or the hours of the form are those that stand.

    Raises
    ------
    FairError
        `fair_refused`; `fair_day_told` when it names another day or another length of slots.
    """
    with shop.store.reading() as reader:
        before = fairs.read_fair(reader, fair)
        after = asked_for(before, typed)
        if before.cuts_its_day_like(after) or not plans.is_announced(reader, fair):
            return None
        after, _ = with_slots_told(reader, before, after)
        is_over = shop.has_been(reader, before)
    plan = None
    if not is_over:
        at = shop.planned_from(before)
        plan = preview_redraw(shop, fair, at=at, frame=after).shown
    return HoursChanged(after, plan)


def change_hours(
    shop: Shop, fair: str, typed: Mapping[str, str], *, station: str = ""
) -> HoursChanged:
    """A fair with other hours, and the plan that people were told drawn again where they need it.

    Raises
    ------
    FairError
        As of `preview_hours`.
    """
    with shop.store.reading() as reader:
        is_over = shop.has_been(reader, fairs.read_fair(reader, fair))
    after = change_fair(shop, fair, typed, station=station)
    plan = None
    if not is_over:
        plan = redraw_plan(shop, fair, at=shop.planned_from(after), cause="edit")
    return HoursChanged(after, plan)


def _unused(fair: Fair) -> tuple[tuple[time, time], ...]:
    """Hours of a fair before and between the stretches that its slots are cut from."""
    found, begin = list[tuple[time, time]](), time()
    for start, end in fair.cut:
        found += [
            (max(opens, begin), min(closes, start))
            for opens, closes in fair.stretches
            if max(opens, begin) < min(closes, start)
        ]
        begin = end
    return tuple(found)
