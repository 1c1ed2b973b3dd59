"""What came of a re-plan."""

from dataclasses import dataclass

from matching.domain.day.meeting import Meeting, PlanVersion
from matching.domain.day.notice import Notice
from matching.domain.entries import Entries
from matching.planning.problem.changes import Change


@dataclass(frozen=True, slots=True)
class Redrawn:
    """The plan in force after a re-plan, what is different and why, and whom else it concerns.

    `not_back` are meetings of groups that would have come back, and could not.
    `missed` are meetings, by id, that were noted as missed with somebody who is expected no more.
    """

    entries: Entries
    version: PlanVersion | None
    changes: tuple[Change, ...]
    cause: str
    notices: tuple[Notice, ...] = ()
    missed: tuple[str, ...] = ()
    not_back: tuple[Meeting, ...] = ()
