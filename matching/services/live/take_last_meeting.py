"""Whose last meeting a walk-in may take: of people who have more than was promised."""

from collections import Counter
from collections.abc import Iterator

from matching.domain.day.meeting import Meeting
from matching.planning.fair.pose import Posed
from matching.planning.problem.check import violations
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Placed
from matching.planning.problem.rules import starts
from matching.services.live.live_fair import LiveFair
from matching.services.live.rest_of_day import before_arrival

_MOST_TRIED = 20


def to_give_up(live: LiveFair, posed: Posed, person: str) -> frozenset[Meeting]:
    """Meetings to take from others so that somebody comes nearer to what was promised.

    As many as the fair allows, from whoever has most; it is the last meeting of their day, still
    to come, at a stand that suits the newcomer. Nobody falls below the promise.

    Parameters
    ----------
    posed
        The rest of the day, with all that the newcomer could meet.
    """
    fair, problem = live.entries.fair, posed.problem
    missed = before_arrival(live)
    plan = [meeting for meeting in live.plan.meetings if meeting not in missed]
    met = Counter(meeting.person for meeting in plan)
    placed, found = frozenset(posed.inward(plan)), set[Meeting]()
    held = {pair for pair, _ in placed}
    # where they meet a stand for two things, what suits them better comes last and stays
    own = (
        (pair.score, number) for number, pair in enumerate(problem.pairs) if person in pair.between
    )
    mine = {
        next(party for party in problem.pairs[number].between if party != person): number
        for _, number in sorted(own)
        if number not in held
    }
    while met[person] < fair.least_meetings and len(found) < fair.walk_in_takes:
        offered = _last_of_each(plan, posed, met, fair.least_meetings)
        passed = next(_passed_on(posed, placed, offered, mine), None)
        if passed is None:
            break
        meeting, placed = passed
        found.add(meeting)
        plan.remove(meeting)
        met.update({person: 1, meeting.person: -1})
    return frozenset(found)


def _passed_on(
    posed: Posed, placed: frozenset[Placed], offered: list[Meeting], mine: dict[str, int]
) -> Iterator[tuple[Meeting, frozenset[Placed]]]:
    """Meetings that the newcomer can hold in the place of another, each with the plan then."""
    problem, layout = posed.problem, Layout(posed.problem)
    held, tried = {pair for pair, _ in placed}, 0
    before = frozenset(violations(problem, sorted(placed)))
    for meeting in offered:
        pair = mine.get(posed.finder.setting.party(meeting.stand, meeting.offer))
        slot = posed.day.to_problem[meeting.slot]
        if pair is None or pair in held or slot not in starts(layout, pair):
            continue
        changed = placed.difference(posed.inward([meeting])) | {Placed(pair, slot)}
        if before.issuperset(violations(problem, sorted(changed))):
            yield meeting, changed
        tried += 1
        if tried == _MOST_TRIED:
            return


def _last_of_each(
    plan: list[Meeting], posed: Posed, met: Counter[str], least: int
) -> list[Meeting]:
    """The last meeting of each who has more than was promised, where it is still to come."""
    last = {meeting.person: meeting for meeting in sorted(plan)}
    to_come = [
        meeting
        for meeting in last.values()
        if met[meeting.person] > least and posed.day.to_problem[meeting.slot] >= posed.now_slot
    ]
    return sorted(to_come, key=lambda meeting: (-met[meeting.person], meeting.score, meeting))
