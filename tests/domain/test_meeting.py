from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from matching.domain.day.meeting import Meeting, unlike

meetings = st.builds(
    Meeting,
    slot=st.integers(0, 3),
    person=st.sampled_from("pq"),
    stand=st.sampled_from("st"),
    score=st.sampled_from((0.0, 0.5)),
)
plans = st.frozensets(meetings, max_size=8)


@given(before=plans, after=plans, are_copies=st.booleans())
def test_two_plans_differ_in_what_sets_of_their_meetings_differ_in(before, after, are_copies):
    later = [replace(one) for one in after] if are_copies else after
    assert unlike(before, later) == (before - after, after - before)


def test_a_plan_made_from_the_one_before_differs_in_what_was_moved():
    kept, was = Meeting(0, "p", "s"), Meeting(1, "q", "s")
    now = replace(was, slot=2)
    assert unlike((kept, was), (kept, now)) == (frozenset({was}), frozenset({now}))
