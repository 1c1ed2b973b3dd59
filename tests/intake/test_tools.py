"""Headings of the tools that people use are known, and their own columns are taken for nothing."""

import tomllib
from pathlib import Path

import pytest

from matching.intake.headings import recognise

from .sheets import codes, received

TOOLS = tomllib.loads(Path(__file__).with_name("tools.toml").read_text("utf-8"))
HEADINGS = [
    (tool, kind, heading, column)
    for tool, kinds in TOOLS.items()
    for kind, headings in kinds.items()
    for heading, column in headings.items()
]


@pytest.mark.parametrize(("tool", "kind", "heading", "column"), HEADINGS)
def test_heading_of_a_tool_is_read_as_what_it_is(tool, kind, heading, column):
    assert recognise(kind, [heading])[0][0] == column, tool


@pytest.mark.parametrize("kind", ["jobseekers", "exhibitors", "offers"])
def test_headings_of_a_tool_are_read_alike_beside_each_other(kind):
    for tool, kinds in TOOLS.items():
        if kind in kinds and not tool.startswith("own"):
            read = recognise(kind, list(kinds[kind]))
            lost = [
                heading
                for (heading, wanted), (column, _) in zip(kinds[kind].items(), read, strict=True)
                if wanted and column not in {wanted, ""}
            ]
            assert lost == [], tool


def test_number_that_all_rows_share_loses_nobody():
    """Pix writes the code of its campaign on every row."""
    people = "Code;Nom du Participant;Prénom du Participant\n"
    people += "".join(f"ABC123;SOL;{name}\n" for name in ("Ana", "Bo", "Cy", "Di"))
    report = received(jobseekers=people)
    assert {one.first_name for one in report.jobseekers} == {"Ana", "Bo", "Cy", "Di"}
    assert "id_shared" in codes(report)
