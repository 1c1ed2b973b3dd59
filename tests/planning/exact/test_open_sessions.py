"""Which sessions of groups may be begun: those that most could come to, while there is room."""

from dataclasses import replace

from hypothesis import given

from matching.planning.exact.open_sessions import open_sessions, sessions_of, without_smallest
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Group, Pair, Person, Placed, Problem, Shared, Stand
from matching.planning.problem.rules import placements, sessions
from tests.examples import examples
from tests.planning.strategies import tied_problems

WORKSHOP = Problem(
    slots=3,
    people=(Person("a"), Person("b", free=(1, 2)), Person("c", free=(1,))),
    stands=(Stand("writing", (3, 3, 3)), Stand("typing", (3, 3, 3))),
    pairs=(
        Pair(("a", "writing"), 0.5),
        Pair(("b", "writing"), 0.5),
        Pair(("c", "writing"), 0.5),
        Pair(("a", "typing"), 0.5),
    ),
    groups=(Group("writing", times=1), Group("typing")),
    shared=(Shared("Ada", ("writing", "typing"), (1, 1, 1)),),
)


def begun(problem, placed):
    return set(sessions(Layout(problem), placed))


def test_a_session_that_most_could_come_to_is_opened_and_who_leads_it_is_nowhere_else():
    layout = Layout(WORKSHOP)
    opened = open_sessions(layout, placements(layout), ())
    assert begun(WORKSHOP, opened) == {("writing", 1), ("typing", 0), ("typing", 2)}


def test_a_session_of_the_first_plan_is_opened_before_a_fuller_one():
    layout = Layout(WORKSHOP)
    first = [Placed(0, 0)]
    opened = open_sessions(layout, placements(layout), first)
    assert begun(WORKSHOP, opened) == {("writing", 0), ("typing", 1), ("typing", 2)}


@given(tied_problems())
@examples(60)
def test_sessions_opened_share_no_more_than_there_is(problem):
    layout = Layout(problem)
    placed = placements(layout)
    opened = open_sessions(layout, placed, ())
    held = sessions(layout, opened)
    assert set(opened) <= set(placed)
    for group in problem.groups:
        times = sum(stand == group.stand for stand, _ in held)
        assert group.times is None or times <= group.times
    for shared in problem.shared:
        for slot, tables in enumerate(shared.tables):
            at_once = sum(
                any(slot in layout.running(opened[term]) for term in terms)
                for (stand, _), terms in held.items()
                if stand in shared.stands
            )
            assert at_once <= tables


@given(tied_problems())
@examples(25)
def test_without_groups_whatever_is_allowed_may_be_chosen(problem):
    layout = Layout(replace(problem, groups=()))
    placed = placements(layout)
    assert open_sessions(layout, placed, ()) == sessions_of(layout, placed, ()) == placed
    assert without_smallest(layout, placed, ()) is None


def test_only_sessions_of_the_plan_stay_open_to_others():
    layout = Layout(WORKSHOP)
    plan = [Placed(1, 1), Placed(3, 0)]
    assert sessions_of(layout, placements(layout), plan) == (
        Placed(0, 1),
        Placed(1, 1),
        Placed(2, 1),
        Placed(3, 0),
    )


def test_half_the_sessions_to_which_too_few_come_are_given_up_and_no_fixed_one():
    problem = replace(WORKSHOP, groups=(Group("writing", smallest=2), Group("typing", smallest=2)))
    plan = [Placed(0, 1), Placed(1, 2)]
    layout = Layout(problem)
    left = without_smallest(layout, placements(layout), plan)
    assert begun(problem, left) == {("writing", 2)}
    kept = Layout(replace(problem, fixed=(Placed(0, 1),)))
    assert without_smallest(kept, placements(kept), [Placed(0, 1)]) is None
