"""Who is to be called after a fair, and the answers counted so that nobody can be told."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from matching.domain.programme.follow_up import FollowUp, Situation, State, months_after
from matching.domain.programme.recall import FAIR_CHECKPOINTS, recalled
from matching.outcomes.recalls import recall_sections

HELD = date(2023, 6, 29)
STATES = (*State, None)


def call(person, months, state):
    return FollowUp(person, months=months, state=state, told_on=months_after(HELD, months))


@given(
    calls=st.lists(
        st.builds(call, st.sampled_from("ab"), st.integers(0, 8), st.sampled_from(STATES))
    ),
    days=st.integers(0, 400),
)
def test_whoever_agreed_is_due_exactly_when_the_last_checkpoint_gone_by_has_no_answer(calls, days):
    today = HELD + timedelta(days=days)
    come = [month for month in FAIR_CHECKPOINTS if months_after(HELD, month) <= today]
    for person in recalled(["b", "a"], calls, HELD, FAIR_CHECKPOINTS):
        answered = [c.months for c in calls if c.record == person.person and c.state]
        is_open = come and not any(months >= max(come) for months in answered)
        assert person.due(today) == (max(come) if is_open else None)


def figures(states):
    people = [f"p{number:02}" for number in range(len(states))]
    calls = [call(person, 1, state) for person, state in zip(people, states, strict=True)]
    (section,) = recall_sections(recalled(people, calls, HELD, (1,)))
    return {figure.code: figure for figure in section.figures}


def test_answers_are_counted_with_the_rate_of_response_beside_each():
    found = figures([State.PERMANENT_JOB] * 6 + [State.SEARCHING] * 9 + [None] * 5)
    assert (found["asked"].value, found["answered"].value, found["answered"].share) == (
        20,
        15,
        0.75,
    )
    assert (found["permanent_job"].value, found["permanent_job"].share) == (6, 0.4)
    assert {found[state.value].label for state in State} == {"1 75"}
    assert found["lasting"].value == 6


@given(st.lists(st.sampled_from(STATES), min_size=1, max_size=40))
def test_no_count_under_five_is_shown_and_no_share_tells_a_whole_that_is_hidden(states):
    found = figures(states)
    shown = [f.value for code, f in found.items() if code != "lasting" and f.value is not None]
    assert not [value for value in shown if 0 < value < 5]
    if found["answered"].is_hidden:
        assert [f for code, f in found.items() if f.of and code not in {"silent", "answered"}] == []
    parts = [found[state] for state in (State.PERMANENT_JOB, State.LONG_JOB)]
    assert found["lasting"].is_hidden == any(part.is_hidden for part in parts)


@given(st.lists(st.sampled_from(STATES), min_size=1, max_size=40))
def test_where_few_answered_not_even_what_nobody_answered_is_told(states):
    found, answered = figures(states), sum(state is not None for state in states)
    told = [state for state in State if not found[state.value].is_hidden]
    assert not (0 < answered < 5 and told)


def test_nothing_is_said_as_long_as_nobody_was_called():
    assert recall_sections(recalled(["a"], [], HELD, FAIR_CHECKPOINTS)) == ()


def test_words_of_a_file_count_as_a_state_and_an_apprentice_as_trained():
    line = FollowUp("a", months=1, situation=Situation.FIRST_JOB, told_on=HELD)
    (person,) = recalled(["a"], [line], HELD, (1,))
    assert person.state_at(1) is State.JOB
    assert State.APPRENTICESHIP.situation is Situation.TRAINING
