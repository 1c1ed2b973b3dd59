"""What a cell or a file says beside what its column asks: a level, an age, what a stand is."""

from datetime import date

import pytest

from matching.domain.levels import DiplomaLevel, FrenchLevel
from matching.domain.statistics import Statistics
from matching.domain.terms import Answer, ExhibitorKind, OfferKind
from matching.scoring.profiles.entry_rules import age_allowed, ages_on
from tests.intake.sheets import received


def people(heading, *cells, more=""):
    rows = "".join(f"p{n};Ana;{cell}\n" for n, cell in enumerate(cells))
    return received(jobseekers=f"id;Prénom;{heading}{more}\n{rows}")


@pytest.mark.parametrize(
    ("written", "language", "level"),
    [
        ("français B2, anglais C1", "fr", FrenchLevel.B2),
        ("arabe, français A2", "ar", FrenchLevel.A2),
        ("Français (niveau A1), dari", "fr", FrenchLevel.A1),
        ("Français : B1", "fr", FrenchLevel.B1),
        ("anglais C1", "en", None),
        ("portugais", "pt", None),
    ],
)
def test_the_level_beside_french_among_languages_is_kept(written, language, level):
    (person,) = people("Langues parlées", written).jobseekers
    assert (person.language, person.french_level) == (language, level)


def test_the_column_of_french_goes_before_the_languages_and_the_other_level_is_said():
    report = received(
        jobseekers="id;Prénom;Langues parlées;Niveau de français\np1;Ana;français B2;A2\n"
    )
    assert report.jobseekers[0].french_level is FrenchLevel.A2
    (said,) = [flaw for flaw in report.flaws if flaw.code == "french_level_kept"]
    assert (said.column, said.params["kept"]) == ("Langues parlées", "A2")


@pytest.mark.parametrize("heading", ["Âge", "Age (ans)", "Quel âge avez-vous ?", "age"])
def test_an_age_is_kept_with_the_statistics_and_nowhere_else(heading):
    report = people(heading, "34", "26-35")
    assert [one.age for one in report.statistics] == [34, None]
    assert [flaw.code for flaw in report.flaws if flaw.value == "26-35"] == ["age_unreadable"]
    assert "34" not in str(report.jobseekers)


@pytest.mark.parametrize("heading", ["Âge des enfants", "Tranche d'âge", "Âge du conjoint"])
def test_a_span_of_ages_or_the_age_of_others_is_no_age(heading):
    assert people(heading, "34").statistics[0].age is None


@pytest.mark.parametrize(
    ("age", "allowed"), [(17, None), (18, True), (24, True), (25, None), (26, False), (16, False)]
)
def test_an_age_answers_a_lawful_rule_only_where_a_birthday_changes_nothing(age, allowed):
    ages = ages_on(Statistics("p", age=age), date(2026, 12, 1))
    assert age_allowed(ages, least=18, most=25) is allowed


def test_a_year_of_birth_goes_before_an_age():
    day = date(2026, 12, 1)
    assert ages_on(Statistics("p", birth_year=1990, age=20), day) == (35, 36)


STANDS = "Nom;Type\n{}\n"
OFFERS = "Exposant;Intitulé;Type;Contrat\n{}\n"


def stands_of(stands, offers):
    report = received(
        exhibitors=STANDS.format("\n".join(stands)), offers=OFFERS.format("\n".join(offers))
    )
    return {one.name: one.kind for one in report.exhibitors}, report


@pytest.mark.parametrize(
    ("name", "offers", "kind"),
    [
        ("Greta", ["Titre pro;formation;"], ExhibitorKind.SCHOOL),
        ("Greta", ["Titre pro;formation;", "Essai;atelier;"], ExhibitorKind.SCHOOL),
        ("CFA du Bâtiment", ["CAP maçon;;apprentissage"], ExhibitorKind.SCHOOL),
        ("Centre de formation d'apprentis", ["CAP;;apprentissage"], ExhibitorKind.SCHOOL),
        ("Médiathèque", ["Clic;atelier;"], ExhibitorKind.EMPLOYER),
        ("Boucherie", ["Apprenti boucher;;apprentissage"], ExhibitorKind.EMPLOYER),
        ("Maison de l'emploi", ["CV;accompagnement;"], ExhibitorKind.SUPPORT),
        ("CCAS", ["Se loger;accompagnement;", "Clic;atelier;"], ExhibitorKind.SUPPORT),
        ("ADIE", ["Créer;accompagnement;", "Agent;emploi;CDI"], ExhibitorKind.EMPLOYER),
        ("Lycée", ["Titre pro;formation;", "Agent d'entretien;emploi;CDI"], ExhibitorKind.EMPLOYER),
    ],
)
def test_a_stand_that_says_nothing_is_what_all_its_offers_are_and_that_is_said(name, offers, kind):
    found, report = stands_of([f"{name};"], [f"{name};{offer}" for offer in offers])
    assert found == {name: kind}
    said = [(flaw.value, flaw.code) for flaw in report.flaws if flaw.code.startswith("stand_is_")]
    assert said == ([] if kind is ExhibitorKind.EMPLOYER else [(name, f"stand_is_{kind}")])


