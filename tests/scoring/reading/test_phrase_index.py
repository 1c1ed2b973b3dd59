from itertools import islice, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.base import clone
from sklearn.exceptions import NotFittedError

from matching.scoring.reading.phrase_index import TOLD, UNTOLD, PhraseIndex
from matching.scoring.text.short_words import written_out
from matching.scoring.text.spellings import RankShares
from matching.scoring.text.wording import plain
from matching.scoring.vocabulary.topics import MANY
from tests.examples import examples
from tests.scoring.vocabularies import vectors_of

PHRASES = ["cuisinier", "chef de cuisine", "serveur", "service en salle", "agent d'entretien"]
CODES = ["cook", "cook", "waiter", "waiter", "cleaner"]


def test_parameters_stay_as_given_and_a_clone_is_unfitted():
    index = PhraseIndex(pair_share=0.5, centre_share=0.25).fit(PHRASES, CODES)
    expected = PhraseIndex().get_params() | {"pair_share": 0.5, "centre_share": 0.25}
    assert index.get_params() == expected
    with pytest.raises(NotFittedError):
        clone(index).predict(["cuisine"])


def test_spelling_mistakes_find_the_code():
    index = PhraseIndex().fit(PHRASES, CODES)
    assert index.predict(["cuizinier", "serveuze", "agent dentretien"]).tolist() == [
        "cook",
        "waiter",
        "cleaner",
    ]


def test_the_whole_text_of_a_code_breaks_a_tie():
    plain = PhraseIndex().fit(["agent 1", "agent 2"], ["a", "b"])
    told = PhraseIndex().fit(["agent 1", "agent 2"], ["a", "b"], wholes={"b": "nettoyer"})
    query = ["agent nettoyage"]
    assert plain.predict(query).tolist() == ["a"]
    assert told.predict(query).tolist() == ["b"]


@examples(20)
@given(order=st.permutations(range(5)))
def test_the_order_of_learning_changes_nothing(order):
    query = ["chef de salle", "cuisine"]
    expected = PhraseIndex().fit(PHRASES, CODES).decision_function(query)
    shuffled = PhraseIndex().fit([PHRASES[i] for i in order], [CODES[i] for i in order])
    assert np.array_equal(shuffled.decision_function(query), expected)


def test_a_text_gets_the_same_ranking_alone_and_in_a_crowd():
    index = PhraseIndex().fit(PHRASES, CODES)
    crowd = ["chef de salle", "cuisine", "zzz", "", *(f"serveur {number}" for number in range(40))]
    together = index.decision_function(crowd)
    for row, text in enumerate(crowd):
        assert np.array_equal(index.decision_function([text])[0], together[row])


def test_words_side_by_side_speak_for_their_code():
    phrases = ["chef de projet web", "chef de cuisine, projet de vie"]
    index = PhraseIndex(
        letter_share=0.0,
        centre_share=0.0,
        word_share=0.0,
        stem_share=0.0,
        spelling_shares=RankShares(letters=0.0, ordered=0.0, spelling=0.0),
    ).fit(phrases, ["project", "cook"])
    values = index.decision_function(["chef projet"])[0].tolist()
    assert values == pytest.approx([0.0, index.pair_share])


def test_a_rare_word_of_the_text_of_a_code_is_fit_to_propose():
    told = {"a": "conduire des engins", "b": "parler en ventriloque"}
    index = PhraseIndex().fit(["agent 1", "agent 2"], ["a", "b"], wholes=told)
    (near,) = index.nearest(["ventriloque"], top=1)
    assert (near[0].code, near[0].cosine) == ("b", pytest.approx(TOLD))


@examples(40)
@given(text=st.text("aceirstv '-é", max_size=30), count=st.integers(1, 3))
def test_the_first_few_are_those_of_a_longer_answer(text, count):
    codes = [f"c{number:02}" for number in range(30)]
    index = PhraseIndex().fit([f"serveur {code} tri" for code in codes], codes)
    (few,), (many,) = (index.nearest([text], top=top) for top in (count, 16))
    assert few == many[:count]


@examples(60)
@given(texts=st.lists(st.text("aceirstv '-é", max_size=30), max_size=4))
def test_no_text_is_nearer_than_its_reach(texts):
    index = PhraseIndex().fit(PHRASES, CODES)
    written = [written_out(plain(text), index.letters_.place) for text in texts]
    nearest = index.letters_.likeness(written).max(axis=1, initial=0)
    assert (index.reach(texts) >= nearest).all()


