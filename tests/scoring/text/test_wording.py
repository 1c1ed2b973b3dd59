import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.scoring.text.says_nothing import says_nothing
from matching.scoring.text.short_words import written_out
from matching.scoring.text.sound import sound
from matching.scoring.text.wording import (
    SMALL_WORDS,
    content_words,
    fold,
    key,
    one_form,
    plain,
    surface,
)
from tests.scoring.vocabularies import real_reader


@pytest.mark.parametrize(
    ("woman", "man"),
    [
        ("Développeuse", "développeur"),
        ("formatrice", "formateur"),
        ("technicienne", "technicien"),
        ("cuisinière", "cuisinier"),
        ("boulangère", "boulanger"),
        ("assistante", "assistant"),
        ("agente", "agent"),
        ("patronne", "patron"),
        ("employée", "employé"),
        ("sportive", "sportif"),
        ("cheffe de projet", "chef de projet"),
        ("conseillère commerciale", "conseiller commercial"),
        ("ingénieure supérieure", "ingénieur supérieur"),
        ("professeure principale", "professeur principal"),
        ("paysanne", "paysan"),
        ("hôtesse", "hôte"),
        ("maîtresse", "maître"),
        ("avocate", "avocat"),
        ("apprentie", "apprenti"),
    ],
)
def test_a_woman_and_a_man_are_read_alike(woman, man):
    assert plain(woman) == plain(man)


EVERY_NAME = sorted(
    {
        name
        for trade in real_reader().vocabulary.trades.values()
        for name in (*trade.labels.values(), *trade.aliases)
    }
)


@pytest.mark.parametrize("word", ["presse", "analyse", "prothèse", "danse", "classes", "complexes"])
def test_a_word_is_never_worn_down_to_another_one(word):
    assert one_form(one_form(fold(word))) == one_form(fold(word)) not in SMALL_WORDS


@given(st.text("abcdefghijlmnoprstuvxz", min_size=1, max_size=12))
def test_a_form_is_a_form_of_itself(word):
    assert one_form(one_form(word)) == one_form(word)


def test_a_name_brought_to_its_form_twice_is_the_same_name():
    forms = [plain(name) for name in EVERY_NAME]
    assert [plain(form) for form in forms] == forms


@pytest.mark.parametrize(
    "written",
    [
        "Vendeur (H/F)",
        "vendeur f/h",
        "VENDEUR·EUSE",
        "vendeur.euse.s",
        "vendeur(euse)",
        "vendeur/se",
        "Vendeur / Vendeuse",
        "vendeur (m/f/d)",
        "vendeur H/F/NB",
        "vendeurs",
    ],
)
def test_signs_of_both_genders_leave_one_word(written):
    assert plain(written) == "vendeur"


def test_signs_that_name_a_language_are_kept_apart():
    forms = {plain(sign) for sign in ("C", "C++", "C#", ".NET", "Node.js")}
    assert forms == {"c", "cplusplus", "csharp", "dotnet", "nodej"}


def test_ligatures_accents_apostrophes_and_case_do_not_count():
    assert plain("Main d\u2019ŒUVRE") == plain("main d'oeuvre") == "main oeuvr"


def test_small_words_do_not_count_in_the_exact_look_up():
    assert key("Femmes de ménage") == key("femme ménage")


def test_a_phrase_of_small_words_only_keeps_them():
    assert key("chez les") == "chez les"


def test_a_name_said_for_both_genders_is_said_once():
    both = "Secrétaire administratif / Secrétaire administrative de mairie"
    assert plain(both) == plain("secrétaire administrative de mairie")


def test_initials_between_brackets_are_no_ending():
    assert plain("Ingénieur qualité (QHSE)").endswith("qhse")


def test_one_and_many_are_read_alike():
    assert plain("réseaux sociaux") == plain("réseau social")


def test_the_surface_keeps_what_the_plain_form_drops():
    assert surface("Cheffes, d'équipe !") == "cheffes d equipe"


def test_words_of_a_long_text_are_in_the_form_of_phrases():
    text = "Conseillères des clientes de l'hôtesse"
    assert content_words(text) == plain("conseillère cliente hôtesse").split()


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("tech maint", "technicien maintenance"),
        ("resp", "responsable"),
        ("truck driver", "poids lourd conducteur"),
    ],
)
def test_words_cut_short_or_in_english_are_written_out(short, long):
    assert written_out(plain(short), known=()) == plain(long)


def test_an_english_word_that_labels_know_stays():
    assert written_out("engineer", known={"engineer"}) == "engineer"


@pytest.mark.parametrize(
    ("written", "meant"),
    [("farmassie", "pharmacie"), ("vandeur", "vendeur"), ("seramik", "ceramique")],
)
def test_words_that_sound_alike_are_heard_alike(written, meant):
    assert sound(written)[:5] == sound(meant)[:5]


@pytest.mark.parametrize(
    "text",
    ["", "12", "06 12 34 56 78", "karim@example.org", "www.example.org", "tel: 04", "azerty",
     "hjkhjkhjk", "aaaaaa", "blablabla", "le plus vite possible", "chez moi", "maman de 3 enfants",
     "papa solo", "mi-temps", "permis b", "35h", "gagner de l'argent", "14h30", "3 mars 1990"],
)  # fmt: skip
def test_noise_says_nothing(text):
    assert says_nothing(text)


@pytest.mark.parametrize(
    "text", ["C++", "C#", "dev", "garde d'enfants", "conduire un bus", "vtc", "maçon"]
)
def test_what_people_do_says_something(text):
    assert not says_nothing(text)
