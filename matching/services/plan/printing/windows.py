"""Printers of Windows: PowerShell tells of them, SumatraPDF puts a PDF on them unseen.

Windows has no command of its own that prints a PDF. SumatraPDF is one free program, to be laid
anywhere on PATH; without it sheets go through the browser's dialog.
"""

import json
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matching.domain.day.print_job import JobState
from matching.domain.errors import FairError
from matching.services.plan.printing.spooler import CommandResult, JobStanding, Printer, ask_system

_UTF8 = "[Console]::OutputEncoding = [Text.Encoding]::UTF8; "
# Names travel as variables of the surroundings: none is ever read as PowerShell.
_PRINTERS = "ConvertTo-Json @(Get-CimInstance Win32_Printer | Select-Object Name, Default)"
_JOBS = (
    "ConvertTo-Json @(Get-PrintJob -PrinterName $env:PARVIS_PRINTER | ForEach-Object {"
    " @{ Name = $_.DocumentName; Status = [string]$_.JobStatus } })"
)
_WITHDRAW = (
    "Get-Printer | Get-PrintJob | Where-Object { $_.DocumentName -like"
    " ('*' + $env:PARVIS_TICKET + '*') } | Remove-PrintJob"
)
_WRONG = ("error", "paper", "offline", "block", "intervention")


@dataclass(frozen=True, slots=True)
class WindowsSpooler:
    """PowerShell, and SumatraPDF where it was found."""

    shell: str
    viewer: str | None

    def printers(self) -> tuple[Printer, ...]:
        """Every printer that Windows lists; none is offered while nothing can print a PDF."""
        if self.viewer is None:
            return ()
        found = _rows(self._ask(_PRINTERS))
        return tuple(Printer(row["Name"], is_usual=bool(row["Default"])) for row in found)

    def send(self, pdf: bytes, *, printer: str, title: str) -> str:
        """Hand a PDF over at its own size; the file is deleted as soon as it is spooled."""
        if self.viewer is None:
            raise FairError("printer_viewer", printer=printer)
        with tempfile.TemporaryDirectory(prefix="parvis-") as folder:
            file = Path(folder) / f"{title}.pdf"
            file.write_bytes(pdf)
            wanted = ["-print-to", printer, "-print-settings", "noscale", "-silent", str(file)]
            said = ask_system([self.viewer, *wanted])
        if said.code:
            raise FairError("printer_refused", printer=printer, words=said.error or said.text)
        return title

    def standing(self, printer: str, ticket: str) -> JobStanding:
        """Printed once Windows lists the job no more."""
        said = self._ask(_JOBS, PARVIS_PRINTER=printer)
        if said.code:
            return JobStanding(JobState.SENT, said.error)
        found = [row["Status"] for row in _rows(said) if ticket in row["Name"]]
        if not found:
            return JobStanding(JobState.PRINTED)
        is_wrong = any(word in found[0].casefold() for word in _WRONG)
        return JobStanding(JobState.SENT, found[0] if is_wrong else "")

    def withdraw(self, ticket: str) -> None:
        """Remove the job from whichever printer has it."""
        self._ask(_WITHDRAW, PARVIS_TICKET=ticket)

    def _ask(self, script: str, **names: str) -> CommandResult:
        wanted = [self.shell, "-NoProfile", "-NonInteractive", "-Command", _UTF8 + script]
        return ask_system(wanted, with_names=names)


def _rows(said: CommandResult) -> list[Mapping[str, Any]]:
    rows: list[Mapping[str, Any]] = []
    with suppress(json.JSONDecodeError):  # a system without printers answers with no document
        rows = json.loads(said.text)
    return rows
