import pytest

from tests.fairs import shop_on


@pytest.fixture
def shop(tmp_path, example):
    """A shop of its own for a test, holding the example fair, nothing planned."""
    with shop_on(example.read, tmp_path) as opened:
        yield opened


@pytest.fixture
def drawn(tmp_path, example):
    """The same with a plan, which nobody has been told."""
    with shop_on(example.drawn, tmp_path) as opened:
        yield opened


@pytest.fixture
def planned(tmp_path, example):
    """The same with its plan announced."""
    with shop_on(example.announced, tmp_path) as opened:
        yield opened
