"""What the facts so far mean for the rest of the day: who is gone, which stands are shut."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from matching.domain.day.happening import Happening, HappeningKind, standing


@dataclass(frozen=True, slots=True)
class DayState:
    """The state that a re-plan starts from.

    `gone` people take no further meeting; `closed` stands receive nobody; `late` stands receive
    from the moment given; `missed` and `held` are ids of meetings that are settled.
    """

    gone: frozenset[str]
    closed: frozenset[str]
    late: Mapping[str, datetime]
    missed: frozenset[str]
    held: frozenset[str]

    @classmethod
    def of(cls, happenings: Iterable[Happening]) -> "DayState":
        """Fold the facts that count; the last word written on a person or stand holds."""
        gone: set[str] = set()
        closed: set[str] = set()
        late: dict[str, datetime] = {}
        missed: set[str] = set()
        held: set[str] = set()
        for fact in standing(happenings):
            match fact.kind:
                case HappeningKind.ARRIVED:
                    gone.discard(fact.person)
                case HappeningKind.LEFT:
                    gone.add(fact.person)
                case HappeningKind.NO_SHOW if fact.meeting:
                    missed.add(fact.meeting)
                case HappeningKind.NO_SHOW:
                    gone.add(fact.person)
                case HappeningKind.HELD:
                    held.add(fact.meeting)
                case HappeningKind.STAND_CLOSED:
                    closed.add(fact.stand)
                case HappeningKind.STAND_LATE:
                    late[fact.stand] = datetime.fromisoformat(fact.data["until"])
                case HappeningKind.STAND_REOPENED:
                    closed.discard(fact.stand)
                    late.pop(fact.stand, None)
        return cls(frozenset(gone), frozenset(closed), late, frozenset(missed), frozenset(held))
