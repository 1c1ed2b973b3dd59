"""Several tables on one sheet, and exports as tools write them: no cell goes to another's entry."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.domain.terms import Contract, Hours
from matching.intake.tables.layout import read_any_tables

from .sheets import codes, one_cell, received, workbook

PEOPLE = [["Nom", "Prénom", "Téléphone", "Recherche"], ["Sy", "Ali", "0639981601", "vente"],
          ["Roy", "Éva", "0639981602", "ménage"]]  # fmt: skip
OFFERS = [["Entreprise", "Poste", "Nb postes"], ["Mairie", "Agent technique", 2],
          ["CFA du Parc", "Formateur", 1], ["Mairie", "Jardinier", 3]]  # fmt: skip
STANDS = [["Raison sociale", "Horaires", "Nb tables"], ["Boulangerie Exemple", "9h-12h", 1]]
TABLES = {"jobseekers": PEOPLE, "offers": OFFERS, "exhibitors": STANDS}


def beside(first, second, gap):
    height, width = max(len(first), len(second)), len(first[0])
    rows = []
    for place in range(height):
        left = first[place] if place < len(first) else [None] * width
        right = second[place] if place < len(second) else []
        rows.append([*left, *[None] * gap, *right])
    return rows


def below(first, second, title):
    return [*first, [], *([[title]] if title else []), *second]


def cells_of(table):
    return [[cell or "" for cell in map(str, row.cells)] for row in table.rows]


PAIRS = [pair for pair in product(TABLES, TABLES) if pair[0] != pair[1]]


@given(
    pair=st.sampled_from(PAIRS),
    gap=st.integers(1, 3),
    title=st.sampled_from(["", "Liste", "Au 3 mars"]),
    is_beside=st.booleans(),
)
def test_tables_that_share_a_sheet_keep_their_cells_apart(pair, gap, title, is_beside):
    first, second = (TABLES[kind] for kind in pair)
    rows = beside(first, second, gap) if is_beside else below(first, second, title)
    found = {table.kind: table for table in read_any_tables("forum.xlsx", workbook(rows))}
    assert set(found) == set(pair)
    for kind in pair:
        expected = [[str(cell) for cell in row] for row in TABLES[kind][1:]]
        assert list(found[kind].headings) == TABLES[kind][0]
        assert [row for row in cells_of(found[kind]) if any(row)] == expected


def test_two_lists_of_one_kind_under_each_other_are_one_table():
    rows = [*PEOPLE, [], ["Nom", "Prénom"], ["Li", "Bo"]]
    (table,) = read_any_tables("liste.xlsx", workbook(rows))
    assert table.kind == "jobseekers"


def test_answers_after_a_colon_are_ticked_like_those_in_brackets():
    people = (
        "id;Prénom;Quels contrats acceptez-vous ?: CDI;Quels contrats acceptez-vous ?: Intérim\n"
        "1;Ana;X;\n2;Bo;;X\n3;Cy;X;X\n"
    )
    found = {one.first_name: one.contracts for one in received(jobseekers=people).jobseekers}
    cdi, interim = Contract.CDI, Contract.INTERIM
    assert found == {"Ana": (cdi,), "Bo": (interim,), "Cy": (cdi, interim)}


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("35H00 Horaires normaux", (Hours.FULL_TIME,)),
        ("24H Travail le samedi", (Hours.PART_TIME, Hours.WEEKEND)),
        ("35H Horaires variables", (Hours.FULL_TIME,)),
    ],
)
def test_hours_a_week_as_france_travail_writes_them(text, hours):
    report = one_cell("offers", "Durée du travail", text)
    assert report.offers[0].hours == hours
    assert "unknown_value" not in codes(report)


@pytest.mark.parametrize("row", ["idem;;;", "Idem.;idem;;", "Effectif : 2;;;"])
def test_row_of_ditto_marks_and_a_head_count_are_nobody(row):
    people = f"Nom et prénom;Tél;Projet;Permis\nSy Ali;0639981601;vente;B\n{row}\n"
    report = received(jobseekers=people)
    assert len(report.jobseekers) == 1
    assert {"row_footer", "row_total"} & set(codes(report))


GROUPS = [
    ["Groupe matin", None, None, None, "Groupe après-midi"],
    ["Nom", "Prénom", "Tél", "Recherche"] * 2,
    ["Gil", "Ana", "0639981701", "vente", "Roc", "Cy", "0639981703", "cuisine"],
    ["Li", "Bo", "0639981702", "ménage", "Sy", "Dé", "0639981704", None],
    [None, None, None, None, "Vu", "Éva", "0639981705", "couture"],
]


def with_gap(rows, gap):
    """The same rows with empty columns after the first four."""
    return [[*row[:4], *[None] * gap, *row[4:]] for row in rows]


@pytest.mark.parametrize("gap", [0, 1, 2])
def test_parts_of_a_list_side_by_side_are_people_each_with_their_own_cells(gap):
    read = received(jobseekers=workbook(with_gap(GROUPS, gap)))
    found = {one.first_name: (one.last_name, one.phone, one.wishes) for one in read.jobseekers}
    assert found == {
        "Ana": ("Gil", "0639981701", ("vente",)),
        "Bo": ("Li", "0639981702", ("ménage",)),
        "Cy": ("Roc", "0639981703", ("cuisine",)),
        "Dé": ("Sy", "0639981704", ()),
        "Éva": ("Vu", "0639981705", ("couture",)),
    }
    assert "sheets_joined" in codes(read)


@pytest.mark.parametrize("above", ["Conseiller", "Personne à contacter en cas d'urgence"])
def test_whom_words_above_tell_to_be_somebody_else_is_nobody_of_the_list(above):
    rows = with_gap([["Bénéficiaire", None, None, None, above], *GROUPS[1:4]], 1)
    read = received(jobseekers=workbook(rows))
    assert [one.last_name for one in read.jobseekers] == ["Gil", "Li"]


def test_names_beside_names_are_no_second_list():
    rows = [["Nom", "Prénom", "Nom", "Prénom"], ["Gil", "Ana", "Roc", "Cy"]]
    read = received(jobseekers=workbook(rows))
    assert [one.last_name for one in read.jobseekers] == ["Gil"]


HEADS = [
    ["Entreprise", "Horaires", None, "Stand", None, "Contact", None],
    ["Entreprise", "Arrivée", "Départ", "N°", "Tables", "Nom", "Tél"],
]
STANDS_BELOW = [
    ["Alpha", "9h30", "12h", "1", "2", "Léa Roy", "0467000001"],
    ["Beta", "14h", "17h", "1 bis", "1", "Max Bo", "0467000002"],
]


@pytest.mark.parametrize("is_filled", [True, False])
def test_headings_under_headings_are_no_stand_and_keep_what_their_groups_say(is_filled):
    """A heading merged over two rows stands in both, or in the upper one alone."""
    names = HEADS[1] if is_filled else [None, *HEADS[1][1:]]
    stands = workbook([["Exposants"], HEADS[0], names, *STANDS_BELOW])
    read = received(exhibitors=stands, offers="Exposant;Poste\nAlpha;Agent\n")
    found = [
        (
            one.name,
            f"{one.opens:%H:%M}",
            f"{one.closes:%H:%M}",
            one.stand,
            one.tables,
            one.recruiters,
        )
        for one in read.exhibitors
    ]
    assert found == [
        ("Alpha", "09:30", "12:00", "1", 2, ("Léa Roy",)),
        ("Beta", "14:00", "17:00", "1 bis", 1, ("Max Bo",)),
    ]


def test_row_of_values_below_headings_stays_one():
    rows = [["Nom", "Type", None, "Stand"], ["Accueil", "École", "Contact", "Hall"],
            ["Beta", "Entreprise", "x", "2"]]  # fmt: skip
    read = received(exhibitors=workbook(rows), offers="Exposant;Poste\nBeta;Agent\n")
    assert [one.name for one in read.exhibitors] == ["Accueil", "Beta"]
