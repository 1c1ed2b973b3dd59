"""A person taken out of every table, and the row of nobody that keeps the figures."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Table,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from matching.domain.day.counted import Counted
from matching.domain.edit import EditKind
from matching.domain.spelling import fold
from matching.store import schema
from matching.store.documents import from_document, to_document
from matching.store.people.listing import list_changed
from matching.store.settings import forget_settings, keep_setting, read_setting

HOLDS_NOBODY = frozenset(
    {
        "accesses",
        "counted",
        "decisions",
        "exhibitors",
        "fairs",
        "listings",
        "offers",
        "releases",
        "rights_acts",
        "score_versions",
        "senses",
        "sessions",
        "settings",
        "vocabularies",
        "weights",
        "wrong_codes",
    }
)
"""Tables without a row of anybody; every other one is emptied of a person by `erase`."""

_FACTS, _MEETINGS, _PLANS = schema.happenings, schema.meetings, schema.plan_versions

_PENDING, _TIMES = "wipe_pending", "erasures"
_SETTINGS_OF_FAIR = ("codes_salt", "printings", "sheet_plans", "blank_badges", "demonstration")


@dataclass(frozen=True, slots=True)
class Identity:
    """What tells of a person: the ids of their files, the names, telephone and e-mail in them."""

    files: tuple[str, ...]
    full_names: frozenset[str]
    contacts: frozenset[str]

    def is_in(self, text: str) -> bool:
        """Whether a text names the person or tells how to reach them."""
        folded = fold(text)
        # A first name alone is borne by others too.
        whole = (name for name in self.full_names if " " in name)
        return any(name in folded for name in whole) or any(
            contact in text for contact in self.contacts
        )


def identity_of(reader: Connection, fair: str, files: Sequence[str]) -> Identity:
    """What is known to tell of somebody, from the documents of their files."""
    table = schema.jobseekers
    query = select(table.c.document).where(table.c.fair == fair, table.c.id.in_(files))
    documents = list(reader.scalars(query))
    names = {fold(f"{said['first_name']} {said['last_name']}".strip()) for said in documents}
    contacts = {said[name] for said in documents for name in ("phone", "email")}
    return Identity(tuple(files), frozenset(names), frozenset(contacts - {""}))


def _places(
    reader: Connection, fair: str, files: Collection[str]
) -> list[tuple[Table, ColumnElement[bool]]]:
    """Each table with the rows in it that are of a person, in an order that they may go in."""
    meetings = set(
        reader.scalars(
            select(_MEETINGS.c.id).where(_MEETINGS.c.fair == fair, _MEETINGS.c.person.in_(files))
        )
    )
    nonces = set(
        reader.scalars(
            select(_FACTS.c.nonce).where(
                _FACTS.c.fair == fair,
                or_(_FACTS.c.person.in_(files), _FACTS.c.meeting.in_(meetings)),
            )
        )
    )
    scores, twins, edits = schema.meeting_scores, schema.twins, schema.edits
    known = schema.acquaintances
    told = or_(_FACTS.c.nonce.in_(nonces), _FACTS.c.about.in_(nonces))
    by_hand = (edits.c.kind == EditKind.JOBSEEKERS.value) & edits.c.entry.in_(files)
    of_person = (
        schema.answers, schema.choices, schema.subjects, schema.statistics, schema.badges,
        schema.wishes, schema.opportunities, schema.judgements, schema.notes,
        schema.print_jobs, schema.forgotten_fields, schema.copies, _MEETINGS,
    )  # fmt: skip
    return [
        (scores, (scores.c.fair == fair) & scores.c.meeting.in_(meetings)),
        (_FACTS, (_FACTS.c.fair == fair) & told),
        *((table, (table.c.fair == fair) & table.c.person.in_(files)) for table in of_person),
        (twins, (twins.c.fair == fair) & or_(twins.c.person.in_(files), twins.c.other.in_(files))),
        (known, _known_as(fair, files)),
        (edits, (edits.c.fair == fair) & by_hand),
        (schema.jobseekers, (schema.jobseekers.c.fair == fair) & schema.jobseekers.c.id.in_(files)),
    ]


def _known_as(fair: str, files: Collection[str]) -> ColumnElement[bool]:
    """What was said of somebody on this day or on another one of the organiser."""
    table = schema.acquaintances
    return or_(
        (table.c.fair == fair) & table.c.person.in_(files),
        (table.c.other_fair == fair) & table.c.other.in_(files),
    )


def rows_of(reader: Connection, fair: str, files: Collection[str]) -> dict[str, int]:
    """How many rows of each table are of a person, by table; only where there are any."""
    counts = {
        table.name: reader.scalar(select(func.count()).select_from(table).where(where)) or 0
        for table, where in _places(reader, fair, files)
    }
    return {name: count for name, count in counts.items() if count}


def documents_of(
    reader: Connection, fair: str, files: Collection[str]
) -> dict[str, list[dict[str, Any]]]:
    """Every row that is of a person, by table, as the store holds it; only where there are any."""
    found = {
        table.name: [dict(row) for row in reader.execute(select(table).where(where)).mappings()]
        for table, where in (*_places(reader, fair, files), _told_of(fair, files))
    }
    return {name: rows for name, rows in found.items() if rows}


def _told_of(fair: str, files: Collection[str]) -> tuple[Table, ColumnElement[bool]]:
    """What was told of a person later: read by them, and told of nobody once they are forgotten."""
    table = schema.follow_ups
    return table, (table.c.fair == fair) & table.c.record.in_(files)


def _tables_of_fair() -> Iterator[tuple[Table, Column[Any]]]:
    """Tables with rows of a fair that go with it, in an order that they may go in.

    The proof that a fair was deleted stays; accesses to it open nothing any more, and files
    outside the store are named as long as they are there.
    """
    kept = {schema.rights_acts, schema.decisions, schema.accesses, schema.copies}
    for table in reversed(schema.metadata.sorted_tables):
        column = table.c.id if table is schema.fairs else table.c.get("fair")
        if column is not None and table not in kept:
            yield table, column


def rows_of_fair(reader: Connection, fair: str) -> dict[str, int]:
    """How many rows of each table are of a fair; only where there are any."""
    counts = {
        table.name: reader.scalar(select(func.count()).select_from(table).where(column == fair))
        for table, column in _tables_of_fair()
    }
    return {name: count for name, count in counts.items() if count}


def erase_fair(writer: Connection, fair: str) -> dict[str, int]:
    """Delete a fair whole, with everybody in it; how many rows of each table."""
    acquainted = schema.acquaintances
    writer.execute(delete(acquainted).where(acquainted.c.other_fair == fair))
    gone = {
        table.name: writer.execute(delete(table).where(column == fair)).rowcount
        for table, column in _tables_of_fair()
    }
    copies = schema.copies
    writer.execute(update(copies).where(copies.c.fair == fair).values(person=""))
    forget_settings(writer, [f"{name}.{fair}" for name in _SETTINGS_OF_FAIR])
    note_erasure(writer)
    return {name: count for name, count in gone.items() if count}


def erase(
    writer: Connection, fair: str, who: Identity, counted: Iterable[Counted], *, new_id: str
) -> None:
    """Delete every row of a person, and keep rows of nobody in their place.

    What was told of them after a programme is told of `new_id`, which was drawn at random.

    `wipe_is_pending` is true from then on, until the database was written anew.
    """
    for table, where in _places(writer, fair, who.files):
        writer.execute(delete(table).where(where))
    _leave_out_of_plans(writer, fair, who)
    _leave_out_of_flaws(writer, fair, who)
    _tell_of_nobody(writer, fair, who, new_id)
    for row in counted:
        kept = {"fair": fair, "id": row.person.id, "document": to_document(row)}
        writer.execute(insert(schema.counted).values(kept))
    list_changed(writer, fair)
    note_erasure(writer)


def note_erasure(writer: Connection) -> None:
    """Let every process know that something was erased, and that pages are to be wiped."""
    keep_setting(writer, _PENDING, "yes")
    tell_processes(writer)


def tell_processes(writer: Connection) -> None:
    """Let every process know that what it has read of people may be gone."""
    keep_setting(writer, _TIMES, str(erasures(writer) + 1))


def erasures(reader: Connection) -> int:
    """How often something was erased from this store: processes let go of what they read."""
    return int(read_setting(reader, _TIMES) or 0)


def wipe_is_pending(reader: Connection) -> bool:
    """Whether rows were deleted whose pages may not have been written anew."""
    return read_setting(reader, _PENDING) == "yes"


def wiped(writer: Connection) -> None:
    """The pages were written anew."""
    keep_setting(writer, _PENDING, "no")


def _leave_out_of_plans(writer: Connection, fair: str, who: Identity) -> None:
    rows = writer.execute(select(_PLANS.c.number, _PLANS.c.unmet).where(_PLANS.c.fair == fair))
    for number, unmet in rows.all():
        others = [entry for entry in unmet if entry[0] not in who.files]
        if others != unmet:
            where = (_PLANS.c.fair == fair, _PLANS.c.number == number)
            writer.execute(update(_PLANS).where(*where).values(unmet=others))


def _tell_of_nobody(writer: Connection, fair: str, who: Identity, new_id: str) -> None:
    table = schema.follow_ups
    for row in writer.execute(select(table).where(_told_of(fair, who.files)[1])).all():
        here = (table.c.fair == fair, table.c.record == row.record, table.c.months == row.months)
        told_on = row.document.get("told_on")
        # The day of a call would tell who was called.
        month = told_on and f"{told_on[:7]}-01"
        document = {**row.document, "record": new_id, "told_on": month}
        writer.execute(update(table).where(*here).values(record=new_id, document=document))


def _leave_out_of_flaws(writer: Connection, fair: str, who: Identity) -> None:
    table = schema.flaws
    rows = writer.execute(select(table.c.number, table.c.document).where(table.c.fair == fair))
    gone = [row.number for row in rows if names(row.document, who)]
    writer.execute(delete(table).where(table.c.fair == fair, table.c.number.in_(gone)))


def names(document: object, who: Identity) -> bool:
    """Whether a document says anything that tells of a person."""
    return who.is_in(json.dumps(document, ensure_ascii=False))


def read_counted(reader: Connection, fair: str) -> tuple[Counted, ...]:
    """The rows of nobody that keep the figures of a fair."""
    table = schema.counted
    query = select(table.c.document).where(table.c.fair == fair).order_by(table.c.id)
    return tuple(from_document(document, Counted) for document in reader.scalars(query))


def replace_received(writer: Connection, fair: str, part: int, document: dict[str, Any]) -> None:
    """Keep a list of people without some of its rows."""
    table = schema.received_tables
    where = (table.c.fair == fair, table.c.kind == "jobseekers", table.c.part == part)
    writer.execute(update(table).where(*where).values(document=document))


def drop_flaws(writer: Connection, fair: str, file: str, lines: Collection[int]) -> None:
    """Let go of what was found to mend in these lines of a file."""
    table = schema.flaws
    rows = writer.execute(select(table.c.number, table.c.document).where(table.c.fair == fair))
    gone = [
        row.number for row in rows if row.document["file"] == file and row.document["line"] in lines
    ]
    writer.execute(delete(table).where(table.c.fair == fair, table.c.number.in_(gone)))


@dataclass(frozen=True, slots=True)
class Copy:
    """A file or folder that Parvis wrote outside the store.

    `fair` is empty where it holds all; `person` is whose own file it is, empty where it holds more.
    """

    kind: str
    path: str
    made_at: datetime
    fair: str = ""
    person: str = ""


def note_copy(writer: Connection, copy: Copy) -> None:
    """Remember where something was written."""
    writer.execute(insert(schema.copies).values(asdict(copy)))


def read_copies(reader: Connection) -> tuple[Copy, ...]:
    """Everything that was written outside the store, the first first."""
    query = select(schema.copies).order_by(schema.copies.c.number)
    rows = reader.execute(query)
    return tuple(Copy(row.kind, row.path, row.made_at, row.fair, row.person) for row in rows)


@dataclass(frozen=True, slots=True)
class RightsAct:
    """An act about people's rights: what, for how many, when, at which screen."""

    fair: str
    act: str
    people: int
    done_at: datetime
    station: str = ""


def note_act(writer: Connection, act: RightsAct) -> None:
    """Keep the proof of an act."""
    row = {name: getattr(act, name) for name in ("fair", "act", "people", "done_at", "station")}
    writer.execute(insert(schema.rights_acts).values(row))


def read_acts(reader: Connection, fair: str) -> tuple[RightsAct, ...]:
    """The acts of a fair, the first first."""
    table = schema.rights_acts
    query = select(table).where(table.c.fair == fair).order_by(table.c.number)
    return tuple(
        RightsAct(row.fair, row.act, row.people, row.done_at, row.station)
        for row in reader.execute(query)
    )
