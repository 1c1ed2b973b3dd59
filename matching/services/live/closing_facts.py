"""What a closing of a stand writes down, so that reopening can give back what it took."""

from matching.domain.day.happening import HappeningKind

PLAN = "plan"
"""Under what a closing names the plan that was in force before it."""

SHUTS = frozenset({HappeningKind.STAND_CLOSED, HappeningKind.STAND_LATE})
"""Facts after which a stand receives nobody, for the day or for a while."""
