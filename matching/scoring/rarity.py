"""How telling a skill is: rare among trades says more than common to all."""

from collections import Counter
from collections.abc import Iterable, Mapping
from math import log

from matching.scoring.profiles import SkillNeed
from matching.scoring.vocabulary import Trade, Vocabulary
from matching.scoring.weights import Weights


class Rarity:
    """Weights of skills from how many trades of the vocabulary take them.

    The documents counted are the vocabulary's trades and never the offers of a fair, so that a
    score does not change because another stand has signed up.
    """

    def __init__(self, vocabulary: Vocabulary, weights: Weights) -> None:
        self._vocabulary = vocabulary
        self._weights = weights
        takes = Counter(name for trade in vocabulary.trades.values() for name in trade.skills)
        count = len(vocabulary.trades)
        self._idf = {name: log((1 + count) / (1 + df)) + 1.0 for name, df in takes.items()}
        self._unseen = log((1 + count) / 2) + 1.0  # as a skill that one trade takes
        self._lessons = {trade.id: self._needs_of(trade) for trade in vocabulary.trades.values()}

    def need(
        self, name: str, *, exigence: str, core: bool, asked: str = "", understood: bool = True
    ) -> SkillNeed:
        """A skill asked for, weighed by its rarity, the employer's exigence and its place."""
        weight = self._weights.need[exigence] * self._idf.get(name, self._unseen)
        if core:
            weight *= self._weights.need["core"]
        skill = self._vocabulary.skills.get(name)
        return SkillNeed(name, skill.group if skill else name, weight, asked, understood)

    def trade(self, name: str) -> tuple[SkillNeed, ...]:
        """Everything that a trade takes."""
        return self._lessons.get(name, ())

    @property
    def lessons(self) -> Mapping[str, tuple[SkillNeed, ...]]:
        """Everything that each trade takes."""
        return self._lessons

    def _needs_of(self, trade: Trade) -> tuple[SkillNeed, ...]:
        asked = ((trade.core, "required", True), (trade.required, "required", False))
        return heaviest(
            self.need(name, exigence=exigence, core=core)
            for names, exigence, core in (*asked, (trade.desired, "desired", False))
            for name in names
        )


def heaviest(needs: Iterable[SkillNeed]) -> tuple[SkillNeed, ...]:
    """Each skill once, at its heaviest, the heaviest first."""
    kept: dict[str, SkillNeed] = {}
    for need in sorted(needs, key=lambda need: (need.id, -need.weight, need.asked)):
        kept.setdefault(need.id, need)
    return tuple(sorted(kept.values(), key=lambda need: (-round(need.weight, 9), need.id)))
