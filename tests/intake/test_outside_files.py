"""Files as other tools write them, kept beside the checkout: each has its right reading."""

from pathlib import Path

import pytest

import tests
from matching.domain.errors import FairError
from matching.intake.folder import read_files

from .sheets import FAIR_TOML

OUTSIDE = Path(tests.__file__).parents[2] / "shared" / "data" / "outside_files"
pytestmark = pytest.mark.skipif(
    not OUTSIDE.is_dir(), reason="the outside files do not lie beside this checkout"
)
BESIDE = {
    "jobseekers.csv": b"first_name\nAna\n",
    "exhibitors.csv": b"Nom;Tables\nTransports Exemple;2\nSimax;1\nDELL;1\n"
    b"Adecco Medical Montpellier Agence;1\n",
    "offers.csv": b"exhibitor;title\nTransports Exemple;Livreur\n",
}


def read(symptom, table, suffix):
    content = (OUTSIDE / f"{symptom}.{table}.{suffix}").read_bytes()
    others = {name: one for name, one in BESIDE.items() if not name.startswith(table)}
    if table == "exhibitors":
        others["offers.csv"] = b"exhibitor;title\nSimax;Vente\n"
    return read_files({"fair.toml": FAIR_TOML.encode(), f"{table}.{suffix}": content, **others})


def people(symptom, suffix="csv"):
    report = read(symptom, "jobseekers", suffix)
    assert "name_cut" not in {flaw.code for flaw in report.flaws}
    return report, {one.first_name: one for one in report.jobseekers}


def said(report):
    return {flaw.code for flaw in report.flaws}


def test_letters_of_other_scripts_are_kept():
    _, found = people("badge-tofu-chinese-emoji")
    assert set(found) == {"李", "Zoë 🌸"}


def test_years_of_birth_are_read_from_dates_as_written():
    report, _ = people("birth-dates-not-read")
    assert sorted(one.birth_year for one in report.statistics) == [1995, 1998, 1998, 1998]


def test_row_hidden_by_a_filter_is_set_aside_and_said():
    report, found = people("cancelled-row-hidden-by-filter", "xlsx")
    assert (set(found), said(report)) == ({"Awa", "Cyr"}, {"row_cancelled"})


def test_refusals_of_every_wording_are_no():
    _, found = people("consent-refusals-prefilled-oui")
    assert {name: one.consent_contact for name, one in found.items()} == {
        "Awa": False, "Bao": False, "Cyr": False, "Dia": False, "Eli": False, "Fay": True,
    }  # fmt: skip
    assert [found[name].vehicle for name in ("Awa", "Bao", "Cyr", "Dia")] == [
        True, None, None, False,
    ]  # fmt: skip


def test_row_of_values_is_not_the_headings():
    _, found = people("data-row-taken-for-headings")
    assert {name: (one.wishes, one.language) for name, one in found.items()} == {
        "Awa": (("vendeuse",), "ar"), "Bao": (("Informatique",), "fr"),
        "Cyr": (("cuisinier",), "en"), "Dia": (("jardinier",), "ar"),
    }  # fmt: skip
    assert {name: one.licences for name, one in found.items()} == {
        "Awa": (), "Bao": ("B",), "Cyr": (), "Dia": (),
    }  # fmt: skip


def test_eventbrite_wishes_are_read_and_deleted_people_set_aside():
    report, found = people("eventbrite-wishes-lost-cancelled-kept")
    assert {name: (one.last_name, one.wishes, one.phone) for name, one in found.items()} == {
        "Irène": ("Kaboré", ("Vente, accueil",), "0639981201"),
        "Jean-Noël": ("de la Fontaine", ("Cuisine",), "0639981202"),
    }
    assert {name: one.diploma_level for name, one in found.items()} == {"Irène": 4, "Jean-Noël": 3}
    assert "row_cancelled" in said(report)


def test_csv_of_a_macintosh_keeps_its_accents():
    _, found = people("excel-csv-macintosh")
    assert found["Anaïs"].last_name == "Désiré"
    assert found["Anaïs"].wishes == ("Ménage, où",)


@pytest.mark.parametrize(
    "name", ["france-travail-offers-entreprise-renamed", "france-travail-offers-json-normalized"]
)
def test_offers_of_france_travail_are_read(name):
    report = read(name, "offers", "csv")
    found = {one.id: one for one in report.offers}
    shelf = found["194ABCD"]
    assert (shelf.exhibitor, shelf.rome, shelf.places, shelf.commune) == (
        "simax", "D1507", 3, "MONTPELLIER",
    )  # fmt: skip
    assert shelf.description == "Mise en rayon.\nPort de charges. Travail le samedi."
    assert shelf.skills_required == ("Contrôler les dates de péremption",)
    assert shelf.skills_desired == ("Réceptionner un produit",)
    # Both are wishes of the recruiter ("S"), so neither closes anything.
    assert (shelf.licences_required, shelf.diploma_min) == ((), None)
    assert set(found) == {"194ABCD", "194ABCF", "194ABCG"}
    assert {"cdd", "apprenticeship"} <= set(found["194ABCF"].contracts)
    assert "interim" in found["194ABCG"].contracts
    assert {"morning", "afternoon"} <= set(found["194ABCG"].hours)
    assert [flaw.line for flaw in report.flaws if flaw.code == "exhibitor_missing"] == [3]


def test_whole_names_are_not_turned_round():
    report, found = people("full-names-turned-round")
    assert set(found) == {"Pablo", "Diallo", "Jean", "Awa"}
    lasts = {one.last_name for one in report.jobseekers}
    assert {"Lopez", "DUPONT", "Diallo", "DIALLO épouse SOW"} <= lasts
    assert [flaw.code for flaw in report.flaws].count("name_order") == 1


