"""People's rights: to be forgotten, and who is due."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from matching.commands.options import Fair, Person, Station
from matching.terminal import Terminal, act

if TYPE_CHECKING:
    from matching.services.rights.forget import Forgotten

app = typer.Typer()
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would go; change nothing.")]


@act(app, "forget")
def forget(
    terminal: Terminal,
    fair: Fair,
    *,
    person: Person = "",
    due: Annotated[bool, typer.Option("--due", help="Everybody whose time is over.")] = False,
    dry_run: DryRun = False,
    station: Station = "",
) -> None:
    """Forget a person, or everybody whose time is over; figures do not move."""
    from matching.services.rights.forget import forget_all, would_forget
    from matching.services.rights.retention import due_now

    if bool(person) == due:
        raise typer.BadParameter("--person | --due")
    shop = terminal.open()
    people = [found.person for found in due_now(shop, fair)] if due else [person]
    gone = (
        tuple(would_forget(shop, fair, who) for who in people)
        if dry_run
        else forget_all(shop, fair, people, station=station, act="due" if due else "forgotten")
    )
    said = terminal.say(f"forget.{'would' if dry_run else 'done'}", count=len(gone))
    answer = {"fair": fair, "dry_run": dry_run, "forgotten": [_answer(found) for found in gone]}
    terminal.answer(answer, said, *_notes(terminal, gone, dry_run=dry_run))
    rows = [[found.person, sum(found.rows.values()), len(found.lines)] for found in gone]
    terminal.table([terminal.say(f"forget.{name}") for name in ("person", "rows", "files")], rows)


def _answer(found: "Forgotten") -> dict[str, Any]:
    return {
        "person": found.person,
        "rows": dict(found.rows),
        "lines": dict(found.lines),
        "still_in": [{"kind": copy.kind, "path": copy.path} for copy in found.copies],
        "wiped": found.is_wiped,
    }


def _notes(terminal: Terminal, gone: "tuple[Forgotten, ...]", *, dry_run: bool) -> tuple[str, ...]:
    copies = {copy.path: copy for found in gone for copy in found.copies}
    lines = [terminal.say(f"forget.in_{copy.kind}", path=path) for path, copy in copies.items()]
    if not dry_run and not all(found.is_wiped for found in gone):
        lines.append(terminal.say("forget.wiped_later"))
    return tuple(lines)


@act(app, "retention")
def retention(
    terminal: Terminal,
    fair: Fair,
    *,
    absent_days: Annotated[int | None, typer.Option(help="Did not come: days.")] = None,
    present_months: Annotated[int | None, typer.Option(help="Came: months.")] = None,
    recontact_months: Annotated[int | None, typer.Option(help="May be called: months.")] = None,
) -> None:
    """How long people are kept, and who is to be forgotten when; changes the rules when asked."""
    from dataclasses import asdict

    from matching.services.rights.retention import read_retention, retained, set_retention

    shop = terminal.open()
    given = {
        "absent_days": absent_days,
        "present_months": present_months,
        "recontact_months": recontact_months,
    }
    changes = {name: value for name, value in given.items() if value is not None}
    rules = set_retention(shop, **changes) if changes else read_retention(shop)
    found = retained(shop, fair)
    people = [{"person": due.person, "on": due.on.isoformat(), "rule": due.rule} for due in found]
    says = [terminal.say(f"retention.{name}", count=n) for name, n in asdict(rules).items()]
    terminal.answer({"fair": fair, "rules": asdict(rules), "people": people}, *says)
    rows = [[due.person, due.on.isoformat()] for due in found]
    terminal.table([terminal.say("forget.person"), terminal.say("retention.on")], rows)
