"""Which skills of different lists mean much the same, so that one counts for half of the other."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from matching.scoring.vocabulary.entries import Skill, Trade

if TYPE_CHECKING:
    from matching.scoring.vocabulary.alike import WordsOfSkills

ALIKE_IN_A_TRADE = 0.5  # likeness of words that is enough between two skills of one trade
ALIKE_ANYWHERE = 0.6  # and where no trade says that they go together
_MOST = 8  # groups of a skill of ours: beyond, common words have met


class Kin:
    """Skills related across vocabularies: each counts for half where the other is asked for.

    Our words and those of an official list seldom meet: *je fais la caisse* is ours, *Procédures
    d'encaissement* is official. Two skills are kin when the words of ours are near those of the
    official one, or of its wider skill, and a trade of ours takes one while the sheet of its code
    takes the other. Nothing is compared before the first question.
    """

    def __init__(self, trades: Mapping[str, Trade], skills: Mapping[str, Skill]) -> None:
        self._trades = trades
        self._skills = skills
        self._known: dict[str, tuple[str, ...]] = {}

    def groups(self, name: str) -> tuple[str, ...]:
        """The group of a skill, then those of its kin; a skill not known is its own group."""
        if name not in self._known:
            skill = self._skills.get(name)
            first = skill.group if skill else name
            others = self._others(skill) if skill and self._official else set()
            self._known[name] = (first, *sorted(others - {first}))
        return self._known[name]

    def _others(self, skill: Skill) -> set[str]:
        if not skill.source:
            return self._of_ours[skill.id]
        near = self._ours_of.get(skill.group, set())
        return near | self._nearest(skill)

    def _nearest(self, skill: Skill) -> set[str]:
        """What an official skill comes nearest to, among ours and the wider ones of other lists."""
        (row,) = self._words.likeness([skill.labels["fr"]])
        alike = np.where(self._words.sources == skill.source, 0.0, row)
        best = int(alike.argmax())
        if alike[best] < ALIKE_ANYWHERE:
            return set()
        return {self._skills[self._words.names[best]].group}

    @cached_property
    def _official(self) -> bool:
        return any(skill.source for skill in self._skills.values())

    @cached_property
    def _wide(self) -> list[str]:
        """Official skills that others are part of."""
        parents = {skill.parent for skill in self._skills.values() if skill.source}
        return sorted(name for name in parents if name in self._skills)

    @cached_property
    def _words(self) -> "WordsOfSkills":
        # Words are compared with official lists alone: nobody else waits for scikit-learn.
        from matching.scoring.vocabulary.alike import WordsOfSkills  # noqa: PLC0415

        ours = sorted(name for name, skill in self._skills.items() if not skill.source)
        return WordsOfSkills([self._skills[name] for name in (*ours, *self._wide)])

    @cached_property
    def _of_ours(self) -> Mapping[str, set[str]]:
        """Groups of official skills that each skill of ours is kin to."""
        together = self._together
        groups = sorted({*self._wide, *(group for met in together.values() for group in met)})
        likeness = self._words.likeness([self._label(group) for group in groups])
        rows = {group: likeness[place] for place, group in enumerate(groups)}
        found: dict[str, set[str]] = defaultdict(set)
        for name, met in together.items():
            column = self._words.place[name]
            near = sorted((-rows[group][column], group) for group in met)[:_MOST]
            found[name] = {group for alike, group in near if -alike >= ALIKE_IN_A_TRADE}
        for group in self._wide:
            alike = np.where(self._words.sources == "", rows[group], 0.0)
            best = int(alike.argmax())
            if alike[best] >= ALIKE_ANYWHERE:
                found[self._words.names[best]].add(group)
        return found

    @cached_property
    def _ours_of(self) -> Mapping[str, set[str]]:
        """Our groups that each official group is kin to."""
        found: dict[str, set[str]] = defaultdict(set)
        for name, groups in self._of_ours.items():
            for group in groups:
                found[group].add(self._skills[name].group)
        return found

    @cached_property
    def _together(self) -> Mapping[str, set[str]]:
        """Official groups that go with each skill of ours in some trade."""
        sheets = {trade.rome: trade for trade in self._trades.values() if trade.source}
        found: dict[str, set[str]] = defaultdict(set)
        for trade in self._trades.values():
            if not trade.source and trade.rome in sheets:
                met = {self._skills[name].group for name in sheets[trade.rome].skills}
                for name in trade.skills:
                    found[name] |= met
                    found[self._skills[name].group] |= met
        return {name: met for name, met in found.items() if name in self._skills}

    def _label(self, group: str) -> str:
        skill = self._skills.get(group)
        return skill.labels["fr"] if skill else ""
