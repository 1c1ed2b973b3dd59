"""Who comes late still gets something, as far as the organiser wishes, and nobody below promise."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

from matching.domain.slots import SlotGrid
from matching.phrases import percent
from matching.planning.repair.scope import ReplanScope
from matching.services.door.walk_in import walk_in
from matching.services.door.walk_in_answer import walk_in_answer
from matching.services.live.live_fair import read_live_fair
from matching.services.live.rest_of_day import pose_rest_of_day
from matching.services.prepare.walk_in_costs import (
    KeptCost,
    WalkInCosts,
    walk_in_cost_lines,
    walk_in_costs,
)
from matching.store import fairs
from tests.services.live.test_late_arrival import MOSSON, announced, entries


def with_policy(shop, **policy):
    with shop.store.writing() as writer:
        frame = replace(fairs.read_fair(writer, MOSSON), **policy)
        fairs.write_fair(writer, frame, digest="", at=shop.clock())


def comes(shop, number, moment, **said):
    return walk_in(
        shop,
        MOSSON,
        first_name=f"Imprévu {number}",
        fields={"wishes": "développeur web", **said},
        nonce=f"walk-{number}",
        at=moment,
    )


def last_hour(shop):
    """The moment half an hour before the fair closes, and how many meet at each stand then."""
    fair = entries(shop).fair
    return fair.moment(fair.closes) - timedelta(minutes=30)


def last_beyond(plan, least):
    """The last meeting of somebody who has more than the promise, in the busiest slot of all."""
    met, busy = (Counter(getattr(meeting, of) for meeting in plan) for of in ("person", "slot"))
    last = {meeting.person: meeting for meeting in sorted(plan, key=lambda meeting: meeting.slot)}
    found = [meeting for person, meeting in last.items() if met[person] > least]
    return max(found, key=lambda meeting: (busy[meeting.slot], -meeting.length, meeting))


def test_walk_in_moves_nobody_unless_the_fair_says_so(planned):
    before = set(announced(planned))
    for number in range(3):
        assert comes(planned, number, last_hour(planned)).moved == ()
    assert before <= set(announced(planned))


def test_walk_in_takes_last_meetings_of_those_who_have_more_than_promised(planned):
    with_policy(planned, walk_in_takes=2)
    entered, told = entries(planned), Counter()
    least, grid = entered.fair.least_meetings, SlotGrid.of(entered.fair)
    before = Counter(meeting.person for meeting in announced(planned))
    meeting = last_beyond(announced(planned), least)
    begins, ends = grid.starts[meeting.slot], grid.ends_at(meeting.slot, meeting.length)
    said = {"wishes": entered.offers[meeting.offer].title, "leaves": f"{ends:%H:%M}"}
    for number in range(30):
        welcomed = comes(planned, number, begins - timedelta(minutes=5), **said)
        told.update(
            change.person for drawn in welcomed.moved for change in drawn.changes if not change.now
        )
        answer = walk_in_answer(welcomed, "fr")
        assert {change["person"] for change in answer["changes"]} <= set(before)
        if told:
            break
    after = Counter(meeting.person for meeting in announced(planned))
    assert told
    for person, lost in told.items():
        assert before[person] - after[person] == lost
        assert after[person] >= least
    untouched = set(before) - set(told)
    assert all(before[person] == after[person] for person in untouched)
    assert any(meeting.person == welcomed.person for meeting in announced(planned))


def test_same_act_again_takes_nothing_more(planned):
    with_policy(planned, walk_in_takes=1)
    comes(planned, 0, last_hour(planned))
    before = announced(planned)
    assert comes(planned, 0, last_hour(planned)).moved == ()
    assert announced(planned) == before


def test_costs_are_told_before_anything_is_chosen(planned):
    costs = walk_in_costs(planned, MOSSON)
    seats = [cost.seats for cost in costs.kept]
    assert seats == sorted(seats)
    assert seats[0] > 0
    met = Counter(meeting.person for meeting in announced(planned))
    least = entries(planned).fair.least_meetings
    assert costs.beyond == sum(max(0, count - least) for count in met.values())
    lines = walk_in_cost_lines(costs, "fr")
    assert len(lines) == 5
    assert all(
        f"{percent(cost.percent / 100, 'fr')} gardées" in line
        for cost, line in zip(costs.kept, lines[1:4], strict=True)
    )
    assert (
        "3 personnes inscrites de moins"
        in walk_in_cost_lines(WalkInCosts((KeptCost(5, 9, 3, 0.01),), 0, 0), "fr")[1]
    )


def test_costs_of_a_fair_in_the_evening_speak_of_no_morning():
    costs = WalkInCosts((KeptCost(5, 9, 3, 0.01), KeptCost(10, 18, 0, 0.02)), 4, 7)
    said = " ".join((*walk_in_cost_lines(costs, "fr"), *walk_in_cost_lines(costs, "en")))
    assert "matin" not in said
    assert "morning" not in said


def test_kept_seats_are_given_to_walk_ins_alone(planned):
    with_policy(planned, walk_in_seats=50)
    live = read_live_fair(planned, MOSSON)
    opens = live.entries.fair.moment(live.entries.fair.opens)
    kept = pose_rest_of_day(live, opens).problem
    alone = ReplanScope(gains=frozenset({"w-1"}), movable=frozenset())
    joined = replace(live, judged=replace(live.judged, entries=with_walk_in(live.entries)))
    for_them = pose_rest_of_day(joined, opens, scope=alone).problem
    assert seats(kept) < seats(for_them)
    used = posed_seats(kept, live)
    assert all(count <= there for count, there in used)


def with_walk_in(entered):
    return replace(entered, walk_ins=frozenset({"w-1"}))


def seats(problem):
    return sum(sum(stand.tables) for stand in problem.stands)


def posed_seats(problem, live):
    """Of each stand and slot: meetings announced there, and the tables that are left for them."""
    posed = pose_rest_of_day(live, live.entries.fair.moment(live.entries.fair.opens))
    running = Counter()
    for placed in posed.inward(live.plan.meetings):
        pair = problem.pairs[placed.pair]
        stand = next(party for party in pair.between if party.startswith("stand "))
        running.update((stand, placed.slot + ahead) for ahead in range(pair.length))
    tables = {stand.id: stand.tables for stand in problem.stands}
    return [(count, tables[stand][slot]) for (stand, slot), count in running.items()]
