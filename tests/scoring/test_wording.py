import pytest

from matching.scoring.wording import key, plain


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
    ],
)
def test_a_woman_and_a_man_are_read_alike(woman, man):
    assert plain(woman) == plain(man)


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
        "vendeurs",
    ],
)
def test_signs_of_both_genders_leave_one_word(written):
    assert plain(written) == "vendeur"


def test_signs_that_name_a_language_are_kept_apart():
    forms = {plain(sign) for sign in ("C", "C++", "C#", ".NET", "Node.js")}
    assert forms == {"c", "cplusplus", "csharp", "dotnet", "nodej"}


def test_ligatures_accents_apostrophes_and_case_do_not_count():
    assert plain("Main d\u2019ŒUVRE") == plain("main d'oeuvre") == "main oeuvre"


def test_small_words_do_not_count_in_the_exact_look_up():
    assert key("Femmes de ménage") == key("femme ménage")


def test_a_phrase_of_small_words_only_keeps_them():
    assert key("chez les") == "chez les"
