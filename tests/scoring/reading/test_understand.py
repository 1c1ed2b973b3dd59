from functools import cache

import pytest

from matching.scoring import Reader, Understood
from tests.scoring.vocabularies import official, real_reader, small, small_scorer

# What people write at a desk -> trades of which one must be among the first three.
COLLOQUIAL = {
    "femme de menage": {"cleaner", "household-employee"},
    "je fais le menage": {"cleaner", "household-employee"},
    "nounou": {"nanny", "childminder"},
    "nourice": {"childminder", "nanny"},
    "garde denfant": {"nanny"},
    "reparateur ordi": {"it-maintenance-technician"},
    "je repare des telephones": {"phone-repairer"},
    "depaneur informatique": {"it-maintenance-technician", "it-support"},
    "dev web": {"web-developer"},
    "developeuse web": {"web-developer"},
    "developpeur site internet": {"web-developer"},
    "devenir codeur": {"software-developer"},
    "vigile": {"security-guard"},
    "cuisto": {"cook"},
    "mecano": {"car-mechanic"},
    "community manageur": {"community-manager"},
    "cm reseaux sociaux": {"community-manager"},
    "tecnicien reseau": {"network-technician"},
    "vendeuse pret a porter": {"shop-assistant"},
    "teleconseillere": {"remote-adviser"},
    "graphiste": {"graphic-designer"},
    "conseiller numerique": {"digital-mediator"},
    "fibre optique": {"fibre-installer"},
    "plombier du numerique": {"fibre-installer"},
    "saisie de donnees": {"data-entry-operator"},
    "livreur uber": {"delivery-driver", "courier"},
    "caisiere": {"cashier"},
    "hotesse de caisse": {"cashier"},
    "agent de secu": {"security-guard"},
    "aide soignante": {"nursing-assistant"},
    "axiliaire de vie": {"home-carer"},
    "je voudrai etre infirmiere": {"nurse"},
    "prof de francais": {"french-teacher"},
    "secretère": {"secretary", "medical-secretary"},
    "monteur vidéo youtube": {"video-editor"},
    "cariste caces": {"forklift-driver"},
    "preparateur de comande": {"order-picker"},
    "cyber securité": {"cybersecurity-analyst"},
    "testeur de jeux video": {"software-tester", "game-developer"},
    "boulangere": {"baker"},
    "chauffeur poid lourd": {"truck-driver"},
    "maçon": {"mason"},
    "coifeuse": {"hairdresser"},
    "jardinié": {"gardener"},
    "electricien batiment": {"electrician"},
    "formatrice informatique": {"digital-trainer"},
    "chef de projet digital": {"web-project-manager", "project-manager"},
    "web designeuse": {"web-designer"},
    "no code": {"no-code-developer"},
    "imprimante 3d": {"maker-space-facilitator"},
    "animateur pour enfants": {"youth-worker"},
    "agent accueil": {"receptionist"},
}

JUNK = [
    "je sais pas",
    "je ne sais pas",
    "rien",
    "bonjour",
    "formation",
    "emploi",
    "je cherche du travail",
    "travail le matin",
    "n'importe quoi",
    "06 12 34 56 78",
    "0612345678",
    "34080",
    "x",
    "?",
    "",
    "   ",
    "ok",
    "lol",
    "asdfgh",
    "oui",
    "merci",
    "tout",
    "mi temps",
    "je veux gagner de l argent",
    "le plus vite possible",
]

SKILLS = {
    "excell": "spreadsheet",
    "pack office": "office-software",
    "montage video": "video-editing",
    "je répare des téléphones": "phone-repair",
    "C++": "c-languages",
    "C#": "c-languages",
    "parler anglais": "english",
    "faire le menage": "cleaning",
    "tinkercad": "tinkercad",
    "modelisation 3d": "modelling-3d",
    "gerer un compte instagram": "social-media",
    "reparer un ordi": "computer-repair",
    "retouche photo": "photoshop",
    "caisse": "cash-handling",
    "html": "html-css",
}


def understand(text, **options):
    return real_reader().understand(text, kind="occupation", **options)


@pytest.mark.parametrize(("phrase", "trades"), COLLOQUIAL.items())
def test_colloquial_phrases_are_right_in_the_first_three(phrase, trades):
    found = understand(phrase)
    assert found.verdict is not Understood.UNKNOWN
    assert trades & {candidate.id for candidate in found.candidates[:3]}


@pytest.mark.parametrize("phrase", JUNK)
def test_phrases_that_say_nothing_are_refused(phrase):
    found = understand(phrase)
    assert (found.verdict, found.candidates) == (Understood.UNKNOWN, ())


@pytest.mark.parametrize(("phrase", "skill"), SKILLS.items())
def test_skills_in_people_s_words_are_right_in_the_first_three(phrase, skill):
    found = real_reader().understand(phrase, kind="skill")
    assert skill in [candidate.code for candidate in found.candidates[:3]]


@pytest.mark.parametrize(
    ("woman", "man"),
    [
        ("développeuse web", "développeur web"),
        ("technicienne réseau", "technicien réseau"),
        ("cuisinière", "cuisinier"),
        ("formatrice numérique", "formateur numérique"),
        ("vendeuse en boulangerie", "vendeur en boulangerie"),
        ("monteuse vidéo", "monteur vidéo"),
        ("agente d'accueil", "agent d'accueil"),
        ("caissière", "caissier"),
        ("chauffeuse livreuse", "chauffeur livreur"),
        ("administratrice réseau", "administrateur réseau"),
        ("intégratrice web", "intégrateur web"),
        ("conseillère numérique", "conseiller numérique"),
        ("plombière", "plombier"),
        ("serveuse", "serveur"),
    ],
)
def test_a_woman_s_title_and_a_man_s_get_the_same_first_answer(woman, man):
    assert understand(woman).candidates[0].code == understand(man).candidates[0].code


