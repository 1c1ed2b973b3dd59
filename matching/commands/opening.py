"""Open the shop: the app, and what must be right before the doors open."""

import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from matching.commands.options import Browser, FairId, HallOption, Https, Port
from matching.phrases import day_said, moment_said
from matching.terminal import EXIT_REFUSED, Terminal, act

if TYPE_CHECKING:
    from matching.services.evening.backup import Copied
    from matching.services.evening.doctor import Finding

app = typer.Typer()


@act(app, "demo")
def demo(
    terminal: Terminal,
    scheme: Annotated[str, typer.Argument(help="Which example fair.")] = "mosson",
    *,
    port: Port = 8501,
    browser: Browser = True,
    hall: HallOption = False,
    https: Https = False,
) -> None:
    """Open the app on an example fair, in a fresh store beside your own, or in the one named."""
    from matching.services.demo import fresh_demo
    from matching.serving import Doors, must_be_free, serve_app

    must_be_free(port)
    url = fresh_demo(scheme, at=datetime.now(UTC), url=terminal.named_url)
    doors = Doors(port, hall=hall, https=https)
    serve_app(replace(terminal, url=url), url, doors, browser=browser)


@act(app, "serve")
def serve(
    terminal: Terminal,
    *,
    port: Port = 8501,
    browser: Browser = True,
    hall: HallOption = False,
    https: Https = False,
) -> None:
    """Open the app on your store; `streamlit run app.py` is the same."""
    from matching.serving import Doors, serve_app

    doors = Doors(port, hall=hall, https=https)
    serve_app(terminal, terminal.url, doors, browser=browser)


@act(app, "fairs")
def fairs(terminal: Terminal) -> None:
    """List the fairs in the store."""
    from matching.services.files.fairs_known import known_fairs

    found = [
        {
            "fair": known.fair.id,
            "title": known.fair.title,
            "date": known.fair.date.isoformat(),
            "jobseekers": known.jobseekers,
            "exhibitors": known.exhibitors,
            "offers": known.offers,
        }
        for known in known_fairs(terminal.open())
    ]
    # An id alone on its line can be copied; a table folds it.
    terminal.answer({"fairs": found}, *(str(row["fair"]) for row in found))
    heads = ("fair", "title", "date", "jobseekers", "exhibitors", "offers")
    terminal.table(terminal.heads(heads), [[row[name] for name in heads] for row in found])


@act(app, "again")
def again(
    terminal: Terminal,
    fair: FairId,
    *,
    on: Annotated[str, typer.Option("--on", help="The other day (ISO 8601).")],
) -> None:
    """Hold a fair again on another day: its stands and offers, the places left, its lists."""
    from matching.services.prepare.series.repeat_fair import read_other_day, repeat_fair

    made = repeat_fair(terminal.open(), fair, read_other_day(on))
    answer = {
        "fair": made.fair.id,
        "date": made.fair.date.isoformat(),
        "exhibitors": made.exhibitors,
        "offers": made.offers,
        "jobseekers": made.jobseekers,
        "begun": list(made.begun),
    }
    terminal.answer(answer, *made.lines(terminal.language))


def _said(terminal: Terminal, finding: "Finding") -> str:
    """A finding in a sentence, its days and hours in words."""
    language = terminal.language
    told = {
        name: moment_said(value, language)
        if isinstance(value, datetime)
        else day_said(value, language)
        if isinstance(value, date)
        else value
        for name, value in finding.params.items()
    }
    return terminal.say(f"doctor.{finding.code}", **told)


@act(app, "doctor")
def doctor(
    terminal: Terminal,
    *,
    scanner: Annotated[
        bool, typer.Option("--scanner", help="Test a hand scanner: it reads one code.")
    ] = False,
    sheet: Annotated[
        Path | None, typer.Option("--scanner-sheet", help="Write the test code as SVG, to print.")
    ] = None,
    printer: Annotated[
        bool, typer.Option("--printer", help="Send a test page to a printer, the usual or NAME.")
    ] = False,
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="Which printer.")] = "",
) -> None:
    """Look at what must be right before the doors open; exit 1 when something is not."""
    if name and not printer:
        raise typer.BadParameter(name)
    if printer:
        from matching.commands.paper.printing import try_printer

        try_printer(terminal, name)
        return
    if sheet is not None:
        _write_sheet(sheet)
    if scanner:
        _try_scanner(terminal)
        return
    from matching.services.evening.doctor import examine
    from matching.serving.authority import good_until
    from matching.serving.serve_app import KEYS

    marks = {"ok": "✓", "warn": "!", "fail": "✗"}
    found = [
        {
            "check": finding.check,
            "state": finding.state,
            "code": finding.code,
            "text": _said(terminal, finding),
        }
        for finding in examine(terminal.open(), certified_until=good_until(KEYS))
    ]
    failed = any(finding["state"] == "fail" for finding in found)
    lines = [f"{marks[finding['state']]} {finding['text']}" for finding in found]
    terminal.answer({"findings": found}, *lines, code=EXIT_REFUSED if failed else 0)


def _write_sheet(file: Path) -> None:
    from matching.services.prepare.hand_scanner import scanner_sheet

    file.write_bytes(scanner_sheet())


def _try_scanner(terminal: Terminal) -> None:
    """Show the test code, and say which keyboard the scanner that reads it types for."""
    from badges.qr import qr_lines
    from matching.services.prepare.hand_scanner import TEST_CODE, keys_of

    for line in (terminal.say("doctor.scanner_show"), *qr_lines(TEST_CODE)):
        terminal.err.print(line, markup=False, highlight=False)
    terminal.err.print(terminal.say("doctor.scanner_type"), markup=False)
    typed = sys.stdin.readline().rstrip("\r\n")
    keys = keys_of(typed)
    document = {"scanner": keys.value, "typed": typed, "understood": keys.is_understood}
    said = terminal.say(f"doctor.scanner_{keys}", typed=typed)
    terminal.answer(document, said, code=0 if keys.is_understood else EXIT_REFUSED)


@act(app, "backup")
def backup(terminal: Terminal, file: Annotated[Path, typer.Argument(help="A new file.")]) -> None:
    """Copy the whole store into one file while the app runs."""
    from matching.services.evening.backup import backup as copy
    from matching.services.rights.copies import BACKUP, note_written

    shop = terminal.open()
    copied = copy(shop, file)
    note_written(shop, BACKUP, file)
    _tell_copied(terminal, "backup", file, copied)


@act(app, "restore")
def restore(
    terminal: Terminal,
    file: Annotated[Path, typer.Argument(help="A file that `backup` made.")],
    *,
    replace_all: Annotated[
        bool, typer.Option("--replace", help="Even when the store holds a fair.")
    ] = False,
) -> None:
    """Put a backup in the place of what the store holds."""
    from matching.services.evening.backup import restore as copy

    copied = copy(terminal.open(), file, replace=replace_all)
    _tell_copied(terminal, "restore", file, copied)


def _tell_copied(terminal: Terminal, act_name: str, file: Path, copied: "Copied") -> None:
    fairs = ", ".join(copied.fairs) or "-"
    said = terminal.say(f"cli.{act_name}_done", path=file, rows=copied.rows, fairs=fairs)
    terminal.answer({"file": str(file), "rows": copied.rows, "fairs": copied.fairs}, said)
