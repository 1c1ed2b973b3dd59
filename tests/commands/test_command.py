"""The command as a person types it: answers, exit codes, and never a stack trace."""

import json
import re
import shutil
import subprocess
import sys
import time
import zipfile

import pymupdf
import pytest
from openpyxl import Workbook
from rich.markup import render
from typer.main import get_command
from typer.testing import CliRunner

from badges.code import ALPHABET, codes_in, pretty_code
from matching.__main__ import app
from matching.phrases import LANGUAGES, say
from matching.services.files.examples import example_folder
from matching.serving.authority import certify
from matching.serving.serve_app import KEYS

MOSSON = "mosson-2023"


def runner_on(path):
    def run(*words, given=None, after=0, obj=None):
        words = [*words[: after + 1], "--store", f"sqlite:///{path}", *words[after + 1 :]]
        result = CliRunner().invoke(app, words, input=given, obj=obj)
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result

    return run


@pytest.fixture
def run(tmp_path):
    return runner_on(tmp_path / "fair.db")


@pytest.fixture
def day(tmp_path, example):
    (tmp_path / "fair.db").write_bytes(example.announced)
    return runner_on(tmp_path / "fair.db")


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(example_folder("mosson"), tmp_path / "mosson")


def answer(result):
    return json.loads(result.stdout)


def stored(path):
    import sqlite3

    connection = sqlite3.connect(path / "fair.db")
    rows = list(connection.iterdump())
    connection.close()
    return rows


def code_of(run, tmp_path, person):
    import sqlite3

    with sqlite3.connect(tmp_path / "fair.db") as connection:
        query = "SELECT code FROM badges WHERE person = ? AND revoked_at IS NULL"
        found = connection.execute(query, (person,)).fetchone()[0]
    connection.close()
    return found


def test_import_answers_with_counts_and_flaws(run, folder):
    result = run("import", str(folder), "--json")
    said = answer(result)
    assert (said["fair"], said["jobseekers"], said["exhibitors"], said["offers"]) == (
        MOSSON, 30, 22, 55,
    )  # fmt: skip
    wanted = {"file", "line", "column", "value", "code", "message", "suggestion"}
    assert all(wanted <= set(flaw) for flaw in said["flaws"])
    assert result.exit_code == 0


def test_template_is_a_workbook_that_reads_back(run, tmp_path):
    file = tmp_path / "a-remplir.xlsx"
    run("template", str(file))
    assert file.read_bytes().startswith(b"PK")
    assert run("template", str(tmp_path / "nowhere" / "x.xlsx")).exit_code == 1


def test_import_names_missing_columns_as_people_write_them(run, folder):
    (folder / "exhibitors.csv").write_text("id,name\nepsi,EPSI\n", "utf-8")
    told = run("import", str(folder)).output
    (line,) = (line for line in told.splitlines() if line.startswith("exhibitors.csv: Il manque"))
    assert " tables" in line
    assert "kind" not in line


def test_import_says_first_which_file_it_did_not_use(run, folder):
    (folder / "autre.csv").write_text("Couleur;Forme\nvert;rond\n", "utf-8")
    first, second, *_ = run("import", str(folder)).output.splitlines()
    assert "autre.csv" in first
    assert "mosson-2023" in second


def test_fairs_print_each_id_whole_on_a_line_of_its_own(run, folder):
    frame = folder / "fair.toml"
    name = "un-forum-dont-le-nom-est-bien-plus-long-que-les-autres-2023"
    frame.write_text(frame.read_text("utf-8").replace("mosson-2023", name), "utf-8")
    run("import", str(folder))
    assert name in run("fairs").output.splitlines()


def test_import_twice_changes_nothing(run, folder):
    run("import", str(folder))
    assert answer(run("import", str(folder), "--json"))["changed"] is False


def test_strict_import_is_refused_with_its_flaws(run, folder):
    result = run("import", str(folder), "--strict", "--json")
    assert result.exit_code == 1
    assert len(answer(result)["flaws"]) == 2
    assert answer(run("fairs", "--json")) == {"fairs": []}


