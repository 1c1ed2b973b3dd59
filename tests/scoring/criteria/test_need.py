from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.domain.levels import DigitalLevel, DiplomaLevel, FrenchLevel
from matching.domain.score import Verdict
from matching.domain.terms import Answer, Condition, Hours, Need, OfferKind
from matching.scoring import Scorer, Vocabulary
from tests.examples import examples
from tests.scoring.pairs import FAIR, born, offer, person, reason, score
from tests.scoring.vocabularies import REFERENCE
from tests.strategies import FACTS, PEOPLE

OURS = Scorer(Vocabulary.read(REFERENCE))
CHILDCARE = "famille--garde-denfants"


def support(title="Point accueil", **known):
    return offer(title=title, kind=OfferKind.SUPPORT, **known)


def need(someone, something, **options):
    found = score(someone, something, scorer=OURS, **options)
    return reason(found, "need")


@pytest.mark.parametrize(
    ("wish", "title"),
    [
        ("je cherche d'abord une garde pour mon bébé", "Trouver une place en crèche"),
        ("passer le permis puis chauffeur livreur", "Auto-école solidaire : aide au permis"),
        ("refaire mon cv", "Atelier CV et lettre de motivation"),
        ("je sais pas me servir de l'ordinateur", "Premiers pas sur l'ordinateur"),
        ("il me faut une nounou pour mon fils avant de travailler", "Solutions de garde d'enfants"),
        ("faire reconnaitre mon diplome de compta", "Faire reconnaître un diplôme étranger"),
        ("monter mon foodtruck", "Créer son entreprise"),
        ("apprendre l'ordinateur", "Débuter à l'ordinateur"),
        ("j'ai des dettes", "Point conseil budget : dettes et surendettement"),
    ],
)
def test_help_that_was_asked_for_counts_in_full_and_quotes_the_words(wish, title):
    found = need(person(wishes=(wish,)), support(title))
    assert (found.code, found.value) == ("need_asked", 1.0)
    assert found.params["said"] in wish


@pytest.mark.parametrize(
    "wish", ["passer le bac", "reprendre mes études", "études", "université", "BTS", "un DAEU"]
)
def test_who_wants_to_study_again_is_answered_by_what_leads_to_a_diploma(wish):
    course = offer(title="Diplôme d'accès aux études universitaires", kind=OfferKind.TRAINING)
    other = offer(title="Plombier du numérique", kind=OfferKind.TRAINING)
    assert need(person(wishes=(wish,)), course).code == "need_asked"
    assert need(person(wishes=(wish,)), other) is None


@pytest.mark.parametrize("wish", ["BTS comptabilité", "CAP", "études d'infirmière", "cuisinier"])
def test_a_diploma_of_one_trade_is_no_wish_for_any_diploma(wish):
    course = offer(title="DAEU Sonate", kind=OfferKind.TRAINING)
    found = need(person(wishes=(wish,)), course)
    assert found is None or found.code != "need_asked"


@pytest.mark.parametrize(
    ("known", "title", "code"),
    [
        ({"licences": ()}, "Aide au permis", "need_licence"),
        ({"hours_wanted": (Hours.SCHOOL_HOURS,)}, "Garde d'enfants", "need_school_hours"),
        ({"french_level": FrenchLevel.A2}, "Cours de français (A1-A2)", "need_french"),
        ({"digital_level": DigitalLevel.NEVER}, "Premiers pas sur l'ordinateur", "need_digital"),
        ({}, "Trouver sa voie : orientation", "need_project"),
        (
            {"diploma_level": DiplomaLevel.NONE, "wishes": ("plombier",)},
            "Financer sa formation",
            "need_diploma",
        ),
    ],
)
def test_a_fact_alone_calls_for_help_and_counts_less_than_asking(known, title, code):
    found = need(person(**known), support(title))
    assert found.code == code
    assert need(person(), support("Aide alimentaire")).value < found.value < 1.0


