"""Add or change a person, a stand or an offer by hand, by the rules of the files."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from sqlalchemy import Connection

from badges.code import new_code
from matching.domain.edit import Edit, EditAct, EditKind
from matching.domain.entries import Entries
from matching.domain.errors import FairError
from matching.domain.exhibitor import Exhibitor
from matching.domain.flaw import Flaw
from matching.domain.jobseeker import Jobseeker
from matching.domain.offer import Offer
from matching.domain.statistics import Statistics
from matching.intake.entries.typed_entry import (
    EntryRecord,
    TypedEntry,
    changed_entry,
    lost_of,
    read_typed_entry,
)
from matching.services.files.mending.title_and_code import typed_title_flaws
from matching.services.live.redrawn import Redrawn
from matching.services.prepare.edited_plan import plan_after
from matching.services.prepare.entry_now import EntryNow, entries_of, entry_now
from matching.services.prepare.series.edited_places import NOBODY_MOVED, PlacesMoved, stock_before
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import plans
from matching.store.documents import to_document
from matching.store.edits import append_edit, read_edits
from matching.store.entries import (
    stored_person,
    stored_stand_or_offer,
    write_person,
    write_stand_or_offer,
)
from matching.store.people import badges, erasure
from matching.store.people.answers import answers_of, keep_answers
from matching.store.people.erasure import RightsAct

R = TypeVar("R", bound=Jobseeker | Exhibitor | Offer | Statistics)
PLAN = "plan"
"""Under what an edit names the announced plan that was in force before it."""
_NAMES_WORK = frozenset({"title", "rome", "kind"})
_NOT_EDITED = frozenset({"id", "exhibitor"})


@dataclass(frozen=True, slots=True)
class Edited:
    """What came of an edit: the entry, what is said of its cells, and what moved in the plan.

    `fields` are those that changed; none when everything is as it was. `plan` is `None` while
    nothing is announced. `places` says who has a place by it that they waited for, and who waits
    that had one, on every day of the organiser.
    """

    entry: str
    fields: tuple[str, ...]
    flaws: tuple[Flaw, ...]
    plan: Redrawn | None = None
    places: PlacesMoved = NOBODY_MOVED


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry that was typed and can be entered; `columns` are those in which something stands."""

    kind: EditKind
    columns: tuple[str, ...]
    record: EntryRecord
    read: TypedEntry


class EntryRefused(FairError):
    """A cell that was typed cannot be read, or the entry cannot be; nothing was written."""

    def __init__(self, flaws: Sequence[Flaw]) -> None:
        super().__init__("entry_refused", count=len(flaws))
        self.flaws = tuple(flaws)


def change_entry(
    shop: Shop,
    fair: str,
    kind: EditKind,
    entry: str,
    typed: Mapping[str, str],
    *,
    nonce: str,
    station: str = "",
    asked_by_person: bool = False,
) -> Edited:
    """An entry with other words in some of its columns; the announced plan follows.

    Parameters
    ----------
    typed
        Column to the cell that was typed; what is not here stays.
    nonce
        Names the act, so that what is reported of it is reported once.
    asked_by_person
        The person has asked for what is written of them to be right: the log of rights says so.

    Raises
    ------
    FairError
        `entry_refused` with the flaws a file would have; `person_unknown`, `stand_unknown`,
        `offer_unknown`.
    """
    now = entry_now(shop, fair, kind, entry)
    cells = {column: cell for column, cell in typed.items() if column not in _NOT_EDITED}
    stands = _stands(shop, fair)
    changed = changed_entry(now.record, now.figures, cells, fair=now.fair, stands=stands)
    if changed.lost:
        raise EntryRefused(changed.lost)
    if not changed.fields:
        return Edited(entry, (), changed.flaws)
    with shop.store.writing() as writer:
        stock = stock_before(writer, fair, changed.fields)
        after, written = _write_change(shop, writer, now, changed.fields)
        back_to = _plan_to_give_back(writer, now, written)
        written[PLAN] = plans.announced_number(writer, fair)
        edit = Edit(kind, entry, EditAct.CHANGE, written, shop.clock(), station)
        append_edit(writer, fair, edit)
        if asked_by_person:
            erasure.note_act(writer, RightsAct(fair, "corrected", 1, shop.clock(), station))
        moved = stock.moved(shop, writer, station=station) if stock else NOBODY_MOVED
    plan = plan_after(shop, fair, after, tuple(changed.fields), nonce=nonce, back_to=back_to)
    flaws = (*changed.flaws, *_against_code(shop, after, changed.fields))
    return Edited(entry, tuple(changed.fields), flaws, plan, moved)


def add_entry(
    shop: Shop,
    fair: str,
    kind: EditKind,
    typed: Mapping[str, str],
    *,
    nonce: str,
    station: str = "",
) -> Edited:
    """One more person, stand or offer; in an announced plan a person gets what is free.

    Raises
    ------
    FairError
        `entry_refused` with the flaws a file would have; `entry_exists` when there is one of the
        same name (and contact) already.
    """
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
    return enter_new(shop, fair, [read_new(entries, kind, typed)], nonce=nonce, station=station)


