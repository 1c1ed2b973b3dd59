"""Take a person, a stand or an offer out by hand, knowing what goes with it; bring it back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from matching.domain.day.day_state import DayState
from matching.domain.day.happening import Attendance
from matching.domain.day.meeting import Meeting
from matching.domain.edit import Edit, EditAct, EditKind
from matching.domain.entries import Entries
from matching.domain.errors import FairError
from matching.domain.exhibitor import Exhibitor
from matching.domain.fair import Fair
from matching.domain.jobseeker import Jobseeker
from matching.domain.offer import Offer
from matching.domain.slots import SlotGrid
from matching.domain.statistics import Statistics
from matching.intake.entries.typed_entry import RECORDS, EntryRecord, kind_of_record
from matching.services.live.follow_day import follow_day
from matching.services.live.redraw_plan import redraw_plan
from matching.services.live.redrawn import Redrawn
from matching.services.live.reported.report import StaffReport
from matching.services.live.sessions.falling import FallingGroup, groups_needing
from matching.services.prepare.edit_entries import (
    PLAN,
    Edited,
    document_of,
    plan_before,
    write_whole,
)
from matching.services.prepare.edited_plan import plan_after
from matching.services.prepare.entry_now import entry_now
from matching.services.shop.known_plans import known_announced_plan
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings, plans
from matching.store.documents import from_document
from matching.store.edits import append_edit, held_by_hand, read_edits
from matching.store.entries import delete_stand_or_offer, withdraw_person
from matching.store.people import badges


@dataclass(frozen=True, slots=True)
class RemovalCost:
    """What goes with an entry that is taken out.

    Attributes
    ----------
    meetings
        Those still to come that people were told.
    groups
        Groups of workshops that are too small without a person.
    offers
        Offers of a stand.
    drafts
        Whether plans that nobody was told are let go: they name entries that are gone.
    has_badge
        Whether the person's badge opens nothing any more.
    has_come
        The person came: they stay in the figures, and count as having left.
    """

    meetings: int = 0
    groups: tuple[FallingGroup, ...] = ()
    offers: int = 0
    drafts: bool = False
    has_badge: bool = False
    has_come: bool = False


def removal_cost(shop: Shop, fair: str, kind: EditKind, entry: str) -> RemovalCost:
    """What goes with an entry, said before anything is done.

    Raises
    ------
    FairError
        `person_unknown`, `stand_unknown`, `offer_unknown`.
    """
    now = entry_now(shop, fair, kind, entry)
    with shop.store.reading() as reader:
        plan = known_announced_plan(shop, reader, fair)
        entries = fairs.read_entries(reader, fair)
        has_drafts = plan is None and plans.last_number(reader, fair) > 0
        people = [entry] if kind is EditKind.JOBSEEKERS else []
        has_badge = bool(people and badges.live_codes(reader, fair, people=people))
        planned = plan.meetings if plan else ()
        mine = [one for one in planned if _of(kind, one) == entry]
        groups = groups_needing(shop, reader, fair, entry) if people else ()
        at = None if shop.has_been(reader, now.fair) else shop.planned_from(now.fair)
    return RemovalCost(
        meetings=sum(at is not None and _ends(now.fair, one) > at for one in mine),
        groups=groups,
        offers=len(_offers_of(entries, now.record)),
        drafts=has_drafts,
        has_badge=has_badge and not now.has_come,
        has_come=now.has_come,
    )


def groups_without_entry(
    shop: Shop, fair: str, kind: EditKind, entry: str
) -> tuple[FallingGroup, ...]:
    """Groups of workshops that are too small without a person; none of a stand or an offer."""
    if kind is not EditKind.JOBSEEKERS:
        return ()
    with shop.store.reading() as reader:
        return groups_needing(shop, reader, fair, entry)


def remove_entry(
    shop: Shop, fair: str, kind: EditKind, entry: str, *, nonce: str, station: str = ""
) -> Edited:
    """Take an entry out; the announced plan follows.

    Whoever came stays in the figures and counts as having left. What an announced plan names
    stays in the store, so that the past can be told, and takes no further meeting.

    Raises
    ------
    FairError
        `person_unknown`, `stand_unknown`, `offer_unknown`.
    """
    now = entry_now(shop, fair, kind, entry)
    with shop.store.writing() as writer:
        entries = fairs.read_entries(writer, fair)
        if not plans.is_announced(writer, fair):
            plans.drop_drafts(writer, fair)
        named = plans.named_in_plans(writer, fair)
        kept = replace(named, people=named.people | _came(writer, fair))
        going = (*_offers_of(entries, now.record), now.record)
        at, number = shop.clock(), plans.announced_number(writer, fair)
        for record in going:
            figures = now.figures if isinstance(record, Jobseeker) else None
            document = {"fields": document_of(record, figures), "before": {}, PLAN: number}
            of = kind_of_record(record)
            edit = Edit(of, record.id, EditAct.REMOVE, document, at, station)
            append_edit(writer, fair, edit)
            if record.id not in kept.of_kind(of):
                _take_out(writer, fair, record)
    plan = _plan_without(shop, fair, now.record, is_here=_is_here(shop, fair, entry), nonce=nonce)
    return Edited(entry, (), (), plan)


def bring_back(
    shop: Shop, fair: str, kind: EditKind, entry: str, *, nonce: str, station: str = ""
) -> Edited:
    """Put back an entry that was taken out, as it was, a stand with the offers that went with it.

    Raises
    ------
    FairError
        `not_removed` when nobody took it out.
    """
    with shop.store.reading() as reader:
        held = held_by_hand(reader, fair).get((kind, entry))
        edits = read_edits(reader, fair)
        entries = fairs.read_entries(reader, fair)
    if held is None or held.act is not EditAct.REMOVE:
        raise FairError("not_removed", entry=entry)
    removed = [edit for edit in edits if edit.act is EditAct.REMOVE]
    last = next(edit for edit in reversed(removed) if (edit.kind, edit.entry) == (kind, entry))
    records = [_record(kind, held.fields)]
    if kind is EditKind.EXHIBITORS:
        records += [_record(one.kind, _fields(one)) for one in removed if _went_with(one, last)]
    elif isinstance(records[0], Offer):
        entries.exhibitor(records[0].exhibitor)
    with shop.store.writing() as writer:
        for record in records:
            told = _figures(held.fields) if isinstance(record, Jobseeker) else None
            of = kind_of_record(record)
            write_whole(shop, writer, fair, of, record, figures=told, station=station)
    return Edited(entry, (), (), _plan_with(shop, fair, records[0], plan_before(last), nonce))


def _take_out(writer: Connection, fair: str, record: EntryRecord) -> None:
    if isinstance(record, Jobseeker):
        withdraw_person(writer, fair, record.id)
    else:
        delete_stand_or_offer(writer, fair, record)


def _plan_without(
    shop: Shop, fair: str, record: EntryRecord, *, is_here: bool, nonce: str
) -> Redrawn | None:
    """The announced plan without an entry it names; of a person who came, from now on."""
    with shop.store.reading() as reader:
        frame = fairs.read_fair(reader, fair)
        if not plans.is_announced(reader, fair) or shop.has_been(reader, frame):
            return None
        is_named = record.id in plans.named_in_plans(reader, fair).of_kind(kind_of_record(record))
    if shop.is_rehearsing(frame):
        # whoever is taken out before the day has missed nothing, and no stand has closed
        at = shop.planned_from(frame)
        return redraw_plan(shop, fair, at=at, cause="edit") if is_named else None
    if isinstance(record, Jobseeker) and (is_here or is_named):
        kind = "left" if is_here else "no-show"
        return follow_day(shop, fair, StaffReport(kind, person=record.id), nonce=nonce)
    if isinstance(record, Exhibitor) and is_named:
        return follow_day(shop, fair, StaffReport("stand-closed", stand=record.id), nonce=nonce)
    return redraw_plan(shop, fair, cause="edit") if is_named else None


def _plan_with(
    shop: Shop, fair: str, record: EntryRecord, number: int, nonce: str
) -> Redrawn | None:
    """The announced plan with an entry that came back, as plan `number` had it where it can."""
    with shop.store.reading() as reader:
        state = DayState.of(happenings.read_happenings(reader, fair))
        if not plans.is_announced(reader, fair):
            return None
    if isinstance(record, Exhibitor) and record.id in state.closed:
        return follow_day(shop, fair, StaffReport("stand-reopened", stand=record.id), nonce=nonce)
    if isinstance(record, Jobseeker) and record.id in state.gone:
        return follow_day(shop, fair, StaffReport("undo", person=record.id), nonce=nonce)
    return plan_after(shop, fair, record, ("wishes",), nonce=nonce, is_new=True, back_to=number)


def _of(kind: EditKind, meeting: Meeting) -> str:
    """The entry of a kind that a meeting is of: lists that number their rows share ids."""
    if kind is EditKind.JOBSEEKERS:
        return meeting.person
    return meeting.stand if kind is EditKind.EXHIBITORS else meeting.offer


def _ends(fair: Fair, meeting: Meeting) -> datetime:
    return SlotGrid.of(fair).ends_at(meeting.slot, meeting.length)


def _came(reader: Connection, fair: str) -> frozenset[str]:
    return frozenset(fact.person for fact in happenings.read_happenings(reader, fair))


def _is_here(shop: Shop, fair: str, entry: str) -> bool:
    with shop.store.reading() as reader:
        return entry in Attendance.of(happenings.read_happenings(reader, fair)).present


def _offers_of(entries: Entries, record: EntryRecord) -> tuple[Offer, ...]:
    if not isinstance(record, Exhibitor):
        return ()
    return tuple(offer for offer in entries.offers.values() if offer.exhibitor == record.id)


def _went_with(edit: Edit, stand: Edit) -> bool:
    return edit.at == stand.at and _fields(edit).get("exhibitor") == stand.entry


def _fields(edit: Edit) -> Mapping[str, object]:
    fields = edit.document["fields"]
    assert isinstance(fields, Mapping)
    return fields


def _record(kind: EditKind, document: Mapping[str, object]) -> EntryRecord:
    return from_document(dict(document), RECORDS[kind.value])


def _figures(document: Mapping[str, object]) -> Statistics:
    return from_document({**document, "person": document["id"]}, Statistics)
