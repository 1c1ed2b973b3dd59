"""What came of a re-plan."""

from concurrent.futures import Future
from dataclasses import dataclass, field, replace

from matching.domain.day.meeting import Meeting, PlanVersion
from matching.domain.day.notice import Notice
from matching.domain.entries import Entries
from matching.planning.problem.changes import Change


@dataclass(frozen=True, slots=True)
class Redrawn:
    """The plan in force after a re-plan, what is different and why, and whom else it concerns.

    `not_back` are meetings that would have come back with what was taken back, and could not.
    `missed` are meetings, by id, that were noted as missed with somebody who is expected no more.
    `stays` are meetings that others were given by what was taken back: they keep them.
    `about` are people whom the act itself was about: they know why theirs have changed.
    `later` is where the re-plan comes out that was not done yet when this was said.
    """

    entries: Entries
    version: PlanVersion | None
    changes: tuple[Change, ...]
    cause: str
    notices: tuple[Notice, ...] = ()
    missed: tuple[str, ...] = ()
    not_back: tuple[Meeting, ...] = ()
    stays: tuple[Meeting, ...] = ()
    about: frozenset[str] = frozenset()
    later: "Future[Redrawn] | None" = field(default=None, compare=False)

    def with_more(self, later: "Future[Redrawn]") -> "Redrawn":
        """The same, and where what is still being drawn comes out."""
        return replace(self, later=later)
