"""What Parvis asks of the printers that the system knows, whichever system it is."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from matching.domain.day.print_job import JobState
from matching.domain.errors import FairError

_PATIENCE = 60.0  # seconds: a system that says nothing for longer is not waited for


@dataclass(frozen=True, slots=True)
class Printer:
    """A printer by the name that the system gives it."""

    name: str
    is_usual: bool = False


@dataclass(frozen=True, slots=True)
class JobStanding:
    """Where a job stands at the printer, in the printer's own words when it has some."""

    state: JobState
    words: str = ""


class Spooler(Protocol):
    """The queue of a system: it keeps a job over a jam, and prints it once."""

    def printers(self) -> tuple[Printer, ...]:
        """Every printer, none where the system has none."""

    def send(self, pdf: bytes, *, printer: str, title: str) -> str:
        """Hand a PDF over; the name of the job at the printer.

        Raises
        ------
        FairError
            `printer_refused` with the words of the system; `printer_silent`.
        """

    def standing(self, printer: str, ticket: str) -> JobStanding:
        """Where a job stands that was handed over."""

    def withdraw(self, ticket: str) -> None:
        """Take a job back, where the system can."""


@dataclass(frozen=True, slots=True)
class CommandResult:
    """How a command of the system ended, and what it said."""

    code: int
    text: str
    error: str = ""


def ask_system(
    command: Sequence[str], *, given: bytes = b"", with_names: Mapping[str, str] | None = None
) -> CommandResult:
    """Run a command of the system, its words in English and in UTF-8.

    Raises
    ------
    FairError
        `printer_silent` when it does not end.
    """
    surroundings = {**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "en", **(with_names or {})}
    try:
        done = subprocess.run(  # noqa: S603 - a command found on PATH, its arguments never a shell's
            command,
            input=given,
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
            env=surroundings,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except (subprocess.TimeoutExpired, OSError):  # it hangs, or is there no more
        raise FairError("printer_silent", command=command[0]) from None
    said, error = (words.decode("utf-8", "replace") for words in (done.stdout, done.stderr))
    return CommandResult(done.returncode, said, error.strip())


def system_spooler(platform: str = sys.platform) -> Spooler | None:
    """The queue of this system: Windows' own, else CUPS; None where there is no such thing."""
    if platform == "win32":
        from matching.services.plan.printing.windows import WindowsSpooler  # noqa: PLC0415

        shell = shutil.which("powershell")
        return WindowsSpooler(shell, shutil.which("SumatraPDF")) if shell else None
    from matching.services.plan.printing.cups import CupsSpooler  # noqa: PLC0415

    lp, lpstat = shutil.which("lp"), shutil.which("lpstat")
    return CupsSpooler(lp, lpstat, shutil.which("cancel")) if lp and lpstat else None
