"""What comes back when a fact that took meetings is taken back, or a stand receives again."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import takewhile

from matching.domain.day.happening import ABSENCE, PLAN, Happening, HappeningKind, in_force
from matching.domain.day.meeting import Meeting
from matching.domain.day.session_shift import BESIDE
from matching.domain.edit import TakenOut
from matching.domain.slots import SlotGrid
from matching.planning.fair.pose import Posed
from matching.planning.problem.changes import changes
from matching.planning.problem.check import violations, violations_beside
from matching.planning.problem.problem import Placed
from matching.services.live.live_fair import LiveFair
from matching.services.live.redrawn import Redrawn
from matching.services.live.reported.noted_beside import (
    AWAY,
    OF_ONE_PERSON,
    TAKES_MEETINGS,
    is_still_away,
    shut_before,
)
from matching.services.shop.shop import Shop
from matching.store.day import plans
from matching.store.people.decisions import read_decisions


def meetings_taken(shop: Shop, live: LiveFair) -> tuple[Meeting, ...]:
    """Meetings as announced before a fact that the newest one ends; none when it ends no such fact.

    They are the meetings of all whom it concerned, wherever they were: of the person that it
    names with whoever lost their group by it, or of everybody who was awaited at its stand, or
    where something was noted beside it.
    """
    taking = _ended(live.facts)
    if taking is None or PLAN not in taking.data:
        return ()
    if taking.kind in OF_ONE_PERSON:
        one = TakenOut(people=frozenset({taking.person}))
        return meetings_before(shop, live, int(taking.data[PLAN]), one)
    beside = {fact.stand for fact in live.facts if fact.data.get(BESIDE) == taking.nonce}
    plan = _plan(shop, live, int(taking.data[PLAN]))
    stands = {taking.stand, *beside}
    awaited = {meeting.person for meeting in plan if meeting.stand in stands}
    return tuple(meeting for meeting in plan if meeting.person in awaited)


def meetings_before(shop: Shop, live: LiveFair, number: int, out: TakenOut) -> tuple[Meeting, ...]:
    """Meetings of an earlier plan of whoever met what was `out`: a person, a stand, an offer.

    With those of people who began a workshop with them and have lost that group since.
    """
    plan, now = _plan(shop, live, number), {each.as_told for each in live.plan.meetings}
    people = {one.person for one in plan if out.names(one.person, one.stand, one.offer)}
    small = {offer.id for offer in live.entries.offers.values() if offer.smallest_group > 1}
    groups = {(one.offer, one.slot) for one in plan if one.person in people and one.offer in small}
    lost = {
        one.person for one in plan if one.as_told not in now and (one.offer, one.slot) in groups
    }
    return tuple(meeting for meeting in plan if meeting.person in people | lost)


def with_what_stays(shop: Shop, redrawn: Redrawn, taken_back: Happening, at: datetime) -> Redrawn:
    """A re-plan after a fact was taken back, with what others were given by it and keep.

    Whoever hears of a change by taking it back is not among them.
    """
    if taken_back.kind not in TAKES_MEETINGS or PLAN not in taken_back.data:
        return redrawn
    given = _given_by(shop, redrawn.entries.fair.id, taken_back)
    if not given or redrawn.version is None:
        return redrawn
    told = {taken_back.person, *(one.person for one in redrawn.changes)}
    told |= {one.person for one in redrawn.not_back}
    starts = SlotGrid.of(redrawn.entries.fair).starts
    still = {one.as_told for one in redrawn.version.meetings}
    ahead = (one for one in given if one.as_told in still and starts[one.slot] >= at)
    return replace(redrawn, stays=tuple(sorted(one for one in ahead if one.person not in told)))


def _given_by(shop: Shop, fair: str, fact: Happening) -> frozenset[Meeting]:
    """Meetings that the plan which followed a fact has and the one before had not."""
    before = int(fact.data[PLAN])
    with shop.store.reading() as reader:
        after = plans.announced_after(reader, fair, before)
        followed = read_decisions(reader, fair, acts=(fact.kind.value,))
        if after not in {one.plan for one in followed}:
            return frozenset()
        drawn = [plans.read_plan(reader, fair, number=number) for number in (before, after)]
    was, now = (plan.meetings if plan else () for plan in drawn)
    return frozenset(one.now for one in changes(was, now) if one.now is not None)


def _plan(shop: Shop, live: LiveFair, number: int) -> tuple[Meeting, ...]:
    with shop.store.reading() as reader:
        plan = plans.read_plan(reader, live.entries.fair.id, number=number)
    return plan.meetings if plan else ()


def _ended(facts: Sequence[Happening]) -> Happening | None:
    """The fact that takes meetings and that the newest fact takes back or ends."""
    # what was noted with a fact comes after it, and goes after it
    beside = {fact.nonce for fact in facts if {BESIDE, ABSENCE} & fact.data.keys()}
    alone = [fact for fact in facts if not {fact.nonce, fact.about} & beside]
    if not alone:
        return None
    *earlier, newest = alone
    if newest.kind is HappeningKind.UNDONE:
        found = (fact for fact in earlier if fact.nonce == newest.about)
        return next((fact for fact in found if fact.kind in TAKES_MEETINGS), None)
    if newest.kind is HappeningKind.STAND_REOPENED:
        return _shut_before(newest, in_force(earlier))
    return None


def _shut_before(reopened: Happening, earlier: Sequence[Happening]) -> Happening | None:
    """What a stand that receives again ends; the first of the times away that it ends at once."""
    shut = shut_before(reopened, earlier)
    away = takewhile(lambda fact: fact.kind in AWAY, shut)
    lasting = [fact for fact in away if is_still_away(fact, reopened.at)]
    return next(iter(lasting[::-1] or shut), None)


def people_restored(
    posed: Posed, placed: frozenset[Placed], before: Sequence[Meeting]
) -> frozenset[str]:
    """Of those whose meetings come back the people who have every one to come as it was."""
    back = set(posed.inward(before))
    lost = {
        meeting.person
        for meeting in before
        if meeting.slot >= posed.now_slot and not placed.intersection(posed.inward([meeting]))
    }
    return frozenset(posed.keys[each.pair].person for each in back) - lost


def given_back(
    posed: Posed,
    announced: Iterable[Placed],
    before: Sequence[Meeting],
    late: Collection[str] = frozenset(),
) -> frozenset[Placed]:
    """An announced plan with the meetings to come of some people as they were before a closing.

    Everybody at once where that breaks no rule; else whoever begins something together, then
    person by person, whoever can. Nobody else moves: a place that went to somebody meanwhile stays
    theirs. Whoever came too `late` for a meeting of before keeps what they were given instead.
    """
    placed = frozenset(announced)
    if not before:
        return placed
    people = {meeting.person for meeting in before}
    wanted, mine = _of_each(posed, posed.inward(before)), _of_each(posed, placed)
    known = frozenset(violations(posed.problem, sorted(placed)))

    def holds(plan: frozenset[Placed], kept: frozenset[Placed]) -> bool:
        return known.issuperset(violations_beside(posed.problem, plan, kept))

    def swapped(person: str) -> tuple[frozenset[Placed], frozenset[Placed]]:
        replaced, back = _swapped(posed, mine[person], wanted[person])
        return (frozenset[Placed]() if person in late else replaced), back

    def with_all(people: Iterable[str]) -> frozenset[Placed]:
        swaps = [swapped(person) for person in people]
        gone = frozenset[Placed]().union(*(replaced for replaced, _ in swaps))
        return (placed - gone).union(*(back for _, back in swaps))

    for together in [people, *_groups(before)]:
        if holds(whole := with_all(together), placed):
            placed, mine = whole, _of_each(posed, whole)
    for person in sorted(people):
        # each pair is one person's: what became of others changes nothing here
        placed = _as_far_as(holds, placed, *swapped(person))
    return placed


def _groups(meetings: Iterable[Meeting]) -> list[set[str]]:
    """People who begin one thing together, in the order of its hour."""
    groups = defaultdict[tuple[int, str], set[str]](set)
    for meeting in meetings:
        groups[meeting.slot, meeting.offer].add(meeting.person)
    return [people for _, people in sorted(groups.items()) if len(people) > 1]


def _of_each(posed: Posed, placed: Iterable[Placed]) -> dict[str, set[Placed]]:
    """The meetings of each person; of whoever has none, none."""
    found = defaultdict[str, set[Placed]](set)
    for each in placed:
        found[posed.keys[each.pair].person].add(each)
    return found


def _swapped(
    posed: Posed, mine: set[Placed], before: set[Placed]
) -> tuple[frozenset[Placed], frozenset[Placed]]:
    """Meetings to come that one person has in place of those of before, and those of before."""
    met = {each.pair for each in mine if each.slot < posed.now_slot}
    back = {each for each in before if each.slot >= posed.now_slot and each.pair not in met}
    to_come = {each for each in mine if each.slot >= posed.now_slot}
    return frozenset(to_come - back), frozenset(back - to_come)


def _as_far_as(
    holds: Callable[[frozenset[Placed], frozenset[Placed]], bool],
    placed: frozenset[Placed],
    replaced: frozenset[Placed],
    back: frozenset[Placed],
) -> frozenset[Placed]:
    """A plan with as many of one person's meetings back as fit, and no fewer meetings for them."""
    if holds(placed - replaced | back, placed):
        return placed - replaced | back
    for start in (placed - replaced, placed):
        plan = start
        for each in sorted(back):
            others = {other for other in plan if other.pair == each.pair}
            tried = plan - others | {each}
            plan = tried if holds(tried, placed) else plan
        if len(plan) >= len(placed):
            return plan
    return placed
