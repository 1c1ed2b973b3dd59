"""What staff may report, kind by kind: whom it is about, what it must say, what follows."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from matching.domain.day.happening import HappeningKind


@dataclass(frozen=True, slots=True)
class ReportedKind:
    """One kind of happening that staff report.

    Attributes
    ----------
    about
        What it may name: `person`, `stand` or `meeting`; the first one named counts.
    says
        Fields that it must say beside, at least one of them.
    moves_meetings
        Whether the plan of the rest of the day follows it.
    notice
        Code of what people with a meeting still to come at the stand must be told, if anything.
    """

    about: tuple[str, ...]
    says: tuple[str, ...] = ()
    moves_meetings: bool = True
    notice: str = ""


REPORTED: Mapping[HappeningKind, ReportedKind] = MappingProxyType(
    {
        HappeningKind.LEFT: ReportedKind(("person",)),
        HappeningKind.NO_SHOW: ReportedKind(("meeting", "person")),
        HappeningKind.REFUSED: ReportedKind(("meeting",)),
        HappeningKind.GROUP_LEFT: ReportedKind(("meeting",)),
        HappeningKind.HELD: ReportedKind(("meeting",), moves_meetings=False),
        HappeningKind.CALLED: ReportedKind(("meeting",), moves_meetings=False),
        HappeningKind.BEGUN: ReportedKind(("meeting",), moves_meetings=False),
        HappeningKind.STAND_CLOSED: ReportedKind(("stand",)),
        HappeningKind.STAND_LATE: ReportedKind(("stand",), says=("until",)),
        HappeningKind.STAND_REOPENED: ReportedKind(("stand",)),
        HappeningKind.STAND_MOVED: ReportedKind(
            ("stand",), says=("sign", "zone"), moves_meetings=False, notice="stand_moved"
        ),
        HappeningKind.STAND_BREAK: ReportedKind(("stand",), says=("until",)),
        HappeningKind.STAND_LEAVES: ReportedKind(("stand",), says=("until",)),
        HappeningKind.STAND_TABLES: ReportedKind(("stand",), says=("tables",)),
        HappeningKind.WORKSHOP_LATE: ReportedKind(("stand",), says=("offer", "starts", "until")),
        HappeningKind.UNDONE: ReportedKind(("meeting", "person", "stand")),
    }
)
"""Every kind that staff report; what else happens is written by the act itself."""
