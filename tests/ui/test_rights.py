"""The page of people's rights, and files that any page offers."""

import re
from threading import Thread

import pytest
import streamlit as st

from matching.domain.access import Role
from matching.services.rights.acts import rights_acts
from matching.store import fairs
from tests.ui.test_pages import said
from tests.ui.test_roles import MOSSON, opened
from tests.ui.visiting import page_of


def test_the_data_officer_forgets_a_person_after_saying_that_they_are_sure(announced, enter_as):
    enter_as(announced, Role.DATA)
    app = opened().switch_page(page_of("rights")).run()
    app.text_input(key="rights.search").set_value("Belkhiri").run()
    assert app.button(key="rights.forget.p01").disabled
    app.button(key="rights.calls.p01").click().run()
    app.checkbox(key="rights.sure.p01").check().run()
    app.button(key="rights.forget.p01").click().run()
    assert not app.exception
    assert "1 personne oubliée" in said(app)
    with announced.store.reading() as reader:
        assert "p01" not in fairs.read_entries(reader, MOSSON).jobseekers
    assert [act.act for act in rights_acts(announced, MOSSON)] == [
        "consent_withdrawn", "forgotten",
    ]  # fmt: skip


def test_the_data_officer_begins_with_rights_and_is_told_how_to_search(announced, enter_as):
    enter_as(announced, Role.DATA)
    app = opened()
    assert [title.value for title in app.title] == ["Droits"]
    for words, answer in {
        "": "Tapez un nom",
        "B": "Tapez au moins 3 lettres",
        "Zzzzz": "Personne à ce nom",
        "1": "lignes partiraient",
    }.items():
        app.text_input(key="rights.search").set_value(words).run()
        assert not app.exception
        assert answer in said(app)
    assert not re.search(r"\d{4}-\d\d-\d\d", said(app))


def test_the_data_officer_corrects_what_is_written_of_a_person(announced, enter_as):
    enter_as(announced, Role.DATA)
    app = opened()
    app.text_input(key="rights.search").set_value("Belkhiri").run()
    app.button(key="rights.correct.p01").click().run()
    box = next(each for each in app.text_input if each.label == "Commune")
    assert box.value == "Montpellier"
    box.set_value("Lunel")
    app.button(key="entry.save").click().run()
    assert not app.exception
    assert "Enregistré\u00a0: commune." in said(app)
    assert not [each for each in app.button if each.key == "entry.save"]
    with announced.store.reading() as reader:
        assert fairs.read_entries(reader, MOSSON).jobseekers["p01"].commune == "Lunel"
    assert [act.act for act in rights_acts(announced, MOSSON)] == ["corrected"]


@pytest.fixture
def offered(monkeypatch):
    """What every download of the pages drawn from now on is made of, by its key."""
    made, draw = {}, st.download_button

    def noting(label, data, **options):
        if not options.get("disabled"):
            made[options["key"]] = data
        return draw(label, data, **options)

    monkeypatch.setattr(st, "download_button", noting)
    return made


def made_outside(make):
    """What a download makes where no session is: the app makes it when it is touched."""
    found = []
    thread = Thread(target=lambda: found.append(make()))
    thread.start()
    thread.join()
    return found


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_every_file_that_a_page_offers_is_made_without_the_session(announced, enter_as, offered):
    enter_as(announced, Role.ORGANISER)
    app = opened()
    for page in ("start", "fair", "sheets", "eligibility", "report", "rights", "accesses"):
        app.switch_page(page_of(page)).run()
        assert not app.exception
    app.switch_page(page_of("rights")).run()
    app.text_input(key="rights.search").set_value("Belkhiri").run()
    makers = {key: make for key, make in offered.items() if callable(make)}
    assert {"rights.pdf.p01", "rights.json.p01", "report.csv", "fair.export"} <= makers.keys()
    assert [key for key, make in makers.items() if not made_outside(make)] == []
    (content,) = made_outside(makers["rights.json.p01"])
    assert "Belkhiri" in content.decode()
