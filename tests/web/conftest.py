"""A shop over a fresh store, closed after the test."""

import pytest

from tests.fairs import shop_in


@pytest.fixture
def shop(tmp_path):
    opened = shop_in(tmp_path)
    yield opened
    opened.store.close()
