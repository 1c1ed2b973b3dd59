from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from matching.domain.day.day_state import DayState
from matching.domain.day.happening import Attendance, Happening, HappeningKind, in_force
from tests.fairs import moment

KIND = HappeningKind


def fact(kind, minute, **about):
    return Happening(kind, moment(9) + timedelta(minutes=minute), f"n{minute}{kind}", **about)


def test_who_arrives_is_present_since_the_first_time():
    facts = [fact(KIND.ARRIVED, 5, person="a"), fact(KIND.LEFT, 30, person="a"),
             fact(KIND.ARRIVED, 60, person="a")]  # fmt: skip
    attendance = Attendance.of(facts)
    assert attendance.present == {"a"}
    assert attendance.first_arrival == {"a": moment(9, 5)}


def test_who_left_is_gone_but_came():
    attendance = Attendance.of([fact(KIND.ARRIVED, 5, person="a"), fact(KIND.LEFT, 30, person="a")])
    assert attendance.present == frozenset()
    assert "a" in attendance.first_arrival


def test_undone_arrival_never_happened():
    arrival = fact(KIND.ARRIVED, 5, person="a")
    undo = fact(KIND.UNDONE, 6, person="a", about=arrival.nonce)
    assert in_force([arrival, undo]) == ()
    assert Attendance.of([arrival, undo]).first_arrival == {}


def test_arrival_written_after_a_departure_at_the_same_moment_counts_last():
    facts = [fact(KIND.LEFT, 5, person="a"), fact(KIND.ARRIVED, 5, person="a")]
    assert Attendance.of(facts).present == {"a"}


def test_refused_scan_makes_nobody_present():
    assert Attendance.of([fact(KIND.SCAN_REFUSED, 5)]).present == frozenset()


def test_last_word_on_a_stand_holds():
    until = moment(11).isoformat()
    facts = [
        fact(KIND.STAND_CLOSED, 1, stand="s"),
        fact(KIND.STAND_LATE, 2, stand="t", data={"until": until}),
        fact(KIND.STAND_REOPENED, 3, stand="s"),
    ]
    state = DayState.of(facts)
    assert state.closed == frozenset()
    assert state.late == {"t": moment(11)}


def away(kind, minute, until):
    return fact(
        kind, minute, stand="s", data={"until": (moment(9) + timedelta(minutes=until)).isoformat()}
    )


times_away = st.lists(
    st.tuples(st.sampled_from([KIND.STAND_LATE, KIND.STAND_BREAK]), st.integers(1, 90)),
    min_size=1,
    max_size=5,
)


@given(times_away)
def test_of_lateness_and_break_the_longer_holds_and_the_last_word_on_each(said):
    facts = [away(kind, minute, until) for minute, (kind, until) in enumerate(said)]
    last = dict(said)
    state = DayState.of(facts)
    assert state.late == {"s": moment(9) + timedelta(minutes=max(last.values()))}
    is_break = last.get(KIND.STAND_BREAK, 0) > last.get(KIND.STAND_LATE, 0)
    if len(set(last.values())) == len(last):
        assert state.on_break == ({"s"} if is_break else set())


@given(times_away, st.data())
def test_taking_one_time_away_back_leaves_what_the_others_say(said, data):
    facts = [away(kind, minute, until) for minute, (kind, until) in enumerate(said)]
    back = data.draw(st.sampled_from(facts))
    undo = fact(KIND.UNDONE, 60, stand="s", about=back.nonce)
    assert DayState.of([*facts, undo]) == DayState.of([one for one in facts if one is not back])


def test_no_show_of_a_person_ends_with_their_arrival():
    facts = [fact(KIND.NO_SHOW, 1, person="a"), fact(KIND.NO_SHOW, 2, person="b"),
             fact(KIND.ARRIVED, 20, person="a")]  # fmt: skip
    assert DayState.of(facts).gone == {"b"}


def test_no_show_at_a_meeting_settles_that_meeting_only():
    state = DayState.of([fact(KIND.NO_SHOW, 1, person="a", meeting="m-1")])
    assert (state.missed, state.gone) == ({"m-1"}, frozenset())


acts = st.lists(
    st.tuples(
        st.sampled_from([KIND.ARRIVED, KIND.LEFT]), st.sampled_from("abc"), st.integers(0, 50)
    ),
    max_size=12,
)


@given(acts)
def test_those_are_present_whose_last_word_is_that_they_came(facts):
    told = [
        Happening(kind, moment(9) + timedelta(minutes=minute), f"n{number}", person=person)
        for number, (kind, person, minute) in enumerate(facts)
    ]
    attendance = Attendance.of(told)
    assert attendance.present <= set(attendance.first_arrival)
    last = {fact.person: fact.kind for fact in told}
    assert attendance.present == {person for person in last if last[person] is KIND.ARRIVED}
