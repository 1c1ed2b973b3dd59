import pytest

from matching.domain.errors import Invalid
from matching.scoring import Reader, Vocabulary
from matching.scoring.text.wording import key
from matching.scoring.vocabulary.communes import commune_key
from tests.scoring.vocabularies import COMMUNES, REFERENCE, SKILLS, STOP_PHRASES, TRADES, write

COMPULSORY = ("trades_toml", "skills_toml", "stop_phrases_txt", "communes_csv", "themes_toml")


def test_a_folder_becomes_trades_skills_and_communes(tmp_path):
    vocabulary = Vocabulary.read(write(tmp_path))
    assert vocabulary.trades["cook"].rome == "G1602"
    assert vocabulary.trades["web-developer"].skills == ("html-css", "javascript", "git", "english")
    assert vocabulary.skills["javascript"].group == vocabulary.skills["coding"].group == "coding"
    assert vocabulary.skills["phone-repair"].crcn == "5.1"
    assert vocabulary.ambiguous == {key("informatique"): ("web-developer", "software-tester")}
    assert vocabulary.communes.find("béziers").point == (43.3442, 3.2158)


def test_the_vocabulary_that_parvis_brings_is_sound():
    vocabulary = Vocabulary.read(REFERENCE)
    assert len(vocabulary.trades) >= 50
    assert all(trade.skills for trade in vocabulary.trades.values())
    assert all(skill.labels.keys() >= {"fr", "en"} for skill in vocabulary.skills.values())


@pytest.mark.parametrize("name", ["trades_toml", "skills_toml", "stop_phrases_txt", "communes_csv"])
def test_the_version_changes_with_any_file(tmp_path, name):
    before = Vocabulary.read(write(tmp_path)).version
    texts = {
        "trades_toml": TRADES,
        "skills_toml": SKILLS,
        "stop_phrases_txt": STOP_PHRASES,
        "communes_csv": COMMUNES,
    }
    longer = {
        "trades_toml": "# said\n",
        "skills_toml": "# said\n",
        "stop_phrases_txt": "rien\n",
        "communes_csv": "Agde,34003,43.31,3.47\n",
    }
    after = Vocabulary.read(write(tmp_path, **{name: texts[name] + longer[name]})).version
    assert after != before


def test_line_endings_do_not_change_the_version(tmp_path):
    before = Vocabulary.read(write(tmp_path)).version
    after = Vocabulary.read(write(tmp_path, trades_toml=TRADES.replace("\n", "\r\n"))).version
    assert after == before


def test_a_folder_without_word_vectors_is_read_as_one_with_none(tmp_path):
    """Folders were written before there were any."""
    (tmp_path / "old").mkdir()
    old = Vocabulary.read(write(tmp_path / "old", word_vectors_csv=None))
    (tmp_path / "new").mkdir()
    new = Vocabulary.read(write(tmp_path / "new", word_vectors_csv="word,vector\n"))
    assert not old.word_vectors
    assert (old.trades, old.skills) == (new.trades, new.skills)
    before, after = Reader(old).trades("serveuse"), Reader(new).trades("serveuse")
    assert before == after != ()


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        *(({name: None}, "invalid_vocabulary_file") for name in COMPULSORY),
        ({"trades_toml": "[[trade]\n"}, "invalid_vocabulary_syntax"),
        ({"skills_toml": SKILLS + SKILLS}, "invalid_vocabulary_twice"),
        ({"skills_toml": ""}, "invalid_vocabulary_unknown"),
        ({"trades_toml": TRADES.replace('"waiter"]', '"nobody"]')}, "invalid_vocabulary_unknown"),
        ({"trades_toml": TRADES.replace('rome = "M1855"\n', "")}, "invalid_vocabulary_lacks"),
        ({"communes_csv": COMMUNES + "Agde,34003,north,3\n"}, "invalid_vocabulary_row"),
    ],
)
def test_a_flawed_vocabulary_is_refused(tmp_path, changed, code):
    with pytest.raises(Invalid) as refusal:
        Vocabulary.read(write(tmp_path, **changed))
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("St-Denis", "Saint-Denis"),
        ("SAINT DENIS", "Saint-Denis"),
        ("Ste Foy", "Sainte-Foy"),
        ("Paris 18e", "Paris"),
        ("Paris 18e arrondissement", "paris"),
        ("Lyon 03", "Lyon"),
        ("Montpellier Cedex 4", "montpellier"),
        ("Béziers", "beziers"),
        ("34 - BEZIERS", "Béziers"),
    ],
)
def test_communes_are_one_under_their_usual_spellings(written, same):
    assert commune_key(written) == commune_key(same)
