"""Which sessions of groups a first plan holds: those that most could come to, while there is room.

Once that is settled, groups are stands like others: only the sessions that are held may be begun.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Placed
from matching.planning.problem.rules import sessions

SessionStart = tuple[str, int]


def open_sessions(
    layout: Layout, placed: Sequence[Placed], first: Iterable[Placed]
) -> tuple[Placed, ...]:
    """The placements that may be chosen once sessions are, those of the first meetings before all.

    What stands share is enough for all the sessions together, each as long as its longest
    meeting, and no stand holds more of them than it may.
    """
    if not layout.group:
        return tuple(placed)
    room = _Room(layout)
    asked, known = sessions(layout, placed), set(placed)
    begun = sessions(layout, [placing for placing in first if placing in known])
    order = sorted(
        asked, key=lambda key: (key not in begun, -_comers(layout, placed, asked[key]), key)
    )
    chosen = {key for key in order if room.takes(key, _runs(layout, placed, asked[key]))}
    return _within(layout, placed, chosen)


def sessions_of(
    layout: Layout, placed: Sequence[Placed], plan: Sequence[Placed]
) -> tuple[Placed, ...]:
    """The placements that begin no other session than those of a plan."""
    if not layout.group:
        return tuple(placed)
    return _within(layout, placed, sessions(layout, plan).keys())


def too_small(layout: Layout, plan: Sequence[Placed]) -> frozenset[int]:
    """Positions of the meetings of a plan in sessions to which fewer come than they need."""
    fixed = sessions(layout, layout.problem.fixed).keys()
    return frozenset(
        term
        for key, terms in sessions(layout, plan).items()
        if len(terms) < layout.group[key[0]].smallest and key not in fixed
        for term in terms
    )


def without_smallest(
    layout: Layout, placed: Sequence[Placed], plan: Sequence[Placed]
) -> tuple[Placed, ...] | None:
    """The placements without half the sessions to which too few come; None when none is so."""
    if not layout.group:
        return None
    held = sessions(layout, plan)
    fixed = sessions(layout, layout.problem.fixed).keys()
    small = sorted(
        (len(held.get(key, ())), key)
        for key in sessions(layout, placed)
        if len(held.get(key, ())) < layout.group[key[0]].smallest and key not in fixed
    )
    few = [key for count, key in small if count]
    if not few:
        return None
    closed = set(few[: (len(few) + 1) // 2]) | {key for count, key in small if not count}
    return _within(layout, placed, sessions(layout, placed).keys() - closed)


def _within(
    layout: Layout, placed: Sequence[Placed], chosen: Collection[SessionStart]
) -> tuple[Placed, ...]:
    return tuple(
        placing
        for placing in placed
        if all(
            (party, placing.slot) in chosen
            for party in layout.pair(placing).between
            if party in layout.group
        )
    )


def _comers(layout: Layout, placed: Sequence[Placed], terms: Sequence[int]) -> int:
    """How many could come, as far as there are places."""
    pairs, slot = {placed[term].pair for term in terms}, placed[terms[0]].slot
    parties = {party for pair in pairs for party in layout.problem.pairs[pair].between}
    places = max(layout.stand[party].tables[slot] for party in parties & layout.group.keys())
    return min(len(pairs), places)


def _runs(layout: Layout, placed: Sequence[Placed], terms: Sequence[int]) -> range:
    return max((layout.running(placed[term]) for term in terms), key=len)


class _Room:
    """What is left of what stands share, and of the sessions that each may hold."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.times = Counter(
            {stand: group.times for stand, group in layout.group.items() if group.times is not None}
        )
        self.shared = {shared.id: list(shared.tables) for shared in layout.problem.shared}

    def takes(self, session: SessionStart, slots: range) -> bool:
        """Whether there is room for a session, which is then taken."""
        stand, _ = session
        used = [shared.id for shared in self.layout.problem.shared if stand in shared.stands]
        if stand in self.times and self.times[stand] < 1:
            return False
        if any(self.shared[each][slot] < 1 for each in used for slot in slots):
            return False
        self.times.subtract({stand: 1} if stand in self.times else {})
        for each in used:
            for slot in slots:
                self.shared[each][slot] -= 1
        return True
