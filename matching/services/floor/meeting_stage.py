"""How it stands with a meeting at a moment: one rule for every screen that says it."""

from enum import StrEnum

from matching.domain.day.day_state import DayState
from matching.domain.day.happening import Attendance
from matching.domain.day.meeting import Meeting
from matching.domain.day.to_come import ToCome


class MeetingStage(StrEnum):
    """How it stands with a meeting; its sign is in `ui/timetable`.

    Nobody is `absent` of whom that was not said: who is not here is `late`, also after the hour.
    `over` is the hour of whoever was here for it, where nobody noted what came of it.
    """

    PLANNED = "planned"
    DUE = "due"
    BEGUN = "begun"
    HELD = "held"
    ABSENT = "absent"
    REFUSED = "refused"
    TOO_LATE = "too_late"
    LATE = "late"
    OVER = "over"

    @property
    def is_settled(self) -> bool:
        """Whether nobody waits for it: it was held, or will not be."""
        return self in _SETTLED


_SETTLED = frozenset(
    {
        MeetingStage.HELD,
        MeetingStage.ABSENT,
        MeetingStage.REFUSED,
        MeetingStage.TOO_LATE,
    }
)


def meeting_stage(
    meeting: Meeting, still: ToCome, attendance: Attendance, not_to_be: frozenset[str]
) -> MeetingStage:
    """How it stands with a meeting at the moment of `still`.

    Parameters
    ----------
    not_to_be
        Ids of meetings missed or refused, or that their person came too late for.
    """
    noted = _noted(meeting.id, still.state, not_to_be)
    if noted is not None:
        return noted
    grid, at = still.grid, still.at
    is_over = grid.ends_at(meeting.slot, meeting.length) <= at
    if meeting.person in attendance.present:
        has_come = grid.starts[meeting.slot] <= at
        # nobody has said yet that they sit together
        return MeetingStage.OVER if is_over else _OF_WHO_IS_HERE[has_come]
    if not still.is_overdue(meeting):
        return MeetingStage.PLANNED
    was_here = is_over and meeting.person in attendance.first_arrival
    return MeetingStage.OVER if was_here else MeetingStage.LATE


_OF_WHO_IS_HERE = {True: MeetingStage.DUE, False: MeetingStage.PLANNED}


def _noted(meeting: str, state: DayState, not_to_be: frozenset[str]) -> MeetingStage | None:
    """What somebody, or the hour at which its person came, has said of a meeting."""
    if meeting in state.held:
        return MeetingStage.HELD
    if meeting in not_to_be:
        missed = MeetingStage.ABSENT if meeting in state.missed else MeetingStage.TOO_LATE
        return MeetingStage.REFUSED if meeting in state.refused else missed
    return MeetingStage.BEGUN if meeting in state.begun else None
