"""Benchmarks: what is measured is printed as one table beside its peer or bound."""

import os
from pathlib import Path

import pytest

_HERE = Path(__file__).parent
_FIGURES = pytest.StashKey[list[tuple[str, str, str]]]()


def pytest_configure(config):
    config.stash[_FIGURES] = []


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.is_relative_to(_HERE):
            item.add_marker(pytest.mark.benchmark)


def pytest_terminal_summary(terminalreporter, config):
    if config.stash[_FIGURES]:
        terminalreporter.section("measured")
    for subject, figure, value in config.stash[_FIGURES]:
        terminalreporter.write_line(f"{subject:<44} {figure:<34} {value}")


@pytest.fixture
def measured(request):
    """Write a figure into the table: `measured("ROME titles", "acc@1", 0.47)`."""

    def write(subject, figure, value):
        shown = f"{value:.3f}" if isinstance(value, float) else str(value)
        request.config.stash[_FIGURES].append((subject, figure, shown))

    return write


@pytest.fixture(scope="session")
def real_data():
    """The folder of real data to measure on (`PARVIS_REAL_DATA`), kept outside the project."""
    beside = _HERE.parents[2] / "shared" / "data"
    folder = Path(os.environ.get("PARVIS_REAL_DATA", beside))
    if not folder.is_dir():
        pytest.skip(f"no real data at {folder}; set PARVIS_REAL_DATA")
    return folder
