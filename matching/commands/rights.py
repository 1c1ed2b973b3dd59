"""People's rights: to be forgotten, and who is due."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from matching.commands.options import FairId, Nonce, PersonId, Station
from matching.commands.writing import writing_to
from matching.phrases import day_said, moment_said, say_count
from matching.terminal import Terminal, act

if TYPE_CHECKING:
    from matching.services.rights.field_retention import FieldDue
    from matching.services.rights.forget import Forgotten

app = typer.Typer()
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would go; change nothing.")]


@act(app, "forget")
def forget(
    terminal: Terminal,
    fair: FairId,
    *,
    person: PersonId = "",
    due: Annotated[bool, typer.Option("--due", help="Everybody whose time is over.")] = False,
    dry_run: DryRun = False,
    station: Station = "",
) -> None:
    """Forget a person, or everybody whose time is over; figures do not move."""
    from matching.services.rights.field_retention import fields_due, forget_fields_due
    from matching.services.rights.forget import forget as forget_person
    from matching.services.rights.forget import would_forget
    from matching.services.rights.retention import due_now, forget_due, is_of_nobody

    if bool(person) == due:
        raise typer.BadParameter("--person | --due")
    shop = terminal.open()
    fields: tuple[FieldDue, ...] = ()
    if dry_run:
        found = due_now(shop, fair) if due else ()
        people = [entry.person for entry in found] if due else [person]
        fields = fields_due(shop, fair, found) if due else ()
        gone = tuple(would_forget(shop, fair, who) for who in people)
    elif due:
        gone = forget_due(shop, fair, station=station)
        fields = forget_fields_due(shop, fair, station=station)
    else:
        gone = (forget_person(shop, fair, person, station=station),)
    said = terminal.say(f"forget.{'would' if dry_run else 'done'}", count=len(gone))
    answer = {
        "fair": fair,
        "dry_run": dry_run,
        "forgotten": [_answer(found) for found in gone],
        "fields": _fields(fields),
    }
    lines = _field_lines(terminal, fields, dry_run=dry_run)
    if due and is_of_nobody(shop, fair):
        lines = (terminal.say("rights.demonstration"), *lines)
    terminal.answer(answer, said, *lines, *_notes(terminal, gone, dry_run=dry_run))
    rows = [[found.person, sum(found.rows.values()), len(found.lines)] for found in gone]
    terminal.table(terminal.heads(("person", "rows", "files"), of="forget"), rows)


def _fields(due: "Sequence[FieldDue]") -> list[dict[str, str]]:
    return [
        {"person": found.person, "on": found.on.isoformat(), "field": found.field} for found in due
    ]


def _field_lines(
    terminal: Terminal, due: "Sequence[FieldDue]", *, dry_run: bool
) -> tuple[str, ...]:
    """How many people lose which field, a line a field."""
    counts = Counter(found.field for found in due)
    code = f"forget.field_{'would' if dry_run else 'done'}"
    return tuple(
        terminal.say(code, field=terminal.say(f"retention.field_{field}"), count=count)
        for field, count in counts.items()
    )


def _answer(found: "Forgotten") -> dict[str, Any]:
    from matching.services.live.change_answers import changes_answer

    return {
        "person": found.person,
        "rows": dict(found.rows),
        "lines": dict(found.lines),
        "still_in": [{"kind": copy.kind, "path": copy.path} for copy in found.copies],
        "wiped": found.is_wiped,
        "moved_up": list(found.moved_up),
        "fairs": [
            {"fair": day.fair, "rows": day.rows, "meetings": day.meetings, "on": day.is_on}
            for day in found.fairs
        ],
        "groups": [
            {"offer": group.offer.id, "starts": f"{group.starts_at:%H:%M}", "others": group.others}
            for group in found.groups
        ],
        **(changes_answer(found.plan) if found.plan else {}),
    }


def _notes(terminal: Terminal, gone: "tuple[Forgotten, ...]", *, dry_run: bool) -> tuple[str, ...]:
    from matching.services.live.change_answers import changes_lines
    from matching.services.rights.who import reach_lines

    copies = {copy.path: copy for found in gone for copy in found.copies}
    lines: list[str] = [
        terminal.say(f"forget.in_{copy.kind}", path=path) for path, copy in copies.items()
    ]
    if moved := sum(len(found.moved_up) for found in gone):
        code = f"forget.{'would_move' if dry_run else 'moved'}"
        lines.append(say_count(code, terminal.language, moved))
    for found in gone:
        lines += reach_lines(found.fairs, terminal.language, is_done=not dry_run)
        if dry_run:
            lines += [group.told(terminal.language) for group in found.groups]
        elif found.plan is not None:
            lines += changes_lines(found.plan, terminal.language)
    if not dry_run and not all(found.is_wiped for found in gone):
        lines.append(terminal.say("forget.wiped_later"))
    return tuple(lines)


@act(app, "retention")
def retention(
    terminal: Terminal,
    fair: FairId,
    *,
    absent_days: Annotated[int | None, typer.Option(help="Did not come: days.")] = None,
    present_months: Annotated[int | None, typer.Option(help="Came: months.")] = None,
    recontact_months: Annotated[int | None, typer.Option(help="May be called: months.")] = None,
    field: Annotated[
        list[str] | None,
        typer.Option("--field", help="A field of those kept longer, in months: words=6."),
    ] = None,
) -> None:
    """How long people are kept, and who is to be forgotten when; changes the rules when asked."""
    from dataclasses import asdict

    from matching.services.rights.field_retention import retained_fields
    from matching.services.rights.retention import is_of_nobody, retained
    from matching.services.shop.retention_rules import read_retention, set_retention

    shop = terminal.open()
    given = {
        "absent_days": absent_days,
        "present_months": present_months,
        "recontact_months": recontact_months,
    }
    changes = {name: value for name, value in given.items() if value is not None}
    changes |= dict(map(_field_months, field or ()))
    rules = set_retention(shop, **changes) if changes else read_retention(shop)
    found = retained(shop, fair)
    people = [{"person": due.person, "on": due.on.isoformat(), "rule": due.rule} for due in found]
    says = [terminal.say(f"retention.{name}", count=n) for name, n in asdict(rules).items()]
    if is_of_nobody(shop, fair):
        says.append(terminal.say("rights.demonstration"))
    fields = retained_fields(shop, fair)
    answer = {"fair": fair, "rules": asdict(rules), "people": people, "fields": _fields(fields)}
    terminal.answer(answer, *says)
    whole = terminal.say("retention.whole")
    kept = [(due.on, due.person, whole) for due in found]
    kept += [(due.on, due.person, terminal.say(f"retention.field_{due.field}")) for due in fields]
    rows = [[person, day_said(on, terminal.language), what] for on, person, what in sorted(kept)]
    names = ("forget.person", "retention.on", "retention.what")
    terminal.table([terminal.say(name) for name in names], rows)


def _field_months(said: str) -> tuple[str, int]:
    from matching.services.shop.retention_rules import FIELDS

    name, _, months = said.partition("=")
    if name not in FIELDS or not months.isdecimal():
        raise typer.BadParameter(f"{' | '.join(f'{field}=3' for field in FIELDS)}")
    return f"{name}_months", int(months)


@act(app, "person-file")
def person_file(
    terminal: Terminal,
    fair: FairId,
    *,
    person: PersonId,
    out: Annotated[Path | None, typer.Option("--out", help="Write it as .json or .pdf.")] = None,
    station: Station = "",
) -> None:
    """Everything that is kept of one person, for that person."""
    from json import dumps

    from matching.services.rights.access_file import access_file
    from matching.services.rights.access_pdf import access_pages
    from matching.services.rights.copies import PERSON_FILE, note_written

    shop = terminal.open()
    found = access_file(shop, fair, person, station=station)
    text = dumps(found, ensure_ascii=False, indent=2)
    if out is None:
        terminal.answer(found, text)
        return
    is_pdf = out.suffix.casefold() == ".pdf"
    content = access_pages(shop, found, terminal.language) if is_pdf else text.encode()
    with writing_to(out):
        out.write_bytes(content)
    note_written(shop, PERSON_FILE, out, fair=fair, person=person)
    terminal.answer({"file": str(out)}, str(out))


@act(app, "delete-fair")
def delete_fair(
    terminal: Terminal, fair: FairId, *, dry_run: DryRun = False, station: Station = ""
) -> None:
    """Delete a fair whole, with everybody in it."""
    from matching.services.rights.delete_fair import delete_fair as delete
    from matching.services.rights.delete_fair import would_delete

    shop = terminal.open()
    gone = would_delete(shop, fair) if dry_run else delete(shop, fair, station=station)
    copies = [{"kind": copy.kind, "path": copy.path} for copy in gone.copies]
    lines = [terminal.say(f"forget.in_{copy.kind}", path=copy.path) for copy in gone.copies]
    code = "forget.fair_would_go" if dry_run else "forget.fair_deleted"
    said = terminal.say(code, fair=fair, rows=sum(gone.rows.values()))
    answer = {
        "fair": fair,
        "dry_run": dry_run,
        "rows": dict(gone.rows),
        "still_in": copies,
        "wiped": gone.is_wiped,
    }
    terminal.answer(answer, said, *lines)


@act(app, "clear-rehearsal")
def clear_rehearsal(
    terminal: Terminal, fair: FairId, *, dry_run: DryRun = False, station: Station = ""
) -> None:
    """Take out all that was tried before the day: facts, answers, people of the door."""
    from matching.services.rights.rehearsal import clear_rehearsal as clear
    from matching.services.rights.rehearsal import rehearsed

    shop = terminal.open()
    found = rehearsed(shop, fair) if dry_run else clear(shop, fair, station=station)
    code = "rehearsal.would" if dry_run else "rehearsal.cleared"
    said = terminal.say(code, facts=found.facts, people=len(found.people))
    answer = {"fair": fair, "dry_run": dry_run, "facts": found.facts, "people": found.people}
    terminal.answer(answer, said)


@act(app, "correct")
def correct(
    terminal: Terminal,
    fair: FairId,
    *,
    person: PersonId,
    field: Annotated[list[str], typer.Option("--field", help="column=value")],
    nonce: Nonce = "",
    station: Station = "",
) -> None:
    """Put right what is written of a person who asks for it; the announced plan follows."""
    from matching.domain.edit import EditKind
    from matching.services.live.change_answers import changes_lines
    from matching.services.prepare.edit_entries import change_entry
    from matching.services.shop.refusals import field_name, typed_sentence

    shop, language = terminal.open(), terminal.language
    pairs = (word.partition("=") for word in field)
    typed = {name.strip(): value for name, _, value in pairs}
    edited = change_entry(
        shop,
        fair,
        EditKind.JOBSEEKERS,
        person,
        typed,
        nonce=nonce or shop.new_nonce(),
        station=station,
        asked_by_person=True,
    )
    names = ", ".join(field_name(name, language) for name in edited.fields)
    done = "entries.changed" if edited.fields else "entries.same"
    lines: list[str] = [terminal.say(done, fields=names)]
    lines += [typed_sentence(flaw, language) for flaw in edited.flaws]
    lines += changes_lines(edited.plan, language) if edited.plan is not None else []
    terminal.answer({"fair": fair, "person": person, "fields": list(edited.fields)}, *lines)


@act(app, "rights-log")
def rights_log(terminal: Terminal, fair: FairId) -> None:
    """Who did what about people's rights, and when; no person is named in it."""
    from dataclasses import asdict

    from matching.services.rights.acts import rights_acts, zone_of

    shop = terminal.open()
    found, zone = rights_acts(shop, fair), zone_of(shop, fair)
    clock = f" {UTC}" if zone is UTC else ""
    terminal.answer({"fair": fair, "acts": [asdict(done) for done in found]})
    rows = [
        [
            moment_said(done.done_at.astimezone(zone), terminal.language) + clock,
            terminal.say(f"rights_act.{done.act}"),
            done.people,
            done.station,
        ]
        for done in found
    ]
    heads = terminal.heads(("at", "what", "people", "station"), of="rights_act")
    terminal.table(heads, rows)
