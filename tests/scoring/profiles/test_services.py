"""What help an offer gives: a diploma teaches a trade; longer words say something else."""

import pytest

from matching.domain.levels import FrenchLevel
from matching.domain.terms import OfferKind
from matching.scoring.profiles.read_service import read_service
from matching.scoring.profiles.services import service_words
from tests.scoring.pairs import offer, person, score
from tests.scoring.vocabularies import shipped_scorer

SEARCH = "preparer-sa-candidature--organiser-ses-demarches-de-recherche-demploi"
DIGITAL = "numerique--maitriser-les-fondamentaux-du-numerique"


@pytest.mark.parametrize(
    ("title", "themes"),
    [
        ("Ma CAF et mon espace France Travail", {DIGITAL}),
        ("Créer son compte France Travail", set()),
        ("France Travail", {SEARCH}),
        ("France Travail : ouvrir son espace France Travail", {SEARCH, DIGITAL}),
    ],
)
def test_longer_words_do_not_say_what_words_inside_them_say(title, themes):
    assert service_words().themes_in(title) & {SEARCH, DIGITAL} == themes


@pytest.mark.parametrize(
    ("title", "helps"),
    [
        ("CAP métiers de la mode", False),
        ("BTS métiers de la chimie", False),
        ("Titre professionnel métiers de l'accueil", False),
        ("Découverte des métiers du bâtiment", True),
        ("Cap vers l'emploi : découvrir les métiers", True),
        ("Préparer le bac", True),
        ("BTS, licence ou master en Campus Connecté", True),
    ],
)
def test_a_diploma_teaches_a_trade_and_helps_nobody_to_choose_one(title, helps):
    course = offer(title=title, kind=OfferKind.TRAINING)
    assert bool(read_service(course, shipped_scorer().reader.vocabulary.themes).themes) == helps


def test_who_sews_meets_the_diploma_of_it_rather_than_who_wants_a_computer_course():
    course, scorer = (
        offer(title="CAP métiers de la mode", kind=OfferKind.TRAINING),
        shipped_scorer(),
    )
    sews = person(wishes=("couture, retouche",))
    learns = person(wishes=("apprendre à se servir d'un ordi",))
    assert score(sews, course, scorer=scorer).value > 2 * score(learns, course, scorer=scorer).value


FRENCH = "lecture-ecriture-calcul--maitriser-le-francais"
STUDY = "parvis--reprendre-des-etudes"


@pytest.mark.parametrize(
    ("title", "taught", "theme", "holds"),
    [
        ("Préparer le DELF B1", (), FRENCH, True),
        ("Passer le TCF", (), FRENCH, True),
        ("Formation linguistique", (), FRENCH, True),
        ("École de la 2e chance", (), STUDY, True),
        ("EPIDE", (), STUDY, True),
        ("CléA : remise à niveau français, calcul", ("lire et écrire", "calculer"), STUDY, True),
        ("CléA : remise à niveau français, calcul", ("lire et écrire", "calculer"), FRENCH, False),
        ("Remise à niveau en français", (), FRENCH, True),
    ],
)
def test_a_course_is_known_by_its_examination_its_school_and_its_subjects(
    title, taught, theme, holds
):
    course = offer(title=title, kind=OfferKind.TRAINING, skills_taught=taught)
    themes = read_service(course, shipped_scorer().vocabulary.themes).themes
    assert (theme in themes) is holds


@pytest.mark.parametrize(
    ("title", "levels"),
    [
        ("Préparer le DELF B1", (FrenchLevel.A2, FrenchLevel.B1)),
        ("Passer le DELF A2", (FrenchLevel.A1_1, FrenchLevel.A2)),
        ("Préparer le DELF B1, niveau A2 acquis", (FrenchLevel.A2, FrenchLevel.B1)),
        ("Préparation au DALF C1", (FrenchLevel.B2, FrenchLevel.C1)),
    ],
)
def test_a_course_for_an_examination_begins_a_level_below_it(title, levels):
    course = offer(title=title, kind=OfferKind.TRAINING)
    assert read_service(course, shipped_scorer().vocabulary.themes).french_levels == levels
