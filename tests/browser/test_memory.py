"""A running app holds nothing any more of somebody who was erased, whoever did it."""

import os
import shutil
import subprocess
import sys
import time

import pytest
from playwright.sync_api import expect

from matching.domain.access import Role
from matching.services.access.enter import open_station
from matching.services.access.give_access import give_access
from matching.services.files.receive_files import receive_folder
from matching.services.plan.announce import announce
from matching.services.plan.draw_plan import draw_plan
from matching.services.shop.shop import open_shop
from tests.browser import reached
from tests.browser.conftest import app_over, example_at, screen_of, settle

FAIR = "mosson-2023"
# What two people of the fair are told by: names, mail, telephone, and a wish in their own words.
INES = ("belkhiri", "ines.br", "39981001", "brouillardise")
GERARD = ("vaugrenier", "39981002", "nuagettes")
OWN_WORDS = {"fouilles archéologiques": "fouilles de brouillardise", "chef de cuisine": "nuagettes"}

pytestmark = pytest.mark.slow


@pytest.fixture
def held(tmp_path, monkeypatch):
    """Which of these words the app that is started next still reaches, itself asked."""
    probe, asked = tmp_path / "probe", tmp_path / "reached"
    probe.mkdir()
    shutil.copy(reached.__file__, probe / "sitecustomize.py")
    path = [str(probe), *filter(None, [os.environ.get("PYTHONPATH")])]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(path))
    monkeypatch.setenv("PARVIS_REACHED", str(asked))

    def ask(words):
        whole = asked.with_suffix(".asked")
        whole.write_text("\n".join(words))
        whole.rename(asked)
        told = asked.with_suffix(".out")
        while not told.exists():
            time.sleep(0.1)
        found = told.read_text().split()
        told.unlink()
        return found

    return ask


@pytest.fixture
def planned(tmp_path):
    """A store with the example, planned and announced, and an organiser's cookie."""
    folder = example_at(11, tmp_path / "mosson")
    table = folder / "jobseekers.csv"
    words = table.read_bytes().decode("cp1252")
    for theirs, own in OWN_WORDS.items():
        assert theirs in words
        words = words.replace(theirs, own)
    table.write_bytes(words.encode("cp1252"))
    url = f"sqlite:///{tmp_path / 'fair.db'}"
    shop = open_shop(url)
    receive_folder(shop, folder)
    draw_plan(shop, FAIR)
    announce(shop, FAIR)
    number = give_access(shop, name="Organisatrice", role=Role.ORGANISER).access.number
    cookie = open_station(shop, number, station="Portable").cookie
    shop.store.close()
    return url, cookie


def search(page, field, words):
    """Look for somebody by what is typed."""
    box = page.get_by_label(field).first
    box.fill(words)
    box.press("Enter")


def soon_empty(held, words):
    """What is still reached when it had the time of a few looks and of whatever was under way.

    A socket keeps the last message of its page until the next, and Streamlit keeps for two minutes
    a session whose page has gone.
    """
    for _ in range(18):
        time.sleep(10)
        found = held(words)
        if not found:
            break
    return found


def test_nothing_of_a_forgotten_person_is_reached_in_a_running_app(held, planned, tmp_path):
    url, cookie = planned
    with app_over(tmp_path, url) as address, screen_of((address,), cookie) as page:
        for name in ("entries", "matches", "sheets", "welcome"):
            page.goto(f"{address}/{name}")
            settle(page)
        search(page, "Nom, prénom", "Belkhiri")
        settle(page)
        page.context.request.get(f"{address}/api/fairs/{FAIR}/known-codes")
        officer = page.context.new_page()
        officer.goto(f"{address}/rights")
        search(officer, "Nom ou numéro", "Vaugrenier")
        gerard = officer.get_by_text("Vaugrenier")
        expect(gerard.first).to_be_visible()
        assert held([*INES, *GERARD]) == sorted([*INES, *GERARD])
        # Another process does it; nobody touches a page.
        forgets = [sys.executable, "-m", "matching", "forget", FAIR, "--person", "p01"]
        subprocess.run(forgets, env=os.environ | {"PARVIS_STORE": url}, check=True)
        assert soon_empty(held, INES) == []
        # What was searched is gone from the page too: it is typed again.
        expect(gerard).to_have_count(0)
        expect(officer.get_by_label("Nom ou numéro").first).to_have_value("")
        search(officer, "Nom ou numéro", "Vaugrenier")
        officer.locator(".st-key-rights-sure-p02").get_by_text("Je suis sûr·e").click()
        officer.get_by_role("button", name="Oublier cette personne").click()
        expect(officer.get_by_text("1 personne oubliée")).to_be_visible()
        assert soon_empty(held, GERARD) == []
