"""People who come along with somebody: counted by kind, never named, never a file."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from matching.domain.day.happening import Happening, HappeningKind, in_force

COMPANION, INTERPRETER = "companion", "interpreter"


@dataclass(frozen=True, slots=True)
class Companions:
    """How many came along; interpreters by the code of their language."""

    companions: int
    interpreters: Mapping[str, int]

    @property
    def total(self) -> int:
        """Everybody who came along."""
        return self.companions + sum(self.interpreters.values())


def count_companions(facts: Iterable[Happening]) -> Companions:
    """How many came along, by these facts."""
    found = [fact.data for fact in in_force(facts) if fact.kind is HappeningKind.CAME_ALONG]
    tongues = Counter(data["language"] for data in found if data["came_as"] == INTERPRETER)
    alone = sum(data["came_as"] == COMPANION for data in found)
    return Companions(alone, dict(sorted(tongues.items())))
