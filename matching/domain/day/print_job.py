"""One sheet on its way to a printer: what is to be printed, where, and how far it has come."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from matching.domain.errors import Invalid

_LONGEST_WORDS = 500


class JobState(StrEnum):
    """How far a job has come: it waits, is handed over, lies with the printer, and is settled."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    PRINTED = "printed"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


OPEN_STATES = frozenset({JobState.WAITING, JobState.SENDING, JobState.SENT})
"""A job that may still come out of a printer."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What is to be printed: a kind of sheet, of one person or of all, in which language and how.

    The pages are made from it when a printer is ready for them, so that what is printed is true at
    that moment; no page with anybody's name waits in the store.
    """

    sheet: str
    person: str = ""
    language: str = "fr"
    options: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    def __post_init__(self) -> None:
        if not self.sheet:
            raise Invalid("sheet", "empty")


@dataclass(frozen=True, slots=True)
class PrintJob:
    """A recipe asked for once, by the name of the act that asked.

    `ticket` is the job's name at the printer; `words` are what the printer, or whoever stands
    before it, has said last.
    """

    nonce: str
    recipe: Recipe
    printer: str
    asked_at: datetime
    state: JobState = JobState.WAITING
    changed_at: datetime | None = None
    ticket: str = ""
    words: str = ""
    station: str = ""

    def __post_init__(self) -> None:
        if not self.printer.strip() or not self.printer.isprintable():
            raise Invalid("printer", "empty")
        if len(self.words) > _LONGEST_WORDS:
            object.__setattr__(self, "words", self.words[:_LONGEST_WORDS])

    @property
    def is_open(self) -> bool:
        """Whether it may still come out of a printer."""
        return self.state in OPEN_STATES
