"""Groups that are published twice: both together tell no group of fewer than five.

Whoever holds two publications and knows who came, left or changed between them looks at the
difference. It is judged like a table of its own: in every group nobody changed, or at least five
did, ten in all. Groups that were hidden once stay hidden, and count together; where all were, they
are shown once such a change has come.

So it is with two questions about the same groups at one moment: of those who came and of everybody
expected the difference is who did not come.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from matching.outcomes.figures import (
    FEWEST_DIVIDED,
    SMALLEST_SHOWN,
    Figure,
    are_safe,
    hide_small_groups,
)

PublishedRow = tuple[float | None, ...]
GroupCounts = Mapping[str, Counter[PublishedRow]]
"""By group, what is published of its members: how many have each row. Of a count the row is ()."""


@dataclass(frozen=True, slots=True)
class Release:
    """The groups of one question as they were published, and which of them were hidden then."""

    groups: GroupCounts
    hidden: frozenset[str] = frozenset()
    at: datetime | None = None


def released(
    groups: GroupCounts, *, before: Release | None = None, beside: Release | None = None
) -> Release:
    """What may be published of groups now: their present state, or that of `before` once more.

    Parameters
    ----------
    beside
        The same groups of other people, as they are published too: where both count the same
        people, what is hidden there is hidden here.
    """
    is_alike = beside is not None and _sizes(groups) == _sizes(beside.groups)
    also = beside.hidden if beside is not None and is_alike else frozenset[str]()
    first = Release(groups, _hidden(groups, also))
    if before is None or not _sizes(before.groups):
        return first
    if _told_nothing(before):
        # who knows the rule learns whom one group shown now and hidden then has gained
        is_told = _told_nothing(first) or not _is_no_change_told(
            before.groups, groups, first.hidden
        )
        return before if is_told else first
    release = Release(groups, _hidden(groups, before.hidden | also))
    is_told = not _tells_nobody(release, before) or (
        beside is not None and not is_alike and not tells_nobody_beside(release, beside)
    )
    return before if is_told else release


def tells_nobody_beside(release: Release, other: Release) -> bool:
    """Whether the sizes of both tell no group of fewer than five of those in one of them alone."""
    return _tells_nobody(_counted(release), _counted(other))


def _counted(release: Release) -> Release:
    sizes = _sizes(release.groups).items()
    return replace(release, groups={group: Counter({(): size}) for group, size in sizes})


def _tells_nobody(release: Release, other: Release) -> bool:
    if _told_nothing(other):
        return True
    hidden = release.hidden | other.hidden
    figures = hide_small_groups(_figures(release.groups), also=release.hidden)
    sizes = (release.groups[figure.code].total() for figure in figures)
    return are_safe(figures, sizes) and _is_no_change_told(other.groups, release.groups, hidden)


def _told_nothing(release: Release) -> bool:
    """Everything was hidden in it, or it was about nobody."""
    return release.hidden >= release.groups.keys() or not _sizes(release.groups)


def _sizes(groups: GroupCounts) -> dict[str, int]:
    return {group: size for group, rows in groups.items() if (size := rows.total())}


def _hidden(groups: GroupCounts, also: Collection[str]) -> frozenset[str]:
    shown = hide_small_groups(_figures(groups), also=also)
    return frozenset(figure.code for figure in shown if figure.is_hidden) | frozenset(also)


def _figures(groups: GroupCounts) -> list[Figure]:
    return [Figure(group, groups[group].total()) for group in sorted(groups)]


def _is_no_change_told(before: GroupCounts, groups: GroupCounts, hidden: Collection[str]) -> bool:
    came, gone = Counter[str](), Counter[str]()
    for group in {*before, *groups}:
        was, now = before.get(group, _NOBODY), groups.get(group, _NOBODY)
        cell = "" if group in hidden else group
        came[cell] += (now - was).total()
        gone[cell] += (was - now).total()
    return _is_nobody_told(came) and _is_nobody_told(gone)


_NOBODY: Counter[PublishedRow] = Counter()


def _is_nobody_told(changed: Counter[str]) -> bool:
    whole = changed.total()
    is_any_small = any(0 < count < SMALLEST_SHOWN for count in changed.values())
    return whole == 0 or (whole >= FEWEST_DIVIDED and not is_any_small)