@pytest.mark.parametrize(
    ("level", "code"),
    [
        (FrenchLevel.A1_1, "need_french"),
        (FrenchLevel.A2, "need_french"),
        (FrenchLevel.B1, "need_other_level"),
        (FrenchLevel.NATIVE, "need_other_level"),
        (None, "need_open_to_all"),
    ],
)
def test_a_course_of_french_is_for_its_level(level, code):
    found = need(person(french_level=level), support("Cours de français (A1-A2)"))
    assert found.code == code


def test_a_course_for_beginners_does_not_help_who_asks_above_its_level():
    asks = person(french_level=FrenchLevel.B2, wishes=("améliorer mon français",))
    assert need(asks, support("Cours de français A1-A2")).code == "need_other_level"
    assert need(asks, support("Français professionnel de A2 à B2")).code == "need_asked"


@examples(60)
@given(someone=PEOPLE, title=st.sampled_from(("Point CAF", "Point accueil", "Aide au permis")))
def test_a_service_open_to_all_is_never_closed_and_never_nothing(someone, title):
    found = score(someone, support(title), scorer=OURS)
    assert found.value > 0
    assert {bar.code for bar in found.closed_by} <= {"step_free_missing"}


def test_first_steps_are_of_little_use_to_who_is_at_ease_with_a_computer():
    at_ease = person(digital_level=DigitalLevel.ADVANCED)
    found = need(at_ease, support("Premiers pas sur l'ordinateur"))
    assert found.code == "need_known_already"


@pytest.mark.parametrize(
    ("level", "first"),
    [
        (DigitalLevel.NEVER, "steps"),
        (DigitalLevel.PHONE_ONLY, "steps"),
        (DigitalLevel.ADVANCED, "web"),
    ],
)
@pytest.mark.parametrize("wish", ["informatique", "webdesigner", "je veux faire des sites web"])
def test_ease_with_computers_decides_between_first_steps_and_web_design(level, first, wish):
    someone = person(wishes=(wish,), digital_level=level)
    both = {
        "steps": offer(title="Initiation à l'informatique, débutants", kind=OfferKind.WORKSHOP),
        "web": offer(title="Atelier webdesign", kind=OfferKind.WORKSHOP, rome="E1210"),
    }
    scores = {name: score(someone, one, scorer=OURS) for name, one in both.items()}
    best = max(scores, key=lambda name: scores[name].value)
    assert best == first
    told = {reason.code for reason in scores["steps"].reasons}
    assert told & {"need_digital_first", "need_known_already"}


def test_a_workshop_that_names_what_was_asked_for_answers_it():
    workshop = offer(title="Soudure pour débutants", kind=OfferKind.WORKSHOP)
    found = need(person(wishes=("apprendre à souder",)), workshop)
    assert found is None or found.code == "need_taught"


def test_codes_of_an_older_version_name_the_same_theme():
    someone = person(wishes=("je veux passer le permis",))
    old = "mobilite--preparer-son-permis-de-conduire-se-reentrainer-a-la-conduite"
    assert need(someone, support(themes=(old,))).code == "need_asked"
    assert need(someone, support(themes=("nothing--known",))).code == "need_open_to_all"


HANDICAP = ("personnes-en-situation-de-handicap",)


@pytest.mark.parametrize(
    ("answer", "known", "verdict"),
    [
        (Answer.YES, {}, Verdict.OPEN),
        (Answer.NO, {}, Verdict.CLOSED),
        (Answer.UNKNOWN, {}, Verdict.CLOSED),
        (Answer.UNKNOWN, {"needs": (Need.SITTING,)}, Verdict.ASK),
        (Answer.UNKNOWN, {"avoid": (Condition.LOADS, Condition.STANDING)}, Verdict.CLOSED),
        (Answer.UNKNOWN, {"wishes": ("faire reconnaître mon handicap",)}, Verdict.ASK),
        (Answer.UNKNOWN, {"avoid": (Condition.SCREENS,)}, Verdict.CLOSED),
    ],
)
def test_a_service_kept_for_a_handicap_opens_by_its_rule_or_by_the_person_own_words(
    answer, known, verdict
):
    service = support("Cap emploi : RQTH, aménagement du poste", publics=HANDICAP)
    facts = born(1980, rqth=answer)
    found = score(person(**known), service, facts=facts, scorer=OURS)
    assert found.verdict is verdict