@pytest.mark.parametrize("phrase", ["informatique", "j'aimerais travailler dans l'informatique"])
def test_an_ambiguous_phrase_is_asked_about(phrase):
    found = understand(phrase)
    assert found.verdict is Understood.CHOICES
    assert len(found.candidates) >= 3


def test_a_phrase_near_two_trades_offers_three_to_five_choices():
    found = understand("menuisié")
    assert found.verdict is Understood.CHOICES
    assert 3 <= len(found.candidates) <= 5


def test_an_exact_alias_is_known_for_certain():
    found = understand("Dev Web !")
    assert (found.verdict, found.candidates[0].confidence) == (Understood.KNOWN, 1.0)


def test_a_candidate_is_never_surer_than_the_one_before():
    for phrase in COLLOQUIAL:
        sure = [candidate.confidence for candidate in understand(phrase).candidates]
        assert sure == sorted(sure, reverse=True)
        assert all(0 <= confidence <= 1 for confidence in sure)


def test_two_trades_of_one_rome_code_are_one_candidate():
    codes = [candidate.code for candidate in understand("développeur intégrateur web").candidates]
    assert len(codes) == len(set(codes))


def test_no_more_candidates_than_asked_for():
    assert len(understand("dev web", top=1).candidates) == 1
    assert understand("dev web", top=0).candidates == ()


def test_capitals_and_accents_change_nothing():
    for phrase in ("développeuse web", "femme de ménage", "préparateur de commandes"):
        assert understand(phrase.upper()).candidates == understand(phrase).candidates


def test_the_json_of_the_command_speaks_french_by_default():
    found = understand("cuisto", top=1)
    code = real_reader().vocabulary.trades["cook"].rome
    french, english = found.as_json(), found.as_json("en")
    assert french == {
        "text": "cuisto",
        "verdict": "known",
        "candidates": [{"code": code, "label": "Cuisinier / Cuisinière", "confidence": 1.0}],
        "said": {
            "wants": [{"about": "trade", "codes": ["cook"], "text": "cuisto", "confidence": 1.0}]
        },
    }
    assert english["candidates"][0]["label"] == "Cook"


@cache
def reader_with_list():
    return Reader(small().with_lists(official("rome")))


def with_list(text, **options):
    return reader_with_list().understand(text, kind="occupation", **options)


@pytest.mark.parametrize(
    ("text", "trades"),
    [
        ("ménage ou serveuse", ["K2204", "G1803"]),
        ("cuisto / serveur", ["G1602", "G1803"]),
        ("bonjour, j'ai été cuisto 10 ans et je cherche serveur", ["G1602", "G1803"]),
    ],
)
def test_each_trade_that_a_text_names_is_a_choice(text, trades):
    found = small_scorer().reader.understand(text, kind="occupation")
    assert found.verdict is Understood.CHOICES
    assert [candidate.code for candidate in found.candidates[:2]] == trades


def test_what_a_person_refuses_is_no_candidate():
    found = small_scorer().reader.understand("tout sauf ménage, plutôt serveur", kind="occupation")
    assert found.verdict is Understood.KNOWN
    assert found.candidates[0].code == "G1803"


def test_an_ambiguous_word_beside_a_trade_gives_its_first_meaning():
    found = small_scorer().reader.understand("informatique ou serveuse", kind="occupation")
    assert found.verdict is Understood.CHOICES
    assert [candidate.id for candidate in found.candidates[:2]] == ["web-developer", "waiter"]


def test_only_refusals_name_nothing():
    assert understand("pas de ménage").candidates == ()


@pytest.mark.parametrize("phrase", ["sécurité", "informatique", "bâtiment", "vendeuse"])
def test_a_word_of_several_trades_gives_three_choices_or_more(phrase):
    found = understand(phrase)
    assert found.verdict is Understood.CHOICES
    assert len({candidate.code for candidate in found.candidates}) >= 3


@pytest.mark.parametrize(
    ("phrase", "skill"), [("python", "python"), ("vente", "selling"), ("réseaux", "networking")]
)
def test_one_plain_word_is_a_known_skill(phrase, skill):
    found = real_reader().understand(phrase, kind="skill")
    assert (found.verdict, found.candidates[0].id) == (Understood.KNOWN, skill)


def test_ours_and_the_official_trade_of_one_code_are_one_candidate():
    codes = [candidate.code for candidate in with_list("développeur web multimédia").candidates]
    assert codes.count("M1855") == 1


def test_our_alias_stays_on_top_of_the_official_labels():
    found = with_list("cuisto")
    assert (found.verdict, found.candidates[0].id) == (Understood.KNOWN, "cook")


def test_an_official_label_is_known_by_the_name_of_its_list():
    found = with_list("intégratrice multimédia")
    assert (found.verdict, found.candidates[0].code) == (Understood.KNOWN, "M1855")
    assert found.candidates[0].id == "rome:M1855"


def test_an_official_label_for_both_genders_is_one_name():
    found = with_list("Maître crêpier / Maîtresse crêpière")
    assert (found.verdict, found.candidates[0].code) == (Understood.KNOWN, "G1604")


def test_more_than_five_are_given_when_asked_for_with_the_same_verdict():
    few, many = understand("technicien"), understand("technicien", top=10)
    assert many.verdict is few.verdict
    assert len(few.candidates) == 5
    assert len(many.candidates) == 10
    assert many.candidates[0] == few.candidates[0]
