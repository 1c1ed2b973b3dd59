"""A fair before its day as a planning problem."""

from dataclasses import replace

from matching.planning.fair.pose import Posed, pose, pose_within_limits
from matching.scoring.matrix.score_matrix import Triple
from matching.services.plan.settled_by_hand import (
    NOTHING_SETTLED,
    SettledByHand,
    cancelled_pairs,
)
from matching.services.plan.worth_meeting import worth_meeting
from matching.services.scores.judged import Judged


def pose_fair(
    judged: Judged,
    *,
    walk_in_seats: int | None = None,
    by_hand: SettledByHand = NOTHING_SETTLED,
) -> Posed:
    """The planning problem of a fair as a whole; some percent of seats kept, if not its own.

    What was placed `by_hand` is fixed, whatever closed it; what was cancelled is not asked.
    """
    entries = judged.entries
    fair = entries.fair
    if walk_in_seats is not None:
        fair = replace(fair, walk_in_seats=walk_in_seats)
    placed = by_hand.keys
    off = cancelled_pairs(judged.matrix, by_hand.cancelled) - placed
    matrix = judged.matrix.opened(placed) if placed else judged.matrix

    def pose_without(held_back: frozenset[Triple]) -> Posed:
        worth = worth_meeting(judged, matrix.without(off | (held_back - placed)), placed)
        return pose(
            fair,
            worth.jobseekers(entries.jobseekers.values()),
            tuple(entries.exhibitors.values()),
            tuple(entries.offers.values()),
            worth.matrix,
            held=by_hand.meetings(matrix),
            kept_from=0,
        )

    return pose_within_limits(pose_without)
