"""La Fabrique: 200 invented records give the published structure of the funder's report."""

import csv
from io import BytesIO

import pymupdf
import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from matching.__main__ import app
from matching.services.files.examples import example_folder


@pytest.fixture
def fabrique(whole):
    return whole("fabrique")


def figures(report, section):
    (found,) = (one for one in report["sections"] if one["code"] == section)
    return {figure["code"]: (figure["value"], figure["share"]) for figure in found["figures"]}


def records():
    file = example_folder("fabrique") / "followup.csv"
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened, delimiter=";"))


def test_report_has_exactly_the_published_rates(fabrique):
    said = figures(fabrique.report, "returns")
    assert {code: said[code] for code in said if "not" not in code and code != "neither"} == {
        "left": (200, None),
        "remobilised": (180, 0.90),
        "training": (140, 0.70),
        "training_digital": (77, 0.55),
        "training_other": (63, 0.45),
        "first_job": (40, 0.20),
        "job_digital": (26, 0.65),
        "job_other": (14, 0.35),
        "dropped_out": (20, 0.10),
    }


def test_rates_equal_a_count_by_hand_of_the_records(fabrique):
    said = figures(fabrique.report, "returns")
    in_digital = [r for r in records() if (r["Situation"], r["Numérique"]) == ("formation", "oui")]
    hired = [r for r in records() if r["Situation"] == "premier emploi"]
    assert len(in_digital) == said["training_digital"][0]
    assert len(hired) == said["first_job"][0]
    assert {int(r["Mois après"]) for r in hired} <= set(range(7))


def test_everybody_answered_and_costs_follow_from_the_published_total(fabrique):
    assert figures(fabrique.report, "answers")["answered"] == (200, 1.0)
    costs = figures(fabrique.report, "programme")
    assert costs["total_cost"] == (345_226, None)
    assert costs["european_share"] == (100_406, 100_406 / 345_226)
    assert costs["cost_per_person"] == (1726.13, None)
    assert [costs[f"projects{end}"][0] for end in ("", "_collective", "_individual")] == [
        52,
        37,
        15,
    ]


def test_promotions_add_up_to_all_who_were_remobilised(fabrique):
    (section,) = (one for one in fabrique.report["sections"] if one["code"] == "promotions")
    assert [figure["label"] for figure in section["figures"]] == [
        "2016-1",
        "2016-2",
        "2017-1",
        "2017-2",
    ]
    assert sum(figure["value"] for figure in section["figures"]) == 180


def test_six_months_call_is_due_for_the_last_promotion_only(fabrique):
    calls = fabrique.run("follow-up", fabrique.fair)["calls"]
    expected = [
        r["Dossier"]
        for r in records()
        if r["Promotion"] == "2017-2" and r["Sortie"] != "abandon" and int(r["Mois après"]) < 6
    ]
    assert [call["record"] for call in calls] == expected
    assert {call["due_on"] for call in calls} == {"2018-06-15"}
    assert all(call["caller"] for call in calls)


def test_same_file_again_changes_no_figure(fabrique):
    file = example_folder("fabrique") / "followup.csv"
    again = fabrique.run("follow-up", fabrique.fair, str(file))
    assert (again["lines"], again["people"], again["flaws"]) == (200, 200, [])
    assert fabrique.run("report", fabrique.fair)["sections"] == fabrique.report["sections"]


def test_sheet_for_the_funder_holds_the_rates(fabrique, tmp_path):
    out = tmp_path / "bilan.xlsx"
    words = ["report", fabrique.fair, "--store", f"sqlite:///{fabrique.file}", "--out", str(out)]
    assert CliRunner().invoke(app, words).exit_code == 0
    sheet = load_workbook(BytesIO(out.read_bytes())).worksheets[1]
    rows = {row[0]: row[1:3] for row in sheet.iter_rows(values_only=True)}
    assert rows["Personnes remobilisées (formation ou premier emploi)"] == (180, 0.9)
    assert rows["Autre emploi (part des emplois)"] == (14, 0.35)


def test_the_funders_sheet_has_the_full_split_with_response_rate_and_cost(fabrique):
    sheet = {
        line["code"]: line for line in fabrique.run("funders", fabrique.fair)["sheets"]["fesi"]
    }
    shares = ("F2", "F3", "F3a", "F3b", "F4", "F4a", "F4b", "F5", "F5a")
    assert [sheet[code]["share"] for code in shares] == [
        *(0.90, 0.70, 0.55, 0.45),
        *(0.20, 0.65, 0.35, 0.10),
        1.0,
    ]
    values = [sheet[code]["value"] for code in ("F1", "F6", "F7", "F8", "F9", "F10")]
    assert values == [200, 1726.13, 345_226, 100_406, 37, 15]


def test_the_sheet_of_its_funder_is_written_as_people_write_numbers(whole):
    of = whole("fabrique")
    told = CliRunner().invoke(app, ["funders", of.fair, "--store", f"sqlite:///{of.file}"]).stdout
    cells = {line.split("│")[1].strip(): line.split("│")[3:6] for line in told.splitlines()
             if line.startswith("│ F")}  # fmt: skip
    assert [cell.strip() for cell in cells["F6"]] == ["1\N{NARROW NO-BREAK SPACE}726,13", "", ""]
    assert cells["F8"][0].strip() == "100\N{NARROW NO-BREAK SPACE}406"
    assert "0.74" not in told


def test_its_pages_show_the_european_share_and_the_projects(whole, tmp_path):
    of, paper = whole("fabrique"), tmp_path / "bilan.pdf"
    of.run("report", of.fair, "--out", str(paper))
    with pymupdf.open(paper) as pages:
        text = " ".join(" ".join(page.get_text() for page in pages).split())
        assert len(pages) <= 2
    for told in ("345 226", "100 406", "1 726,13", "Projets collectifs", "37 (71", "15 (29"):
        assert told in text.replace("\N{NARROW NO-BREAK SPACE}", " "), told
