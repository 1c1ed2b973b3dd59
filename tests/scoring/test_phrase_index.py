import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.base import clone
from sklearn.exceptions import NotFittedError

from matching.scoring.phrase_index import PhraseIndex

PHRASES = ["cuisinier", "chef de cuisine", "serveur", "service en salle", "agent d'entretien"]
CODES = ["cook", "cook", "waiter", "waiter", "cleaner"]


def test_parameters_stay_as_given_and_a_clone_is_unfitted():
    index = PhraseIndex(neighbours=3, vote_share=0.5).fit(PHRASES, CODES)
    assert index.get_params() == {
        "ngrams": (2, 4),
        "neighbours": 3,
        "vote_share": 0.5,
        "whole_share": 0.25,
    }
    with pytest.raises(NotFittedError):
        clone(index).predict(["cuisine"])


def test_spelling_mistakes_find_the_code():
    index = PhraseIndex().fit(PHRASES, CODES)
    assert index.predict(["cuizinier", "serveuze", "agent dentretien"]).tolist() == [
        "cook",
        "waiter",
        "cleaner",
    ]
    assert index.score(["cuizinier"], ["cook"]) == 1.0


def test_the_whole_text_of_a_code_breaks_a_tie():
    plain = PhraseIndex().fit(["agent a", "agent b"], ["a", "b"])
    told = PhraseIndex().fit(["agent a", "agent b"], ["a", "b"], wholes={"b": "nettoyer"})
    query = ["agent nettoyage"]
    assert plain.predict(query).tolist() == ["a"]
    assert told.predict(query).tolist() == ["b"]


@settings(deadline=None, max_examples=20)
@given(order=st.permutations(range(5)))
def test_the_order_of_learning_changes_nothing(order):
    query = ["chef de salle", "cuisine"]
    expected = PhraseIndex().fit(PHRASES, CODES).decision_function(query)
    shuffled = PhraseIndex().fit([PHRASES[i] for i in order], [CODES[i] for i in order])
    assert np.array_equal(shuffled.decision_function(query), expected)


def test_a_text_gets_the_same_ranking_alone_and_in_a_crowd():
    index = PhraseIndex(neighbours=2).fit(PHRASES, CODES)
    crowd = ["chef de salle", "cuisine", "zzz", ""]
    together = index.decision_function(crowd)
    for row, text in enumerate(crowd):
        assert np.array_equal(index.decision_function([text])[0], together[row])