@pytest.mark.parametrize(
    ("year", "verdict"), [(2004, Verdict.OPEN), (1980, Verdict.CLOSED), (None, Verdict.ASK)]
)
def test_a_service_kept_for_the_young_opens_by_its_rule(year, verdict):
    assert FAIR.date == date(2024, 6, 3)
    found = score(person(), support(publics=("jeunes",)), facts=born(year), scorer=OURS)
    assert found.verdict is verdict


def test_a_service_for_several_publics_is_open_to_all():
    both = support(publics=("jeunes", "personnes-en-situation-de-handicap"))
    assert score(person(), both, scorer=OURS).verdict is Verdict.OPEN


@examples(60)
@given(someone=PEOPLE, facts=FACTS, public=st.sampled_from(("jeunes", *HANDICAP)))
def test_who_someone_is_moves_no_value_of_a_service_kept_for_a_public(someone, facts, public):
    service = support(publics=(public,))
    told = score(someone, service, facts=facts, scorer=OURS)
    assert told.reasons == score(someone, service, scorer=OURS).reasons


def test_a_workshop_that_goes_further_is_not_for_who_begins():
    someone = {"wishes": ("apprendre l'ordinateur",)}
    further = support("Tableur : perfectionnement")
    for level, code in (
        (DigitalLevel.NEVER, "need_other_level"),
        (DigitalLevel.OFFICE, "need_asked"),
    ):
        assert need(person(digital_level=level, **someone), further).code == code


@pytest.mark.parametrize(
    ("title", "codes"),
    [
        (
            "Premiers clics : souris, clavier, courriel",
            ("need_digital", "need_digital", *["need_known_already"] * 3),
        ),
        (
            "Mon espace France Travail sans stress",
            ("need_digital", "need_digital", "need_open_to_all", *["need_known_already"] * 2),
        ),
        (
            "Ordinateur : aller plus loin",
            ("need_other_level", "need_other_level", "need_digital_further")
            + ("need_open_to_all",) * 2,
        ),
    ],
)
def test_help_with_a_computer_is_called_for_by_what_was_said_of_it(title, codes):
    workshop = offer(title=title, kind=OfferKind.WORKSHOP)
    workshop = replace(workshop, skills_taught=("se servir d'un ordinateur",))
    found = tuple(need(person(digital_level=level), workshop).code for level in DigitalLevel)
    assert found == codes


@pytest.mark.parametrize("level", [DigitalLevel.NEVER, DigitalLevel.PHONE_ONLY, None])
def test_help_with_formalities_is_for_who_asks_for_it_whatever_level_it_is_called(level):
    someone = person(wishes=("mes démarches en ligne",), digital_level=level)
    helped = support("Mes démarches en ligne", description="Niveau 2, médiation numérique")
    assert need(someone, helped).code == "need_asked"


@pytest.mark.parametrize(
    ("level", "code"), [(FrenchLevel.A1, "need_other_level"), (FrenchLevel.NATIVE, "need_asked")]
)
def test_a_course_of_reading_for_who_speaks_french_is_not_for_beginners(level, code):
    someone = person(wishes=("apprendre à lire et écrire le français",), french_level=level)
    course = support("Lire, écrire, compter : cours pour adultes qui parlent français")
    assert need(someone, course).code == code


def test_a_diploma_that_somebody_has_is_not_one_to_pass():
    degree = offer(title="DAEU : l'équivalent du bac", kind=OfferKind.TRAINING)
    without, bachelor = DiplomaLevel.CAP, DiplomaLevel.BAC_3
    wishes = ("reprendre mes études",)
    assert need(person(wishes=wishes, diploma_level=without), degree).code == "need_asked"
    assert need(person(wishes=wishes, diploma_level=bachelor), degree).code == "need_known_already"


