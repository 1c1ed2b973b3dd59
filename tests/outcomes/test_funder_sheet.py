"""Sheets of funders are made of figures of the report, and tell nothing that it hides."""

import pytest

from matching.domain.errors import FairError
from matching.outcomes.figures import Figure, Section
from matching.outcomes.funder_sheet import FunderLine, counted_line
from matching.phrases import LANGUAGES, codes
from matching.services.evening.funders import FilledLine, funder_sheets

SECTIONS = (
    Section("reach", (Figure("came", 40),)),
    Section("age", (Figure("18_25", 12, of=40), Figure("26_29", None, is_hidden=True))),
)


def line(*figures, of=()):
    return FunderLine("X1", {"fr": "x"}, "essai", figures, of)


def test_a_line_adds_up_figures_and_takes_their_share():
    found = counted_line(line("age.18_25", of=("reach.came",)), SECTIONS)
    assert (found.value, found.share) == (12, 0.3)


def test_groups_told_earlier_are_a_share_of_whoever_was_counted_then():
    """The report's groups may stand still while more people come: 12 of 30, never of 34."""
    sections = (
        Section("reach", (Figure("came", 34),)),
        Section("age", (Figure("18_25", 12, of=30), Figure("26_29", 18, of=30))),
    )
    found = counted_line(line("age.18_25", of=("reach.came",)), sections)
    assert (found.value, found.share, found.whole) == (12, 0.4, 30)
    told = FilledLine(line("age.18_25"), found)
    assert told.told("fr")[2:4] == ("12", "40\u202f% de 30")
    assert told.cells("fr")[2:5] == (12, 0.4, 30)


def test_a_figure_that_is_no_group_of_people_keeps_the_whole_that_its_line_names():
    """20 meetings held of 100 planned are no share of 100 people."""
    sections = (*SECTIONS, Section("meetings", (Figure("held", 20, of=100),)))
    found = counted_line(line("meetings.held", of=("reach.came",)), sections)
    assert (found.value, found.share) == (20, 0.5)


@pytest.mark.parametrize(
    ("figures", "is_hidden"),
    [(("age.18_25", "age.26_29"), True), ((), False), (("age.18_25", "age.100_up"), False)],
)
def test_a_line_with_a_part_that_is_hidden_or_missing_has_no_value(figures, is_hidden):
    found = counted_line(line(*figures, of=("reach.came",)), SECTIONS)
    assert (found.value, found.is_hidden, found.share) == (None, is_hidden, None)


def test_every_line_that_is_shipped_names_figures_that_there_are_and_its_source():
    sheets = funder_sheets()
    assert [sheet.id for sheet in sheets] == ["fse", "ville", "gen", "fesi"]
    for told in (told for sheet in sheets for told in sheet.lines):
        assert told.source
        assert set(told.label) == set(LANGUAGES)
        for name in (*told.figures, *told.of):
            assert f"figure.{name}" in codes("fr")
    (fse,) = (sheet for sheet in sheets if sheet.id == "fse")
    assert "un jour ou moins" in fse.warning["fr"].replace("d'un jour", "un jour")


OWN = """
[[sheet]]
id = "region"
title = { fr = "Région" }
source = "convention 12"
line = [{ code = "R1", label = { fr = "Venus" }, figures = ["reach.came"], source = "article 3" }]
"""


def test_an_organiser_adds_sheets_in_a_file_of_the_same_form(tmp_path, monkeypatch):
    file = tmp_path / "ours.toml"
    file.write_text(OWN, encoding="utf-8")
    assert [sheet.id for sheet in funder_sheets(file)][-1] == "region"
    monkeypatch.setenv("PARVIS_FUNDERS", str(file))
    assert [sheet.id for sheet in funder_sheets()][-1] == "region"


@pytest.mark.parametrize(
    "text", ["", "sheet = 3", "[[sheet]]", OWN.replace("article 3", " "), "= ="]
)
def test_a_file_that_is_no_file_of_sheets_is_refused_with_a_reason(tmp_path, text):
    file = tmp_path / "ours.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(FairError) as refused:
        funder_sheets(file)
    assert refused.value.code == "funders_unreadable"


def test_a_question_that_nobody_answered_is_not_known_and_is_no_zero():
    line = FunderLine("EECO02", {"fr": "x"}, "y", ("unemployed.under_12", "unemployed.24_up"))
    silent = Section(
        "unemployed", (Figure("under_12", 0), Figure("24_up", 0), Figure("not_said", 23))
    )
    said = Section(
        "unemployed", (Figure("under_12", 6), Figure("24_up", 0), Figure("not_said", 17))
    )
    assert counted_line(line, [silent]).value is None
    assert counted_line(line, [said]).value == 6