def test_scores_are_a_document_whose_values_are_the_sum_of_their_reasons(day):
    document = answer(day("score", MOSSON, "--person", "p01", "--json"))
    assert document["format"] == "parvis-scores/1"
    assert len(document["scores"]) == 55
    for score in document["scores"]:
        total = sum(reason["contribution"] for reason in score["reasons"])
        assert abs(score["value"] - total) <= 1e-9
        assert score["verdict"] in {"open", "closed", "ask"}
        texts = [
            reason["text"] for name in ("reasons", "closed_by", "ask") for reason in score[name]
        ]
        assert all(texts)


@pytest.mark.slow
def test_plan_is_a_document_with_people_stands_and_hours(day):
    document = answer(day("plan", MOSSON, "--seconds", "60", "--json"))
    assert (document["format"], document["status"]) == ("parvis-plan/1", "optimal")
    assert {"person", "stand", "offer", "starts_at"} <= set(document["meetings"][0])
    assert document["violations"] == []
    assert (document["state"], document["stopped"]) == ("working", None)
    shares = document["shares"]
    assert shares["people"]["least"] <= shares["people"]["mean"] <= shares["people"]["most"]
    assert all(advice["text"] for advice in document["advice"])


def test_why_not_says_the_first_broken_link(day):
    found = answer(day("why-not", MOSSON, "--person", "p11", "--stand", "epsi", "--json"))
    assert (found["code"], found["planned"]) == ("closed", False)
    assert "niveau B2" in found["text"]


def test_the_day_is_played_forward_and_nothing_is_written(day, tmp_path):
    before = stored(tmp_path)
    words = ("simulate", MOSSON, "--days", "3", "--seed", "5", "--no-shows", "40")
    first = answer(day(*words, "--json"))
    assert answer(day(*words, "--json")) == first
    assert stored(tmp_path) == before
    assert (first["format"], first["days"], first["seed"]) == ("parvis-simulation/1", 3, 5)
    assert first["conditions"]["no_shows"] == 40
    alone, ours = (first["policies"][name]["mean"] for name in ("fixed", "ours"))
    assert first["planned"] > ours["meetings"] > alone["meetings"]
    assert ours["worst_off"] >= alone["worst_off"]
    assert [tried["more"] for tried in first["tables"]] == list(range(len(first["tables"])))


def test_the_played_day_is_said_with_a_bar_for_each_way_to_run_it(day):
    said = day("simulate", MOSSON, "--days", "1", "--lang", "en").stdout
    bars = [line for line in said.splitlines() if "█" in line]
    assert [line.split("█")[0].strip() for line in bars] == [
        "Plan alone",
        "First come, first served",
        "Plan, idle tables given",
    ]
    assert said.splitlines()[-1].startswith("The promise (2 meetings) holds")


def test_days_on_which_nobody_comes_say_nothing_of_the_promise(day):
    words = ("simulate", MOSSON, "--days", "1", "--no-shows", "100", "--walk-ins", "0", "--json")
    found = answer(day(*words))
    assert found["policies"]["ours"]["mean"]["meetings"] == 0
    assert "ne disent rien de la promesse" in found["text"]


def test_a_share_that_cannot_be_is_a_wrong_use(day):
    assert day("simulate", MOSSON, "--no-shows", "101").exit_code == 2


def test_sheets_are_written(day, tmp_path):
    result = day("sheets", MOSSON, "--out", str(tmp_path / "out"), "--only", "badges,door")
    assert result.exit_code == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["badges.pdf", "door.pdf"]


def test_a_check_in_says_every_meeting_to_come(day, tmp_path):
    code = code_of(day, tmp_path, "p01")
    words = ("check-in", MOSSON, code, "--at", "2023-06-30T09:40:00+02:00")
    coming = answer(day(*words, "--nonce", "c1", "--json"))["next"]
    lines = day(*words, "--nonce", "c1").stdout.splitlines()[1:]
    assert coming
    assert [line.split()[0] for line in lines] == [one["starts_at"][11:16] for one in coming]
    assert all(one["exhibitor"] in line for one, line in zip(coming, lines, strict=True))


