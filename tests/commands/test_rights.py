"""People's rights at the terminal."""

import csv
import json
import re

import pytest

from tests.commands.test_command import MOSSON, answer, runner_on


@pytest.fixture
def day(tmp_path, example):
    (tmp_path / "fair.db").write_bytes(example.announced)
    return runner_on(tmp_path / "fair.db")


def test_the_table_of_the_report_says_what_the_document_says(day, tmp_path):
    file = tmp_path / "bilan.csv"
    said = answer(day("report", MOSSON, "--out", str(file), "--json"))
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    with file.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened, delimiter=";"))
    figures = [
        (section["code"], figure["code"], figure["value"])
        for section in said["sections"]
        for figure in section["figures"]
    ]
    assert [(row["section"], row["code"], number(row["Nombre"])) for row in rows] == figures


def number(written):
    """A number as it is written in French, nothing where there is none or it is hidden."""
    return None if written in {"", "masqué"} else float(written.replace(",", "."))


def test_a_person_is_forgotten_after_a_dry_run_and_copies_are_named(day, tmp_path):
    file = tmp_path / "evening.parvis"
    assert day("backup", str(file)).exit_code == 0
    tried = answer(day("forget", MOSSON, "--person", "p01", "--dry-run", "--json"))
    (found,) = tried["forgotten"]
    assert (tried["dry_run"], found["rows"]["jobseekers"], found["wiped"]) == (True, 1, False)
    gone = day("forget", MOSSON, "--person", "p01")
    assert gone.exit_code == 0
    assert str(file) in gone.stdout.replace("\n", "")
    again = day("forget", MOSSON, "--person", "p01", "--json")
    assert (again.exit_code, answer(again)["error"]["code"]) == (1, "person_unknown")
    assert "Personne oubliée" in day("rights-log", MOSSON).stdout


def test_forgetting_takes_one_person_or_those_due(day):
    assert day("forget", MOSSON).exit_code == 2
    assert day("forget", MOSSON, "--person", "p01", "--due").exit_code == 2
    rules = answer(day("retention", MOSSON, "--absent-days", "365", "--json"))
    fields = dict.fromkeys(("words", "needs", "conditions", "statistics", "received", "notes"), 3)
    assert rules["rules"] == {
        "absent_days": 365, "present_months": 3, "recontact_months": 24,
        **{f"{name}_months": months for name, months in fields.items()},
    }  # fmt: skip
    assert len(rules["people"]) == 30
    assert "365" in day("retention", MOSSON).stdout
    assert answer(day("forget", MOSSON, "--due", "--dry-run", "--json"))["forgotten"]


def test_a_person_gets_their_file_and_takes_back_consent(day, tmp_path):
    day("consent", MOSSON, "--person", "p01", "--no")
    assert (
        answer(day("person-file", MOSSON, "--person", "p01", "--json"))["profile"][
            "consent_contact"
        ]
        is False
    )
    out = tmp_path / "p.json"
    assert day("person-file", MOSSON, "--person", "p01", "--out", str(out)).exit_code == 0
    assert json.loads(out.read_text("utf-8"))["format"] == "parvis-person/1"
    nowhere = day("person-file", MOSSON, "--person", "p01", "--out", str(tmp_path / "no" / "p"))
    assert nowhere.exit_code == 1


def test_a_rehearsal_is_not_cleared_where_there_was_none_and_a_fair_is_deleted_whole(day):
    assert answer(day("clear-rehearsal", MOSSON, "--dry-run", "--json"))["facts"] == 0
    assert day("clear-rehearsal", MOSSON).exit_code == 1
    assert answer(day("delete-fair", MOSSON, "--json"))["rows"]["jobseekers"] == 30
    assert day("report", MOSSON).exit_code == 1
    # nobody knows any more by which clock the place lived
    assert re.search(r"\d\d:\d\d UTC", day("rights-log", MOSSON).stdout)


def test_what_is_written_of_a_person_is_put_right_and_the_log_of_rights_keeps_it(day):
    words = ("correct", MOSSON, "--person", "p01", "--field", "commune=Lunel")
    assert answer(day(*words, "--json"))["fields"] == ["commune"]
    assert day(*words).stdout.strip() == "Rien n'a changé."
    acts = answer(day("rights-log", MOSSON, "--json"))["acts"]
    assert [act["act"] for act in acts] == ["corrected"]
    refused = day("correct", MOSSON, "--person", "p99", "--field", "commune=Lunel")
    assert refused.exit_code == 1
