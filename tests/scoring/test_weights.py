from dataclasses import replace
from pathlib import Path

import pytest

import matching.scoring
from matching.domain.errors import Invalid
from matching.scoring import Scorer, Weights, default_weights
from tests.scoring.vocabularies import small

TEXT = (Path(matching.scoring.__file__).parent / "weights.toml").read_text("utf-8")


def read(folder, text):
    file = folder / "weights.toml"
    file.write_text(text, "utf-8")
    return Weights.read(file)


def test_every_weight_has_a_reason():
    reasons = default_weights().reasons
    assert reasons
    assert all(len(reason.split()) > 2 for reason in reasons.values())


def test_the_version_changes_with_a_number_and_not_with_a_wording(tmp_path):
    version = default_weights().version
    other_words = TEXT.replace("The trade itself.", "That very trade.")
    assert other_words != TEXT
    assert read(tmp_path, other_words).version == version
    assert read(tmp_path, TEXT.replace("value = 50", "value = 51")).version != version


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("value = 50", "value = -1", "invalid_range"),
        ("value = 0.7", "value = 7", "invalid_range"),
        ("value = 50", 'value = "50"', "invalid_range"),
        ("value = 50", "", "invalid_range"),
        ('reason = "The trade itself."', "", "invalid_weight_reason"),
        ("[trade.same]", "[trade.equal]", "invalid_weight_names"),
        ("[trade.same]", "[trade.same", "invalid_vocabulary_syntax"),
    ],
)
def test_a_flawed_file_of_weights_is_refused(tmp_path, old, new, code):
    assert old in TEXT
    with pytest.raises(Invalid) as refusal:
        read(tmp_path, TEXT.replace(old, new, 1))
    assert refusal.value.code == code


def test_the_score_s_version_changes_with_weights_and_vocabulary(tmp_path):
    first = Scorer(small()).version
    heavier = read(tmp_path, TEXT.replace("value = 50", "value = 51"))
    assert Scorer(small()).version == first
    assert Scorer(small(), heavier).version != first
    assert Scorer(replace(small(), version="other")).version != first
