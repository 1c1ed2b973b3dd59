import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.domain.spelling import fold


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
