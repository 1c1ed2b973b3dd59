"""The first broken link between a person and a stand, and that it really is broken."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.domain.score import Bar, Score
from matching.planning.explain.why_not import WhyNotCode, why_not
from matching.planning.problem.check import violations
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Pair, Person, Placed, Problem, Stand
from matching.planning.problem.rules import starts
from matching.planning.solve import solve
from tests.examples import examples
from tests.planning.test_solve import busy_fair


def corner(**changes):
    """Ana and Bo at two stands of one table, two slots."""
    frame = {
        "slots": 2,
        "people": (Person("ana", None, 2), Person("bo", None, 2)),
        "stands": (Stand("s", (1, 1)), Stand("t", (1, 1))),
        "pairs": (
            Pair(("ana", "s"), 0.9),
            Pair(("ana", "t"), 0.8),
            Pair(("bo", "s"), 0.3),
            Pair(("bo", "t"), 0.2),
        ),
    }
    return Problem(**{**frame, **changes})


BOTH = "person_busy, stand_full"
HOLDERS = {
    "meetings": 1,
    "better": 0,
    "worse_off": 0,
    "better_people": (),
    "worse_off_people": (),
    "other_people": (),
}


@pytest.mark.parametrize(
    ("changes", "plan", "code", "params"),
    [
        ({}, [(0, 1)], "planned", {"slot": 1}),
        ({"pairs": (Pair(("bo", "s")),)}, [], "no_pair", {}),
        ({"people": (Person("ana", (), 2), Person("bo", None, 2))}, [], "no_common_slot", {}),
        (
            {"people": (Person("ana", None, 1), Person("bo", None, 2))},
            [(1, 0)],
            "person_full",
            {"meetings": 1, "better": 0, "better_stands": ()},
        ),
        (
            {"stands": (Stand("s", (1, 0)), Stand("t", (1, 1)))},
            [(2, 0)],
            "stand_full",
            {**HOLDERS, "other_people": ("bo",)},
        ),
        (
            {"people": (Person("ana", (0,), 2), Person("bo", None, 2))},
            [(1, 0)],
            "person_busy",
            {"slots": 1, "better": 0, "better_stands": ()},
        ),
        (
            {},
            [(1, 0), (2, 1)],
            "superseded",
            {**HOLDERS, "worse_off": 1, "worse_off_people": ("bo",), "rules": BOTH},
        ),
        (
            {"people": (Person("ana", (0, 1), 2), Person("bo", None, 2)), "gap": 1},
            [(1, 0)],
            "gap",
            {"slots": 2, "better": 0, "better_stands": ()},
        ),
        ({"rooms": 1}, [(1, 0), (3, 1)], "rooms", {"rooms": 1}),
        ({}, [(1, 0)], "free_place", {"slot": 1}),
    ],
)
def test_first_broken_link_is_named(changes, plan, code, params):
    found = why_not(corner(**changes), [Placed(*each) for each in plan], "ana", "s")
    assert (found.code.value, dict(found.params)) == (code, params)


def test_rule_that_closes_the_pair_comes_before_every_other_link():
    closed = Score("ana", "s", "o", closed_by=(Bar("age"),))
    found = why_not(corner(pairs=()), [], "ana", "s", score=closed)
    assert (found.code, dict(found.params)) == (WhyNotCode.CLOSED, {"bar": "age"})


def test_code_of_the_rule_is_enough_to_tell_that_a_pair_is_closed():
    found = why_not(corner(), [], "ana", "s", closed_by="age")
    assert (found.code, found.params["bar"]) == (WhyNotCode.CLOSED, "age")


def test_open_pair_that_was_not_kept_is_below_others():
    found = why_not(corner(pairs=()), [], "ana", "s", score=Score("ana", "s", "o"))
    assert found.code is WhyNotCode.BELOW


def test_hours_that_are_over_are_no_free_place():
    told = [why_not(corner(), [Placed(1, 0)], "ana", "s", since=since).code for since in range(3)]
    assert told == [WhyNotCode.FREE_PLACE, WhyNotCode.FREE_PLACE, WhyNotCode.NO_SLOT_LEFT]


def test_holders_who_would_otherwise_have_less_are_named():
    stands = (Stand("s", (1, 0)), Stand("t", (1, 1)))
    found = why_not(corner(stands=stands), [Placed(1, 1), Placed(2, 0)], "ana", "s")
    assert dict(found.params) == {**HOLDERS, "worse_off": 1, "worse_off_people": ("bo",)}


def test_stands_that_suit_the_person_better_are_named():
    people = (Person("ana", None, 1), Person("bo", None, 2))
    found = why_not(corner(people=people), [Placed(0, 0)], "ana", "t")
    assert (found.code, found.params["better_stands"]) == (WhyNotCode.PERSON_FULL, ("s",))


@examples(12)
@given(st.integers(0, 10**6), st.sampled_from([0, 1]), st.sampled_from([None, 3]))
def test_answers_are_true_of_generated_fairs(seed, gap, rooms):
    problem = busy_fair(people=7, stands=3, slots=6, seed=seed, gap=gap)
    walks = (("A", "B", 1),) if seed % 2 else ()
    stands = tuple(replace(s, zone="AB"[n % 2]) for n, s in enumerate(problem.stands))
    problem = replace(problem, days=(), rooms=rooms, walks=walks, stands=stands)
    plan = tuple(p for p in solve(problem, seconds=10).meetings if (p.pair + seed) % 7)
    for number in range(len(problem.pairs)):
        assert_true(problem, plan, number)


def assert_true(problem, plan, number):
    """The rules, asked of the whole plan, say what the answer says."""
    layout, (person, stand) = Layout(problem), problem.pairs[number].between
    found = why_not(problem, plan, person, stand)
    tries = [Placed(number, slot) for slot in starts(layout, number)]
    broken = [{v.rule.value for v in violations(problem, (*plan, placed))} for placed in tries]
    match found.code.value:
        case "planned":
            assert number in {placed.pair for placed in plan}
        case "no_common_slot":
            assert tries == []
        case "free_place":
            assert violations(problem, (*plan, Placed(number, found.params["slot"]))) == ()
        case "person_full":
            assert all("most" in rules for rules in broken)
        case "superseded":
            assert all(broken)
            assert {rule for rules in broken for rule in rules} <= {
                *found.params["rules"].split(", ")
            }
        case "gap":
            assert all(rules & {"gap", "person_busy"} for rules in broken)
        case "walk":
            assert all(rules & {"walk", "gap", "person_busy"} for rules in broken)
        case code:
            assert code in {"stand_full", "rooms", "person_busy"}
            assert all(code in rules for rules in broken)
    if found.code.value in {"stand_full", "superseded"}:
        assert_holders(problem, plan, number, found)


def assert_holders(problem, plan, number, found):
    stand, score = problem.pairs[number].between[1], problem.pairs[number].score
    at_stand = {
        problem.pairs[placed.pair].between[0]: problem.pairs[placed.pair].score
        for placed in plan
        if stand in problem.pairs[placed.pair].between
    }
    for kind in ("better", "worse_off", "other"):
        for one in found.params[f"{kind}_people"]:
            assert (at_stand[one] >= score) == (kind == "better")


def test_answers_are_true_of_a_whole_plan():
    problem = busy_fair(people=9, stands=4, slots=8)
    plan, layout = solve(problem).meetings, Layout(problem)
    held = {placed.pair for placed in plan}
    for number, pair in enumerate(problem.pairs):
        found = why_not(problem, plan, *pair.between)
        tries = [Placed(number, slot) for slot in starts(layout, number)]
        addable = any(not violations(problem, (*plan, placed)) for placed in tries)
        assert (found.code is WhyNotCode.PLANNED) == (number in held)
        assert (found.code is WhyNotCode.FREE_PLACE) == (addable and number not in held)


def test_of_two_meetings_of_one_stand_the_one_that_is_not_held_is_told_for_itself():
    problem = Problem(
        slots=2,
        people=(Person("zoe", None, 1),),
        stands=(Stand("quai", (1, 1)),),
        pairs=(Pair(("zoe", "quai"), 0.9), Pair(("zoe", "quai"), 0.5)),
    )
    held = (Placed(0, 0),)
    assert why_not(problem, held, "zoe", "quai").code is WhyNotCode.PLANNED
    assert why_not(problem, held, "zoe", "quai", pair=1).code is WhyNotCode.PERSON_FULL
    twice = replace(problem, people=(Person("zoe", None, 2),))
    free = why_not(twice, held, "zoe", "quai", pair=1)
    assert (free.code, dict(free.params)) == (WhyNotCode.FREE_PLACE, {"slot": 1})