def test_a_check_in_after_the_end_says_that_the_fair_is_over_and_is_noted(day, tmp_path):
    words = ("check-in", MOSSON, code_of(day, tmp_path, "p01"), "--at", "2023-06-30T19:40:00+02:00")
    welcomed, said = day(*words, "--nonce", "c1").stdout.splitlines()
    assert "19:40" in welcomed
    assert said == say("door.is_over", "fr", at="17:00")
    told = answer(day(*words, "--nonce", "c1", "--json"))
    assert (told["status"], told["closed_at"]) == ("accepted", "2023-06-30T17:00:00+02:00")
    late = ("walk-in", MOSSON, "--first-name", "Zoé", "--at", "2023-06-30T19:45:00+02:00")
    assert say("door.is_over", "fr", at="17:00") in day(*late).stdout.splitlines()


def test_check_in_accepts_then_says_already_then_refuses(day, tmp_path):
    code = code_of(day, tmp_path, "p01")
    words = ("check-in", MOSSON, code, "--at", "2023-06-30T09:40:00+02:00", "--json")
    first = answer(day(*words, "--nonce", "n1"))
    assert (first["status"], first["person"], first["call_number"]) == ("accepted", "p01", 1)
    assert first["next"]
    assert answer(day(*words, "--nonce", "n1")) == first
    again = answer(day(*words, "--nonce", "n2"))
    assert (again["status"], again["first_at"]) == ("already", first["first_at"])
    tampered = ALPHABET[(ALPHABET.index(code[0]) + 1) % 31] + code[1:]
    refused = day("check-in", MOSSON, tampered, "--json")
    assert refused.exit_code == 1
    # On a French keyboard one in thirty is the code of another badge, which nobody carries.
    assert answer(refused)["reason"] == ("badge_unknown" if codes_in(tampered) else "code_check")


def test_a_lost_badge_is_replaced_or_only_blocked(day, tmp_path):
    lost = code_of(day, tmp_path, "p01")
    words = ("badge", MOSSON, "--person", "p01", "--json", "--nonce")
    replaced = answer(day(*words, "n1"))
    new = code_of(day, tmp_path, "p01")
    assert replaced == {"person": "p01", "status": "replaced", "code": new}
    assert answer(day(*words, "n1")) == replaced
    assert answer(day("check-in", MOSSON, lost, "--json"))["reason"] == "badge_revoked"
    assert answer(day("check-in", MOSSON, new, "--json"))["status"] == "accepted"
    assert answer(day(*words, "n2", "--block")) == {
        "person": "p01",
        "status": "blocked",
        "code": None,
    }
    told = day("badge", MOSSON, "--person", "p01", "--block", "--lang", "en").stdout
    kept = code_of(day, tmp_path, "p01")
    assert "The old badge of no. 1 is refused" in told
    assert kept not in told
    assert pretty_code(kept) not in told
    assert day("badge", MOSSON).exit_code == 2
    assert "person_unknown" in day("badge", MOSSON, "--person", "nobody", "--json").stdout


def test_walk_in_gets_code_number_and_meetings(day):
    words = ("--field", "wishes=développeuse web", "--at", "10:00", "--json")
    said = answer(day("walk-in", MOSSON, "--first-name", "Zoé", *words))
    assert said["call_number"] == 31
    assert len(said["code"]) == 10
    assert said["meetings"]


def test_happen_and_replan_answer_with_changes(day):
    closed = answer(
        day("happen", MOSSON, "stand-closed", "--stand", "cgi", "--at", "11:00", "--json")
    )
    assert {"person", "from", "to", "cause"} <= set(closed["changes"][0])
    assert {change["cause"] for change in closed["changes"]} == {"stand-closed"}
    assert answer(day("replan", MOSSON, "--at", "11:00", "--json")) == {"changes": []}


