"""A fair before its day as a planning problem."""

from matching.planning.fair.pose import Posed, pose
from matching.services.scores.scored_fair import Basis


def pose_fair(basis: Basis) -> Posed:
    """The planning problem of a fair before its day."""
    entries = basis.entries
    return pose(
        entries.fair,
        tuple(entries.jobseekers.values()),
        tuple(entries.exhibitors.values()),
        tuple(entries.offers.values()),
        basis.matrix,
    )
