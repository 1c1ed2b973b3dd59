"""Printers of Linux and macOS, by the commands of CUPS: `lp`, `lpstat`, `cancel`."""

import re
from dataclasses import dataclass

from matching.domain.day.print_job import JobState
from matching.domain.errors import FairError
from matching.services.plan.printing.spooler import JobStanding, Printer, ask_system

_TICKET = re.compile(r"request id is (\S+)")
# A queue's name holds no space: every other line of `lpstat -e` is one.
_USUAL = re.compile(r"system default destination: (\S+)")
_NOTHING_WRONG = frozenset({"", "none", "unknown", "ready to print."})
_GIVEN_UP = re.compile(r"abort|cancel", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CupsSpooler:
    """The three commands as found on PATH; `cancel` may be missing."""

    lp: str
    lpstat: str
    cancel: str | None = None

    def printers(self) -> tuple[Printer, ...]:
        """Queues of this machine, and printers that it sees in the network."""
        said = ask_system([self.lpstat, "-e", "-d"]).text.splitlines()
        names = [line.strip() for line in said if line.strip() and " " not in line.strip()]
        usual = next((found[1] for found in map(_USUAL.match, said) if found), "")
        return tuple(Printer(name, is_usual=name == usual) for name in names)

    def send(self, pdf: bytes, *, printer: str, title: str) -> str:
        """Hand a PDF over at its own size: a sheet of labels must not be shrunk to fit."""
        wanted = ["-d", printer, "-t", title, "-o", "print-scaling=none"]
        said = ask_system([self.lp, *wanted], given=pdf)
        found = _TICKET.search(said.text)
        if said.code or found is None:
            raise FairError("printer_refused", printer=printer, words=said.error or said.text)
        return found[1]

    def standing(self, printer: str, ticket: str) -> JobStanding:
        """Printed once CUPS has it no more among what is to come, unless it was given up."""
        coming = ask_system([self.lpstat, "-W", "not-completed", "-o", printer])
        if coming.code:
            return JobStanding(JobState.SENT, coming.error)
        if ticket in _first_words(coming.text):
            return JobStanding(JobState.SENT, self._trouble(printer))
        done = ask_system([self.lpstat, "-l", "-W", "completed", "-o", printer]).text
        words = _told_of(done, ticket)
        if any(_GIVEN_UP.search(line) for line in words):
            return JobStanding(JobState.FAILED, " · ".join(words))
        return JobStanding(JobState.PRINTED)

    def _trouble(self, printer: str) -> str:
        """What the printer says is wrong: a jam, no paper, no ink; empty when all is well."""
        head, *lines = ask_system([self.lpstat, "-l", "-p", printer]).text.splitlines() or [""]
        said = [head] if "disabled" in head else []
        for line in map(str.strip, lines):
            name, colon, value = line.partition(":")
            if colon and name != "Alerts":
                continue
            said.append(value if colon else line)
        told = (words.strip(" -") for words in said)
        return " · ".join(words for words in told if words.casefold() not in _NOTHING_WRONG)

    def withdraw(self, ticket: str) -> None:
        """Cancel the job; one that is printed already is none any more."""
        if self.cancel is not None:
            ask_system([self.cancel, ticket])


def _first_words(text: str) -> set[str]:
    return {line.split()[0] for line in text.splitlines() if line.strip()}


def _told_of(text: str, ticket: str) -> list[str]:
    """The indented lines below a job's own."""
    told, is_below = [], False
    for line in text.splitlines():
        if line[:1].isspace():
            told += [line.strip()] if is_below else []
        else:
            is_below = line.split(maxsplit=1)[:1] == [ticket]
    return told
