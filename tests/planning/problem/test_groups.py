"""Groups, what stands share, and how evenly people wait: rules and goals of a tied problem."""

from dataclasses import replace

import pytest

from matching.planning.problem.check import violations
from matching.planning.problem.goals import measure
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import (
    Goal,
    Group,
    Pair,
    Person,
    Placed,
    Problem,
    Shared,
    Stand,
)
from matching.planning.problem.result import Status, Stop
from matching.planning.problem.with_past import with_past
from matching.planning.repair.replan import replan
from matching.planning.repair.scope import ReplanScope
from matching.planning.solve import solve

PEOPLE = ("ana", "bo", "cy", "di")


def workshop(*, smallest=1, times=None, tables=1, slots=4, places=4):
    """Four people, a workshop of two slots and a stand of the same exhibitor, with its tables."""
    return Problem(
        slots=slots,
        people=tuple(Person(name, most=2, least=1) for name in PEOPLE),
        stands=(Stand("workshop", (places,) * slots), Stand("stand", (1,) * slots)),
        pairs=(
            *(Pair((name, "workshop"), 0.5, 2) for name in PEOPLE),
            *(Pair((name, "stand"), 0.4) for name in PEOPLE),
        ),
        groups=(Group("workshop", smallest, times),),
        shared=(Shared("tables", ("workshop", "stand"), (tables,) * slots),),
    )


def broken(problem, *meetings):
    return {violation.rule.value for violation in violations(problem, meetings)}


@pytest.mark.parametrize(
    ("problem", "meetings", "expected"),
    [
        (workshop(smallest=2), [Placed(0, 0)], {"group_small"}),
        (workshop(smallest=2), [Placed(0, 0), Placed(1, 0)], set()),
        (workshop(smallest=2), [Placed(4, 0)], set()),
        (workshop(times=1), [Placed(0, 0), Placed(1, 2)], {"group_times"}),
        (workshop(), [Placed(0, 0), Placed(1, 0), Placed(2, 0)], set()),
        (workshop(), [Placed(0, 0), Placed(1, 1)], {"shared"}),
        (workshop(), [Placed(0, 0), Placed(5, 1)], {"shared"}),
        (workshop(tables=2), [Placed(0, 0), Placed(5, 1)], set()),
        (workshop(places=1), [Placed(0, 0), Placed(1, 0)], {"stand_full"}),
    ],
)
def test_rules_of_groups_and_of_what_stands_share(problem, meetings, expected):
    assert broken(problem, *meetings) == expected


def test_session_with_a_fixed_meeting_is_held_however_few_come():
    problem = replace(workshop(smallest=3), fixed=(Placed(0, 0),))
    assert broken(problem, Placed(0, 0)) == set()
    assert Placed(0, 0) in solve(problem, seconds=20).meetings


def test_session_below_its_smallest_group_is_not_held_and_its_people_are_placed_elsewhere():
    result = solve(workshop(smallest=5, places=9), seconds=20)
    assert result.status is Status.OPTIMAL
    assert {placed.pair for placed in result.meetings} == {4, 5, 6, 7}


def test_whoever_leads_is_at_one_place_at_a_time():
    problem = workshop()
    result = solve(problem, seconds=20)
    assert result.status is Status.OPTIMAL
    assert violations(problem, result.meetings) == ()
    # one session of all four, then two at the only table: 4 x 0.5 + 2 x 0.4
    assert result.goals.score == pytest.approx(2.8)


def test_what_was_held_was_possible():
    problem = workshop(times=1)
    past = (Placed(0, 0), Placed(1, 1), Placed(6, 1))
    assert broken(problem, *past) == {"group_times", "shared"}
    assert broken(with_past(problem, past), *past) == set()


def test_a_session_that_was_held_by_too_few_stays_held_when_there_is_no_time():
    problem = workshop(smallest=3)
    past = (Placed(0, 0), Placed(1, 0))
    assert broken(problem, *past) == {"group_small"}
    assert broken(with_past(problem, past), *past) == set()
    # one of those who came has been forgotten since: the rest of the day is planned all the same
    late = iter(range(1_000))
    result = replan(
        problem,
        announced=past,
        scope=ReplanScope(now_slot=1),
        seconds=0.01,
        clock=lambda: float(next(late)),
    )
    assert set(past) <= set(result.meetings)
    assert result.violations == ()


def test_replan_keeps_the_rules_of_groups():
    problem = workshop(smallest=2)
    announced = solve(problem, seconds=20).meetings
    gone = tuple(replace(each, free=() if each.id == "ana" else None) for each in problem.people)
    now = replace(problem, people=gone)
    result = replan(now, announced=announced, scope=ReplanScope(now_slot=0), seconds=20)
    assert violations(now, result.meetings) == ()
    kept = {placed for placed in announced if "ana" not in problem.pairs[placed.pair].between}
    assert kept <= set(result.meetings)


def test_idle_range_is_the_longest_wait_less_the_shortest_and_as_small_as_can_be():
    problem = Problem(
        slots=5,
        people=(Person("ana"), Person("bo")),
        stands=(Stand("a", (1, 0, 0, 1, 0)), Stand("b", (1, 0, 1, 0, 1))),
        pairs=tuple(Pair((person, stand), 1.0) for person in ("ana", "bo") for stand in "ab"),
        goals=(Goal.SCORE, Goal.IDLE_RANGE),
    )
    uneven = (Placed(0, 0), Placed(1, 4), Placed(2, 3), Placed(3, 2))
    assert measure(Layout(problem), uneven).idle_range == 3
    result = solve(problem, seconds=20)
    # whoever meets `a` first waits an odd number of slots, the other an even one
    assert (result.status, result.goals.idle_range) == (Status.OPTIMAL, 1)


@pytest.mark.parametrize(
    ("smallest", "kept"),
    [(2, [(1, 0), (2, 0), (7, 2)]), (3, [(7, 2)])],
    ids=["the group goes on", "the group falls"],
)
def test_a_replan_that_found_nothing_in_time_tells_what_still_holds(monkeypatch, smallest, kept):
    problem = workshop(smallest=smallest, tables=2)
    people = (replace(problem.people[0], free=(3,)), *problem.people[1:])
    now = replace(problem, people=people)
    released = [Placed(0, 0), Placed(1, 0), Placed(2, 0), Placed(7, 2)]

    def stopped(problem, **_):
        nothing = solve(problem, seconds=1)
        return replace(nothing, meetings=(), status=Status.UNKNOWN, stop=Stop.TIME)

    monkeypatch.setattr("matching.planning.repair.replan.solve", stopped)
    found = replan(now, announced=released, scope=ReplanScope(gains=frozenset()))
    assert [(one.pair, one.slot) for one in sorted(found.meetings)] == kept
    assert found.status is Status.FEASIBLE
    assert violations(now, found.meetings) == ()
