"""What a terminal shows of every example: no value of a program in place of a word or a number."""

import re

import pytest
from typer.testing import CliRunner

from matching.__main__ import app

SCHEMES = ("mosson", "massy", "lepoles", "fabrique", "meaux")
SHOWING = (
    "places", "sessions", "report", "funders", "audit", "notices", "follow-up", "promotion",
    "eligibility", "known", "rules", "retention", "score", "why-not",
)  # fmt: skip
OF_A_PROGRAM = re.compile(r"\b(None|nan|NaN|inf|True|False)\b")
WITH_A_POINT = re.compile(r"\d+\.\d+")


@pytest.mark.slow
@pytest.mark.parametrize("scheme", SCHEMES)
def test_tables_of_every_command_show_words_and_numbers_as_french_writes_them(whole, scheme):
    of = whole(scheme)
    for command in ("fairs", *SHOWING):
        words = [command] if command == "fairs" else [command, of.fair]
        result = CliRunner().invoke(app, [*words, "--store", f"sqlite:///{of.file}"])
        assert result.exit_code in {0, 1}, (words, result.output)
        assert not OF_A_PROGRAM.findall(result.stdout), (words, result.stdout)
        # a funder's lines begin with its code, “1.1”, and end with where that stands
        inner = slice(2, -2) if command == "funders" else slice(1, -1)
        rows = [line.split("│")[inner] for line in result.stdout.splitlines() if "│" in line]
        numbers = [cell for row in rows for cell in row if WITH_A_POINT.fullmatch(cell.strip())]
        assert not numbers, words
