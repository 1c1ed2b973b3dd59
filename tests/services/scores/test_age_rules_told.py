"""A rule of age is said with the title, and what is but a guess at it is proposed to nobody."""

import pytest

from matching.domain.score import Question, Reason, Score
from matching.phrases import SPOKEN
from matching.services.scores.sentences import is_guess, with_age_rule
from tests.scoring.pairs import offer

GROUND = "art. L5314-2 du Code du travail"


def scored(code, *questions):
    reasons = (Reason("need", code, 1.0, 0.42, 0.42, {}),)
    return Score(
        "p", "s", "o", reasons, (), tuple(Question("birth_year", one) for one in questions)
    )


@pytest.mark.parametrize(
    ("ages", "said"),
    [
        ({"age_max": 25}, "Refaire son CV (jusqu'à 25 ans)"),
        ({"age_min": 18}, "Refaire son CV (18 ans ou plus)"),
        ({"age_min": 16, "age_max": 29}, "Refaire son CV (de 16 à 29 ans)"),
        ({}, "Refaire son CV"),
    ],
)
def test_a_title_on_paper_says_for_what_ages_it_is(ages, said):
    asked = offer(title="Refaire son CV", **ages, **({"entry_ground": GROUND} if ages else {}))
    assert with_age_rule(asked.title, asked, "fr") == said


@pytest.mark.parametrize("language", SPOKEN)
def test_the_ages_stand_on_paper_in_every_language(language):
    asked = offer(title="CV", age_min=16, age_max=29, entry_ground=GROUND)
    assert {"16", "29"} <= set(filter(str.isdigit, _words(with_age_rule("CV", asked, language))))


def _words(text):
    return "".join(sign if sign.isdigit() else " " for sign in text).split()


@pytest.mark.parametrize(
    ("score", "guess"),
    [
        (scored("need_public", "entry_age_most_unknown"), True),
        (scored("need_public", "entry_public_young_unknown"), True),
        (scored("need_asked", "entry_age_most_unknown"), False),
        (scored("need_public", "diploma_unknown"), False),
        (scored("need_public"), False),
    ],
)
def test_only_help_that_nobody_asked_for_is_a_guess(score, guess):
    assert is_guess(score) is guess