def test_the_nearest_codes_come_with_their_nearest_phrase():
    index = PhraseIndex().fit(PHRASES, CODES)
    (near,) = index.nearest(["chef en cuisine"], top=2)
    assert near[0].code == "cook"
    assert PHRASES[near[0].phrase] == "chef de cuisine"
    assert near[0].rank > near[1].rank


def test_a_phrase_letter_for_letter_is_sure():
    (near,) = PhraseIndex().fit(PHRASES, CODES).nearest(["Service en salle"], top=1)
    assert near[0].cosine == pytest.approx(1.0, abs=1e-6)


def test_a_misspelt_word_still_counts_as_a_word():
    told = {"a": "peinture", "b": "nettoyage"}
    index = PhraseIndex().fit(["agent a", "agent b"], ["a", "b"], wholes=told)
    assert index.predict(["agent netoyaje"]).tolist() == ["b"]


def test_the_stem_of_a_word_that_no_text_holds_proposes_what_few_texts_are_about():
    told = {"a": "conduire des engins", "b": "écrire un roman"}
    index = PhraseIndex().fit(["agent 1", "agent 2"], ["a", "b"], wholes=told)
    (near,) = index.nearest(["romancier"], top=1)
    assert (near[0].code, near[0].cosine) == ("b", TOLD)


def test_what_says_a_word_that_no_name_of_a_code_holds_is_only_proposed():
    index = PhraseIndex().fit(["laveur de vitres", "garer les voitures"], ["a", "b"])
    (near,) = index.nearest(["laveur de voitures"], top=1)
    assert near[0].cosine <= UNTOLD


def test_two_phrases_of_one_form_are_told_apart_by_their_surface():
    index = PhraseIndex().fit(["coiffeurs", "coiffeur"], ["many", "one"])
    assert index.predict(["coiffeurs", "coiffeur"]).tolist() == ["many", "one"]


def test_more_codes_than_there_are_cannot_be_near():
    (near,) = PhraseIndex().fit(PHRASES, CODES).nearest(["cuisine"], top=50)
    assert sorted(one.code for one in near) == ["cleaner", "cook", "waiter"]


MANY_CODES = [f"c{number:03}" for number in range(MANY)]
FIELDS = {"vent": {0: 127}, "kiosk": {0: 120, 1: 20}, "soin": {1: 127}}  # in their plain form
VECTORS = vectors_of(FIELDS)


def index_of_many(**settings):
    """Names of no meaning but for two: one sells, one cares."""
    letters = islice(product("bdfglmnprstv", repeat=3), MANY)
    names = ["agent " + "a".join(three) + "i" for three in letters]
    names[7], names[9] = "agent vente", "agent soin"
    return PhraseIndex(**settings).fit(names, MANY_CODES, vectors=VECTORS)


def test_a_word_of_no_name_is_near_to_the_code_whose_words_mean_the_like():
    near = index_of_many().nearest(["kiosk"], top=2)[0]
    assert near[0].code == "c007"
    assert near[0].cosine < 0.5  # an order among what is proposed, no reason to be sure


def test_meaning_counts_less_where_part_of_what_is_said_is_misspelt():
    index = index_of_many()
    spelt, misspelt, all_wrong = index.words_.likeness(["soin vent", "soin ventt", "ventt"]).meaning
    assert MANY_CODES[int(misspelt.argmax())] in {"c007", "c009"}
    assert 0 < misspelt.max() < spelt.max()
    assert not all_wrong.any()  # nothing is said for certain: letters alone decide


def test_what_words_mean_is_left_out_where_its_share_is_none():
    assert index_of_many(meaning_share=0.0).words_.likeness(["kiosk"]).meaning is None


def test_codes_too_few_to_be_told_apart_by_meaning_are_ranked_without_it():
    without = PhraseIndex().fit(PHRASES, CODES)
    with_table = PhraseIndex().fit(PHRASES, CODES, vectors=VECTORS)
    asked = ["chef vente", "soin"]
    np.testing.assert_array_equal(
        without.decision_function(asked), with_table.decision_function(asked)
    )


@examples(20)
@given(texts=st.lists(st.sampled_from(["vente soin", "kiosque", "agent", "x", ""]), max_size=5))
def test_phrases_asked_together_mean_what_each_means_alone(texts):
    index = index_of_many()
    together = index.nearest(texts, top=3)
    assert together == [index.nearest([text], top=3)[0] for text in texts]
