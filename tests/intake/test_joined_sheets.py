"""A list in several tabs of one workbook is one list; copies and other views of it are not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .sheets import codes, received, tabs

NAMES = st.lists(
    st.text("abcdefghij", min_size=3, max_size=8).map(str.capitalize),
    min_size=2,
    max_size=8,
    unique=True,
)


def first_names(report):
    return sorted(person.first_name for person in report.jobseekers)


@settings(max_examples=20)
@given(NAMES, st.integers(1, 7))
def test_every_person_of_every_tab_is_read_once(names, cut):
    cut = min(cut, len(names) - 1)
    report = received(
        jobseekers=tabs(
            Mission=[["N°", "Prénom", "Souhait"], *([i, n, n] for i, n in enumerate(names[:cut]))],
            CCAS=[["Projet pro", "Prénom", "N°"], *([n, n, i] for i, n in enumerate(names[cut:]))],
        )
    )
    assert first_names(report) == sorted(names)
    assert all(person.wishes == (person.first_name,) for person in report.jobseekers)
    assert "sheets_joined" in codes(report)


def test_lines_of_a_joined_tab_are_told_where_they_stand():
    report = received(
        jobseekers=tabs(
            A=[["Prénom", "Tél"], ["Ana", ""], ["Cy", ""]], B=[["Tél", "Prénom"], ["12", "Bo"]]
        )
    )
    joined = next(flaw for flaw in report.flaws if flaw.code == "sheets_joined")
    assert (joined.value, joined.params["own"], joined.params["here"]) == ("B", 2, 5)
    assert [flaw.line for flaw in report.flaws if flaw.code == "phone_impossible"] == [5]


def test_column_that_only_one_tab_has_is_read_for_its_people():
    report = received(
        jobseekers=tabs(
            A=[["Prénom", "Nom"], ["Ana", "Roy"]], B=[["Prénom", "Permis"], ["Bo", "B"]]
        )
    )
    found = {person.first_name: person for person in report.jobseekers}
    assert (found["Ana"].last_name, found["Ana"].licences) == ("Roy", None)
    assert (found["Bo"].last_name, found["Bo"].licences) == ("", ("B",))


@pytest.mark.parametrize(
    "name", ["Annulés", "Archives", "Inscrits_2025", "Liste_d'attente", "Copie"]
)
def test_tab_of_people_who_do_not_come_is_not_joined_and_named(name):
    people = [["Prénom", "Nom"], ["Ana", "Roy"], ["Cy", "Lou"]]
    content = tabs(**{"Inscrits": people, name: [["Prénom", "Nom"], ["Bo", "Sol"]]})
    report = received(jobseekers=content)
    assert first_names(report) == ["Ana", "Cy"]
    other = next(flaw for flaw in report.flaws if flaw.code == "other_sheets")
    assert other.value == name.replace("_", " ")


def test_sign_in_list_of_the_same_people_makes_nobody_twice():
    people = [["Prénom", "Nom", "Tél"], ["Ana", "Roy", "0639980001"], ["Bo", "Sol", "0639980002"]]
    sign_in = [["Nom", "Prénom", "Signature"], ["Roy", "Ana", ""], ["Sol", "Bo", ""]]
    report = received(jobseekers=tabs(Inscrits=people, Emargement=sign_in))
    assert first_names(report) == ["Ana", "Bo"]
    assert "other_sheets" in codes(report)


def test_stands_and_offers_of_several_tabs_are_read_too():
    report = received(
        exhibitors=tabs(
            Halle=[["Nom", "Tables"], ["mairie", 2]], Cour=[["Nom", "Tables"], ["CFA", 1]]
        ),
        offers=tabs(
            CDI=[["Entreprise", "Poste"], ["mairie", "Agent"]],
            CDD=[["Poste", "Entreprise"], ["Peintre", "CFA"]],
        ),
    )
    assert sorted(stand.name for stand in report.exhibitors) == ["CFA", "mairie"]
    assert sorted(offer.title for offer in report.offers) == ["Agent", "Peintre"]