def test_a_stand_that_says_what_it_is_stays_that():
    found, _ = stands_of(["Greta;employeur"], ["Greta;Titre pro;formation;"])
    assert found == {"Greta": ExhibitorKind.EMPLOYER}


def test_what_a_centre_for_apprentices_offers_to_them_is_a_course():
    _, report = stands_of(["CFA;"], ["CFA;CAP maçon;;apprentissage", "CFA;Agent;;CDI"])
    assert {one.title: one.kind for one in report.offers} == {
        "CAP maçon": OfferKind.TRAINING, "Agent": OfferKind.JOB,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("written", "skills", "told"),
    [
        ("caisse; RQTH; 47 ans", ("caisse",), {"rqth": Answer.YES, "age": 47}),
        ("Français B2 | soudure TIG", ("soudure TIG",), {"french_level": FrenchLevel.B2}),
        ("permis B; bac+2", (), {"licences": ("B",), "diploma_level": DiplomaLevel.BAC_2}),
        (
            "travailleuse handicapée; CAP",
            (),
            {"rqth": Answer.YES, "diploma_level": DiplomaLevel.CAP},
        ),
        (
            "CAP cuisine; anglais B1; 12 ans de vente",
            ("CAP cuisine", "anglais B1", "12 ans de vente"),
            {},
        ),
    ],
)
def test_age_level_licence_and_status_among_skills_are_no_skills(written, skills, told):
    people = received(jobseekers=f'first_name;skills\nAna;"{written}"\n')
    (person,), (figures,) = people.jobseekers, people.statistics
    assert person.skills == skills
    assert person.french_level == told.get("french_level")
    assert person.licences == told.get("licences")
    assert person.diploma_level == told.get("diploma_level")
    assert figures.age == told.get("age")
    assert (figures.rqth is Answer.YES) == ("rqth" in told)
    moved = [flaw.params["about"] for flaw in people.flaws if flaw.code == "skill_moved"]
    assert sorted(moved) == sorted(told)


def test_level_of_nobody_knows_what_is_asked_and_is_no_skill():
    people = received(jobseekers='first_name;skills\nAna;"B1; tri"\n')
    assert people.jobseekers[0].skills == ("tri",)
    assert people.jobseekers[0].french_level is None
    assert [flaw.params["item"] for flaw in people.flaws if flaw.code == "skill_asked"] == ["B1"]


@pytest.mark.parametrize("column", ["B, D en cours", "B (D pas encore)", "B; bientôt le D"])
def test_licence_that_its_column_denies_is_not_held_for_standing_among_skills(column):
    people = received(jobseekers=f'first_name;licences;skills\nAna;"{column}";"permis D; tri"\n')
    assert people.jobseekers[0].licences == ("B",)
    assert people.jobseekers[0].skills == ("tri",)
    assert [flaw.code for flaw in people.flaws if flaw.column == "skills"] == ["skill_contradicted"]


def test_column_of_its_own_says_more_than_what_stands_among_skills():
    text = 'first_name;french_level;birth_year;skills\nAna;A2;1990;"français B2; 47 ans"\n'
    people = received(jobseekers=text)
    assert people.jobseekers[0].french_level is FrenchLevel.A2
    assert (people.statistics[0].birth_year, people.statistics[0].age) == (1990, None)
    about = [(flaw.code, flaw.params["about"]) for flaw in people.flaws if flaw.column == "skills"]
    assert about == [("skill_contradicted", "french_level"), ("skill_contradicted", "age")]


