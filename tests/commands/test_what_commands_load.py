"""A command pays for what it uses: which libraries are loaded once it has answered."""

import json
import subprocess
import sys

import pytest
import typer

from matching.__main__ import PARTS, made_of, parts_for
from matching.scoring.matrix.score_matrix import CLOSED

MOSSON = "mosson-2023"
SOLVERS = {"ortools"}
SCORES = {"numpy", "scipy", "sklearn", "joblib"}
PAPER = {"typst", "pikepdf", "fontTools", "PIL", "qrcode"}
TABLES = {"openpyxl", "pandas"}
SCREENS = {"streamlit", "starlette", "uvicorn"}
HEAVY = SOLVERS | SCORES | PAPER | TABLES | SCREENS

RUN = """
import contextlib, io, json, sys
from matching.__main__ import app
codes = []
for words in json.loads(sys.argv[1]):
    with contextlib.redirect_stdout(io.StringIO()):
        try:
            app(words)
        except SystemExit as left:
            codes.append(left.code)
print(json.dumps([codes, sorted(sys.modules)]))
"""


@pytest.fixture
def loaded_by(tmp_path, example):
    """The modules loaded in a process of its own once each of some commands has succeeded."""
    (tmp_path / "fair.db").write_bytes(example.announced)

    def loaded(*commands):
        asked = [[*words, "--store", f"sqlite:///{tmp_path}/fair.db"] for words in commands]
        done = subprocess.run(
            [sys.executable, "-c", RUN, json.dumps(asked)],
            capture_output=True, text=True, check=True, cwd=tmp_path,
        )  # fmt: skip
        codes, modules = json.loads(done.stdout)
        assert codes == [0] * len(commands)
        return set(modules)

    return loaded


def test_the_version_is_told_without_store_or_scores():
    code = "import sys; from matching.__main__ import app; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (HEAVY | {"sqlalchemy", "cattrs"}) & set(done.stdout.split()) == set()


@pytest.mark.slow
def test_what_neither_scores_nor_plans_loads_neither(loaded_by, example):
    meeting = example.plan.version.meetings[0]
    loaded = loaded_by(
        ["fairs"],
        ["access", "list"],
        ["vocabulary", "list"],
        ["happen", MOSSON, "held", "--meeting", meeting.id],
        ["outcome", MOSSON, meeting.id, "--result", "second_interview"],
        ["report", MOSSON],
        ["backup", "copy.db"],
    )
    assert loaded & HEAVY == set()


def test_signing_in_waits_for_no_scores(loaded_by, tmp_path):
    import sqlite3

    with sqlite3.connect(tmp_path / "fair.db") as connection:
        (code,) = connection.execute("SELECT code FROM badges LIMIT 1").fetchone()
    connection.close()
    # At an hour of the day whoever comes after their meetings is planned for, and waits for that.
    assert loaded_by(["check-in", MOSSON, code, "--at", "09:00"]) & HEAVY == set()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["door", "badges", "stands"])
def test_sheets_that_name_no_other_stand_wait_for_no_scores(loaded_by, tmp_path, name):
    loaded = loaded_by(["sheets", MOSSON, "--only", name, "--out", str(tmp_path / "paper")])
    assert (tmp_path / "paper" / f"{name}.pdf").read_bytes().startswith(b"%PDF")
    assert loaded & (SOLVERS | {"scipy", "sklearn"} | TABLES | SCREENS) == set()


def test_the_report_as_a_document_makes_no_workbook_and_scores_nobody_anew(loaded_by):
    loaded = loaded_by(["report", MOSSON, "--json"], ["audit", MOSSON])
    assert loaded & (SOLVERS | {"openpyxl", "sklearn", "joblib"} | PAPER) == set()
    assert loaded & {"matching.scoring.score", "matching.planning", "scipy.sparse"} == set()


@pytest.mark.slow
def test_scores_of_our_own_words_load_neither_learner_nor_solver_nor_paper(loaded_by, example):
    loaded = loaded_by(["score", MOSSON, "--person", example.plan.version.meetings[0].person])
    assert loaded & (SOLVERS | PAPER | SCREENS | {"sklearn", "joblib"}) == set()


@pytest.mark.slow
def test_why_not_asks_the_plan_and_scores_nobody_anew_unless_for_what_is_nearest(
    loaded_by, example
):
    meeting, matrix = example.plan.version.meetings[0], example.plan.basis.matrix
    verdicts = matrix.verdicts[matrix.people.index(meeting.person)]
    told = zip(matrix.offers, verdicts, strict=True)
    stands = sorted({offered.stand for offered, verdict in told if verdict != CLOSED})
    loaded = loaded_by(
        *(["why-not", MOSSON, "--person", meeting.person, "--stand", stand] for stand in stands)
    )
    assert loaded & (SOLVERS | PAPER | SCREENS | TABLES | {"sklearn", "joblib", "scipy"}) == set()
    assert "matching.scoring.score" not in loaded


def test_the_doctor_prints_a_page_and_reads_no_phrase(loaded_by):
    assert loaded_by(["doctor"]) & (SOLVERS | TABLES | SCREENS | {"sklearn", "scipy"}) == set()


def test_a_command_does_not_sweep_its_memory_again_and_again(tmp_path):
    code = (
        "import gc, sys; from matching.__main__ import main\n"
        "loaded = sum(each['collections'] for each in gc.get_stats())\n"
        f"sys.argv = ['parvis', 'fairs', '--store', 'sqlite:///{tmp_path}/fair.db']\n"
        "try:\n    main()\n"
        "except SystemExit:\n"
        "    print(sum(each['collections'] for each in gc.get_stats()) - loaded)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(done.stdout.splitlines()[-1]) <= 2


def test_each_command_is_found_in_the_part_that_registers_it():
    for part, names in PARTS.items():
        group = typer.main.get_command(made_of([part]))
        assert set(group.commands) == set(names)
        assert {parts_for([name]) for name in names} == {(part,)}
    assert parts_for(["--help"]) == parts_for(["no-such"]) == parts_for([]) == tuple(PARTS)


def test_a_command_loads_no_other_part_and_no_rules_of_languages():
    code = (
        "import sys; sys.argv = ['parvis', 'solve', '--help']\n"
        "from matching.__main__ import main\n"
        "try:\n    main()\nexcept SystemExit:\n    print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    others = {f"matching.commands.{part}" for part in PARTS} - {"matching.commands.asking"}
    assert "matching.commands.asking" in loaded
    assert (others | {"babel"}) & loaded == set()
