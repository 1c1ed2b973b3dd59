"""What staff enter, change or take out by hand: a line of the log, and it holds over the files."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class EditKind(StrEnum):
    """What was edited: the frame of the fair, or an entry of one of its tables."""

    FAIR = "fair"
    JOBSEEKERS = "jobseekers"
    EXHIBITORS = "exhibitors"
    OFFERS = "offers"


class EditAct(StrEnum):
    """What was done with it."""

    ADD = "add"
    CHANGE = "change"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Edit:
    """One act by hand; `document` holds the fields that were written, as the store keeps them."""

    kind: EditKind
    entry: str
    act: EditAct
    document: Mapping[str, object]
    at: datetime
    station: str = ""
