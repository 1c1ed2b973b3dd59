"""What moved between two plans, and for whom: only these people are told."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest

from matching.domain.day.meeting import Meeting


@dataclass(frozen=True, slots=True)
class Change:
    """One person's meeting that moved, was added (`was` None) or was dropped (`now` None)."""

    person: str
    was: Meeting | None
    now: Meeting | None


def changes(before: Iterable[Meeting], after: Iterable[Meeting]) -> tuple[Change, ...]:
    """Differences between two plans, by person and then by time; the score alone is no change.

    A meeting is the same while person, stand and offer are; it has moved when its first slot or its
    length is another.
    """
    old, new = _by_key(before), _by_key(after)
    found = [
        Change(key[0], old.get(key), new.get(key))
        for key in {**old, **new}
        if _moved(old.get(key), new.get(key))
    ]
    return tuple(sorted(found, key=_order))


def joined(found: Iterable[Change]) -> tuple[Change, ...]:
    """A meeting dropped and one added for the same person told as one: this becomes that."""
    people: defaultdict[str, list[Change]] = defaultdict(list)
    for change in found:
        people[change.person].append(change)
    return tuple(
        change
        for person in sorted(people)
        for change in sorted(_joined(person, people[person]), key=_when)
    )


def _by_key(meetings: Iterable[Meeting]) -> dict[tuple[str, str, str], Meeting]:
    return {(each.person, each.stand, each.offer): each for each in meetings}


def _moved(was: Meeting | None, now: Meeting | None) -> bool:
    return _hours(was) != _hours(now)


def _hours(meeting: Meeting | None) -> tuple[int, int] | None:
    return None if meeting is None else (meeting.slot, meeting.length)


def _order(change: Change) -> tuple[str, int, str, str]:
    meeting = change.now or change.was
    assert meeting is not None
    return change.person, meeting.slot, meeting.stand, meeting.offer


def _joined(person: str, mine: list[Change]) -> list[Change]:
    moved = [change for change in mine if change.was and change.now]
    dropped = sorted((change for change in mine if change.now is None), key=_when)
    added = sorted((change for change in mine if change.was is None), key=_when)
    pairs = zip_longest(dropped, added)
    return moved + [
        Change(person, was.was if was else None, now.now if now else None) for was, now in pairs
    ]


def _when(change: Change) -> int:
    meeting = change.was or change.now
    return meeting.slot if meeting else 0
