"""Sheets to the printers of this laptop, and what became of them."""

import time
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from matching.commands.options import FairId, Nonce, PersonId, Station, listed
from matching.domain.day.print_job import JobState, PrintJob
from matching.domain.errors import FairError
from matching.terminal import EXIT_REFUSED, Terminal, act

if TYPE_CHECKING:
    from matching.services.plan.printing.spooler import Spooler
    from matching.services.shop.shop import Shop

app = typer.Typer()
_SHORT = 10  # signs of a job's name: somebody types it to print again
_ONLY = "badges,schedules,stands,door (all four when nothing is said) and those of `sheets`."
_PRINTER = Annotated[
    str, typer.Option("--printer", help="Its name; what was chosen in the app by default.")
]
_WAIT = Annotated[
    float, typer.Option("--wait", min=0, help="Seconds to wait until the printer is done.")
]


@act(app, "print")
def print_now(
    terminal: Terminal,
    fair: FairId,
    *,
    only: Annotated[str, typer.Option("--only", help=_ONLY)] = "",
    person: PersonId = "",
    printer: _PRINTER = "",
    labels: Annotated[str, typer.Option("--labels", help="What badges are printed on.")] = "85x54",
    first_label: Annotated[
        int, typer.Option("--first-label", help="The first label of the sheet that is left.")
    ] = 1,
    schedule_format: Annotated[
        str, typer.Option("--format", help="What schedules are printed on: a4, a5 or ticket.")
    ] = "",
    wait: _WAIT = 0,
    nonce: Nonce = "",
    station: Station = "",
) -> None:
    """Send sheets to a printer, each once; exit 1 when one is refused."""
    from matching.services.plan.print_sheets import SHEETS
    from matching.services.plan.printing import queue
    from matching.services.plan.printing.spooler import system_spooler

    shop, spooler = terminal.open(), system_spooler()
    sheets = listed(only) or SHEETS
    act_name = nonce or shop.new_nonce()[:_SHORT]
    asked = [
        queue.ask(
            shop,
            fair,
            sheet,
            printer=printer or _usual(shop, spooler, sheet),
            nonce=f"{act_name}-{number}",
            person=person,
            language=terminal.language,
            station=station,
            labels=labels,
            first_label=first_label,
            schedule_format=schedule_format,
        )
        for number, sheet in enumerate(sheets)
    ]
    _tell(terminal, _worked(shop, fair, spooler, {job.nonce for job in asked}, wait=wait))


def _worked(
    shop: "Shop", fair: str, spooler: "Spooler | None", names: Collection[str], *, wait: float
) -> list[PrintJob]:
    """The jobs of these names, handed over, and looked at until they are done or time is up."""
    from matching.services.plan.printing import queue

    end = time.monotonic() + wait
    while True:
        queue.work(shop, spooler)
        found = [job for job in queue.jobs(shop, fair) if job.nonce in names]
        if not any(job.is_open for job in found) or time.monotonic() >= end:
            return found
        time.sleep(1)


def _usual(shop: "Shop", spooler: "Spooler | None", sheet: str) -> str:
    """The printer chosen in the app for a kind of sheet, else the system's own first choice."""
    from matching.services.plan.printing.chosen_printers import chosen_printers

    chosen = chosen_printers(shop).of(sheet)
    known = spooler.printers() if spooler else ()
    usual = [printer.name for printer in known if printer.is_usual]
    if not (chosen or usual):
        choices = ", ".join(printer.name for printer in known) or "-"
        raise FairError("printer_unsaid", choices=choices)
    return chosen or usual[0]


@act(app, "print-jobs")
def print_jobs(
    terminal: Terminal,
    fair: FairId,
    *,
    again: Annotated[str, typer.Option("--again", help="A job to print once more.")] = "",
    withdraw: Annotated[str, typer.Option("--withdraw", help="A job to take back.")] = "",
    nonce: Nonce = "",
) -> None:
    """What was asked of printers and what became of it; print again, or take back."""
    from matching.services.plan.printing import queue
    from matching.services.plan.printing.spooler import system_spooler

    shop, spooler = terminal.open(), system_spooler()
    if again:
        queue.print_again(shop, fair, again, new=nonce or shop.new_nonce()[:_SHORT])
    if withdraw:
        queue.withdraw(shop, fair, withdraw, spooler)
    queue.work(shop, spooler)
    _tell(terminal, queue.jobs(shop, fair), judged=False)


def _tell(terminal: Terminal, jobs: Sequence[PrintJob], *, judged: bool = True) -> None:
    rows = [
        {
            "job": job.nonce,
            "sheet": job.recipe.sheet,
            "person": job.recipe.person,
            "printer": job.printer,
            "state": job.state.value,
            "words": job.words,
            "asked_at": job.asked_at.isoformat(timespec="seconds"),
        }
        for job in jobs
    ]
    heads = ("job", "sheet", "person", "printer", "state", "words")
    told = [
        row
        | {
            "sheet": terminal.say(f"sheets.{row['sheet']}"),
            "state": terminal.say(f"print_job.{row['state']}"),
        }
        for row in rows
    ]
    terminal.table(terminal.heads(heads), [[row[name] for name in heads] for row in told])
    failed = judged and any(job.state is JobState.FAILED for job in jobs)
    terminal.answer({"jobs": rows}, code=EXIT_REFUSED if failed else 0)


def try_printer(terminal: Terminal, name: str) -> None:
    """Send a page of frames and a ruler to a printer, the usual one when none is named."""
    from badges.sheets import calibration_sheet
    from matching.services.plan.printing.spooler import system_spooler

    spooler = system_spooler()
    known = spooler.printers() if spooler else ()
    if spooler is None or not known:
        raise FairError("printer_none")
    usual = next((printer.name for printer in known if printer.is_usual), known[0].name)
    chosen = name or usual
    if chosen not in {printer.name for printer in known}:
        choices = ", ".join(printer.name for printer in known)
        raise FairError("printer_unknown", value=chosen, choices=choices)
    page = calibration_sheet(language=terminal.language)
    ticket = spooler.send(page, printer=chosen, title="parvis-test")
    standing = spooler.standing(chosen, ticket)
    document = {
        "printer": chosen,
        "ticket": ticket,
        "state": standing.state.value,
        "words": standing.words,
        "printers": [printer.name for printer in known],
    }
    said = terminal.say("doctor.printer_sent", printer=chosen, ticket=ticket)
    terminal.answer(document, said, *filter(None, [standing.words]))
