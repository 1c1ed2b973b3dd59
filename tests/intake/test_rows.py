from datetime import time

import pytest

from matching.intake.folder import NothingLeft, read_tables

from .sheets import codes, received


def flaws(report):
    return [(flaw.line, flaw.column, flaw.code, flaw.lost) for flaw in report.flaws]


def test_person_without_a_first_name_is_lost_and_the_others_pass():
    report = received(jobseekers="id;Prénom;Nom\nj1;;Durand\nj2;Bo;Diallo\n")
    assert [person.id for person in report.jobseekers] == ["j2"]
    assert flaws(report) == [(2, "Prénom", "first_name_missing", True)]


SHOWN = [
    ("Nom et prénom", "DURAND Ana Maria", "Ana Maria", "DURAND"),
    ("Nom Prénom", "DE LA FONTAINE Jean", "Jean", "DE LA FONTAINE"),
    ("Nom et prénom", "Ana DURAND épouse SILVA", "Ana", "DURAND épouse SILVA"),
    ("Nom et prénom", "Durand, Ana", "Ana", "Durand"),
    ("Nom et prénom", "Mme Ana DURAND", "Ana", "DURAND"),
    ("Nom et prénom", "M. Ali BEN SALAH", "Ali", "BEN SALAH"),
    ("Nom et prénom", "Lina El AMRANI", "Lina", "El AMRANI"),
    ("Nom complet", "Ana", "Ana", ""),
]
ORDERED = [
    ("Nom et prénom", "Durand Ana", "Ana", "Durand"),
    ("Nom et prénom", "El Amrani Lina", "Lina", "El Amrani"),
    ("Nom et prénom", "Da Silva Ana", "Ana", "Da Silva"),
    ("Prénom et nom", "Ana Durand Silva", "Ana", "Durand Silva"),
    ("Nom Prénom", "DURAND ANA", "ANA", "DURAND"),
]


@pytest.mark.parametrize(("heading", "written", "first", "last"), SHOWN)
def test_whole_name_is_cut_as_the_cell_shows_and_nothing_is_asked(heading, written, first, last):
    report = received(jobseekers=f'id;{heading}\nj1;"{written}"\n')
    person = report.jobseekers[0]
    assert (person.first_name, person.last_name, flaws(report)) == (first, last, [])


@pytest.mark.parametrize(("heading", "written", "first", "last"), ORDERED)
def test_order_of_a_whole_name_is_asked_when_nothing_shows_it(heading, written, first, last):
    report = received(jobseekers=f"id;{heading}\nj1;{written}\n")
    person = report.jobseekers[0]
    assert (person.first_name, person.last_name) == (first, last)
    assert flaws(report) == [(1, heading, "name_order", False)]


def test_order_of_names_is_asked_once_for_a_column_with_three_samples():
    names = ["Ana Durand", "Bo Li", "Cy Wu", "Di Ro", "Ed Ba"]
    rows = "".join(f"j{count};{name};vente\n" for count, name in enumerate(names))
    report = received(jobseekers=f"id;Prénom et nom;wishes\n{rows}")
    assert [(flaw.code, flaw.value) for flaw in report.flaws] == [
        ("name_order", "Ana Durand · Bo Li · Cy Wu")
    ]
    assert report.flaws[0].params["count"] == 5


def test_capitals_of_some_rows_tell_the_order_of_the_others():
    report = received(jobseekers="id;Nom et prénom\nj1;Ana DURAND\nj2;Bo Li\n")
    assert [(one.first_name, one.last_name) for one in report.jobseekers] == [
        ("Ana", "DURAND"),
        ("Bo", "Li"),
    ]


def test_whole_name_is_mended_by_its_parts():
    report = received(jobseekers="id;Nom complet\nj1;Ana Durand\n")
    table = report.tables[0].with_cell(2, "first_name", "Ana").with_cell(2, "last_name", "Durand")
    after = read_tables(report.fair, [table, *report.tables[1:]])
    assert (after.jobseekers[0].first_name, after.flaws) == ("Ana", ())


def test_second_row_with_an_id_is_lost_with_the_line_of_the_first():
    report = received(jobseekers="id;first_name\nj1;Ana\nj2;Bo\nj1;Cy\n")
    assert flaws(report) == [(4, "id", "duplicate_id", True)]
    assert report.flaws[0].params["first_line"] == 2
    assert [person.first_name for person in report.jobseekers] == ["Ana", "Bo"]


def test_id_of_a_lost_row_may_serve_again():
    report = received(jobseekers="id;first_name\nj1;\nj1;Cy\n")
    assert [person.first_name for person in report.jobseekers] == ["Cy"]


