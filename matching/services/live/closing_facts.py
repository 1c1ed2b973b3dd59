"""What a closing of a stand writes down, so that reopening can give back what it took."""

from matching.domain.day.happening import HappeningKind

PLAN = "plan"
"""Under what a closing names the plan that was in force before it."""

SHUTS = frozenset(
    {
        HappeningKind.STAND_CLOSED,
        HappeningKind.STAND_LATE,
        HappeningKind.STAND_BREAK,
        HappeningKind.STAND_LEAVES,
    }
)
"""Facts after which a stand receives nobody, for the day or for a while."""

TAKES_MEETINGS = SHUTS | {HappeningKind.STAND_TABLES}
"""Facts that may take meetings of a stand: taking one back gives them back."""
