"""What somebody must be told although no meeting of theirs has moved."""

from dataclasses import dataclass

from matching.domain.day.meeting import Meeting


@dataclass(frozen=True, slots=True)
class Notice:
    """A code and the meeting that it concerns; the person of the meeting is told."""

    code: str
    meeting: Meeting

    @property
    def person(self) -> str:
        """Who must be told."""
        return self.meeting.person
