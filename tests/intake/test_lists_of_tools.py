"""Whole files as tools and people write them: who is in them, what is read, what is left."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.intake.headings import recognise

from .sheets import codes, received

BUYERS = """Buyer First Name,Buyer Last Name,Buyer Email,Attendee Status,Attendee First Name,Attendee Last Name,Attendee Email
Ann,Lee,ann@example.org,Attending,Omar,Ben Said,omar@example.org
Ann,Lee,ann@example.org,Not Attending,Lia,Lee,lia@example.org
"""  # noqa: E501 - one line of the export is one line here


def by_name(report):
    return {person.first_name: person for person in report.jobseekers}


def test_whoever_bought_the_ticket_is_not_the_person_who_comes():
    report = received(jobseekers=BUYERS)
    found = by_name(report)
    assert list(found) == ["Omar"]
    assert (found["Omar"].last_name, found["Omar"].email) == ("Ben Said", "omar@example.org")


@given(
    st.sampled_from(["acheteur", "payeur", "conjoint", "parent", "tuteur", "responsable légal"]),
    st.sampled_from(["Nom", "Prénom", "Téléphone", "E-mail", "Date de naissance", "Ville"]),
)
def test_what_is_told_of_somebody_else_is_never_read_as_the_persons(other, what):
    for heading in (f"{what} {other}", f"{what} du {other}", f"{other} : {what.lower()}"):
        assert recognise("jobseekers", [heading])[0][0] == ""


WITHDRAWN = ["ANNULÉ", "annulée le 12/11", "Désistement", "s'est désisté", "ne viendra pas"]


@given(st.sampled_from(WITHDRAWN), st.sampled_from(["Commentaires conseiller", "Divers", "Suivi"]))
def test_who_is_called_cancelled_in_a_column_nobody_knows_is_set_aside_and_said(words, heading):
    people = f"id;Prénom;Projet;{heading}\n1;Ana;vente;motivée\n2;Bo;vente;{words}\n"
    report = received(jobseekers=people)
    assert list(by_name(report)) == ["Ana"]
    assert [(flaw.line, flaw.lost) for flaw in report.flaws if flaw.code == "row_cancelled"] == [
        (3, True)
    ]
    assert words not in str(report.tables)


@pytest.mark.parametrize("cell", ["a annulé son ancien contrat", "très motivée", "refus", "annule"])
def test_who_is_told_of_in_more_words_is_no_withdrawal(cell):
    heading = "Dernier RDV" if cell == "annule" else "Commentaires"
    report = received(jobseekers=f"id;Prénom;Projet;{heading}\n1;Ana;vente;{cell}\n2;Bo;v;\n")
    assert set(by_name(report)) == {"Ana", "Bo"}


def test_stand_or_offer_crossed_out_beside_its_name_is_set_aside():
    report = received(
        exhibitors="id;Nom\nmairie;Mairie\ncfa;SNCF (annulé)\n",
        offers="id;Entreprise;Poste à pourvoir;Nbre de postes\n"
        "o1;mairie;Jardinier;3\no2;mairie;ANNULÉ - Agent;1\no3;mairie;Peintre (pourvu);1\n",
    )
    assert [stand.id for stand in report.exhibitors] == ["mairie"]
    assert [(offer.title, offer.places) for offer in report.offers] == [("Jardinier", 3)]
    assert codes(report).count("row_cancelled") == 3


def test_posts_to_fill_are_titles_or_numbers_by_what_else_is_there():
    both = ["Intitulé du poste", "Postes à pourvoir"]
    assert [column for column, _ in recognise("offers", both)] == ["title", "places"]
    assert recognise("offers", ["Postes à pourvoir"])[0][0] == "title"


def test_lists_that_a_program_wrote_into_a_cell_are_lists():
    report = received(
        offers='id,structure_id,nom,thematiques,publics\no1,mairie,Aide,"[""a--b"",""c--d""]",[]\n'
    )
    assert (report.offers[0].themes, report.offers[0].publics) == (("a--b", "c--d"), ())


def test_two_hours_under_the_arrival_say_both_ends():
    report = received(jobseekers="id;Prénom;Heure\n1;Ana;10h→12h\n2;Bo;10:30\n")
    found = by_name(report)
    assert (found["Ana"].arrives, found["Ana"].leaves) == (time(10), time(12))
    assert (found["Bo"].arrives, found["Bo"].leaves) == (time(10, 30), None)


def test_licence_under_its_category_is_a_yes_or_a_no():
    report = received(jobseekers="id;Prénom;PERMIS_B\n1;Ana;O\n2;Bo;N\n")
    found = by_name(report)
    assert (found["Ana"].licences, found["Bo"].licences) == (("B",), ())


def test_nobody_who_does_not_know_is_taken_to_refuse():
    report = received(jobseekers="id;Prénom;OK contact ?\n1;Ana;Je ne sais pas\n2;Bo;non\n")
    found = by_name(report)
    assert (found["Ana"].consent_contact, found["Bo"].consent_contact) == (None, False)


ILLNESSES = ["diabète", "dépression", "hernie discale", "sous traitement", "enceinte", "épilepsie"]


@given(st.sampled_from(["Besoins particuliers", "Contraintes"]), st.sampled_from(ILLNESSES))
def test_illness_beside_a_need_is_kept_nowhere_and_that_is_said(heading, illness):
    report = received(jobseekers=f"id;Prénom;{heading}\n1;Ana;fauteuil, {illness}\n")
    kept = repr((report.tables, report.flaws, report.jobseekers, report.asides))
    assert illness not in kept
    assert "fauteuil" in kept
    assert "cell_private" in codes(report)
