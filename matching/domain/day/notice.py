"""What somebody must be told although no meeting of theirs has moved."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from matching.domain.day.happening import Happening, in_force
from matching.domain.day.meeting import Meeting
from matching.domain.day.reported import REPORTED


@dataclass(frozen=True, slots=True)
class Notice:
    """A code and the meeting that it concerns; the person of the meeting is told."""

    code: str
    meeting: Meeting

    @property
    def person(self) -> str:
        """Who must be told."""
        return self.meeting.person


def is_told(fact: Happening) -> bool:
    """Whether people with a meeting still to come at the stand must hear of a fact."""
    return fact.kind in REPORTED and bool(REPORTED[fact.kind].notice)


def news_of_stands(facts: Iterable[Happening]) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """What has been said so far of each stand, by the code of the notice that tells it.

    Each code holds the last word on every field that its kind of happening says: where these are
    the same at two moments, nobody has to be told anything about the stand in between.
    """
    found: defaultdict[str, dict[str, dict[str, str]]] = defaultdict(dict)
    for fact in in_force(facts):
        if is_told(fact):
            kind = REPORTED[fact.kind]
            said = found[fact.stand].setdefault(kind.notice, {})
            said |= {name: fact.data[name] for name in kind.says if name in fact.data}
    return found
