"""Each example fair from its folder to its report, as its command gives it."""

import json
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from matching.__main__ import app
from matching.services.files.examples import example_folder

_PLAN_SECONDS = "10"


@pytest.fixture(scope="session")
def whole(tmp_path_factory):
    """A scheme by its name: its folder taken in, its plan announced, its report; made once."""
    made = {}

    def of(scheme):
        if scheme not in made:
            made[scheme] = _whole(scheme, tmp_path_factory.mktemp(scheme) / "fair.db")
        return made[scheme]

    return of


def _whole(scheme, file):
    def run(command, *words):
        result = CliRunner().invoke(
            app, [command, "--store", f"sqlite:///{file}", "--json", *words]
        )
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)

    received = run("import", str(example_folder(scheme)))
    fair = received["fair"]
    plan = run("plan", fair, "--announce", "--seconds", _PLAN_SECONDS)
    return SimpleNamespace(
        fair=fair, received=received, plan=plan, report=run("report", fair), run=run, file=file
    )