@pytest.mark.parametrize(
    ("age", "code"),
    [
        (34, "skill_contradicted"),
        (33, "skill_moved"),
        (32, "skill_moved"),
        (31, "skill_moved"),
        (30, "skill_contradicted"),
    ],
)
def test_age_among_skills_is_contradicted_by_another_year_of_birth_alone(age, code):
    """The fair is in June 2023; whoever tells an age may have done so the year before."""
    people = received(jobseekers=f"first_name;birth_year;skills\nAna;1990;{age} ans\n")
    assert (people.statistics[0].birth_year, people.statistics[0].age) == (1990, None)
    assert [(flaw.code, flaw.params["about"]) for flaw in people.flaws] == [(code, "age")]


@pytest.mark.parametrize(
    ("cell", "skills", "values"),
    [
        ("28 ans, dynamique, permis B", ("dynamique",), {"age": 28, "licences": ("B",)}),
        ("permis B et C; CACES 3", ("CACES 3",), {"licences": ("B", "C")}),
        ("permis B, C", (), {"licences": ("B", "C")}),
        ("vente; A2 en français", ("vente",), {"french_level": FrenchLevel.A2}),
        ("pas de permis, couture", ("couture",), {"licences": ()}),
        ("sans diplôme; couture", ("couture",), {"diploma_level": DiplomaLevel.NONE}),
        ("permis B + véhicule personnel", (), {"licences": ("B",), "vehicle": True}),
        ("couture, non véhiculée", ("couture",), {"vehicle": False}),
        ("HACCP, CACES 1A", ("HACCP, CACES 1A",), {"licences": None}),
        ("C, C++, Java", ("C, C++, Java",), {"licences": None}),
    ],
)
def test_no_skill_is_told_from_skills_also_between_commas(cell, skills, values):
    people = received(jobseekers=f'first_name;skills\nAna;"{cell}"\n')
    person, figures = people.jobseekers[0], people.statistics[0]
    assert person.skills == skills
    held = {name: getattr(person if hasattr(person, name) else figures, name) for name in values}
    assert held == values


def test_licence_that_skills_claim_and_deny_is_said():
    people = received(jobseekers='first_name;skills\nAna;"permis B; pas de permis"\n')
    assert "skill_contradicted" in [flaw.code for flaw in people.flaws]


def test_age_in_the_column_of_births_is_kept_as_one():
    people = received(jobseekers="first_name;Date de naissance\nAna;18 ans\n")
    assert (people.statistics[0].birth_year, people.statistics[0].age) == (None, 18)
    assert [flaw.code for flaw in people.flaws if flaw.line == 2] == []


@pytest.mark.parametrize(
    ("row", "column", "held", "said"),
    [
        (";permis B; permis C", "licences", ("B", "C"), ["moved", "moved"]),
        ("A;permis B", "licences", ("A", "B"), ["moved"]),
        ("aucun;permis B", "licences", (), ["contradicted"]),
        (";CAP; BTS", "diploma_level", DiplomaLevel.BAC_2, ["moved", "moved"]),
        (";BTS; CAP", "diploma_level", DiplomaLevel.BAC_2, ["moved", "moved"]),
        (";français B1; français A2", "french_level", FrenchLevel.B1, ["moved", "contradicted"]),
    ],
)
def test_all_that_stands_among_skills_is_held_or_said_not_to_be(row, column, held, said):
    licences, skills = row.split(";", 1)
    people = received(jobseekers=f'first_name;licences;skills\nAna;{licences};"{skills}"\n')
    assert getattr(people.jobseekers[0], column) == held
    codes = [flaw.code.removeprefix("skill_") for flaw in people.flaws if flaw.column == "skills"]
    assert codes == said


@pytest.mark.parametrize(
    ("cell", "diploma", "french"),
    [
        ("CAP petite enfance, A2", DiplomaLevel.CAP, FrenchLevel.A2),
        ("sans diplôme (FLE B1)", DiplomaLevel.NONE, FrenchLevel.B1),
        ("BEP / français : niveau C1", DiplomaLevel.CAP, FrenchLevel.C1),
        ("bac A2", DiplomaLevel.BAC, None),
        ("CAP, A2, B1", DiplomaLevel.CAP, None),
    ],
)
def test_level_of_french_beside_a_diploma_is_read_unless_it_is_the_diplomas(cell, diploma, french):
    people = received(jobseekers=f'first_name;Diplôme\nAna;"{cell}"\n')
    assert people.jobseekers[0].diploma_level is diploma
    assert people.jobseekers[0].french_level is french


def test_column_of_french_says_more_than_a_diploma_does():
    people = received(jobseekers='first_name;Diplôme;Niveau de français\nAna;"CAP, A2";B2\n')
    assert people.jobseekers[0].french_level is FrenchLevel.B2
