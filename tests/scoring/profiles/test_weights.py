import pickle
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import matching.scoring
from matching.domain.errors import Invalid
from matching.scoring import Scorer, Weights, default_weights
from tests.examples import examples
from tests.scoring.vocabularies import small

TEXT = (Path(matching.scoring.__file__).parent / "profiles" / "weights.toml").read_text("utf-8")


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
        ("[trade.same]", "[other.thing]\nvalue = 1\n[trade.same]", "invalid_weight_names"),
        ("[shares.skills]", "shares = 3\n[more.skills]", "invalid_vocabulary_syntax"),
        ("value = 0.65", "value = 0.3", "invalid_crossed"),
    ],
)
def test_a_flawed_file_of_weights_is_refused(tmp_path, old, new, code):
    assert old in TEXT
    with pytest.raises(Invalid) as refusal:
        read(tmp_path, TEXT.replace(old, new, 1))
    assert refusal.value.code == code


ENTRIES = [tuple(name.split(".")) for name in default_weights().reasons]


@examples(60)
@given(
    entry=st.sampled_from([one for one in ENTRIES if one[0] != "band"]),
    value=st.floats(0, 1),
    reason=st.text(),
)
def test_changed_weights_are_read_back_from_their_text(entry, value, reason):
    changed = default_weights().changed(*entry, value, reason)
    assert Weights.from_toml(changed.to_toml()) == changed
    assert getattr(changed, entry[0])[entry[1]] == value
    assert changed.reasons[".".join(entry)] == (
        reason.strip() or default_weights().reasons[".".join(entry)]
    )


def test_a_changed_weight_changes_the_version_and_nothing_else():
    before = default_weights()
    after = before.changed("shares", "wish", 20)
    assert after.version != before.version
    assert after.reasons == before.reasons
    assert before.groups()["shares"] | {"wish": 20.0} == after.groups()["shares"]
    assert after.changed("shares", "wish", before.shares["wish"]) == before


@pytest.mark.parametrize(
    ("group", "name", "value", "code"),
    [
        ("shares", "luck", 1, "invalid_weight_names"),
        ("luck", "skills", 1, "invalid_weight_names"),
        ("shares", "skills", -1, "invalid_range"),
        ("shares", "skills", float("nan"), "invalid_range"),
        ("trade", "near", 1.5, "invalid_range"),
        ("trade", "near", True, "invalid_range"),
        ("band", "very_close", 0.1, "invalid_crossed"),
    ],
)
def test_a_change_that_cannot_be_is_refused(group, name, value, code):
    with pytest.raises(Invalid) as refusal:
        default_weights().changed(group, name, value)
    assert refusal.value.code == code


def test_weights_travel_to_another_process():
    weights = default_weights().changed("need", "core", 2)
    assert pickle.loads(pickle.dumps(weights)) == weights


def test_the_shipped_file_says_what_its_own_text_says():
    assert Weights.from_toml(default_weights().to_toml()) == default_weights()


def test_the_score_s_version_changes_with_weights_and_vocabulary(tmp_path):
    first = Scorer(small()).version
    heavier = read(tmp_path, TEXT.replace("value = 50", "value = 51"))
    assert Scorer(small()).version == first
    assert Scorer(small(), heavier).version != first
    assert Scorer(replace(small(), version="other")).version != first
