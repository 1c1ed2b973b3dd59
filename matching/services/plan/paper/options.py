"""How sheets are printed: on what, from which label on, and what they name."""

from dataclasses import dataclass
from typing import TypedDict

from badges.labels import DEFAULT, FORMATS
from matching.domain.errors import FairError
from matching.domain.fair import SCHEDULE_FORMATS

LABELS = tuple(FORMATS)
"""Formats of badges, by name."""


@dataclass(frozen=True, slots=True)
class SheetOptions:
    """What somebody chooses about sheets.

    Parameters
    ----------
    labels
        What badges are printed on, one of `LABELS`.
    first_label
        The first place of the first sheet of labels that is still free, counted from 1.
    blanks
        How many blank badges are put aside and printed.
    names_meetings
        Whether certificates name the stands that a person met.
    address
        Where phones find the app, for the poster of people's own page; else the one kept last.
    schedule_format
        What schedules are printed on, one of `SCHEDULE_FORMATS`; empty takes the fair's own. Those
        of the pack are A4.

    Raises
    ------
    FairError
        `labels_unknown`, `first_label`, `schedule_format_unknown`.
    """

    labels: str = DEFAULT
    first_label: int = 1
    blanks: int = 20
    names_meetings: bool = False
    address: str = ""
    schedule_format: str = ""

    def __post_init__(self) -> None:
        if self.labels not in LABELS:
            raise FairError("labels_unknown", value=self.labels, choices=", ".join(LABELS))
        places = FORMATS[self.labels].places
        if not 1 <= self.first_label <= places:
            raise FairError("first_label", value=self.first_label, most=places)
        if self.schedule_format not in ("", *SCHEDULE_FORMATS):
            choices = ", ".join(SCHEDULE_FORMATS)
            raise FairError("schedule_format_unknown", value=self.schedule_format, choices=choices)


class Options(TypedDict, total=False):
    """The same by name, as a command or a page says them."""

    labels: str
    first_label: int
    blanks: int
    names_meetings: bool
    address: str
    schedule_format: str
