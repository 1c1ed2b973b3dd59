"""What a stand that receives again gives back: the meetings that its closing took."""

from collections.abc import Callable, Iterable, Sequence

from matching.domain.day.happening import Happening, HappeningKind, in_force
from matching.domain.day.meeting import Meeting
from matching.domain.day.session_shift import BESIDE
from matching.planning.fair.pose import Posed
from matching.planning.problem.check import violations
from matching.planning.problem.problem import Placed
from matching.services.live.noted_beside import PLAN, SHUTS, TAKES_MEETINGS
from matching.services.shop.shop import Shop
from matching.store.day import plans


def plan_before_closing(shop: Shop, fair: str, facts: Sequence[Happening]) -> tuple[Meeting, ...]:
    """Meetings as announced before a closing that the newest fact ends; none for another fact.

    They are the meetings of all who were awaited at the stand, wherever they were; of whoever was
    awaited where something was noted beside it too.
    """
    closing = _ended_closing(facts)
    if closing is None or PLAN not in closing.data:
        return ()
    with shop.store.reading() as reader:
        plan = plans.read_plan(reader, fair, number=int(closing.data[PLAN]))
    if plan is None:
        return ()
    beside = {fact.stand for fact in facts if fact.data.get(BESIDE) == closing.nonce}
    stands = {closing.stand, *beside}
    awaited = {meeting.person for meeting in plan.meetings if meeting.stand in stands}
    return tuple(meeting for meeting in plan.meetings if meeting.person in awaited)


def _ended_closing(facts: Sequence[Happening]) -> Happening | None:
    """The closing that the newest fact takes back or ends."""
    beside = {fact.nonce for fact in facts if BESIDE in fact.data}
    alone = [fact for fact in facts if not {fact.nonce, fact.about} & beside]
    if not alone:
        return None
    *earlier, newest = alone
    if newest.kind is HappeningKind.UNDONE:
        found = (fact for fact in earlier if fact.nonce == newest.about)
        return next((fact for fact in found if fact.kind in TAKES_MEETINGS), None)
    if newest.kind is HappeningKind.STAND_REOPENED:
        found = (fact for fact in reversed(in_force(earlier)) if fact.stand == newest.stand)
        return next((fact for fact in found if fact.kind in SHUTS), None)
    return None


def given_back(
    posed: Posed, announced: Iterable[Placed], before: Sequence[Meeting]
) -> frozenset[Placed]:
    """An announced plan with the meetings to come of some people as they were before a closing.

    Everybody at once where that breaks no rule; else person by person, whoever can. Nobody else
    moves: a place that went to somebody meanwhile stays theirs.
    """
    placed = frozenset(announced)
    if not before:
        return placed
    wanted = {
        meeting.person: [each for each in before if each.person == meeting.person]
        for meeting in before
    }
    known = frozenset(violations(posed.problem, sorted(placed)))

    def holds(plan: frozenset[Placed]) -> bool:
        return known.issuperset(violations(posed.problem, sorted(plan)))

    whole = placed
    for person in sorted(wanted):
        replaced, back = _swapped(posed, whole, person, wanted[person])
        whole = whole - replaced | back
    if holds(whole):
        return whole
    for person in sorted(wanted):
        placed = _as_far_as(holds, placed, *_swapped(posed, placed, person, wanted[person]))
    return placed


def _swapped(
    posed: Posed, placed: frozenset[Placed], person: str, before: Sequence[Meeting]
) -> tuple[frozenset[Placed], frozenset[Placed]]:
    """Meetings to come that one person has in place of those of before, and those of before."""
    mine = {each for each in placed if posed.keys[each.pair].person == person}
    met = {each.pair for each in mine if each.slot < posed.now_slot}
    back = {
        each
        for each in posed.inward(before)
        if each.slot >= posed.now_slot and each.pair not in met
    }
    to_come = {each for each in mine if each.slot >= posed.now_slot}
    return frozenset(to_come - back), frozenset(back - to_come)


def _as_far_as(
    holds: Callable[[frozenset[Placed]], bool],
    placed: frozenset[Placed],
    replaced: frozenset[Placed],
    back: frozenset[Placed],
) -> frozenset[Placed]:
    """A plan with as many of one person's meetings back as fit, and no fewer meetings for them."""
    if holds(placed - replaced | back):
        return placed - replaced | back
    for start in (placed - replaced, placed):
        plan = start
        for each in sorted(back):
            others = {other for other in plan if other.pair == each.pair}
            tried = plan - others | {each}
            plan = tried if holds(tried) else plan
        if len(plan) >= len(placed):
            return plan
    return placed