def test_person_without_an_id_gets_the_same_one_in_any_file():
    one = received(jobseekers="Prénom;Nom;Téléphone\nZoé;N'Diaye;06 12 34 56 78\nBo;Li;\n")
    other = received(
        jobseekers=[
            ["last_name", "first_name", "phone"],
            ["LI", "bo", None],
            ["n\u2019diaye", "ZOE", 612345678],
        ]
    )
    assert [person.id for person in one.jobseekers] == [person.id for person in other.jobseekers]
    assert all(len(person.id) == 10 and person.id[:2] == "p-" for person in one.jobseekers)


def test_same_person_twice_without_an_id_is_kept_once():
    report = received(jobseekers="first_name;phone\nAna;0612345678\nANA;06 12 34 56 78\n")
    assert len(report.jobseekers) == 1
    assert flaws(report) == [(3, "id", "duplicate_person", True)]
    assert report.flaws[0].params["first_line"] == 2


def test_same_person_under_two_ids_is_said_and_kept():
    report = received(
        jobseekers="id;first_name;email\nj1;Ana;a@example.org\nj2;ana;A@example.org\nj3;Ana;\n"
    )
    assert len(report.jobseekers) == 3
    assert flaws(report) == [(3, "first_name", "person_maybe_twice", False)]


@pytest.mark.parametrize(
    ("arrives", "leaves", "column"),
    [("", "9h15", "leaves"), ("17h", "", "arrives"), ("12:30", "13:30", "arrives")],
)
def test_person_free_at_no_slot_is_said_and_kept(arrives, leaves, column):
    report = received(jobseekers=f"id;first_name;arrives;leaves\nj1;Ana;{arrives};{leaves}\n")
    assert flaws(report) == [(2, column, "free_never", False)]
    assert len(report.jobseekers) == 1


def test_departure_before_arrival_is_left_out_and_said():
    report = received(jobseekers="id;first_name;arrives;leaves\nj1;Ana;15h;11h\n")
    assert (report.jobseekers[0].arrives, report.jobseekers[0].leaves) == (time(15), None)
    assert flaws(report) == [(2, "leaves", "invalid_hours", False)]
    told = {"field": "leaves", "start": "15:00", "end": "11:00"}
    assert told.items() <= report.flaws[0].params.items()


def test_number_out_of_range_is_left_out_and_the_person_passes():
    report = received(jobseekers="id;first_name;radius_km;most_meetings\nj1;Ana;-5;101\n")
    assert flaws(report) == [
        (2, "radius_km", "invalid_range", False),
        (2, "most_meetings", "invalid_range", False),
    ]


def test_impossible_year_of_birth_does_not_cost_the_other_statistics():
    report = received(jobseekers="id;first_name;birth_year;rsa\nj1;Ana;1850-01-01;oui\n")
    assert (report.statistics[0].birth_year, report.statistics[0].rsa) == (None, "yes")


def test_statistics_stand_beside_the_people_in_the_same_order():
    report = received(jobseekers="id;first_name;qpv\nj2;Bo;oui\nj1;Ana;\n")
    assert [known.person for known in report.statistics] == ["j1", "j2"]
    assert [person.id for person in report.jobseekers] == ["j1", "j2"]


@pytest.mark.parametrize("tables", ["0", "-1", "501"])
def test_stand_with_an_impossible_number_of_tables_is_lost(tables):
    report = received(exhibitors=f"id;name;tables\nm;Mairie;{tables}\nmairie;Autre;1\n")
    assert flaws(report) == [(2, "tables", "invalid_range", True)]
    assert [exhibitor.id for exhibitor in report.exhibitors] == ["mairie"]


def test_stand_hours_outside_the_fair_are_said():
    report = received(exhibitors="id;name;opens;closes\nmairie;Mairie;8h;16h\n")
    assert flaws(report) == [(2, "opens", "hours_outside", False)]


def test_stand_that_never_opens_is_said():
    report = received(exhibitors="id;name;opens;closes\nmairie;Mairie;7h;9h\n")
    assert flaws(report) == [(2, "opens", "stand_never_open", False)]


def test_exhibitor_without_an_id_is_called_by_its_name():
    report = received(
        exhibitors="Entreprise\nÉcole d'à côté\n株式会社\n",
        offers="exhibitor;title\n株式会社;Agent\n",
    )
    ids = [exhibitor.id for exhibitor in report.exhibitors]
    assert ids[1] == "ecole-d-a-cote"
    assert ids[0].startswith("e-")
    assert ids[0].isascii()


@pytest.mark.parametrize("written", ["mairie", "Mairie", "MAIRIE ", "mairié"])
def test_offer_names_its_exhibitor_by_id_or_name(written):
    assert (
        received(offers=f"id;exhibitor;title\no1;{written};Agent\n").offers[0].exhibitor == "mairie"
    )


