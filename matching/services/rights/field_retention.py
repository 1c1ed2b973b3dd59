"""What people said goes before they do: each field when its own time is over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from matching.domain.programme.follow_up import months_after
from matching.outcomes.nobody import grouped
from matching.services.evening.report import read_day, with_first_wishes
from matching.services.files.rows_of_person import without_person
from matching.services.rights.forget import finish_wiping
from matching.services.rights.keep_up import let_go
from matching.services.rights.retention import DuePerson, due_by, retained, today_at
from matching.services.rights.who import who_is
from matching.services.shop.retention_rules import FIELDS, read_rules
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.people import erasure, forgotten_fields
from matching.store.people.erasure import Identity, RightsAct
from matching.store.people.listing import list_changed
from matching.store.people.opportunities import settle_opportunities


@dataclass(frozen=True, slots=True)
class FieldDue:
    """A field of somebody with the day on which it is to be forgotten."""

    person: str
    on: date
    field: str


def retained_fields(
    shop: Shop, fair: str, people: Iterable[DuePerson] | None = None
) -> tuple[FieldDue, ...]:
    """Every field that goes before its person, the first first; those gone are left out.

    Parameters
    ----------
    people
        Everybody with their own day, as `retained` tells; read where the caller has not.
    """
    people = retained(shop, fair) if people is None else people
    with shop.store.reading() as reader:
        rules, held = read_rules(reader), fairs.read_fair(reader, fair).date
        gone = forgotten_fields.forgotten_fields(reader, fair)
    on = {field: months_after(held, getattr(rules, f"{field}_months")) for field in FIELDS}
    found = [
        FieldDue(due.person, on[field], field)
        for due in people
        for field in FIELDS
        if on[field] < due.on and field not in gone.get(due.person, ())
    ]
    return tuple(sorted(found, key=lambda due: (due.on, due.person, due.field)))


def fields_due(shop: Shop, fair: str, people: Iterable[DuePerson] = ()) -> tuple[FieldDue, ...]:
    """Fields whose day has come, but of people who are to be forgotten whole."""
    return due_beside(retained_fields(shop, fair), people, today_at(shop, fair))


def due_beside(
    found: Iterable[FieldDue], people: Iterable[DuePerson], today: date
) -> tuple[FieldDue, ...]:
    """Those of these fields that are due by a day, but of people who are to be forgotten whole."""
    whole = {due.person for due in people}
    return tuple(due for due in due_by(found, today) if due.person not in whole)


def forget_fields_due(shop: Shop, fair: str, *, station: str = "") -> tuple[FieldDue, ...]:
    """Forget every field whose day has come; the person stays, and no figure of the report moves.

    One transaction a person: a process that is killed meanwhile leaves each as before or done.
    """
    due = fields_due(shop, fair)
    by_person: dict[str, list[str]] = {}
    for found in due:
        by_person.setdefault(found.person, []).append(found.field)
    for person, names in by_person.items():
        with shop.store.writing() as writer:
            _forget(writer, fair, person, names, shop.clock())
            erasure.note_act(writer, RightsAct(fair, "fields", 1, shop.clock(), station))
    if due:
        finish_wiping(shop)
        let_go(shop)
    return due


def _forget(writer: Connection, fair: str, person: str, names: list[str], at: datetime) -> None:
    who = who_is(writer, fair, person)
    day = with_first_wishes(writer, read_day(writer, fair), [person])
    settle_opportunities(writer, fair, person)
    for name in names:
        first_wish = day.first_wishes.get(person) if name == "words" else None
        forgotten_fields.note_forgotten(writer, fair, person, name, at=at, first_wish=first_wish)
        if name in forgotten_fields.PROFILE:
            members = forgotten_fields.PROFILE[name]
            forgotten_fields.empty_profile(writer, fair, who.files, members)
    if "words" in names:
        forgotten_fields.drop_reasons(writer, fair, who.files)
    if "statistics" in names:
        held = day.entries.fair.date
        forgotten_fields.group_statistics(
            writer, fair, who.files, lambda said: grouped(said, held, said.person)
        )
    if "notes" in names:
        forgotten_fields.drop_notes(writer, fair, who.files)
    if "received" in names:
        _drop_received(writer, fair, who)
    list_changed(writer, fair)
    erasure.note_erasure(writer)


def _drop_received(writer: Connection, fair: str, who: Identity) -> None:
    for table in without_person(writer, fairs.read_fair(writer, fair), who):
        erasure.replace_received(writer, fair, table.part, table.document)
        erasure.drop_flaws(writer, fair, table.file, table.lines)
    forgotten_fields.empty_edits(writer, fair, who.files)
