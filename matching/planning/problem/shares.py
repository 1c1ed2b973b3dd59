"""What each person and each stand gets of a plan: the mean and the least, not the mean alone."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from matching.domain.day.meeting import Meeting


@dataclass(frozen=True, slots=True)
class Share:
    """Meetings of some people, or of some stands; `at_least` are those who have the fewest."""

    least: int
    mean: float
    most: int
    at_least: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shares:
    """How evenly a plan serves people and stands."""

    people: Share
    stands: Share


def shares(meetings: Iterable[Meeting], people: Iterable[str], stands: Iterable[str]) -> Shares:
    """Meetings per person and per stand: fewest, mean and most, and who has the fewest.

    Parameters
    ----------
    people, stands
        Everybody to be counted, with a meeting or without.
    """
    plan = tuple(meetings)
    return Shares(
        _share(Counter(meeting.person for meeting in plan), people),
        _share(Counter(meeting.stand for meeting in plan), stands),
    )


def _share(met: Counter[str], everybody: Iterable[str]) -> Share:
    counts = {party: met[party] for party in sorted(set(everybody))}
    if not counts:
        return Share(0, 0.0, 0, ())
    least = min(counts.values())
    return Share(
        least=least,
        mean=sum(counts.values()) / len(counts),
        most=max(counts.values()),
        at_least=tuple(party for party, count in counts.items() if count == least),
    )