def test_offer_of_an_unknown_exhibitor_is_lost_with_the_nearest_name():
    report = received(offers="id;exhibitor;title\no1;mairie;Agent\no2;CFA du Par;Cours\n")
    flaw = report.flaws[0]
    assert (flaw.line, flaw.code, flaw.value, flaw.suggestion, flaw.lost) == (
        3,
        "exhibitor_unknown",
        "CFA du Par",
        "CFA du Parc",
        True,
    )


def test_offer_of_a_lost_exhibitor_names_the_line_to_mend_first():
    report = received(
        exhibitors="id;name;tables\nmairie;Mairie;1\ncfa;CFA;0\n",
        offers="id;exhibitor;title\no1;mairie;Agent\no2;CFA;Cours\n",
    )
    assert [(flaw.file, flaw.code) for flaw in report.flaws] == [
        ("exhibitors.csv", "invalid_range"),
        ("offers.csv", "exhibitor_lost"),
    ]
    assert report.flaws[1].params["first_line"] == 3


def test_age_limit_without_a_ground_is_refused_and_kept_with_one():
    report = received(
        offers="id;exhibitor;title;Âge max;Fondement\no1;cfa;A;25;\no2;cfa;B;25;L6222-1\n"
    )
    assert [offer.id for offer in report.offers] == ["o2"]
    assert flaws(report) == [(2, "Âge max", "invalid_age_without_ground", True)]


def test_crossed_rules_cost_the_offer():
    report = received(
        offers="id;exhibitor;title;diploma_min;diploma_max\no1;cfa;A;5;3\no2;cfa;B;3;5\n"
    )
    assert flaws(report) == [(2, "diploma_max", "invalid_crossed", True)]


def test_impossible_places_are_left_out_and_the_offer_passes():
    report = received(offers="id;exhibitor;title;places;minutes\no1;cfa;A;-3;0\n")
    assert (report.offers[0].places, report.offers[0].minutes) == (None, None)
    assert codes(report) == ["invalid_range", "invalid_range"]


def test_a_smallest_group_above_the_places_is_left_out_and_the_offer_passes():
    heads = "id;exhibitor;title;kind;minutes;places;group_min"
    report = received(offers=f"{heads}\no1;cfa;A;workshop;30;4;5\n")
    assert [(offer.places, offer.group_min) for offer in report.offers] == [(4, None)]
    assert flaws(report) == [(2, "group_min", "invalid_above_places", False)]


def test_offers_without_ids_are_named_by_what_they_say():
    rows = ["cfa;Soudeur;Massy", "cfa;Soudeur;Gonesse", "mairie;Agent;"]
    heading = "exhibitor;title;commune"
    one = received(offers="\n".join([heading, *rows])).offers
    other = received(offers="\n".join([heading, *reversed(rows)])).offers
    assert one == other
    assert len({offer.id for offer in one}) == 3
    assert [offer.id for offer in one if offer.title == "Agent"] == ["mairie-agent"]


def test_same_offer_twice_without_an_id_is_kept_once():
    report = received(offers="exhibitor;title\ncfa;Soudeur\ncfa;Soudeur\n")
    assert len(report.offers) == 1
    assert flaws(report) == [(3, "id", "duplicate_offer", True)]


def test_offer_without_title_or_exhibitor_says_both():
    report = received(offers="id;exhibitor;title\no1;;\no2;cfa;A\n")
    assert flaws(report) == [
        (2, "exhibitor", "exhibitor_missing", True),
        (2, "title", "title_missing", True),
    ]


@pytest.mark.parametrize(
    ("tables", "code"),
    [
        ({"jobseekers": "id;first_name\nj1;\n"}, "no_jobseekers"),
        ({"exhibitors": "id;name\ne1;\n"}, "no_exhibitors"),
        ({"offers": "id;exhibitor;title\no1;nul;A\n"}, "no_offers"),
    ],
)
def test_table_that_keeps_no_row_is_refused_and_says_why(tables, code):
    with pytest.raises(NothingLeft) as refusal:
        received(**tables)
    assert refusal.value.code == code
    assert (refusal.value.params["lost"], refusal.value.params["line"]) == (1, 2)
    assert any(flaw.lost for flaw in refusal.value.flaws)


def test_list_whose_only_offer_waits_for_an_answer_is_read_and_asks():
    report = received(offers="id;exhibitor;title;age_max\no1;mairie;Vendeur;25\n")
    assert report.offers == ()
    (asked,) = [flaw for flaw in report.flaws if flaw.lost]
    assert (asked.code, asked.params["entry"]) == ("invalid_age_without_ground", "Vendeur")
