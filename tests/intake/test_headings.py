import itertools
import tomllib
from datetime import time
from importlib.resources import files

import pytest

from matching.intake.folding import bare
from matching.intake.headings import KINDS, canonical, columns, contained, guess

from .sheets import received


@pytest.mark.parametrize(
    ("kind", "heading", "column"),
    [
        ("jobseekers", "Prénom", "first_name"),
        ("jobseekers", "NOM", "last_name"),
        ("jobseekers", "N° de téléphone *", "phone"),
        ("jobseekers", "Tél.", "phone"),
        ("jobseekers", "E-mail", "email"),
        ("jobseekers", "Niveau de français (A1 à C2)", "french_level"),
        ("jobseekers", "Heure d'arrivée", "arrives"),
        ("jobseekers", "Métiers souhaités :", "wishes"),
        ("jobseekers", "Rayon (km)", "radius_km"),
        ("jobseekers", "À éviter", "avoid"),
        ("jobseekers", "Orienté par", "referrer"),
        ("jobseekers", "Demandeur d\u2019emploi depuis", "unemployed_since"),
        ("jobseekers", "first name", "first_name"),
        ("jobseekers", "most_meetings", "most_meetings"),
        ("exhibitors", "Entreprise", "name"),
        ("exhibitors", "N° de stand", "stand"),
        ("exhibitors", "Nombre de tables", "tables"),
        ("offers", "Intitulé du poste", "title"),
        ("offers", "Compétences exigées", "skills_required"),
        ("offers", "Âge minimum", "age_min"),
        ("offers", "Fondement légal", "entry_ground"),
        ("offers", "Durée (minutes)", "minutes"),
        ("offers", "Durée (mois)", "duration"),
        ("offers", "Durée (min)", "minutes"),
        ("offers", "Durée totale", "duration"),
        ("offers", "Texte de loi", "entry_ground"),
        ("offers", "Gratuit ?", "free"),
        ("jobseekers", "Ne veut surtout pas", "avoid"),
        ("jobseekers", "Dispo jusqu'à", "leaves"),
        ("jobseekers", "Qui", "full_name"),
        ("jobseekers", "Couleur préférée", ""),
    ],
)
def test_heading_names_its_column(kind, heading, column):
    assert canonical(kind, heading) == column


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Ce qu'il/elle cherche (texte libre)", "wishes"),
        ("Ce que la personne souhaite", "wishes"),
        ("SMS reçu", "wishes"),
        ("Formation que la personne souhaite", ""),
        ("Elle ne veut plus travailler en", "avoid"),
        ("Ne veut pas être rappelé", ""),
        ("OK pour rappel", "consent_contact"),
    ],
)
def test_heading_of_a_counsellor_who_writes_in_the_third_person_is_read(heading, column):
    assert contained("jobseekers", heading) == column


@pytest.mark.parametrize(
    ("headings", "arrives"),
    [("Dispo de;Dispo jusqu'à", time(9)), ("Dispo;Ville", None)],
)
def test_single_hour_under_dispo_is_an_arrival_only_beside_a_departure(headings, arrives):
    rows = f"id;first_name;{headings}\nj1;Ana;9h;12h\nj2;Bo;10h30;16h\n"
    person = received(jobseekers=rows).jobseekers[0]
    assert person.arrives == arrives


@pytest.mark.parametrize("kind", KINDS)
def test_no_heading_names_two_columns(kind):
    text = (files("matching.intake") / "headings.toml").read_text("utf-8")
    names = {
        column: {bare(name) for name in (column, *synonyms)}
        for column, synonyms in tomllib.loads(text)[kind].items()
    }
    for one, other in itertools.combinations(names, 2):
        assert names[one] & names[other] == set(), (one, other)


@pytest.mark.parametrize("kind", KINDS)
def test_every_canonical_heading_names_itself(kind):
    assert [canonical(kind, column) for column in columns(kind)] == list(columns(kind))


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Telphone", "phone"),
        ("Prénnom", "first_name"),
        ("Compétances", "skills"),
        ("Remarques", ""),
        ("Nm", ""),
    ],
)
def test_mistyped_heading_is_guessed_only_when_clear(heading, column):
    assert guess("jobseekers", heading, taken=()) == column


@pytest.mark.parametrize("heading", ["Type de contact", "Date de contact", "Nom du contact"])
def test_a_heading_of_words_that_are_spelt_rightly_is_no_slip_of_another(heading):
    assert guess("jobseekers", heading, taken=()) == ""


def test_guess_is_said_aloud_with_the_canonical_heading():
    report = received(jobseekers="id;Prénom;Telphone\nj1;Ana;0612345678\n")
    flaw = report.flaws[0]
    assert (flaw.line, flaw.column, flaw.code, flaw.suggestion, flaw.lost) == (
        1,
        "Telphone",
        "heading_guessed",
        "phone",
        False,
    )
    assert report.jobseekers[0].phone == "0612345678"


def test_guess_never_takes_a_column_that_another_heading_names():
    report = received(jobseekers="id;Prénom;Téléphone;Telphone\nj1;Ana;0612345678;0712345678\n")
    assert [flaw.code for flaw in report.flaws] == ["heading_unknown"]
    assert "0712345678" not in repr(report)


def test_two_columns_for_one_thing_give_the_first_filled_cell():
    report = received(
        jobseekers="id;Prénom;Téléphone;Téléphone\nj1;Ana;;06 12 34 56 78\nj2;Bo;0712345678;08\n"
    )
    assert [person.phone for person in report.jobseekers] == ["0612345678", "0712345678"]
    assert [(flaw.line, flaw.code) for flaw in report.flaws] == [(1, "heading_twice")]


def test_unknown_column_is_said_once_and_nothing_of_it_is_kept():
    report = received(jobseekers="id;first_name;Couleur\nj1;Ana;bleu\nj2;Bo;vert\nj3;Cy;\n")
    assert [(flaw.code, flaw.lost) for flaw in report.flaws] == [("heading_unknown", False)]
    assert not any(word in repr(report) for word in ("bleu", "vert"))
