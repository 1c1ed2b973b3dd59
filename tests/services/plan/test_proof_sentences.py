"""What is not proven of a plan is said goal by goal, and nothing is claimed that is not known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.phrases import LANGUAGES
from matching.services.plan.proof_sentences import proof_sentences

GOALS = {"coverage": [3, 2], "score": 9.96, "waiting": 7, "breaks": 2, "changes": 1}


def test_every_goal_at_its_limit_is_one_sentence():
    bounds = {"coverage": [3, 2], "score": 9.96 + 1e-12, "waiting": 7}
    assert proof_sentences(GOALS, bounds, "fr") == [
        "Aucun planning ne peut faire mieux\u00a0: c'est prouvé."
    ]


def test_each_goal_that_is_not_proven_is_named():
    bounds = {"coverage": [3, 2], "score": 10.0, "waiting": 0}
    score, waiting = proof_sentences(GOALS, bounds, "fr")
    assert score.replace("\u202f", "\xa0").startswith("Ce planning est au plus 0,4\xa0% sous")
    assert waiting.startswith("L'attente n'est pas prouvée")


@pytest.mark.parametrize("goal", ["waiting", "breaks"])
def test_a_limit_that_is_known_is_told(goal):
    (line,) = proof_sentences(GOALS, {goal: 1}, "fr", asked=[goal])
    assert "n'est pas prouvé" in line
    assert "au moins 1" in line


@given(st.sets(st.sampled_from(sorted(GOALS)), min_size=1), st.sampled_from(LANGUAGES))
def test_nothing_known_is_never_told_as_a_distance(asked, language):
    lines = proof_sentences(GOALS, {}, language, asked=sorted(asked))
    assert len(set(lines)) == len(asked)
    assert not any("%" in line for line in lines)