def read_new(
    entries: Entries, kind: EditKind, typed: Mapping[str, str], *, stands: Sequence[Exhibitor] = ()
) -> NewEntry:
    """The entry that was typed, beside those that are there; nothing is written.

    Parameters
    ----------
    stands
        Further ones that an offer may be of: they are entered with it.

    Raises
    ------
    FairError
        As of `add_entry`.
    """
    cells = {column: cell for column, cell in typed.items() if cell.strip()}
    known = (*entries.exhibitors.values(), *stands)
    read = read_typed_entry(kind.value, cells, fair=entries.fair, stands=known)
    lost = lost_of(kind.value, read, cells, read.flaws)
    if lost or read.record is None:
        raise EntryRefused(lost)
    if read.record.id in entries_of(entries, kind):
        raise FairError("entry_exists", entry=read.record.id)
    return NewEntry(kind, tuple(cells), read.record, read)


def enter_new(
    shop: Shop, fair: str, new: Sequence[NewEntry], *, nonce: str, station: str
) -> Edited:
    """Write new entries, all or none; what is told is about the last, for which the plan is drawn.

    Parameters
    ----------
    new
        At least one, a stand before its offers.
    """
    with shop.store.writing() as writer:
        for one in new:
            figures = one.read.figures
            write_whole(shop, writer, fair, one.kind, one.record, figures=figures, station=station)
    last = new[-1]
    values = tuple(last.read.values)
    plan = plan_after(shop, fair, last.record, values, nonce=nonce, is_new=True)
    flaws = (*last.read.flaws, *_against_code(shop, last.record, values))
    return Edited(last.record.id, last.columns, flaws, plan)


def _against_code(shop: Shop, record: EntryRecord, typed: Collection[str]) -> tuple[Flaw, ...]:
    """What is said of an offer of which what names its work was typed."""
    if not isinstance(record, Offer) or _NAMES_WORK.isdisjoint(typed):
        return ()
    return typed_title_flaws(shop, record)


def write_whole(
    shop: Shop,
    writer: Connection,
    fair: str,
    kind: EditKind,
    record: EntryRecord,
    *,
    figures: Statistics | None = None,
    station: str,
) -> None:
    """Write a whole entry, with its line of the log and, for a person, a badge."""
    document = {"fields": document_of(record, figures), "before": {}}
    if isinstance(record, Jobseeker):
        write_person(writer, fair, record, figures)
        if record.id not in badges.live_codes(writer, fair, people=[record.id]):
            code = new_code(shop.random_bytes)
            badges.issue(writer, fair, record.id, code=code, at=shop.clock())
    else:
        write_stand_or_offer(writer, fair, record)
    edit = Edit(kind, record.id, EditAct.ADD, document, shop.clock(), station)
    append_edit(writer, fair, edit)


def document_of(record: EntryRecord, figures: Statistics | None) -> dict[str, object]:
    """Every field of an entry as the store keeps it, those for statistics too; no id of figures."""
    numbers = to_document(figures) if figures is not None else {}
    return {**to_document(record), **{name: numbers[name] for name in numbers if name != "person"}}


def _write_change(
    shop: Shop, writer: Connection, now: EntryNow, fields: Mapping[str, object]
) -> tuple[EntryRecord, dict[str, object]]:
    """Write the fields that changed; the entry as it is then, and what the log says of them."""
    fair, record, figures = now.fair.id, now.record, now.figures
    mine = {name: value for name, value in fields.items() if hasattr(record, name)}
    after, numbers = _with(record, mine), figures
    if figures is not None and (others := {name: fields[name] for name in fields.keys() - mine}):
        numbers = _with(figures, others)
    if isinstance(record, Jobseeker):
        stored = stored_person(writer, fair, record.id) or record
        write_person(writer, fair, _with(stored, mine), numbers)
        _answer_again(shop, writer, now, {name: to_document(after)[name] for name in mine})
    else:
        stored_now = stored_stand_or_offer(writer, fair, record)
        write_stand_or_offer(writer, fair, _with(stored_now, mine))
    was, new = document_of(record, figures), document_of(after, numbers)
    return after, {
        "fields": {name: new[name] for name in fields},
        "before": {name: was[name] for name in fields},
    }


def plan_before(edit: Edit) -> int:
    """The number of the announced plan in force before an edit; 0 for none."""
    return int(str(edit.document.get(PLAN, 0)))


def _plan_to_give_back(reader: Connection, now: EntryNow, written: Mapping[str, object]) -> int:
    """The plan before the last change of an entry where this one takes that back; else 0."""
    if not plans.is_announced(reader, now.fair.id):  # then none was before it either
        return 0
    key = now.kind, now.record.id
    mine = [edit for edit in read_edits(reader, now.fair.id) if (edit.kind, edit.entry) == key]
    if not mine or mine[-1].document.get("before") != written["fields"]:
        return 0
    return plan_before(mine[-1])


def _with(record: R, fields: Mapping[str, Any]) -> R:
    return replace(record, **fields)


def _answer_again(
    shop: Shop, writer: Connection, now: EntryNow, fields: Mapping[str, object]
) -> None:
    """What was answered at the door stands over the list: there too the last word counts."""
    fair, person = now.fair.id, now.record.id
    answered = answers_of(writer, fair, person).keys() & fields.keys()
    if answered:
        said = {name: fields[name] for name in sorted(answered)}
        keep_answers(writer, fair, person, said, at=shop.clock())


def _stands(shop: Shop, fair: str) -> tuple[Exhibitor, ...]:
    with shop.store.reading() as reader:
        return tuple(fairs.read_entries(reader, fair).exhibitors.values())
