"""Cells of forms and lists that need no question, and those that may not be taken for an answer."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.domain.levels import DiplomaLevel
from matching.domain.terms import Condition, Contract, Hours

from .sheets import codes, one_cell, received

READ = [
    ("jobseekers", "presence", "vers midi", {"arrives": time(12), "leaves": None}),
    ("jobseekers", "presence", "à 14h30", {"arrives": time(14, 30), "leaves": None}),
    ("jobseekers", "arrives", "dans la matinée", {"arrives": None, "leaves": time(12, 30)}),
    ("jobseekers", "arrives", "l'après-midi", {"arrives": time(13, 30), "leaves": None}),
    ("jobseekers", "radius_km", "20-30 km", {"radius_km": 30.0}),
    ("jobseekers", "radius_km", "entre 15 et 25", {"radius_km": 25.0}),
    ("jobseekers", "radius_km", "10/15 km", {"radius_km": 15.0}),
    ("jobseekers", "diploma_level", "Titre pro niveau V", {"diploma_level": DiplomaLevel.CAP}),
    ("jobseekers", "diploma_level", "titre pro de niveau 4", {"diploma_level": DiplomaLevel.BAC}),
    ("jobseekers", "avoid", "pas de charges > 5 kg", {"avoid": (Condition.LOADS,)}),
    ("jobseekers", "avoid", "charges lourdes (+ de 10 kg)", {"avoid": (Condition.LOADS,)}),
    ("jobseekers", "permis", "B, véhiculé", {"licences": ("B",), "vehicle": True}),
    ("jobseekers", "permis B", "Oui, et j'ai une voiture", {"licences": ("B",), "vehicle": True}),
    ("jobseekers", "permis B", "B (sans voiture)", {"licences": ("B",), "vehicle": False}),
    ("jobseekers", "permis", "D - Transport en commun de plus de 8 passagers", {"vehicle": None}),
    ("jobseekers", "consent_contact", "oui, sans problème", {"consent_contact": True}),
    ("jobseekers", "consent_contact", "accord signé le 12/11", {"consent_contact": True}),
    ("offers", "hours", "6h-9h / 17h-20h", {"hours": (Hours.MORNING, Hours.EVENING)}),
    ("offers", "hours", "6h-14h du lundi au vendredi", {"hours": (Hours.MORNING,)}),
    ("offers", "hours", "22h-6h", {"hours": (Hours.NIGHT,)}),
]


@pytest.mark.parametrize(("kind", "heading", "cell", "wanted"), READ)
def test_cell_that_says_enough_is_read_without_a_question(kind, heading, cell, wanted):
    report = one_cell(kind, heading, cell)
    entry = {"jobseekers": report.jobseekers, "offers": report.offers}[kind][0]
    assert {name: getattr(entry, name) for name in wanted} == wanted
    assert [flaw for flaw in report.flaws if flaw.value == cell] == []


@pytest.mark.parametrize(("kind", "heading", "cell"), [
    ("offers", "hours", "17h-20h sauf mercredi"),
    ("jobseekers", "avoid", "charges < 5 kg"),
    ("jobseekers", "presence", "10h (sauf si bus)"),
    ("jobseekers", "diploma_level", "titre pro niveau V non obtenu"),
])  # fmt: skip
def test_cell_that_says_more_than_its_words_is_asked(kind, heading, cell):
    report = one_cell(kind, heading, cell)
    assert [flaw.value for flaw in report.flaws if flaw.value == cell] == [cell]


@given(
    st.sampled_from(["accord", "consentement", "autorisation"]),
    st.sampled_from(["verbal", "oral", "tacite", "de principe", "par tél", "parental", "voisin"]),
)
def test_agreement_that_nobody_could_show_is_asked(named, how):
    report = one_cell("jobseekers", "Consentement", f"{named} {how}")
    assert (report.jobseekers[0].consent_contact, codes(report)) == (None, ["consent_unread"])


def test_boxes_of_a_question_say_the_option_that_was_ticked():
    report = received(
        jobseekers="id;Prénom;Quels contrats acceptez-vous ? [CDI];"
        "Quels contrats acceptez-vous ? [Intérim]\n1;Ana;Oui;Non\n2;Bo;Non;Oui\n"
    )
    assert [person.contracts for person in report.jobseekers] == [
        (Contract.CDI,),
        (Contract.INTERIM,),
    ]


@pytest.mark.parametrize(
    "title", ["EMPLOYEURS;EMPLOYEURS;EMPLOYEURS", "Formation;;", "Associations;;"]
)
def test_title_of_a_group_of_stands_is_no_stand(title):
    report = received(exhibitors=f"Nom;N° de table;Tables\n{title}\nmairie;A1;2\ncfa;A2;1\n")
    assert [(stand.name, stand.stand) for stand in report.exhibitors] == [
        ("cfa", "A2"),
        ("mairie", "A1"),
    ]
    assert codes(report).count("row_group") == 1
