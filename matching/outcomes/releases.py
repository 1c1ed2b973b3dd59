"""Groups that are published twice: both together tell no group of fewer than five.

Whoever holds two publications and knows who came, left or changed between them looks at the
difference. It is judged like a table of its own: in every group nobody changed, or at least five
did, ten in all. Groups that were hidden once stay hidden, and count together.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from matching.outcomes.figures import (
    FEWEST_DIVIDED,
    SMALLEST_SHOWN,
    Figure,
    are_safe,
    hide_small_groups,
)

Row = tuple[float | None, ...]
Groups = Mapping[str, Counter[Row]]
"""By group, what is published of its members: how many have each row. Of a count the row is ()."""


@dataclass(frozen=True, slots=True)
class Release:
    """The groups of one question as they were published, and which of them were hidden then."""

    groups: Groups
    hidden: frozenset[str] = frozenset()
    at: datetime | None = None


def released(groups: Groups, *, before: Release | None = None) -> Release:
    """What may be published of groups now: their present state, or that of `before` once more."""
    if before is None or before.hidden >= before.groups.keys():  # it told nothing
        return Release(groups, _hidden(groups, ()))
    hidden = _hidden(groups, before.hidden)
    return Release(groups, hidden) if _may_follow(before, groups, hidden) else before


def _hidden(groups: Groups, also: Collection[str]) -> frozenset[str]:
    shown = hide_small_groups(_figures(groups), also=also)
    return frozenset(figure.code for figure in shown if figure.is_hidden) | frozenset(also)


def _figures(groups: Groups) -> list[Figure]:
    return [Figure(group, groups[group].total()) for group in sorted(groups)]


def _may_follow(before: Release, groups: Groups, hidden: Collection[str]) -> bool:
    figures = hide_small_groups(_figures(groups), also=hidden)
    if not are_safe(figures, (groups[figure.code].total() for figure in figures)):
        return False
    came, gone = Counter[str](), Counter[str]()
    for group in {*before.groups, *groups}:
        was, now = before.groups.get(group, _NOBODY), groups.get(group, _NOBODY)
        cell = "" if group in hidden else group
        came[cell] += (now - was).total()
        gone[cell] += (was - now).total()
    return _tells_nobody(came) and _tells_nobody(gone)


_NOBODY: Counter[Row] = Counter()


def _tells_nobody(changed: Counter[str]) -> bool:
    whole = changed.total()
    is_any_small = any(0 < count < SMALLEST_SHOWN for count in changed.values())
    return whole == 0 or (whole >= FEWEST_DIVIDED and not is_any_small)
