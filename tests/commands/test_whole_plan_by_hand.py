"""`parvis plan` respects what `parvis meeting` placed and cancelled, and says so."""

import json

import pytest
from typer.testing import CliRunner

from matching.__main__ import app
from matching.domain.slots import SlotGrid

MOSSON = "mosson-2023"


@pytest.fixture
def run(tmp_path, example):
    (tmp_path / "fair.db").write_bytes(example.announced)

    def invoke(*words):
        store = f"sqlite:///{tmp_path / 'fair.db'}"
        result = CliRunner().invoke(app, [*words, "--store", store])
        assert result.exit_code == 0, result.output
        return result.stdout

    return invoke


@pytest.mark.slow
def test_whole_plan_keeps_what_was_placed_and_leaves_out_what_was_cancelled(run, example):
    planned = sorted(example.plan.version.meetings)
    last = planned[-1]
    gone = next(one for one in planned if one.person != last.person and one.stand != last.stand)
    hour = next(one.slot for one in planned if one.slot != last.slot and one.person != last.person)
    starts = f"{SlotGrid.of(example.plan.entries.fair).starts[hour]:%H:%M}"
    at, why = ("--at", "08:00"), ("--reason", "voulu")
    run("meeting", "move", MOSSON, last.id, "--to", starts, *why, "--nonce", "moved", *at)
    run("meeting", "cancel", MOSSON, gone.id, *why, "--nonce", "cancelled", *at)

    drawn = json.loads(run("plan", MOSSON, "--seconds", "5", "--json"))
    assert drawn["by_hand"] == {"placed": 1, "cancelled": 1, "lost": 0}
    placed = {one["meeting"]: one for one in drawn["meetings"]}
    assert placed[last.id]["starts_at"][11:16] == starts
    met = {(one["person"], one["stand"]) for one in drawn["meetings"]}
    assert (gone.person, gone.stand) not in met

    run("meeting", "undo", MOSSON, "cancelled", *why, *at)
    said = run("plan", MOSSON, "--seconds", "5")
    assert "1 rendez-vous placé à la main est resté à sa place." in said
    assert "annulé à la main" not in said