def test_report_writes_the_workbook_and_every_figure(day, tmp_path):
    result = day("report", MOSSON, "--out", str(tmp_path / "bilan.xlsx"), "--json")
    assert (tmp_path / "bilan.xlsx").read_bytes().startswith(b"PK")
    sections = {section["code"]: section for section in answer(result)["sections"]}
    assert sections["reach"]["figures"][0]["value"] == 30


@pytest.mark.parametrize("name", ["bilan", "bilan.docx", "bilan.2026"])
def test_a_report_to_a_file_of_no_known_kind_says_which_there_are_and_writes_nothing(
    day, tmp_path, name
):
    result = day("report", MOSSON, "--out", str(tmp_path / name), "--json")
    error = answer(result)["error"]
    assert (result.exit_code, error["code"]) == (1, "report_kind")
    assert error["params"]["kinds"] == ".pdf, .xlsx, .csv"
    assert not (tmp_path / name).exists()


def test_understand_answers_one_object_a_line(run):
    result = run("understand", "--kind", "occupation", given="dev web\nje sais pas\n\n")
    known, junk, empty = (json.loads(line) for line in result.stdout.splitlines())
    assert (known["text"], known["verdict"], known["candidates"][0]["code"]) == (
        "dev web", "known", "M1855",
    )  # fmt: skip
    assert (junk["verdict"], junk["candidates"]) == ("unknown", [])
    assert empty["verdict"] == "unknown"


PROBLEM = {
    "format": "parvis-problem/1",
    "slots": 2,
    "people": [{"id": "p1", "free": None, "most": 2, "least": 1}],
    "stands": [{"id": "s1", "tables": [1, 0]}],
    "pairs": [{"between": ["p1", "s1"], "score": 0.5}],
    "goals": ["coverage", "score"],
}


def test_bare_problem_is_solved_and_its_plan_checked(run, tmp_path):
    problem = tmp_path / "problem.json"
    problem.write_text(json.dumps(PROBLEM))
    solved = answer(run("solve", str(problem)))
    assert (solved["status"], solved["meetings"]) == ("optimal", [{"pair": 0, "slot": 0}])
    plan = tmp_path / "plan.json"
    plan.write_text(json.dumps(solved))
    assert run("check", str(problem), str(plan)).exit_code == 0
    plan.write_text(json.dumps({**solved, "meetings": [{"pair": 0, "slot": 1}]}))
    checked = run("check", str(problem), str(plan), "--json")
    assert checked.exit_code == 1
    assert answer(checked)["violations"]
    assert run("check", str(problem), str(plan)).stdout.strip()


def test_a_search_that_finds_nothing_says_so_with_a_code_of_its_own(run, tmp_path):
    # one person and one stand, and four meetings for three slots
    musts = [{"between": ["p", "s"], "must": True} for _ in range(4)]
    document = {
        "format": "parvis-problem/1",
        "slots": 3,
        "people": [{"id": "p"}],
        "stands": [{"id": "s", "tables": [1, 1, 1]}],
        "pairs": musts,
    }
    problem = tmp_path / "problem.json"
    problem.write_text(json.dumps(document))
    proven = run("solve", str(problem))
    assert (proven.exit_code, answer(proven)["status"]) == (0, "infeasible")
    assert "c'est prouvé" in proven.stderr
    found = run("solve", str(problem), "--seconds", "0.1", obj=time.monotonic() - 60)
    assert (found.exit_code, answer(found)["status"]) == (3, "unknown")
    assert "Donnez plus de secondes" in found.stderr


