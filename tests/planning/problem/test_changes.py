"""What moved, for whom: nobody else is told."""

from matching.domain.day.meeting import Meeting
from matching.planning.problem.changes import Change, changes


def test_only_what_moved_was_added_or_was_dropped_is_a_change():
    stays = Meeting(0, "ana", "s", "o", score=0.5)
    rescored = Meeting(0, "ana", "s", "o", score=0.6)
    early, late = Meeting(1, "bo", "s", "o"), Meeting(3, "bo", "s", "o")
    dropped, added = Meeting(2, "cy", "s", "o"), Meeting(2, "di", "t", "w")
    found = changes([stays, early, dropped], [rescored, late, added])
    assert found == (
        Change("bo", early, late),
        Change("cy", dropped, None),
        Change("di", None, added),
    )


def test_same_plan_in_another_order_has_no_change():
    plan = [Meeting(1, "bo", "s"), Meeting(0, "ana", "s")]
    assert changes(plan, reversed(plan)) == ()
