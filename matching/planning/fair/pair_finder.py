"""Which pair of a problem a meeting of the fair is: the way from a plan back into a problem."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from matching.domain.day.meeting import Meeting
from matching.planning.fair.best_offers import ChosenOffer, Key
from matching.planning.fair.day_slots import DaySlots
from matching.planning.fair.parties import FairSetting
from matching.planning.problem.problem import Placed


@dataclass(frozen=True)
class PairFinder:
    """Which pair of a problem a meeting of the fair is, and in which slot."""

    setting: FairSetting
    choices: Sequence[ChosenOffer]

    @property
    def day(self) -> DaySlots:
        """The fair's day."""
        return self.setting.day

    def placed(self, meetings: Iterable[Meeting]) -> tuple[Placed, ...]:
        """Those of some meetings that the problem knows, each pair once."""
        found: dict[int, int] = {}
        # of a large fair a re-plan poses few people
        theirs = (meeting for meeting in meetings if meeting.person in self.people)
        # who meets a stand about two offers has the pair that is about the very one
        for meeting in sorted(theirs, key=lambda meeting: self._exact(meeting) is None):
            pair = self.number(meeting)
            if pair is not None and 0 <= meeting.slot < len(self.day.grid):
                found.setdefault(pair, self.day.to_problem[meeting.slot])
        return tuple(Placed(*item) for item in found.items())

    def number(self, meeting: Meeting) -> int | None:
        """Position of a meeting's pair, whichever offer of the occasion it is now about."""
        exact = self._exact(meeting)
        if exact is not None:
            return exact
        occasion = self.setting.occasion(meeting.stand, meeting.offer)
        return self._by_occasion.get((meeting.person, occasion))

    def _exact(self, meeting: Meeting) -> int | None:
        return self._by_key.get(Key(meeting.person, meeting.stand, meeting.offer))

    @cached_property
    def people(self) -> frozenset[str]:
        """Whose meetings the problem knows."""
        return frozenset(choice.key.person for choice in self.choices)

    @cached_property
    def _by_key(self) -> dict[Key, int]:
        return {choice.key: number for number, choice in enumerate(self.choices)}

    @cached_property
    def _by_occasion(self) -> dict[tuple[str, str], int]:
        return {
            (choice.key.person, choice.occasion): number
            for number, choice in enumerate(self.choices)
        }
