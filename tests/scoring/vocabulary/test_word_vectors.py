import pickle

import numpy as np
import pytest

from matching.domain.errors import Invalid
from matching.scoring import Vocabulary
from matching.scoring.text.wording import plain
from matching.scoring.vocabulary.word_vectors import DIRECTIONS, WordVectors
from tests.scoring.vocabularies import REFERENCE, vectors_of

SHIPPED = Vocabulary.read(REFERENCE).word_vectors


def test_a_word_is_read_as_a_direction_of_length_one():
    read = vectors_of({"boulanger": {0: 127}, "four": {0: 30, 47: -40}})
    assert read.place == {"boulanger": 0, "four": 1}
    expected = np.zeros((2, DIRECTIONS))
    expected[0, 0], expected[1, 0], expected[1, 47] = 1, 0.6, -0.8
    np.testing.assert_allclose(read.directions(), expected, atol=1e-6)


def test_a_table_keeps_the_directions_read_of_it_neither_in_memory_nor_on_disk():
    table = vectors_of({"boulanger": {0: 127}, "four": {0: 30, 47: -40}})
    kept = pickle.dumps(table)
    table.directions()
    assert pickle.dumps(table) == kept


def test_a_table_without_words_is_empty():
    assert not WordVectors()
    assert WordVectors().directions().shape == (0, DIRECTIONS)


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ("four,abcd\n", 2),
        ("four," + "A" * 64 + "\nfour du pain," + "A" * 64 + "\n", 3),
        ("four," + "A" * 63 + "é\n", 2),
        ("four\n", 2),
    ],
)
def test_a_row_that_is_no_word_and_vector_is_refused_with_its_line(rows, line):
    with pytest.raises(Invalid) as refused:
        WordVectors("word,vector\n" + rows)
    assert (refused.value.code, refused.value.params["line"]) == ("invalid_vocabulary_row", line)


def test_a_table_under_another_heading_is_refused():
    with pytest.raises(Invalid):
        WordVectors("mot,vecteur\n")


@pytest.mark.parametrize(
    ("word", "near", "far"),
    [
        ("libraire", "bouquiniste", "béton"),
        ("humoriste", "comédien", "vache"),
        ("nounou", "babysitter", "soudeur"),
    ],
)
def test_words_of_like_work_are_nearer_than_others(word, near, far):
    directions, place = SHIPPED.directions(), SHIPPED.place
    said, one, other = (directions[place[plain(each)]] for each in (word, near, far))
    assert said @ one > said @ other + 0.2
