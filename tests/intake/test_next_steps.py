"""The list of next steps: as a file writes it, and what no list may be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.domain.day.happening import OUTCOMES
from matching.domain.day.next_steps import NONE, USUAL, NextStep
from matching.domain.errors import Invalid
from matching.intake.fair_file import read_fair, write_fair
from tests.examples import examples
from tests.fairs import morning_fair

WORDS = st.text(st.characters(categories=("L", "N", "P"), exclude_characters=":"), max_size=60)


def refused(make, *of, **named):
    with pytest.raises(Invalid) as told:
        make(*of, **named)
    return told.value.reason


def test_a_fair_that_says_nothing_offers_every_result():
    assert tuple(step.result for step in morning_fair().next_steps) == OUTCOMES


@examples(60)
@given(st.lists(st.sampled_from(USUAL), unique=True), WORDS)
def test_a_list_reads_back_from_the_file_of_the_fair_as_it_is(steps, words):
    chosen = [step for step in steps if step.result != NONE]
    named = (*chosen, NextStep(NONE, words.strip()))
    fair = morning_fair(next_steps=named)
    assert read_fair(write_fair(fair)).next_steps == named


def test_a_list_says_no_result_twice_and_always_has_the_one_without_a_next_step():
    twice = (NextStep("cv_taken"), NextStep("cv_taken", "CV à l'accueil"), NextStep(NONE))
    assert refused(morning_fair, next_steps=twice) == "step_twice"
    assert refused(morning_fair, next_steps=(NextStep("hired"),)) == "step_none"


def test_a_step_is_a_result_that_figures_count_in_words_that_fit_a_button():
    assert refused(NextStep, "coffee") == "choice"
    assert refused(NextStep, NONE, "x" * 61) == "name"
    assert refused(NextStep, NONE, "a\nb") == "name"
