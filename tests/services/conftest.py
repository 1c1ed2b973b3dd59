import pytest

from matching.services.files.examples import open_example
from tests.fairs import shop_in


@pytest.fixture
def shop(tmp_path):
    """A shop of its own for a test, holding the example fair, nothing planned."""
    opened = shop_in(tmp_path)
    open_example(opened, "mosson")
    yield opened
    opened.store.close()
