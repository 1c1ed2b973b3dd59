import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from matching.domain.access import Role
from matching.services.access.enter import COOKIE, open_station
from matching.services.access.give_access import give_access
from matching.services.files.examples import open_example
from matching.ui import ENTRANCE
from matching.ui.parts.shell import planned
from matching.ui.session import shop as shop_of_pages
from tests.ui.visiting import page_of

MOSSON = "mosson-2023"


@pytest.fixture(autouse=True)
def plans_awaited(monkeypatch):
    """Answer a tap once its plan is drawn: no test of a page's words hangs on a machine's speed."""
    monkeypatch.setattr(planned, "ANSWERS_WITHIN", None)


@pytest.fixture
def shop(tmp_path, monkeypatch):
    """The shop that the pages of this test open: an empty store."""
    monkeypatch.setenv("PARVIS_STORE", f"sqlite:///{tmp_path / 'fair.db'}")
    shop_of_pages.clear()
    yield shop_of_pages()
    shop_of_pages().store.close()
    shop_of_pages.clear()


@pytest.fixture
def mosson(shop):
    """The same with the example fair in it."""
    open_example(shop, "mosson")
    return shop


@pytest.fixture
def announced(tmp_path, monkeypatch, example):
    """A shop with the example fair planned and announced."""
    (tmp_path / "planned.db").write_bytes(example.announced)
    monkeypatch.setenv("PARVIS_STORE", f"sqlite:///{tmp_path / 'planned.db'}")
    shop_of_pages.clear()
    yield shop_of_pages()
    shop_of_pages().store.close()
    shop_of_pages.clear()


@pytest.fixture
def enter_as(monkeypatch):
    """Make the pages see a screen that a code has opened; AppTest brings no cookies."""

    def entered(shop, role=Role.ORGANISER, **of):
        given = give_access(shop, name=role.value, role=role, **of)
        cookie = open_station(shop, given.access.number, station="Tablette 1").cookie
        monkeypatch.setattr(type(st.context), "cookies", {COOKIE: cookie})

    return entered


@pytest.fixture
def visit(enter_as):
    """Open a page as the organiser does: the frame first, then the page."""

    def opened(name):
        enter_as(shop_of_pages())
        app = AppTest.from_file(ENTRANCE, default_timeout=60).run()
        app.switch_page(page_of(name)).run()
        assert not app.exception
        return app

    return opened


@pytest.fixture
def example_files():
    """The three tables of the example fair, by name."""
    from matching.services.files.examples import example_folder

    return {path.name: path.read_bytes() for path in example_folder("mosson").glob("*.csv")}
