"""All pairs as optional intervals: the least waiting of every plan as good before it."""

import pytest

from matching.planning.budget.budget import Budget
from matching.planning.exact.choose_intervals import can_choose, least_waiting_of_all
from matching.planning.problem.check import violations
from matching.planning.problem.goals import measure
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Goal, Pair, Person, Placed, Problem, Stand
from matching.planning.problem.rules import placements


def morning(**changes):
    """A person meets a stand at 0, and either of two others: one at 1, one at 4, as good."""
    given = {
        "slots": 6,
        "people": (Person("a", most=2, least=2),),
        "stands": tuple(Stand(name, (1,) * 6) for name in "rst"),
        "pairs": (
            Pair(("a", "r"), 1.0, slots=(0,)),
            Pair(("a", "s"), 0.5, slots=(4,)),
            Pair(("a", "t"), 0.5, slots=(1,)),
        ),
        "goals": (Goal.COVERAGE, Goal.SCORE, Goal.WAITING),
    }
    return Layout(Problem(**given | changes))


LATE = (Placed(0, 0), Placed(1, 4))


def chosen(layout, meetings=LATE):
    budget = Budget(30.0, lambda: 0.0)
    return least_waiting_of_all(layout, placements(layout), meetings, budget, effort=5.0)


def test_another_pair_as_good_takes_the_place_of_one_that_waits():
    found = chosen(morning())
    assert (found.meetings, found.limit) == ((Placed(0, 0), Placed(2, 1)), 0)


def test_a_better_score_is_not_given_up_for_less_waiting():
    first, _, third = morning().problem.pairs
    best = (first, Pair(("a", "s"), 0.6, slots=(4,)), third)
    found = chosen(morning(pairs=best))
    assert (found.meetings, found.limit) == (LATE, 3)


def test_a_promise_is_not_given_up_for_less_waiting():
    pairs = (Pair(("a", "r"), slots=(0,)), Pair(("a", "s"), slots=(4,)))
    found = chosen(morning(pairs=pairs))
    assert (found.meetings, found.limit) == (LATE, 3)


def test_what_must_be_held_stays():
    first, second, third = morning().problem.pairs
    must = Pair(second.between, second.score, must=True, slots=second.slots)
    found = chosen(morning(pairs=(first, must, third)))
    assert (found.meetings, found.limit) == (LATE, 3)


@pytest.mark.parametrize(
    ("changes", "waiting"),
    [
        (
            {
                "stands": (
                    Stand("r", (1,) * 6),
                    Stand("s", (1,) * 6),
                    Stand("t", (1, 0, 1, 1, 1, 1)),
                )
            },
            3,
        ),
        ({"rooms": 1, "fixed": (Placed(0, 0),), "before": ((1, 2),)}, 0),
        ({"gap": 1}, 3),
    ],
    ids=["a closed slot", "rooms, fixed, an order", "a gap"],
)
def test_a_plan_that_is_found_breaks_no_rule(changes, waiting):
    layout = morning(**changes)
    found = chosen(layout)
    assert violations(layout.problem, found.meetings) == ()
    assert measure(layout, found.meetings).waiting == found.limit == waiting


def test_walks_and_several_days_are_left_to_others():
    walks = morning(
        stands=(Stand("r", (1,) * 6, "A"), Stand("s", (1,) * 6, "B"), Stand("t", (1,) * 6, "B")),
        walks=(("A", "B", 1),),
    )
    days = morning(days=((0, 3), (3, 6)))
    for layout, is_told in ((morning(), True), (walks, False), (days, False)):
        assert can_choose(layout, placements(layout), LATE) is is_told