def test_google_form_is_read():
    report, found = people("google-forms-fr")
    assert found["Amina"].last_name == "SAIDI"
    assert {one.phone for one in report.jobseekers} == {"0639981401", "", "0639981403"}
    assert found["Amina"].wishes == (
        "Bâtiment, travaux publics, Commerce, vente, Services à la personne",
    )
    consents = sorted(str(one.consent_contact) for one in report.jobseekers)
    assert consents == ["False", "True", "True"]
    assert [flaw.code for flaw in report.flaws].count("name_order") == 1


def test_helloasso_participants_are_read_and_cancelled_ones_set_aside():
    report, found = people("helloasso-participants")
    assert {name: (one.last_name, one.wishes) for name, one in found.items()} == {
        "Awa": ("DELMAS-OKOYE", ("Agent d'accueil",)),
        "Bastien": ("RIVOIRE", ("développeur web, ou technicien informatique",)),
        "Maëlle": ("TÊTU", ("je ne sais pas encore",)),
    }
    assert {name: one.licences for name, one in found.items()} == {
        "Awa": ("B",), "Bastien": (), "Maëlle": (),
    }  # fmt: skip
    assert "row_cancelled" in said(report)
    assert "claude.morel" not in repr(report)


def test_health_and_bank_data_are_nowhere():
    report, _ = people("health-and-bank-columns-kept-aside")
    everything = repr(report) + repr([one.value for one in report.flaws])
    assert not any(word in everything for word in ("299999", "FR7600", "épilepsie"))
    assert [flaw.code for flaw in report.flaws] == ["column_private"] * 3


def test_list_of_a_department_is_read():
    report, found = people("iodas-department-rsa-list")
    assert {name: (one.last_name, one.phone, one.referrer) for name, one in found.items()} == {
        "Nadège": ("FERRAND", "0639981501", "MDE Avignon"),
        "Oumar": ("CISSE", "", "MDE Avignon"),
    }
    assert sorted(one.gender for one in report.statistics) == ["f", "m"]
    assert "0012345" not in repr(report)


def test_licence_b_is_b_however_it_is_written():
    _, found = people("licence-B-as-written-elsewhere")
    assert {one.licences for one in found.values()} == {("B",)}


def test_limesurvey_questions_are_read():
    report, found = people("limesurvey-questions-as-headings")
    assert set(found) == {"Nadège", "Oumar"}
    assert set(found["Nadège"].contracts) == {"cdi"}
    assert {"cdd", "apprenticeship", "professionalisation", "interim"} == set(
        found["Oumar"].contracts
    )
    assert found["Oumar"].wishes == ("électricien", "bâtiment")
    assert found["Nadège"].phone == "0639981301"
    assert {(one.rsa, one.qpv) for one in report.statistics} == {
        ("yes", "unknown"), ("declined", "yes"),
    }  # fmt: skip


def test_one_workbook_holds_the_three_tables():
    content = (OUTSIDE / "one-workbook-three-tabs.forum.xlsx").read_bytes()
    report = read_files({"fair.toml": FAIR_TOML.encode(), "forum.xlsx": content})
    assert (report.jobseekers[0].first_name, report.offers[0].title) == ("Awa", "Vendeuse")


def test_phones_that_a_spreadsheet_shortened_are_read():
    _, found = people("phone-as-float-exponent")
    assert {name: one.phone for name, one in found.items()} == {
        "Awa": "0639981101", "Bao": "0639981102", "Cyr": "0639981106",
    }  # fmt: skip


def test_page_of_instructions_is_passed_over():
    _, found = people("readme-sheet-first", "xlsx")
    assert found["Awa"].last_name == "Sow"


def test_half_a_day_is_noon():
    _, found = people("time-as-half-a-day", "xlsx")
    assert (found["Awa"].arrives.hour, found["Awa"].leaves.hour) == (12, 18)


def test_totals_and_footers_are_no_people():
    report, found = people("total-and-footer-rows-become-people")
    assert set(found) == {"Awa", "Bao"}
    assert said(report) == {"row_group", "row_total", "row_footer"}


def test_two_recruiters_of_one_company_share_its_stand():
    report = read("two-recruiters-of-one-company", "exhibitors", "csv")
    stands = {one.id: one.recruiters for one in report.exhibitors}
    assert stands == {"simax": ("Mme Roux", "M. Petit"), "cgi": ("M. Long",)}


def test_cell_of_many_lines_tears_nothing():
    report, found = people("valid-csv-torn-by-multiline-cell-then-commas")
    assert found["Awa"].wishes == ("Commerce, Bâtiment, Numérique, Aide à la personne",)
    assert ("quote_open" in said(report), set(found)) == (False, {"Awa", "Bao"})


def test_file_of_any_name_is_known_by_its_headings():
    listed = (OUTSIDE / "real-export-file-names.txt").read_text("utf-8").splitlines()
    names = {line.split("   ")[0] for line in listed}
    content = (OUTSIDE / "helloasso-participants.jobseekers.csv").read_bytes()
    for name in sorted(one for one in names if one.endswith(".csv")):
        files = {"fair.toml": FAIR_TOML.encode(), name: content, **BESIDE}
        del files["jobseekers.csv"]
        assert len(read_files(files).jobseekers) == 3, name


def test_no_outside_file_of_a_table_is_refused():
    for path in sorted(OUTSIDE.glob("*.*.*")):
        symptom, table, suffix = path.name.rsplit(".", 2)
        if table in {"jobseekers", "exhibitors", "offers"}:
            try:
                read(symptom, table, suffix)
            except FairError as refusal:
                pytest.fail(f"{path.name}: {refusal.code}")
