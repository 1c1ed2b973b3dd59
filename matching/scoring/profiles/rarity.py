"""How telling a skill is: rare among trades says more than common to all."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from math import log

from matching.scoring.profiles.profiles import SkillNeed
from matching.scoring.profiles.weights import Weights
from matching.scoring.vocabulary.vocabulary import Trade, Vocabulary

Needs = tuple[SkillNeed, ...]


class Rarity:
    """Weights of skills from how many trades of the vocabulary take them.

    The documents counted are the vocabulary's trades and never the offers of a fair, so that a
    score does not change because another stand has signed up. Each list is counted by itself, and
    a skill that one trade takes weighs the same in all of them: an official list beside ours
    changes no weight of ours.
    """

    def __init__(self, vocabulary: Vocabulary, weights: Weights) -> None:
        self._vocabulary = vocabulary
        self._weights = weights
        self._lessons = _Lessons(vocabulary.trades, self._needs_of)

    def need(
        self, name: str, *, exigence: str, core: bool, asked: str = "", understood: bool = True
    ) -> SkillNeed:
        """A skill asked for, weighed by its rarity, the employer's exigence and its place."""
        weight = self._weights.need[exigence] * self._idf.get(name, self._rarest)
        if core:
            weight *= self._weights.need["core"]
        skill = self._vocabulary.skills.get(name)
        group = skill.group if skill else name
        required = exigence == "required" and bool(asked)
        return SkillNeed(name, group, weight, asked, understood, required)

    def trade(self, name: str) -> Needs:
        """Everything that a trade takes."""
        return self._lessons.get(name, ())

    @property
    def lessons(self) -> Mapping[str, Needs]:
        """Everything that each trade takes, weighed when a trade is first looked up."""
        return self._lessons

    @cached_property
    def _idf(self) -> Mapping[str, float]:
        """Weight of each skill: its inverse document frequency among the trades of its list.

        Scaled so that a skill that one trade takes weighs the same in every list.
        """
        lists: dict[str, list[Trade]] = {}
        for trade in self._vocabulary.trades.values():
            lists.setdefault(trade.source, []).append(trade)
        found: dict[str, float] = {}
        for trades in lists.values():
            takes = Counter(name for trade in trades for name in trade.skills)
            scale = self._rarest / _idf(1, len(trades))
            found.update((name, scale * _idf(df, len(trades))) for name, df in takes.items())
        return found

    @cached_property
    def _rarest(self) -> float:
        """What a skill weighs that one trade of ours takes, or none."""
        return _idf(1, sum(not trade.source for trade in self._vocabulary.trades.values()))

    def _needs_of(self, trade: Trade) -> Needs:
        asked = ((trade.core, "required", True), (trade.required, "required", False))
        return heaviest(
            self.need(name, exigence=exigence, core=core)
            for names, exigence, core in (*asked, (trade.desired, "desired", False))
            for name in names
        )


class _Lessons(Mapping[str, Needs]):
    """Needs by trade, made at the first look-up: most of a long list is never asked for."""

    def __init__(self, trades: Mapping[str, Trade], needs_of: Callable[[Trade], Needs]) -> None:
        self._trades = trades
        self._needs_of = needs_of
        self._made: dict[str, Needs] = {}

    def __getitem__(self, name: str) -> Needs:
        if name not in self._made:
            self._made[name] = self._needs_of(self._trades[name])
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._trades)

    def __len__(self) -> int:
        return len(self._trades)

    def __contains__(self, name: object) -> bool:
        return name in self._trades


def heaviest(needs: Iterable[SkillNeed]) -> Needs:
    """Each skill once, with its largest weight, in falling order of weight."""
    kept: dict[str, SkillNeed] = {}
    for need in sorted(needs, key=lambda need: (need.id, -need.weight, need.asked)):
        kept.setdefault(need.id, need)
    return tuple(sorted(kept.values(), key=lambda need: (-round(need.weight, 9), need.id)))


def _idf(trades: int, among: int) -> float:
    return log((1 + among) / (1 + trades)) + 1.0
