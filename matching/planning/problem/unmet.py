"""People with fewer meetings than promised, and the first reason why."""

from collections.abc import Sequence
from enum import StrEnum

from matching.planning.problem.goals import counts
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Placed
from matching.planning.problem.rules import starts


class UnmetReason(StrEnum):
    """Why a promise is not kept; the sentence is `unmet.<code>`."""

    NO_PAIR = "no_pair"
    NEVER_FREE = "never_free"
    NO_COMMON_SLOT = "no_common_slot"
    MOST_BELOW_LEAST = "most_below_least"
    TOO_FEW_PAIRS = "too_few_pairs"
    NO_PLACE_LEFT = "no_place_left"
    PLACE_LEFT = "place_left"
    NOTHING_BETTER = "nothing_better"


def unmet(
    layout: Layout, meetings: Sequence[Placed], *, since: int = 0
) -> tuple[tuple[str, str], ...]:
    """Each person below their promise, in order of id, with the code of the first reason.

    Parameters
    ----------
    since
        First slot in which a meeting may still begin: what is over is possible no more.
    """
    met = counts(layout, meetings)
    short = [person for person in sorted(met) if met[person] < layout.person[person].least]
    held = {placed.pair for placed in meetings} if since else frozenset[int]()

    def is_possible(pair: int) -> bool:
        return pair in held or any(slot >= since for slot in starts(layout, pair))

    possible = {person: sum(map(is_possible, layout.pairs_of.get(person, ()))) for person in short}
    return tuple((person, _reason(layout, person, possible[person]).value) for person in short)


def _reason(layout: Layout, person: str, possible: int) -> UnmetReason:
    asked, least = layout.pairs_of.get(person, ()), layout.person[person].least
    if not asked:
        return UnmetReason.NO_PAIR
    if not layout.present[person]:
        return UnmetReason.NEVER_FREE
    if not possible:
        return UnmetReason.NO_COMMON_SLOT
    if layout.person[person].most < least:
        return UnmetReason.MOST_BELOW_LEAST
    return UnmetReason.TOO_FEW_PAIRS if possible < least else UnmetReason.NO_PLACE_LEFT
