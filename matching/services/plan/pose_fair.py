"""A fair before its day as a planning problem."""

from matching.planning.fair.pose import Posed, pose
from matching.services.plan.worth_meeting import worth_meeting
from matching.services.scores.basis import Basis


def pose_fair(basis: Basis) -> Posed:
    """The planning problem of a fair before its day."""
    entries, worth = basis.entries, worth_meeting(basis, basis.matrix)
    return pose(
        entries.fair,
        worth.jobseekers(entries.jobseekers.values()),
        tuple(entries.exhibitors.values()),
        tuple(entries.offers.values()),
        worth.matrix,
    )
