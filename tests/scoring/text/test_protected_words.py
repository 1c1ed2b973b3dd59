"""Words of a note on protected criteria are pointed at; words of the post are not."""

import pytest

from matching.phrases import LANGUAGES, codes
from matching.scoring.text.protected_words import _WORDS, protected_words

POINTED = {
    "Elle est enceinte": ["family"],
    "trop vieux pour l'équipe": ["age"],
    "52 ans, motivé": ["age"],
    "maman de 3 enfants": ["family", "family"],
    "Il est marocain, bon accueil": ["origin"],
    "elle vient du Mali": ["origin"],
    "accent étranger": ["origin"],
    "noire": ["origin"],
    "voilée": ["religion"],
    "Musulman pratiquant": ["religion", "religion"],
    "RQTH": ["health"],
    "problèmes de dos": ["health"],
    "ENCEINTE !": ["family"],
    "habite à la Mosson": ["place"],
    "jeune femme": ["sex"],
    "syndiqué CGT": ["opinion", "opinion"],
    "sort de prison": ["justice"],
    "au RSA": ["wealth"],
    "un peu typé": ["looks"],
    "black sympa": ["origin"],
    "motivé, arabe sérieux": ["origin"],
    "pas de garde d'enfants": ["family"],
    "bonne présentation": ["looks"],
    "du quartier des Tilleuls": ["place"],
    "retraite dans 3 ans": ["age"],
    "vient du Sénégal": ["origin"],
    "homosexuel": ["orientation"],
    "anssainte": ["private"],
}
OF_THE_POST = (
    "Bon contact, 5 ans d'expérience en cuisine",
    "18 ans d'expérience",
    "Parle arabe et anglais couramment",
    "langues : anglais, arabe, français",
    "a travaillé en maison de retraite",
    "vient de la cuisine collective",
    "présente bien le produit",
    "a travaillé auprès de personnes âgées",
    "garde d'enfants à domicile",
    "a fait son CAP en 2 ans",
    "jeudi 5 décembre 10 h, Mme Martin",
    "agent d'entretien, femme de ménage",
    "intéressé par le contrat de 24 mois",
    "secteur de la santé",
    "poste au restaurant marocain",
    "CV à rh@exemple.fr",
    "12 rue de la Paix, 2e étage",
    "pas assez d'expérience en caisse",
    "travail avec des enfants",
    "CAP coiffure",
    "port de charges lourdes",
    "mission locale",
    "alcool interdit au poste",
)


@pytest.mark.parametrize(("text", "criteria"), POINTED.items())
def test_words_on_a_protected_criterion_are_pointed_at_as_written(text, criteria):
    found = protected_words(text)
    assert [each.criterion for each in found] == criteria
    assert all(each.words and each.words in text for each in found)


@pytest.mark.parametrize("text", OF_THE_POST)
def test_words_of_the_post_are_not(text):
    assert protected_words(text) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_criterion_has_a_sentence_that_says_what_to_write_instead(language):
    wanted = {f"error.protected_{name}" for name in (*_WORDS, "private")}
    assert wanted <= codes(language)