@pytest.mark.parametrize("wish", ["valider mon expérience", "faire une VAE", "valider mes acquis"])
def test_experience_to_be_recognised_is_answered_by_that_before_any_course(wish):
    service = support("Point conseil VAE")
    assert need(person(wishes=(wish,)), service).value == 1.0
    assert need(person(wishes=(wish,)), support("Trouver sa formation")).value < 1.0


def test_support_gives_help_and_hires_for_no_trade():
    course = support("Lire et compter : cours pour adultes, par des formateurs")
    assert OURS.read_offer(course).trade_known is False


@pytest.mark.parametrize("wish", ["BTS XQO en alternance", "licence de xylorimie"])
def test_a_field_that_nobody_could_read_is_no_wish_for_any_diploma(wish):
    someone = OURS.read_person(person(wishes=(wish,)))
    assert (dict(someone.asks), someone.is_at_large) == ({}, False)


FIRST_CLICKS = offer(title="Premiers clics : souris et clavier", kind=OfferKind.WORKSHOP)
TABLES = offer(title="Atelier Excel : aller plus loin", kind=OfferKind.WORKSHOP)


@pytest.mark.parametrize(
    ("wish", "first", "second", "worth"),
    [
        ("me remettre à niveau sur excel", TABLES, FIRST_CLICKS, "digital_basics"),
        ("je me sers pas de l'ordi", FIRST_CLICKS, TABLES, "digital"),
    ],
)
def test_a_program_that_is_named_comes_before_first_steps_and_these_before_what_goes_further(
    wish, first, second, worth
):
    someone = person(wishes=(wish,))
    values = [score(someone, each, scorer=OURS).value for each in (first, second)]
    assert values[0] == 1.0
    assert values[1] == OURS.weights.need_met[worth]


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Louer une voiture à 5 € par jour", "need_open_to_all"),
        ("Garage solidaire : réparer sa voiture", "need_open_to_all"),
        ("Louer une voiture ou un scooter", "need_licence"),
        ("Aide au permis et location de voitures", "need_licence"),
    ],
)
def test_what_only_drivers_can_use_is_no_answer_to_who_has_no_licence(title, code):
    assert need(person(licences=(), vehicle=False), support(title)).code == code


def test_a_course_of_a_trade_is_not_what_whoever_wants_any_diploma_asks_for():
    course = offer(title="Remise à niveau et CAP plomberie", kind=OfferKind.TRAINING)
    found = score(person(wishes=("reprendre mes études, DAEU",)), course, scorer=OURS)
    assert "need_asked" not in [one.code for one in found.reasons]


@pytest.mark.parametrize(
    "wish", ["garde pour mon fils d'abord", "assmat pour ma petite puis vendeuse"]
)
def test_who_asks_for_somebody_to_mind_a_child_is_answered_by_childcare(wish):
    found = need(person(wishes=(wish,)), support("Modes de garde", themes=(CHILDCARE,)))
    assert found.code == "need_asked"


BEGINNERS = offer(title="Cours de français débutants", kind=OfferKind.WORKSHOP)
LESSONS = offer(title="Ateliers sociolinguistiques (français)", kind=OfferKind.SUPPORT)
LICENCE = offer(title="Préparer son permis (réunion)", kind=OfferKind.SUPPORT)


@pytest.mark.parametrize(
    ("level", "code"),
    [
        (FrenchLevel.A1, "need_asked"),
        (FrenchLevel.A2, "need_near_level"),
        (FrenchLevel.B1, "need_other_level"),
    ],
)
def test_a_course_of_the_level_next_below_is_the_nearest_to_who_asks_for_french(level, code):
    someone = person(wishes=("apprendre le français",), french_level=level)
    found = score(someone, BEGINNERS, scorer=OURS)
    assert reason(found, "need").code == code
    clerk = score(someone, offer(title="Secrétaire médicale"), scorer=OURS)
    assert (found.value > clerk.value) == (level <= FrenchLevel.A2)


