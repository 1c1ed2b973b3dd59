"""Which pair of a problem a meeting of the fair is: the way from a plan back into a problem."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from matching.domain.day.meeting import Meeting
from matching.planning.fair.day_slots import DaySlots
from matching.planning.fair.parties import FairSetting
from matching.planning.problem.problem import Pair, Placed


@dataclass(frozen=True)
class PairFinder:
    """Which pair of a problem a meeting of the fair is, and in which slot."""

    setting: FairSetting
    pairs: Sequence[Pair]

    @property
    def day(self) -> DaySlots:
        """The fair's day."""
        return self.setting.day

    def placed(self, meetings: Iterable[Meeting]) -> tuple[Placed, ...]:
        """Those of some meetings that the problem knows, each pair once."""
        found: dict[int, int] = {}
        for meeting in meetings:
            pair = self.number(meeting)
            if pair is not None and 0 <= meeting.slot < len(self.day.grid):
                found.setdefault(pair, self.day.to_problem[meeting.slot])
        return tuple(Placed(*item) for item in found.items())

    def number(self, meeting: Meeting) -> int | None:
        """Position of a meeting's pair, whichever offer of the stand it is now about."""
        party = self.setting.party(meeting.stand, meeting.offer)
        return self._numbers.get((meeting.person, party))

    @cached_property
    def _numbers(self) -> dict[tuple[str, str], int]:
        return {pair.between: number for number, pair in enumerate(self.pairs)}
