"""Where a meeting, or somebody without one, could go: every rule of the planner lets it begin."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from matching.domain.day.meeting import Meeting
from matching.domain.errors import FairError
from matching.domain.slots import SlotGrid
from matching.domain.terms import OfferKind
from matching.planning.fair.pose import Posed
from matching.planning.problem.check import Violation, violations
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Placed, Problem
from matching.planning.problem.reduction import pairs_alone
from matching.planning.problem.rules import RuleCode, starts
from matching.scoring.matrix.score_matrix import CLOSED
from matching.services.live.by_hand.try_edit import posed_for
from matching.services.live.rest_of_day import AnnouncedDay, before_arrival
from matching.services.scores.judged import read_judged
from matching.services.shop.known_plans import index_of, known_announced_plan
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
    was, posed, others, pair = _lifted(live, meeting, moment)
    slots = [slot for slot in _free(posed, others, pair) if slot != was.slot]
    return (FreePlace(was.stand, was.offer, was.score, tuple(slots)),)


def _lifted(
    live: AnnouncedDay, meeting: str, moment: datetime
) -> tuple[Meeting, Posed, Sequence[Placed], int]:
    """A meeting that is to come, the day around it without it, and its pair."""
    index = index_of(live.entries.fair.id, live.plan.meetings)
    was = index.by_id.get(meeting)
    if was is None:
        raise FairError("meeting_unknown", meeting=meeting, fair=live.entries.fair.id)
    posed = posed_for(live, [was], moment)
    (lifted,) = posed.inward([was]) or (None,)
    missed = before_arrival(live)
    if lifted is None or (lifted.slot < posed.now_slot and was not in missed):
        raise FairError("edit_past")
    near_it: Iterable[Meeting] = live.plan.meetings
    if not _is_tied_to_all(posed.problem):
        others_there = (one for one in index.by_stand[was.stand] if one.person != was.person)
        near_it = (*index.by_person[was.person], *others_there)
    near_it = (one for one in near_it if one not in missed)
    others = [each for each in posed.inward(near_it) if each.pair != lifted.pair]
    return was, posed, others, lifted.pair


def places_for_person(live: AnnouncedDay, person: str, moment: datetime) -> tuple[FreePlace, ...]:
    """Where somebody could have one more meeting, nobody else moving; what suits best first.

    Raises
    ------
    FairError
        `person_unknown`.
    """
    posed, placed, pairs = _unmet(live, person, moment)
    found = [
        FreePlace(key.stand, key.offer, posed.problem.pairs[pair].score, slots)
        for pair in pairs
        if (key := posed.keys[pair]) and (slots := _free(posed, placed, pair))
    ]
    return tuple(sorted(found, key=lambda place: (-place.score, place.stand, place.offer)))


def offers_beside(live: AnnouncedDay, meeting: str) -> tuple[str, ...]:
    """Other offers of a meeting's stand that the person could have a second meeting about there.

    Open to them, at a table, and not met yet; what suits best first.
    """
    index = index_of(live.entries.fair.id, live.plan.meetings)
    was = index.by_id.get(meeting)
    if was is None:
        return ()
    matrix, offers = live.judged.matrix, live.entries.offers
    row = matrix.people.index(was.person)
    mine = {each.offer for each in index.by_person[was.person]}
    found = [
        (-float(matrix.values[row, n]), offered.offer)
        for n, offered in enumerate(matrix.offers)
        if offered.stand == was.stand
        and offered.offer not in mine
        and matrix.verdicts[row, n] != CLOSED
        and offers[offered.offer].kind is not OfferKind.WORKSHOP
    ]
    return tuple(offer for _, offer in sorted(found))


def places_about(
    live: AnnouncedDay, person: str, offer: str, moment: datetime
) -> tuple[FreePlace, ...]:
    """Where somebody could meet a stand about one of its offers, nobody else moving.

    Raises
    ------
    FairError
        `person_unknown`, `offer_unknown`.
    """
    posed, placed, pair = _second(live, person, offer, moment)
    if pair is None:
        return ()
    key, score = posed.keys[pair], posed.problem.pairs[pair].score
    return (FreePlace(key.stand, offer, score, _free(posed, placed, pair)),)


def _second(
    live: AnnouncedDay, person: str, offer: str, moment: datetime
) -> tuple[Posed, Sequence[Placed], int | None]:
    """The day as it stands, and the pair of somebody and one offer, where it can be posed."""
    who, about = live.entries.jobseeker(person).id, live.entries.offers.get(offer)
    if about is None:
        raise FairError("offer_unknown", offer=offer, fair=live.entries.fair.id)
    asked = Meeting(len(SlotGrid.of(live.entries.fair)) - 1, who, about.exhibitor, offer)
    posed = posed_for(live, [asked], moment)
    (wanted,) = posed.inward([asked]) or (None,)
    return posed, posed.inward(_held(live)), None if wanted is None else wanted.pair


def _unmet(
    live: AnnouncedDay, person: str, moment: datetime
) -> tuple[Posed, Sequence[Placed], list[int]]:
    """The day as it stands, and the pairs of somebody that are not in it."""
    who = live.entries.jobseeker(person).id
    posed = posed_for(live, (), moment, gains=frozenset({who}))
    placed = posed.inward(_held(live))
    met = {each.pair for each in placed}
    mine = (pair for pair, key in enumerate(posed.keys) if key.person == who)
    return posed, placed, [pair for pair in mine if pair not in met]


def rules_in_the_way(
    live: AnnouncedDay, moment: datetime, *, meeting: str = "", person: str = "", offer: str = ""
) -> tuple[RuleCode, ...]:
    """What keeps a meeting, or somebody's next one, from every hour to come; the commonest first.

    With an `offer`, the next one is about it.

    Empty where there is no hour left to begin at, or nobody left to meet.

    Raises
    ------
    FairError
        As `places_for_meeting` and `places_for_person`.
    """
    if meeting:
        was, posed, placed, pair = _lifted(live, meeting, moment)
        pairs, own = [pair], was.slot
    elif offer:
        posed, placed, second = _second(live, person, offer, moment)
        pairs, own = [] if second is None else [second], -1
    else:
        posed, placed, pairs = _unmet(live, person, moment)
        own = -1
    found = Counter(
        broken.rule
        for pair in pairs
        for slot, rules in _broken(posed, placed, pair)
        if slot != own
        for broken in rules
    )
    return tuple(rule for rule, _ in sorted(found.items(), key=lambda one: (-one[1], one[0])))


def _held(live: AnnouncedDay) -> list[Meeting]:
    missed = before_arrival(live)
    return [meeting for meeting in live.plan.meetings if meeting not in missed]


def _free(posed: Posed, placed: Iterable[Placed], pair: int) -> tuple[int, ...]:
    """Slots of the grid in which a pair may begin beside a plan without breaking anything more."""
    return tuple(slot for slot, broken in _broken(posed, placed, pair) if not broken)


def _broken(
    posed: Posed, placed: Iterable[Placed], pair: int
) -> Iterator[tuple[int, frozenset[Violation]]]:
    """The slots of the grid in which a pair may begin, with what that would break."""
    problem, plan, number = near(posed.problem, placed, pair)
    before = frozenset(violations(problem, plan))
    back = posed.day.to_grid
    for slot in starts(Layout(problem), number):
        if slot >= posed.now_slot:
            yield back[slot], frozenset(violations(problem, [*plan, Placed(number, slot)])) - before


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
    part = pairs_alone(problem, {pair, *(each.pair for each in kept)})
    return part.problem, part.inward(kept), part.order.index(pair)


def _is_tied_to_all(problem: Problem) -> bool:
    has_common = problem.rooms is not None or problem.breaks_spread is not None
    return bool(has_common or problem.shared or problem.groups or problem.before)


def by_stand(places: Iterable[FreePlace]) -> dict[str, tuple[int, ...]]:
    """The free slots of each stand, whatever would be talked about there."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for place in places:
        found[place.stand] |= set(place.slots)
    return {stand: tuple(sorted(slots)) for stand, slots in found.items()}
