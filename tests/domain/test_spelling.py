import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.domain.spelling import fold, fold_all


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Díaz", "diaz"),
        ("  BEN   Ali ", "ben ali"),
        ("O'Neil", "o neil"),
        ("Łukasz Øster", "lukasz oster"),
        ("Jean-Noël", "jean noel"),
        ("cœur", "coeur"),
        ("straße", "strasse"),
    ],
)
def test_spellings_of_one_name_fold_alike(written, folded):
    assert fold(written) == folded


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@given(st.lists(st.text()))
def test_a_list_is_folded_as_each_of_it(texts):
    texts = texts or [""]
    assert fold_all(texts) == [fold(text) for text in texts]
