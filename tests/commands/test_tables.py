"""What a command prints as a table is in the reader's language: headings, and cells that choose."""

import ast
import importlib
import pkgutil
import stat
import sys
from dataclasses import fields
from enum import StrEnum
from pathlib import Path

import pytest
from typer.testing import CliRunner

import matching.commands
import matching.domain
from matching.__main__ import app
from matching.domain.exhibitor import Exhibitor
from matching.domain.jobseeker import Jobseeker
from matching.domain.offer import Offer
from matching.services.files.examples import example_folder
from matching.services.shop.shop import open_shop
from matching.terminal import Terminal
from tests.commands.test_command import MOSSON, rome  # noqa: F401 - the fixture of a small list

SAME_IN_BOTH = {"", "%", "Date", "Stand", "Code", "Source", "Version", "Score", "Promotion",
                "Places", "E-mail", "Grande École du Numérique"}  # fmt: skip
FRENCH_TOO = {"commune", "description", "places", "tables", "zone"}
QUOTED = {"exemples"}
"""What a file says is shown as it stands there, as are its own headings."""
FAILING_PRINTER = "#!/bin/sh\necho no printer >&2\nexit 1\n"


def tables_called():
    """Where commands draw a table: file and first line of each call."""
    for file in sorted(Path(matching.commands.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "terminal.table":
                yield file.name, node.lineno


def codes_of_ours():
    """Every value of every choice of the domain, as it is stored, and every column's name."""
    for each in (Jobseeker, Exhibitor, Offer):
        yield from (field.name for field in fields(each))
    for module in pkgutil.walk_packages(matching.domain.__path__, "matching.domain."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, type) and issubclass(value, StrEnum):
                yield from (str(choice) for choice in value)


@pytest.fixture
def asked(tmp_path, example, rome, monkeypatch):  # noqa: F811 - the fixture
    """The tables of every command that prints any, asked in a language; and where they were."""
    url = f"sqlite:///{tmp_path / 'fair.db'}"
    (tmp_path / "fair.db").write_bytes(example.announced)
    for name in ("lp", "lpstat", "lpoptions"):
        command = tmp_path / "bin" / name
        command.parent.mkdir(exist_ok=True)
        command.write_text(FAILING_PRINTER)
        command.chmod(command.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"), prepend=":")
    news = tmp_path / "news.csv"
    news.write_text("id;situation;date\np02;CDI;32/13/2026\n")
    drawn, where = [], set()

    def table(terminal, headings, rows):
        drawn.append((headings, [[str(cell) for cell in row] for row in rows]))
        frame = sys._getframe(1)
        where.add((Path(frame.f_code.co_filename).name, frame.f_lineno))

    monkeypatch.setattr(Terminal, "table", table)

    def ask(language):
        drawn.clear()
        person = open_person(url)
        for words in (
            ["import", str(example_folder("mosson"))],
            ["fairs"],
            ["access", "give", "Porte"],
            ["access", "list"],
            ["vocabulary", "import", str(rome)],
            ["vocabulary", "list"],
            ["score", MOSSON, "--person", person],
            ["stands", MOSSON],
            ["print", MOSSON, "--only", "door"],
            ["print-jobs", MOSSON],
            ["places", MOSSON],
            ["promotion", MOSSON],
            ["eligibility", MOSSON],
            ["simulate", MOSSON, "--days", "1"],
            ["plan", MOSSON, "--seconds", "5"],
            ["report", MOSSON],
            ["funders", MOSSON],
            ["audit", MOSSON],
            ["follow-up", MOSSON, str(news), "--on", "2030-01-01"],
            ["retention", MOSSON],
            ["forget", MOSSON, "--person", person],
            ["rights-log", MOSSON],
        ):
            done = CliRunner().invoke(app, [*words, "--store", url, "--lang", language])
            assert done.exit_code == int(words[0] == "print"), (words, done.output)
        return list(drawn), where

    return ask


def open_person(url):
    shop = open_shop(url)
    from matching.services.scores.score_fair import read_entries

    person = min(read_entries(shop, MOSSON).jobseekers)
    shop.store.close()
    return person


@pytest.mark.slow
def test_every_table_of_every_command_is_in_the_readers_language(asked):
    french, where = asked("fr")
    assert {line for line in tables_called() if line not in where} == set()
    english, _ = asked("en")
    codes = set(codes_of_ours()) - SAME_IN_BOTH - FRENCH_TOO
    headed = [tuple(head for head in heads if head not in SAME_IN_BOTH) for heads, _ in french]
    assert {head for heads in headed for head in heads if head in codes} == set()
    coded = {
        (heads[n], cell)
        for heads, rows in french
        for row in rows
        for n, cell in enumerate(row)
        if cell in codes and heads[n] not in QUOTED and not heads[n].endswith(".csv")
    }
    assert not coded, sorted(coded)
    said = {head for heads, _ in english for head in heads}
    alike = {head for heads in headed for head in heads if head in said}
    assert {head for head in alike if not head.endswith(".csv")} == set()
