"""Where a meeting, or somebody without one, could go: every rule of the planner lets it begin."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from matching.domain.day.meeting import Meeting
from matching.domain.errors import FairError
from matching.planning.fair.pose import Posed
from matching.planning.problem.check import violations
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Placed, Problem
from matching.planning.problem.rules import starts
from matching.services.live.by_hand.try_edit import posed_for
from matching.services.live.rest_of_day import AnnouncedDay, before_arrival
from matching.services.plan.announced_plan import known_announced_plan
from matching.services.scores.judged import read_judged
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings
from matching.store.edits import taken_out


@dataclass(frozen=True, slots=True)
class FreePlace:
    """Slots in which somebody could meet a stand, about the offer that suits best."""

    stand: str
    offer: str
    score: float
    slots: tuple[int, ...]


def read_day_to_place(shop: Shop, fair: str) -> AnnouncedDay | None:
    """The day as it stands, its pairs as they were judged; `None` while no plan is announced.

    No scorer is made for it where nothing that scores depend on has changed since the plan.
    """
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
        plan = known_announced_plan(shop, reader, fair)
        facts, out = happenings.read_happenings(reader, fair), taken_out(reader, fair)
    return None if plan is None else AnnouncedDay(read_judged(shop, entries), plan, facts, out)


def places_for_meeting(live: AnnouncedDay, meeting: str, moment: datetime) -> tuple[FreePlace, ...]:
    """Where else a planned meeting could be at its stand, nobody else moving.

    Raises
    ------
    FairError
        `meeting_unknown`; `edit_past` once it has begun.
    """
    was = next((each for each in live.plan.meetings if each.id == meeting), None)
    if was is None:
        raise FairError("meeting_unknown", meeting=meeting, fair=live.entries.fair.id)
    posed = posed_for(live, [was], moment)
    (lifted,) = posed.inward([was]) or (None,)
    missed = before_arrival(live)
    if lifted is None or (lifted.slot < posed.now_slot and was not in missed):
        raise FairError("edit_past")
    others = [each for each in posed.inward(_held(live)) if each.pair != lifted.pair]
    slots = [slot for slot in _free(posed, others, lifted.pair) if slot != was.slot]
    return (FreePlace(was.stand, was.offer, was.score, tuple(slots)),)


def places_for_person(live: AnnouncedDay, person: str, moment: datetime) -> tuple[FreePlace, ...]:
    """Where somebody could have one more meeting, nobody else moving; what suits best first.

    Raises
    ------
    FairError
        `person_unknown`.
    """
    who = live.entries.jobseeker(person).id
    posed = posed_for(live, (), moment, gains=frozenset({who}))
    placed = posed.inward(_held(live))
    met = {each.pair for each in placed}
    found = [
        FreePlace(key.stand, key.offer, posed.problem.pairs[pair].score, slots)
        for pair, key in enumerate(posed.keys)
        if key.person == who and pair not in met and (slots := _free(posed, placed, pair))
    ]
    return tuple(sorted(found, key=lambda place: (-place.score, place.stand, place.offer)))


def _held(live: AnnouncedDay) -> list[Meeting]:
    missed = before_arrival(live)
    return [meeting for meeting in live.plan.meetings if meeting not in missed]


def _free(posed: Posed, placed: Iterable[Placed], pair: int) -> tuple[int, ...]:
    """Slots of the grid in which a pair may begin beside a plan without breaking anything more."""
    problem, plan, number = near(posed.problem, placed, pair)
    before = frozenset(violations(problem, plan))
    back = posed.day.to_grid
    return tuple(
        back[slot]
        for slot in starts(Layout(problem), number)
        if slot >= posed.now_slot
        and before.issuperset(violations(problem, [*plan, Placed(number, slot)]))
    )


def near(
    problem: Problem, placed: Iterable[Placed], pair: int
) -> tuple[Problem, tuple[Placed, ...], int]:
    """The problem of a pair's own parties, their meetings and its own number in it.

    That is all that its rules look at.

    Where something is shared by everybody (rooms, leaders, groups), the whole problem.
    """
    plan = tuple(placed)
    if _is_tied_to_all(problem):
        return problem, plan, pair
    parties = set(problem.pairs[pair].between)
    kept = [each for each in plan if parties & set(problem.pairs[each.pair].between)]
    order = sorted({pair, *(each.pair for each in kept)})
    new = {old: number for number, old in enumerate(order)}
    ends = {end for old in order for end in problem.pairs[old].between}
    small = replace(
        problem,
        people=tuple(person for person in problem.people if person.id in ends),
        stands=tuple(stand for stand in problem.stands if stand.id in ends),
        pairs=tuple(problem.pairs[old] for old in order),
        fixed=_known(problem.fixed, new),
        announced=_known(problem.announced, new),
    )
    return small, _known(kept, new), new[pair]


def _is_tied_to_all(problem: Problem) -> bool:
    has_common = problem.rooms is not None or problem.breaks_spread is not None
    return bool(has_common or problem.shared or problem.groups or problem.before)


def _known(meetings: Iterable[Placed], new: Mapping[int, int]) -> tuple[Placed, ...]:
    return tuple(Placed(new[pair], slot) for pair, slot in meetings if pair in new)


def by_stand(places: Iterable[FreePlace]) -> dict[str, tuple[int, ...]]:
    """The free slots of each stand, whatever would be talked about there."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for place in places:
        found[place.stand] |= set(place.slots)
    return {stand: tuple(sorted(slots)) for stand, slots in found.items()}
