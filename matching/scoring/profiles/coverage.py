"""How far known skills cover the skills asked for: the formula that jobs and courses share."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from matching.scoring.profiles.profiles import KnownSkill, SkillNeed


class Skilled(Protocol):
    """Whoever has skills: by id, and the fullest of each family."""

    @property
    def skills(self) -> Mapping[str, KnownSkill]:
        """Skills by id."""
        ...

    @property
    def groups(self) -> Mapping[str, KnownSkill]:
        """The fullest skill of each family."""
        ...


@dataclass(frozen=True, slots=True)
class Credited:
    """One need, the credit (0 to 1) that someone has for it, and the words it comes from.

    `told`: they told of it, and not only of a trade that takes it.
    """

    need: SkillNeed
    credit: float
    said: str
    told: bool


@dataclass(frozen=True, slots=True)
class Coverage:
    """The needs that count, each with its credit, and their weights met and in all."""

    needs: tuple[Credited, ...]
    met: float
    total: float

    @property
    def share(self) -> float:
        """Weighted share of the needs that is met, 0 when nothing is asked."""
        return min(1.0, self.met / self.total) if self.total else 0.0


def coverage(
    needs: Iterable[SkillNeed], who: Skilled, same_parent: float, unread: float = 0.0
) -> Coverage:
    """What of some needs is met: rare and central skills count more.

    A need whose words are not in the vocabulary counts for who said the same words. For others it
    counts for `unread` of itself where it is required, and else for nothing and against nobody.
    """
    counted, met, total = [], 0.0, 0.0
    for need in needs:
        credit, known = _credit(need, who, same_parent)
        if credit or need.understood or need.required:
            said, told = (known.said, not known.implied) if known else ("", False)
            counted.append(Credited(need, credit, said, told))
            total += need.weight
            met += (credit or (0.0 if need.understood else unread)) * need.weight
    return Coverage(tuple(counted), met, total)


def _credit(need: SkillNeed, who: Skilled, same_parent: float) -> tuple[float, KnownSkill | None]:
    known, akin = who.skills.get(need.id), who.groups.get(need.group)
    part = same_parent * akin.credit if akin else 0.0
    if known is not None and known.credit >= part:
        return known.credit, known
    return part, akin


def fullest(first: KnownSkill | None, second: KnownSkill) -> KnownSkill:
    """The fuller of two; at equal credit the words that come first in the alphabet."""
    if first is None:
        return second
    return min(first, second, key=lambda known: (-known.credit, known.said))
