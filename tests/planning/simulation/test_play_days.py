"""The day played forward: the same for a seed, no rule broken, the plan alone without noise."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from matching.planning.problem.check import violations
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Group, Pair, Person, Placed, Problem, Shared, Stand
from matching.planning.problem.rules import RuleCode, placements
from matching.planning.simulation.conditions import Conditions
from matching.planning.simulation.draw_day import draw_day
from matching.planning.simulation.hall import hall_of
from matching.planning.simulation.more_tables import more_tables
from matching.planning.simulation.play_days import play_days
from matching.planning.simulation.policies import Policy, play
from matching.planning.solve import solve
from tests.examples import examples

SLOTS = 6
ROUGH = Conditions(no_shows=30, walk_ins=60, late=15, stands_late=40, overrun=8)
slot_sets = st.sets(st.integers(0, SLOTS - 1), min_size=1).map(lambda found: tuple(sorted(found)))

# Everybody comes on time, nobody else does, and nothing lasts longer.
AS_PLANNED = Conditions(no_shows=0, walk_ins=0, late=0, stands_late=0, overrun=0)


@st.composite
def fairs(draw):
    """Small fairs as a fair is posed, with pauses, walks, rooms, groups and shared tables."""
    people = [
        Person(
            f"p{n}", draw(st.none() | slot_sets), draw(st.integers(1, 4)), draw(st.integers(0, 2))
        )
        for n in range(draw(st.integers(1, 6)))
    ]
    stands = [
        Stand(f"s{n}", draw(st.tuples(*[st.integers(0, 2)] * SLOTS)), draw(st.sampled_from("AB")))
        for n in range(4)
    ]
    pairs = [
        Pair((person.id, stand.id), draw(st.sampled_from([0.2, 0.5, 0.9])),
             draw(st.sampled_from([1, 1, 2])), slots=draw(st.none() | slot_sets))
        for person in people for stand in stands if draw(st.booleans())
    ]  # fmt: skip
    return Problem(
        slots=SLOTS,
        days=draw(st.sampled_from([((0, SLOTS),), ((0, 3), (3, SLOTS))])),
        rooms=draw(st.none() | st.integers(1, 3)),
        gap=draw(st.integers(0, 1)),
        people=tuple(people),
        stands=tuple(stands),
        walks=(("A", "B", draw(st.integers(0, 2))),),
        pairs=tuple(pairs),
        groups=(Group("s3", smallest=draw(st.integers(0, 2))),),
        shared=(Shared("both", ("s2", "s3"), draw(st.tuples(*[st.integers(0, 2)] * SLOTS))),),
    )


@st.composite
def plans(draw, problem):
    """A plan that breaks no rule, grown in any order."""
    plan = []
    for placed in draw(st.permutations(placements(Layout(problem)))):
        broken = {found.rule for found in violations(problem, [*plan, placed])}
        plan += [placed] if broken <= {RuleCode.GROUP_SMALL} else []
    small = {pair for found in violations(problem, plan) for pair in found.pairs}
    return tuple(placed for placed in plan if placed.pair not in small)


@st.composite
def planned_fairs(draw):
    """A small fair with a plan of it."""
    problem = draw(fairs())
    return problem, draw(plans(problem))


def as_planned(problem, day, held):
    """The played day as a problem of those who came, with the lengths that meetings had."""
    ends = {offered.number: offered.stand for one in day.visitors for offered in one.offered}
    people = [
        Person(visitor.id, tuple(s for s in range(problem.slots) if visitor.free >> s & 1),
               visitor.person.most)
        for visitor in day.visitors
    ]  # fmt: skip
    pairs = [
        Pair((meeting.visitor, ends[meeting.pair]), length=meeting.length,
             slots=problem.pairs[meeting.pair].slots)
        for meeting in held
    ]  # fmt: skip
    played = Problem(
        slots=problem.slots, days=problem.days, rooms=problem.rooms, gap=problem.gap,
        people=tuple(people),
        stands=tuple(Stand(s.id, tuple(day.tables[s.id]), s.zone) for s in problem.stands),
        walks=problem.walks, pairs=tuple(pairs), groups=problem.groups, shared=problem.shared,
    )  # fmt: skip
    return played, [Placed(number, meeting.slot) for number, meeting in enumerate(held)]


@examples(60)
@given(planned_fairs(), st.sampled_from(Policy), st.integers(0, 99))
def test_no_policy_breaks_a_rule_on_any_drawn_day(planned, policy, seed):
    problem, plan = planned
    hall = hall_of(problem, plan, slot_minutes=15)
    day = draw_day(hall, ROUGH, seed, 0)
    held = play(hall, day, policy)
    assert violations(*as_planned(problem, day, held)) == ()
    assert max(Counter((one.visitor, one.pair) for one in held).values(), default=1) == 1


@examples(40)
@given(planned_fairs())
def test_the_plan_alone_is_held_to_the_letter_when_nothing_goes_otherwise(planned):
    problem, plan = planned
    hall = hall_of(problem, plan, slot_minutes=15)
    held = play(hall, draw_day(hall, AS_PLANNED, 0, 0), Policy.FIXED)
    assert sorted((one.pair, one.slot) for one in held) == sorted(map(tuple, plan))


@examples(60)
@given(planned_fairs(), st.integers(0, 99))
def test_whoever_is_served_least_has_no_more_than_was_possible_whatever_the_policy(planned, seed):
    problem, plan = planned
    for played in play_days(problem, plan, ROUGH, slot_minutes=15, days=1, seed=seed):
        (day,) = played.days
        assert day.worst_off <= day.possible
        assert day.worst_off <= day.nearly_all


def test_where_no_table_is_short_all_have_what_their_wishes_and_hours_allow():
    people = (Person("amina", (0, 1)), Person("bilal", most=2), Person("chloe"))
    stands = tuple(Stand(name, (9,) * 4) for name in "abc")
    pairs = tuple(Pair((each.id, stand), 0.5) for each in people for stand in "abc")
    problem = Problem(slots=4, people=people, stands=stands, pairs=pairs)
    *_, ours = play_days(problem, (), AS_PLANNED, slot_minutes=15, days=1)
    assert (ours.mean.meetings, ours.mean.worst_off, ours.mean.possible) == (2 + 2 + 3, 2, 2)


def test_nineteen_of_twenty_have_what_is_said_of_nearly_all_and_one_may_have_less():
    people = tuple(Person(f"p{n:02}", (0,) if n else (3,), most=1) for n in range(40))
    stands = (Stand("a", (20, 0, 0, 0)), Stand("b", (19, 0, 0, 0)))
    pairs = tuple(Pair((each.id, stand), 0.5) for each in people for stand in "ab")
    problem = Problem(slots=4, people=people, stands=stands, pairs=pairs)
    *_, ours = play_days(problem, (), AS_PLANNED, slot_minutes=15, days=1)
    assert (ours.mean.worst_off, ours.mean.possible, ours.mean.nearly_all) == (0, 0, 1)


def crowded(people=60, stands=8, slots=10):
    """Everybody wants the same four stands most, and has half of the others besides."""
    return Problem(
        slots=slots,
        people=tuple(Person(f"p{n:02}", most=4, least=2) for n in range(people)),
        stands=tuple(Stand(f"s{n}", (1,) * slots) for n in range(stands)),
        pairs=tuple(
            Pair((f"p{n:02}", f"s{stand}"), 0.9 - stand / 10)
            for n in range(people)
            for stand in range(stands)
            if stand < 4 or (n + stand) % 2
        ),
    )


def test_idle_tables_given_hold_more_meetings_and_lift_who_has_least():
    problem = crowded()
    plan = solve(problem, seconds=10).meetings
    alone, first, ours = play_days(problem, plan, Conditions(), slot_minutes=15, days=20)
    assert ours.mean.meetings >= first.mean.meetings
    assert ours.mean.worst_off > first.mean.worst_off
    assert ours.mean.meetings > alone.mean.meetings
    assert ours.mean.worst_off >= alone.mean.worst_off
    assert ours.mean.promised > alone.mean.promised
    assert ours.mean.idle < alone.mean.idle


def test_the_same_seed_gives_the_same_days_whatever_the_order_of_people():
    problem = crowded(12, 3, 4)
    plan = solve(problem, seconds=10).meetings
    first = play_days(problem, plan, ROUGH, slot_minutes=15, days=5, seed=3)
    turned = Problem(
        slots=4, people=problem.people[::-1], stands=problem.stands[::-1], pairs=problem.pairs
    )
    assert play_days(turned, plan, ROUGH, slot_minutes=15, days=5, seed=3) == first
    assert play_days(problem, plan, ROUGH, slot_minutes=15, days=5, seed=4) != first


def test_tables_are_added_where_most_wanted_until_the_promise_holds():
    problem = crowded(24, 3, 8)
    plan = solve(problem, seconds=10).meetings
    tried = more_tables(problem, plan, AS_PLANNED, slot_minutes=15, days=1)
    assert [len(each.stands) for each in tried] == list(range(len(tried)))
    assert not any(each.is_enough for each in tried[:-1])
    assert tried[-1].is_enough
    assert set(tried[-1].stands) <= {"s0", "s1", "s2"}