def test_a_plan_says_what_is_not_proven_of_it(run, tmp_path):
    problem = tmp_path / "problem.json"
    # somebody waits between two stands, and two people want the first of them
    asked = {
        "slots": 3,
        "people": [{"id": "p1", "least": 2}, {"id": "p2", "least": 1}],
        "stands": [{"id": "s1", "tables": [1, 0, 0]}, {"id": "s2", "tables": [0, 0, 1]}],
        "pairs": [
            {"between": ["p1", "s1"], "score": 0.9},
            {"between": ["p2", "s1"], "score": 0.4},
            {"between": ["p1", "s2"], "score": 0.5},
        ],
        "goals": ["coverage", "waiting", "score"],
    }
    problem.write_text(json.dumps({**PROBLEM, **asked}))
    result = run("solve", str(problem), "--seconds", "0.1", obj=time.monotonic() - 60)
    assert answer(result)["meetings"]
    assert "L'attente n'est pas prouvée" in result.stderr
    assert "Le score n'est pas prouvé" in result.stderr


def test_malformed_problem_names_the_field_at_fault(run, tmp_path):
    problem = tmp_path / "problem.json"
    problem.write_text(json.dumps({**PROBLEM, "pairs": [{"between": ["p1", "s9"]}]}))
    result = run("solve", str(problem))
    assert result.exit_code == 1
    assert "pairs[0].between" in result.stderr


def test_doctor_finds_what_is_needed_and_says_it(run):
    result = run("doctor", "--json")
    found = {finding["check"]: finding for finding in answer(result)["findings"]}
    assert result.exit_code == 0
    assert found["store"]["state"] == "ok"
    assert found["fair"]["code"] == "fair_none"


def emptied(name):
    def spoil(folder):
        (folder / name).write_text("")

    return spoil


def removed(name):
    def spoil(folder):
        (folder / name).unlink()

    return spoil


def written(name, content):
    def spoil(folder):
        (folder / name).write_bytes(content)

    return spoil


def only_headings(name):
    def spoil(folder):
        content = (folder / name).read_bytes()
        (folder / name).write_bytes(content.split(b"\n")[0] + b"\n")

    return spoil


