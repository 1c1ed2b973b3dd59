"""A fair before its day as a planning problem."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace

from matching.domain.day.by_hand import NOTHING_SETTLED, HandPlacing, SettledByHand
from matching.domain.day.meeting import Meeting
from matching.planning.fair.pose import Posed, pose, pose_within_limits
from matching.scoring.matrix.score_matrix import ScoreMatrix, Triple
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
    placed = {placing.key for placing in by_hand.placed}
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
            held=_meetings(by_hand.placed, matrix),
            kept_from=0,
        )

    return pose_within_limits(pose_without)


def cancelled_pairs(matrix: ScoreMatrix, cancelled: Collection[HandPlacing]) -> frozenset[Triple]:
    """Pairs that a hand has cancelled, whatever the stand would talk about."""
    alone = {offered.offer for offered in matrix.offers if offered.alone}
    at_stand: defaultdict[str, list[str]] = defaultdict(list)
    for offered in matrix.offers:
        if not offered.alone:
            at_stand[offered.stand].append(offered.offer)
    return frozenset(
        (placing.person, placing.stand, offer)
        for placing in cancelled
        for offer in (
            [placing.offer] if placing.offer in alone else [placing.offer, *at_stand[placing.stand]]
        )
    )


def _meetings(placed: Collection[HandPlacing], matrix: ScoreMatrix) -> tuple[Meeting, ...]:
    """What was placed as meetings, with what their pairs are worth."""
    row = {person: n for n, person in enumerate(matrix.people)}
    column = {(each.stand, each.offer): n for n, each in enumerate(matrix.offers)}
    return tuple(
        Meeting(
            placing.slot,
            *placing.key,
            score=float(matrix.values[row[placing.person], column[placing.key[1:]]]),
        )
        for placing in placed
        if placing.slot is not None
    )
