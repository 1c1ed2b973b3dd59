import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.scoring import Claim, Reader, Vocabulary
from matching.scoring.reading.sentence import speaks
from tests.examples import examples
from tests.scoring.vocabularies import REFERENCE, real_reader, small_scorer


def trades(text):
    return [claim.id for claim in small_scorer().reader.trades(text)]


def skills(text):
    return [claim.id for claim in small_scorer().reader.skills(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ménage ou standard", ["cleaner"]),
        ("femme de ménage ou serveuse", ["cleaner", "waiter"]),
        ("cuisto / serveur", ["cook", "waiter"]),
        ("Serveur/se (H/F)", ["waiter"]),
        ("je voudrais travailler comme cuisinière, ou dev web.", ["cook", "web-developer"]),
        ("serveuse serveuse", ["waiter"]),
        ("tout sauf ménage", []),
        ("serveuse, pas cuisine", ["waiter"]),
        ("je sais pas", []),
        ("0612345678", []),
        ("", []),
        ("serveur / serveuse", ["waiter"]),
        ("j'ai été cuisinier 10 ans, maintenant je cherche plutôt serveur", ["cook", "waiter"]),
        ("plus de cuisine, serveuse", ["waiter"]),
        ("serveuse sans ménage", ["waiter"]),
    ],
)
def test_a_sentence_names_several_trades_or_none(text, found):
    assert trades(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("html, css et javascript", ["html-css", "javascript"]),
        ("C++ et C#", ["c-languages"]),
        ("j'ai fait un peu de javascript avec github à la maison", ["javascript", "git"]),
        ("Je répare des téléphones", ["phone-repair"]),
        ("je ne sais pas cuisiner", []),
    ],
)
def test_a_sentence_names_several_skills_or_none(text, found):
    assert sorted(skills(text)) == sorted(found)


def test_a_claim_keeps_the_person_s_own_words():
    found = small_scorer().reader.skills("Anglais ; C++")
    assert found == (Claim("Anglais", "english", 1.0), Claim("C++", "c-languages", 1.0))


def test_an_ambiguous_wish_claims_each_trade_only_by_half():
    found = small_scorer().reader.trades("dans l'informatique")
    assert {(claim.id, claim.confidence) for claim in found} == {
        ("web-developer", 0.5),
        ("software-tester", 0.5),
    }


def test_reading_many_sentences_at_once_gives_the_same_answers():
    texts = ["excell et word", "un peu de montage video sur capcut", "réparer un ordi", "zzz", ""]
    ready = Reader(Vocabulary.read(REFERENCE))
    ready.learn(texts, kind="skill")
    assert [ready.skills(text) for text in texts] == [real_reader().skills(text) for text in texts]


def test_a_whole_file_pasted_into_a_field_is_read_only_at_its_beginning():
    assert trades("cuisto, " + "blabla " * 50_000 + ", serveuse") == ["cook"]


@examples(60)
@given(text=st.text(max_size=60))
def test_any_text_at_all_gets_an_answer(text):
    reader = small_scorer().reader
    for claim in (*reader.trades(text), *reader.skills(text)):
        assert claim.text in text
        assert 0 < claim.confidence <= 1
    for kind in ("occupation", "skill"):
        assert reader.understand(text, kind=kind).text == text


@pytest.mark.parametrize(
    ("text", "spoken"),
    [("recherche un emploi", True), ("technicien de recherche", False), ("je cuisine", True)],
)
def test_research_in_a_title_is_not_somebody_s_search(text, spoken):
    assert speaks(text) is spoken
