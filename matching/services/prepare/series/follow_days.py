"""What is entered or changed on a day goes on to the later days of its series."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection

from matching.domain.edit import Edit, EditAct, EditKind
from matching.domain.entries import Entries
from matching.domain.exhibitor import Exhibitor
from matching.domain.fair import Fair
from matching.domain.jobseeker import Jobseeker
from matching.domain.offer import Offer
from matching.domain.statistics import Statistics
from matching.intake.entries.typed_entry import RECORDS, EntryRecord, kind_of_record
from matching.phrases import say, say_count
from matching.services.prepare.edit_entries import document_of, write_whole
from matching.services.prepare.edited_plan import plan_after
from matching.services.prepare.remove_entries import remove_entry
from matching.services.shop.refusals import field_name
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day.acquaintances import (
    Acquaintance,
    listed_elsewhere,
    same_people,
    tell_of_days,
)
from matching.store.day.stocks import other_days
from matching.store.documents import from_document
from matching.store.edits import append_edit, read_edits, taken_out
from matching.store.entries import (
    read_staying,
    stored_stand_or_offer,
    write_person,
    write_stand_or_offer,
)
from matching.store.people.choices import Choice, put_choice
from matching.store.people.duplicates import DuplicateVerdict

SERIES = "series"
"""The station of what a series wrote by itself: whatever else is written of a day is by hand."""
# Of people, what holds for one day alone or must be asked anew.
_OF_THE_DAY = frozenset({"consent_contact", "arrives", "leaves"})
_FIGURES = frozenset(Statistics.__dataclass_fields__) - {"person"}
_NAMED = 5
EditKey = tuple[EditKind, str]


@dataclass(frozen=True, slots=True)
class DayFollowed:
    """What a later day took over, by label; `kept` are entries edited there, with their fields."""

    day: Fair
    people: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    kept: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def lines(self, language: str) -> tuple[str, ...]:
        """The same in sentences."""
        day = f"{self.day.date:%d/%m/%Y}"
        said = []
        if self.people:
            said.append(say_count("series.people", language, len(self.people), day=day))
        if self.entries:
            names, count = ", ".join(self.entries[:_NAMED]), len(self.entries)
            said.append(say_count("series.entries", language, count, day=day, names=names))
        for label, fields in self.kept:
            names = ", ".join(field_name(name, language) for name in fields)
            said.append(say("series.kept", language, day=day, label=label, fields=names))
        return tuple(said)


def follow_days(shop: Shop, fair: str) -> tuple[DayFollowed, ...]:
    """Bring the later days of a series up to a day: who is listed, stands, offers.

    Each field follows as long as nobody wrote another value on the later day; what was written
    there stays and is told. People are listed there with all they said but their hours and their
    consent to be contacted, which hold for the day on which they were given. The same again
    changes nothing more.
    """
    with shop.store.reading() as reader:
        frame = fairs.read_fair(reader, fair)
        days = [day for day in other_days(reader, frame) if _is_later(frame, day)]
    found = (_follow(shop, frame, day) for day in days)
    return tuple(one for one in found if one.people or one.entries or one.kept)


def _is_later(frame: Fair, day: Fair) -> bool:
    return (day.series or day.id) == (frame.series or frame.id) and day.date > frame.date


def _follow(shop: Shop, frame: Fair, day: Fair) -> DayFollowed:
    with shop.store.writing() as writer:
        steps = _Steps.between(writer, frame, day)
        added, removed = steps.added(), steps.removed()
        for record, figures in added:
            write_whole(
                shop,
                writer,
                day.id,
                kind_of_record(record),
                record,
                figures=figures,
                station=SERIES,
            )
            if isinstance(record, Jobseeker):
                _same_person(shop, writer, steps, record.id)
        changed = [_write(shop, writer, day, change) for change in steps.changed()]
    for key in removed:
        remove_entry(shop, day.id, *key, nonce=shop.new_nonce(), station=SERIES)
    for record, _ in added:
        plan_after(shop, day.id, record, (), nonce=shop.new_nonce(), is_new=True)
    for record, fields in changed:
        plan_after(shop, day.id, record, fields, nonce=shop.new_nonce())
    return steps.told(
        [record for record, _ in added],
        [*(record for record, _ in changed), *(steps.theirs[key] for key in removed)],
    )


def _same_person(shop: Shop, writer: Connection, steps: "_Steps", person: str) -> None:
    """Whoever is listed on another day too is one person, and stays out of matching there too."""
    here, day, at = steps.here.fair.id, steps.there.fair.id, shop.clock()
    for other in (here, *listed_elsewhere(writer, here, person)):
        word = Acquaintance((day, person), (other, person), DuplicateVerdict.ONE)
        tell_of_days(writer, word, at=at, station=SERIES)
    if person in steps.here.objectors:
        put_choice(writer, day, person, Choice.MATCHING, agrees=False, at=at, station=SERIES)


@dataclass(frozen=True, slots=True)
class _Change:
    """Fields of an entry of a later day, as they were there and as they become."""

    record: EntryRecord
    figures: Statistics | None
    before: Mapping[str, Any]
    after: Mapping[str, Any]


def _write(
    shop: Shop, writer: Connection, day: Fair, change: _Change
) -> tuple[EntryRecord, tuple[str, ...]]:
    kind = kind_of_record(change.record)
    document = {**document_of(change.record, change.figures), **change.after}
    record = from_document(document, RECORDS[kind.value])
    if isinstance(record, Jobseeker):
        write_person(writer, day.id, record, _figures(document))
    else:
        write_stand_or_offer(writer, day.id, record)
    told = {"fields": dict(change.after), "before": dict(change.before)}
    append_edit(writer, day.id, Edit(kind, record.id, EditAct.CHANGE, told, shop.clock(), SERIES))
    return record, tuple(change.after)


@dataclass(frozen=True, slots=True)
class _Steps:
    """Three states of each entry: here, on the later day, and what the series last wrote there."""

    here: Entries
    there: Entries
    base: Mapping[EditKey, Mapping[str, Any]]
    known: frozenset[EditKey]
    gone: frozenset[str]
    mine: Mapping[EditKey, EntryRecord] = field(default_factory=dict)
    theirs: Mapping[EditKey, EntryRecord] = field(default_factory=dict)

    @classmethod
    def between(cls, reader: Connection, frame: Fair, day: Fair) -> "_Steps":
        """What a day and a later one of its series hold."""
        here = read_staying(reader, frame.id)
        edits = read_edits(reader, day.id)
        removed = [edit for edit in edits if edit.act is EditAct.REMOVE]
        by_hand = {(edit.kind, edit.entry) for edit in removed}
        again = {(edit.kind, edit.entry) for edit in removed if _own(edit)}
        elsewhere = {who for (fair, who) in same_people(reader, day.id) if fair == frame.id}
        listed = _people(fairs.known_jobseekers(reader, day.id)) - again
        there = fairs.read_entries(reader, day.id)
        return cls(
            here=here,
            there=there,
            base=_base(edits),
            known=frozenset(listed | _people(elsewhere) | (by_hand - again)),
            gone=frozenset(fairs.known_jobseekers(reader, frame.id)),
            mine=dict(_records(reader, here)),
            theirs=dict(_records(reader, there.without(taken_out(reader, day.id)))),
        )

    def added(self) -> list[tuple[EntryRecord, Statistics | None]]:
        """What is here alone and nobody has taken out there; no offer that has begun by then."""
        day = self.there.fair.date
        return [
            (_for_another_day(record), self.here.statistics.get(record.id))
            for key, record in self.mine.items()
            if key not in self.theirs and key not in self.known
            if not (isinstance(record, Offer) and record.starts_on and record.starts_on < day)
        ]

    def changed(self) -> list[_Change]:
        """Fields that are others here since, and still there what the series wrote."""
        found = []
        for key, record in self._both():
            base, new, now = self._three(key, record)
            moved = {name: new[name] for name in new if new[name] != base[name] == now.get(name)}
            if moved:
                before = {name: now.get(name) for name in moved}
                figures = self.there.statistics.get(record.id)
                found.append(_Change(self.theirs[key], figures, before, moved))
        return found

    def removed(self) -> list[EditKey]:
        """What was taken out here and stands there as the series wrote it.

        Offers go with their stand, or stay with it.
        """
        return [
            key
            for key, record in self.theirs.items()
            if key in self.base and key not in self.mine
            if not isinstance(record, Jobseeker) or record.id in self.gone
            if not isinstance(record, Offer) or record.exhibitor in self.here.exhibitors
            if not self._by_hand(key, record)
        ]

    def told(self, added: Iterable[EntryRecord], others: Iterable[EntryRecord]) -> DayFollowed:
        """What came of it: people listed anew by themselves, every other entry in one list."""
        people, entries = list[str](), list[str]()
        for record in added:
            (people if isinstance(record, Jobseeker) else entries).append(_label(record))
        entries += map(_label, others)
        return DayFollowed(self.there.fair, tuple(people), tuple(entries), tuple(self._kept()))

    def _kept(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        for key, record in self._both():
            base, new, now = self._three(key, record)
            names = [name for name in new if new[name] != base[name] != now.get(name) != new[name]]
            if names:
                yield _label(record), tuple(names)
        for key, record in self.theirs.items():
            if key in self.base and key not in self.mine and (own := self._by_hand(key, record)):
                yield _label(record), own

    def _both(self) -> list[tuple[EditKey, EntryRecord]]:
        both = self.mine.keys() & self.base
        return [(key, self.mine[key]) for key in self.theirs if key in both]

    def _three(
        self, key: EditKey, record: EntryRecord
    ) -> tuple[Mapping[str, Any], Mapping[str, Any], Mapping[str, Any]]:
        """What the series wrote there, what it would write now, and what is there."""
        new = _document(_for_another_day(record), self.here.statistics)
        now = _document(self.theirs[key], self.there.statistics)
        return {**new, **self.base[key]}, new, now

    def _by_hand(self, key: EditKey, record: EntryRecord) -> tuple[str, ...]:
        now = _document(record, self.there.statistics)
        return tuple(
            name for name, value in self.base[key].items() if now.get(name, value) != value
        )


def _people(ids: Iterable[str]) -> set[EditKey]:
    return {(EditKind.JOBSEEKERS, person) for person in ids}


def _own(edit: Edit) -> bool:
    return edit.station == SERIES


def _base(edits: tuple[Edit, ...]) -> dict[EditKey, dict[str, Any]]:
    """What the series itself has written of each entry of a day."""
    found: dict[EditKey, dict[str, Any]] = {}
    for edit in edits:
        if not _own(edit):
            continue
        fields = edit.document.get("fields")
        if edit.act is EditAct.REMOVE:
            found.pop((edit.kind, edit.entry), None)
        elif isinstance(fields, Mapping):
            found.setdefault((edit.kind, edit.entry), {}).update(fields)
    return found


def _records(reader: Connection, entries: Entries) -> Iterator[tuple[EditKey, EntryRecord]]:
    """Each entry as it was written, wherever a stand stands today."""
    for stand in entries.exhibitors.values():
        yield (EditKind.EXHIBITORS, stand.id), stored_stand_or_offer(reader, entries.fair.id, stand)
    for offer in entries.offers.values():
        yield (EditKind.OFFERS, offer.id), offer
    for person in entries.jobseekers.values():
        if person.id not in entries.walk_ins:
            yield (EditKind.JOBSEEKERS, person.id), person


def _for_another_day(record: EntryRecord) -> EntryRecord:
    if not isinstance(record, Jobseeker):
        return record
    nothing: dict[str, Any] = dict.fromkeys(_OF_THE_DAY)
    return replace(record, **nothing)


def _document(record: EntryRecord, figures: Mapping[str, Statistics]) -> dict[str, Any]:
    document = document_of(record, figures.get(record.id))
    return {name: value for name, value in document.items() if name not in _OF_THE_DAY}


def _figures(document: Mapping[str, Any]) -> Statistics | None:
    numbers = {name: document[name] for name in _FIGURES & document.keys()}
    return from_document({**numbers, "person": document["id"]}, Statistics) if numbers else None


def _label(record: EntryRecord) -> str:
    if isinstance(record, Jobseeker):
        return record.full_name
    return record.name if isinstance(record, Exhibitor) else record.title
