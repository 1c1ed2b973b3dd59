"""A fair before its day as a planning problem."""

from dataclasses import replace

from matching.planning.fair.pose import Posed, pose, pose_within_limits
from matching.scoring.matrix.score_matrix import Triple
from matching.services.plan.worth_meeting import worth_meeting
from matching.services.scores.judged import Judged


def pose_fair(judged: Judged, *, walk_in_seats: int | None = None) -> Posed:
    """The planning problem of a fair before its day; some percent of seats kept, if not its own."""
    entries = judged.entries
    fair = entries.fair
    if walk_in_seats is not None:
        fair = replace(fair, walk_in_seats=walk_in_seats)

    def pose_without(held_back: frozenset[Triple]) -> Posed:
        worth = worth_meeting(judged, judged.matrix.without(held_back))
        return pose(
            fair,
            worth.jobseekers(entries.jobseekers.values()),
            tuple(entries.exhibitors.values()),
            tuple(entries.offers.values()),
            worth.matrix,
            kept_from=0,
        )

    return pose_within_limits(pose_without)
