"""Nobody hides behind a mean: the fewest are told, and who they are."""

from matching.domain.day.meeting import Meeting
from matching.planning.problem.shares import Share, Shares, shares


def test_fewest_mean_and_most_of_people_and_of_stands():
    plan = [Meeting(0, "ana", "s"), Meeting(1, "ana", "t"), Meeting(0, "bo", "t")]
    assert shares(plan, ["ana", "bo", "cy"], ["s", "t"]) == Shares(
        people=Share(least=0, mean=1.0, most=2, at_least=("cy",)),
        stands=Share(least=1, mean=1.5, most=2, at_least=("s",)),
    )


def test_fair_without_anybody_has_nothing_to_share():
    nobody = Share(0, 0.0, 0, ())
    assert shares([], [], []) == Shares(nobody, nobody)