@pytest.mark.parametrize("level", [FrenchLevel.C1, FrenchLevel.C2, FrenchLevel.NATIVE])
def test_lessons_of_french_are_not_for_who_speaks_it_unless_they_ask(level):
    speaker = person(wishes=("développeur web",), french_level=level)
    assert score(speaker, LESSONS, scorer=OURS).value == OURS.weights.need_met["elsewhere"]
    asking = person(wishes=("prendre des cours de français",), french_level=level)
    assert reason(score(asking, LESSONS, scorer=OURS), "need").code == "need_asked"


@pytest.mark.parametrize(
    ("title", "licences", "code"),
    [
        ("Préparer son permis (réunion)", ("B",), "need_licence_held"),
        ("Aide au permis B", ("C",), "need_licence_held"),
        ("Préparer son permis (réunion)", ("A",), "need_open_to_all"),
        ("Passer son permis poids lourd", ("B",), "need_open_to_all"),
        ("Financer son permis C", ("B",), "need_open_to_all"),
        ("Préparer son permis (réunion)", (), "need_licence"),
    ],
)
def test_help_to_get_a_licence_is_not_for_who_holds_it(title, licences, code):
    help_given = offer(title=title, kind=OfferKind.SUPPORT)
    found = score(person(wishes=("cuisinier",), licences=licences), help_given, scorer=OURS)
    assert reason(found, "need").code == code


def test_a_course_that_is_looked_for_comes_before_the_job_beside_its_trade():
    someone = person(wishes=("trouver une formation de cuisine",))
    course = offer(title="Titre pro Cuisinier", kind=OfferKind.TRAINING, skills_taught=("cuisson",))
    job = offer(title="Commis de cuisine")
    first, second = (score(someone, each, scorer=OURS) for each in (course, job))
    assert reason(first, "need").code == "need_taught"
    assert first.value > second.value


@pytest.mark.parametrize(
    ("known", "code"),
    [
        ({"diploma_level": DiplomaLevel.CAP, "experience": ("couvreur 14 ans",)}, True),
        ({"diploma_level": DiplomaLevel.CAP, "experience": ("couvreur 1 an",)}, False),
        ({"diploma_level": DiplomaLevel.NONE, "experience": ("couvreur 14 ans",)}, False),
        ({"experience": ("couvreur 14 ans",)}, False),
        (
            {
                "wishes": ("couvreur, suivre une formation",),
                "diploma_level": DiplomaLevel.CAP,
                "experience": ("couvreur 14 ans",),
            },
            False,
        ),
    ],
)
def test_a_course_of_the_trade_one_was_trained_in_and_did_for_years_teaches_nothing(known, code):
    roofer = person(**({"wishes": ("couvreur",)} | known))
    course = offer(title="Titre professionnel couvreur", kind=OfferKind.TRAINING)
    found = need(roofer, course)
    assert (found is not None and found.code == "need_known_already") is code


def test_a_guard_of_years_who_lacks_the_card_is_answered_by_the_course_that_gives_it():
    guard = person(
        wishes=("vigile, ma carte pro est périmée",),
        experience=("vigile 9 ans",),
        diploma_level=DiplomaLevel.CAP,
    )
    course = offer(title="Agent de sécurité : carte professionnelle", kind=OfferKind.TRAINING)
    assert need(guard, course).code == "need_taught"


@pytest.mark.parametrize(
    ("known", "worth"),
    [
        ({"wishes": ("boulanger",), "experience": ("boulanger 3 ans",)}, "public_young_later"),
        ({"wishes": ("un job",), "hours_wanted": (Hours.WEEKEND,)}, "public_young_later"),
        ({"wishes": ("boulanger",), "experience": ("caissière 3 ans",)}, "public_young"),
        ({"wishes": ("boulanger",), "experience": ("stage boulangerie",)}, "public_young"),
    ],
)
def test_a_service_for_the_young_is_less_to_who_has_found_their_way(known, worth):
    law = "CEJ, art. L5131-6"
    service = support("Mission locale, 16-25 ans", age_min=16, age_max=25, entry_ground=law)
    someone = person(diploma_level=DiplomaLevel.BAC, **known)
    found = need(someone, service, facts=born(2003))
    assert found.value == OURS.weights.need_met[worth]