def zip_bomb(folder):
    (folder / "offers.csv").unlink()
    with zipfile.ZipFile(folder / "offers.xlsx", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/workbook.xml", b"0" * 300_000_000)


def impossible_fair_date(folder):
    frame = folder / "fair.toml"
    frame.write_text(frame.read_text().replace("2023-06-30", '"2023-06-31"'))


REFUSED = {
    "folder missing": shutil.rmtree,
    "fair.toml missing": removed("fair.toml"),
    "fair.toml unreadable": written("fair.toml", b"title = "),
    "fair date that does not exist": impossible_fair_date,
    "table missing": removed("offers.csv"),
    "table empty": emptied("jobseekers.csv"),
    "no jobseekers": only_headings("jobseekers.csv"),
    "no exhibitors": only_headings("exhibitors.csv"),
    "no offers": only_headings("offers.csv"),
    "zip bomb": zip_bomb,
    "not a table": written("jobseekers.csv", b"%PDF-1.7\x00\x01\x02\x03" * 50),
    "wrong encoding": written("jobseekers.csv", bytes(range(256)) * 20),
}


@pytest.mark.parametrize("what", REFUSED)
@pytest.mark.parametrize("language", LANGUAGES)
def test_bad_folder_is_refused_in_a_sentence_and_nothing_is_written(run, folder, what, language):
    REFUSED[what](folder)
    result = run("import", str(folder), "--lang", language)
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    assert re.search(r"\w+ \w+ \w+", result.stderr)
    assert answer(run("fairs", "--json")) == {"fairs": []}


def with_row(folder, name, row, separator=";", encoding="cp1252"):
    content = (folder / name).read_bytes().decode(encoding)
    heads = content.splitlines()[0].split(separator)
    cells = [str(row.get(head, "")) for head in heads]
    line = separator.join(f'"{cell}"' for cell in cells)
    (folder / name).write_bytes((content.rstrip() + "\r\n" + line + "\r\n").encode(encoding))


def test_bad_rows_are_told_and_the_good_ones_pass(run, folder):
    heads = (folder / "jobseekers.csv").read_bytes().decode("cp1252").splitlines()[0].split(";")
    given = next(head for head in heads if head.lower().startswith("pr"))
    leaves = next(head for head in heads if head.startswith("Dép"))
    with_row(folder, "jobseekers.csv", {given: "=HYPERLINK(1)"})
    with_row(folder, "jobseekers.csv", {heads[0]: "p01", given: "Double"})
    with_row(folder, "jobseekers.csv", {given: "Tôt", leaves: "06:00"})
    with_row(folder, "jobseekers.csv", {given: "Long", "Souhaits": "x" * 10_000_000})
    with_row(folder, "jobseekers.csv", {heads[0]: "p98", "Souhaits": "vente"})
    with_row(folder, "jobseekers.csv", {heads[0]: "p99"})
    said = answer(run("import", str(folder), "--json"))
    told = {flaw["code"] for flaw in said["flaws"]}
    assert {"formula_text", "duplicate_id", "free_never", "cell_too_long",
            "first_name_missing", "row_unanswered"} <= told  # fmt: skip
    assert said["jobseekers"] == 33


def test_stand_without_tables_is_told_and_its_offers_with_it(run, folder):
    content = (folder / "exhibitors.csv").read_bytes().decode("utf-8-sig").splitlines()
    place = content[0].split(";").index("tables") if "tables" in content[0] else 6
    cells = content[1].split(";")
    cells[place] = "0"
    content[1] = ";".join(cells)
    (folder / "exhibitors.csv").write_text("\n".join(content), encoding="utf-8")
    said = answer(run("import", str(folder), "--json"))
    assert said["exhibitors"] == 21
    assert [flaw for flaw in said["flaws"] if flaw["lost"]]


def test_formula_cells_of_a_workbook_are_told(run, folder):
    book = Workbook()
    sheet = book.active
    sheet.append(["id", "first_name", "radius_km"])
    sheet.append(["p1", "Ana", "=1+1"])
    book.save(folder / "jobseekers.xlsx")
    (folder / "jobseekers.csv").unlink()
    said = answer(run("import", str(folder), "--json"))
    assert "formula_without_value" in {flaw["code"] for flaw in said["flaws"]}


@pytest.mark.parametrize(
    "words",
    [
        ("score", "nowhere"),
        ("plan", "nowhere"),
        ("sheets", "nowhere", "--out", "x"),
        ("check-in", "nowhere", "ABCDE"),
        ("walk-in", "nowhere", "--first-name", "Zoé"),
        ("happen", "nowhere", "held", "--meeting", "m"),
        ("replan", "nowhere"),
        ("report", "nowhere"),
        ("outcome", "nowhere", "m-1", "--result", "hired"),
    ],
)
def test_unknown_fair_is_refused_by_every_act(run, words):
    result = run(*words, "--json")
    assert result.exit_code == 1
    assert answer(result)["error"]["code"] == "fair_unknown"
    assert answer(result)["error"]["message"]


def test_wrong_usage_exits_2(run):
    assert run("plan").exit_code == 2
    assert run("fairs", "--lang", "tlh").exit_code == 2


def test_store_that_makes_no_sense_is_refused():
    result = CliRunner().invoke(app, ["fairs", "--store", "nonsense", "--lang", "en"])
    assert result.exit_code == 1
    assert "makes no sense" in result.stderr


def test_module_is_the_same_command():
    done = subprocess.run(
        [sys.executable, "-m", "matching", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("parvis ")


def forged_row_number(folder):
    (folder / "jobseekers.csv").unlink()
    book = Workbook()
    book.active.append(["first_name"])
    book.active.append(["Ana"])
    book.save(folder / "plain.xlsx")
    with zipfile.ZipFile(folder / "plain.xlsx") as plain:
        parts = {name: plain.read(name) for name in plain.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    row = b'<row r="100000000000"><c r="A100000000000"><v>1</v></c></row></sheetData>'
    parts[sheet] = parts[sheet].replace(b"</sheetData>", row)
    with zipfile.ZipFile(folder / "jobseekers.xlsx", "w") as forged:
        for name, content in parts.items():
            forged.writestr(name, content)
    (folder / "plain.xlsx").unlink()


@pytest.mark.slow
def test_row_number_forged_to_keep_us_busy_is_passed_over(run, folder):
    forged_row_number(folder)
    assert answer(run("import", str(folder), "--json"))["jobseekers"] == 1


def test_flood_of_empty_lines_is_refused(run, folder):
    (folder / "jobseekers.csv").write_bytes(b"first_name\n" + b"\n" * 1_000_000)
    result = run("import", str(folder), "--json")
    assert (result.exit_code, answer(result)["error"]["code"]) == (1, "too_many_rows")


def test_moment_far_from_the_fair_is_refused(day):
    for moment in ("0001-01-01T00:00", "2024-06-30T10:00", "soon"):
        result = day("replan", MOSSON, "--at", moment, "--json")
        assert result.exit_code == 1
        assert "moment" in answer(result)["error"]["code"]


def test_demo_touches_no_older_file(tmp_path):
    from datetime import UTC, datetime

    from matching.services.demo import fresh_demo

    kept = tmp_path / "demo-mosson.db.backup"
    kept.write_text("mine")
    urls = {
        fresh_demo("mosson", at=datetime(2027, 1, 1, 9, second, tzinfo=UTC), folder=tmp_path)
        for second in (1, 2)
    }
    assert len(urls) == 2
    assert kept.read_text() == "mine"


def test_demo_is_made_in_the_store_that_is_named_unless_it_holds_a_fair(tmp_path):
    from datetime import UTC, datetime

    from matching.domain.errors import FairError
    from matching.services.demo import fresh_demo
    from matching.services.files.fairs_known import known_fairs
    from matching.services.shop.shop import open_shop

    url, at = f"sqlite:///{tmp_path / 'mine.db'}", datetime(2027, 1, 1, 9, tzinfo=UTC)
    assert fresh_demo("mosson", at=at, folder=tmp_path, url=url) == url
    shop = open_shop(url)
    assert [known.fair.id for known in known_fairs(shop)] == [MOSSON]
    shop.store.close()
    with pytest.raises(FairError, match="demo_store"):
        fresh_demo("mosson", at=at, folder=tmp_path, url=url)


@pytest.fixture
def rome(tmp_path):
    """An archive as France Travail publishes it, with one trade of our own invention."""
    path = tmp_path / "RefRomeCsv_v999.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in ROME_TABLES.items():
            archive.writestr(f"unix_{name}_v999_utf8.csv", text)
    return path


ROME_TABLES = {
    "referentiel_code_rome": "code_rome,code_fiche_em,code_ogr,libelle_rome,transition_eco,"
    "transition_num,transition_demo,emploi_reglemente,emploi_cadre,code_rome_parent\n"
    "Z9901,1,10,Gardiennage de phare,N,N,N,N,N,Z9901\n",
    "referentiel_appellation": "code_ogr,libelle_appellation_long,libelle_appellation_court,"
    "code_rome,transition_eco,transition_num,transition_demo,emploi_reglemente,emploi_cadre,"
    "classification,origine,code_rome_parent,peu_usite\n"
    "11,Gardien / Gardienne de phare,Gardien / Gardienne de phare,Z9901,N,N,N,N,N,PRINCIPALE,,"
    "Z9901,N\n",
}


@pytest.mark.slow
def test_official_list_is_imported_named_and_understood(run, rome):
    imported = run("vocabulary", "import", str(rome), after=1)
    assert imported.exit_code == 0
    assert "France Travail, ROME 4.0 version 999" in imported.stdout
    (kept,) = answer(run("vocabulary", "list", "--json", after=1))["lists"]
    assert (kept["source"], kept["version"]) == ("rome", "999")
    understood = run("understand", given="gardienne de phares\n")
    assert json.loads(understood.stdout)["candidates"][0]["code"] == "Z9901"


def test_file_that_is_no_official_list_is_refused_in_a_sentence(run, tmp_path):
    path = tmp_path / "notes.zip"
    path.write_bytes(b"nothing")
    refused = run("vocabulary", "import", str(path), "--json", after=1)
    assert refused.exit_code == 1
    assert answer(refused)["error"]["code"].startswith("invalid_")
    assert answer(run("vocabulary", "list", "--json", after=1)) == {"lists": []}


def test_groups_are_compared_without_a_number_of_a_small_one(day):
    found = answer(day("audit", MOSSON, "--json"))
    assert found["format"] == "parvis-audit/1"
    compared = {
        (comparison["characteristic"], comparison["measure"]) for comparison in found["comparisons"]
    }
    assert {("gender", "selected"), ("age", "best_score"), ("qpv", "meetings")} <= compared
    for group in (group for comparison in found["comparisons"] for group in comparison["groups"]):
        assert group["hidden"] == (group["people"] is None) == (group["value"] is None)
    assert answer(day("report", MOSSON, "--json"))["audit"] == found["comparisons"]


def test_doctor_says_how_long_tablets_have_their_camera(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    apps = []
    for _ in range(2):
        found = {
            finding["check"]: finding for finding in answer(run("doctor", "--json"))["findings"]
        }
        apps.append((found["app"]["state"], found["app"]["code"]))
        certify(KEYS, ("192.168.1.20",))
    assert apps == [("warn", "app_plain_http"), ("ok", "app_https")]


def test_cards_of_access_are_printed_with_new_codes_for_their_owner_alone(run, tmp_path):
    given = answer(run("access", "give", "Porte", "--json", after=1))
    out = tmp_path / "cartes.pdf"
    asked = ("access", "cards", str(given["number"]), "--out", str(out))
    nowhere = answer(run(*asked, "--json", after=1))
    assert nowhere["error"]["code"] == "address_shape"
    address = ("--address", "https://192.168.1.20:8501")
    assert answer(run(*asked, *address, "--json", after=1)) == {
        "file": str(out),
        "numbers": [given["number"]],
    }
    assert out.stat().st_mode & 0o077 == 0
    told = pymupdf.open(out)[0].get_text()
    (code,) = re.findall(r"\b\d{2}-\d{3}-\d{3}\b", told)
    assert code != given["code"]
    lost = tmp_path / "nowhere" / "cartes.pdf"
    refused = run("access", "cards", "1", "--out", str(lost), *address, "--json", after=1)
    assert answer(refused)["error"]["code"] == "folder_not_writable"


def test_accesses_are_given_listed_linked_and_taken_back(run):
    given = answer(run("access", "give", "Tablette", "--role", "organiser", "--json", after=1))
    listed = answer(run("access", "list", "--json", after=1))["accesses"]
    assert [(access["number"], access["name"], access["role"]) for access in listed] == [
        (given["number"], "Tablette", "organiser")
    ]
    renewed = answer(run("access", "renew", str(given["number"]), "--json", after=1))
    assert renewed["code"] != given["code"]
    linked = answer(run("access", "link", str(given["number"]), "--json", after=1))
    assert re.fullmatch(r"/enter/[0-9a-f]{32}\.[0-9a-f]{64}", linked["path"])
    assert answer(run("access", "token", str(given["number"]), "--json", after=1))["token"]
    refused = run("access", "revoke", str(given["number"]), after=1)
    assert refused.exit_code == 1  # nobody could give access any more
    second = answer(run("access", "give", "Autre", "--role", "organiser", "--json", after=1))
    gone = answer(run("access", "revoke", str(given["number"]), "--json", after=1))
    assert gone == {"revoked": given["number"]}
    listed = answer(run("access", "list", "--json", after=1))["accesses"]
    assert [access["number"] for access in listed] == [second["number"]]


def helps(command):
    """Every text of help of a command, its options and the commands below it."""
    yield command.help or ""
    yield from (getattr(param, "help", None) or "" for param in command.params)
    for below in getattr(command, "commands", {}).values():
        yield from helps(below)


def test_help_says_every_word_that_is_written_also_in_brackets():
    written = [text for text in helps(get_command(app)) if text]
    assert len(written) > 100
    assert [text for text in written if render(text).plain != text.replace("\\[", "[")] == []