@pytest.mark.parametrize(
    "wish",
    [
        "faudrait que ma voiture roule",
        "faire réparer ma voiture avant de chercher",
        "ma voiture est hs",
    ],
)
def test_who_asks_for_a_car_that_runs_is_answered_by_whoever_repairs_it(wish):
    garage = support("Réparer sa voiture à prix solidaire")
    assert need(person(wishes=(wish,)), garage).code == "need_asked"


@pytest.mark.parametrize("wish", ["le permis d'abord, après on verra", "d'abord le permis"])
def test_a_licence_that_comes_first_is_asked_for(wish):
    assert need(person(wishes=(wish,)), support("Auto-école sociale")).code == "need_asked"


def test_papers_are_sorted_out_by_who_helps_with_them_before_who_shows_the_computer():
    asks = person(wishes=("aide pour mes papiers, titre de séjour",))
    help_ = need(asks, support("Accompagnement aux démarches administratives"))
    shown = need(
        asks,
        offer(title="Mes démarches en ligne : débuter sur ordinateur", kind=OfferKind.WORKSHOP),
    )
    assert help_.value == 1.0
    assert shown.value <= OURS.weights.need_met["digital"]


@pytest.mark.parametrize(
    ("wish", "title"),
    [
        ("mobilité", "Permis, vélo, bus : bilan mobilité"),
        ("permis", "Permis, vélo, bus : bilan mobilité"),
        ("le permis", "Aide au permis"),
        ("logement", "Trouver un logement"),
        ("papiers", "Écrivain public"),
        ("handicap au travail", "Reconnaissance du handicap au travail"),
    ],
)
def test_the_bare_name_of_a_help_asks_for_it(wish, title):
    found = need(person(wishes=("aide à domicile", wish)), support(title))
    assert (found.code, found.params) == ("need_asked", {"said": wish})


def test_a_service_helps_with_what_was_named_and_teaches_no_trade_of_it():
    someone = person(wishes=("mon handicap",))
    assert need(someone, support("Reconnaissance du handicap au travail")).code == "need_asked"


def test_a_licence_alone_names_no_trade_of_drivers():
    bus = offer(title="Conducteur de bus", rome="N4103")
    wished = reason(score(person(wishes=("permis",)), bus, scorer=OURS), "trade")
    assert wished.code not in {"trade_same", "trade_near"}


@pytest.mark.parametrize("wish", ["apprendre le français", "vendeur"])
def test_of_two_courses_of_french_the_one_that_begins_at_ones_level_comes_first(wish):
    someone = person(wishes=(wish,), french_level=FrenchLevel.A2)
    ends, begins = support("Cours de français (A1-A2)"), support("Cours de français (A2-B1)")
    assert need(someone, ends).code == need(someone, begins).code
    assert need(someone, ends).value < need(someone, begins).value
    earlier = person(wishes=(wish,), french_level=FrenchLevel.A1)
    assert need(someone, begins).value == need(earlier, ends).value


@pytest.mark.parametrize(
    ("title", "called"),
    [
        ("Ordinateur : premiers pas et démarches", "need_asked"),
        ("Permanence informatique", "need_asked"),
        ("Ordinateurs reconditionnés à petit prix", "need_open_to_all"),
    ],
)
def test_help_at_a_computer_is_known_in_whatever_order_its_title_names_it(title, called):
    assert need(person(wishes=("apprendre l'ordinateur",)), support(title)).code == called


def test_french_of_a_trade_helps_nobody_to_choose_one_and_school_subjects_are_no_french_course():
    lost = person(wishes=("je sais pas quel métier choisir",))
    assert need(lost, support("Découverte des métiers")).code == "need_asked"
    assert need(lost, support("Le français des métiers")).code != "need_asked"
    newcomer = person(wishes=("cuisinier",), french_level=FrenchLevel.A2)
    subjects = offer(title="Remise à niveau : français et maths", kind=OfferKind.TRAINING)
    found = score(newcomer, subjects, scorer=OURS)
    assert "need_french" not in {each.code for each in found.reasons}
