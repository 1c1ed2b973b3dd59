"""The whole day in a real browser: upload, plan, sign in, schedule, paper, figures."""

import os
import re
from pathlib import Path

import pymupdf
import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

import matching
from matching.phrases import say
from matching.ui.shell import PAGES
from tests.browser.conftest import in_list, settle

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SCREENS = Path(matching.__file__).parent / "docs" / "screens"


def go(page, name):
    page.get_by_test_id("stSidebar").get_by_role("link", name=name).click()
    page.get_by_role("heading", level=1, name=name).wait_for()


def press(page, name):
    page.get_by_role("button", name=name).first.click()


def choose(page, field, word):
    """Open a list and take a word of it."""
    option = page.get_by_role("option", name=word, exact=True)
    in_list(page, field, lambda: option.click(timeout=5_000))


def keep_screen(page, name):
    """Renew the picture of the README when asked to (PARVIS_SCREENS=1)."""
    if os.environ.get("PARVIS_SCREENS"):
        SCREENS.mkdir(exist_ok=True)
        page.wait_for_timeout(1500)
        page.screenshot(path=SCREENS / f"{name}.png")


def downloaded(page, name, folder):
    with page.expect_download() as download:
        press(page, name)
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_a_day_from_upload_to_report(tablet, fair_files, tmp_path):
    page = tablet
    go(page, "Fichiers")
    settle(page)
    page.locator("input[type=file]").set_input_files(fair_files)
    for name in fair_files:
        page.get_by_text(Path(name).name).first.wait_for()
    settle(page)
    press(page, "Importer")
    page.get_by_text("C'est importé : 30 personnes, 22 stands, 55 offres.").wait_for()
    means = page.get_by_role("combobox", name=re.compile("CDII.+intérim"))
    for word in ("CDI", "intérim"):
        choose(page, means, word)
    page.keyboard.press("Escape")
    page.get_by_label("Bonne valeur pour « Départ »").fill("16h30")
    press(page, "Corriger")
    page.get_by_text("Il ne reste rien à corriger").wait_for()

    go(page, "Planning")
    page.get_by_label("Temps de recherche (secondes)").fill("600")
    press(page, "Dessiner le planning")
    page.get_by_text("c'est prouvé").wait_for(timeout=660_000)
    press(page, "Annoncer")
    page.get_by_text("est annoncé. Vous pouvez imprimer.").wait_for()
    keep_screen(page, "plan")

    go(page, "Impressions")
    badges = downloaded(page, "Préparer le PDF", tmp_path)
    words = pymupdf.open(badges)[0].get_text()
    code = next(word for word in words.split() if len(word) == 11 and word[5] == "-")

    go(page, "Accueil")
    settle(page)
    page.get_by_role("textbox", name="Code du badge").fill(code)
    page.keyboard.press("Enter")
    page.get_by_text("Bienvenue ! L'arrivée est enregistrée").wait_for()
    first_hour = page.get_by_role("heading", level=2).filter(has_text=":").nth(0).inner_text()
    keep_screen(page, "welcome")
    schedule = downloaded(page, "Préparer le PDF", tmp_path)
    hour, minute = first_hour.strip().split(":")
    assert f"{int(hour)} h {minute}" in pymupdf.open(schedule)[0].get_text().replace("\xa0", " ")

    go(page, "Salle")
    page.get_by_text("Toute la journée").click()
    press(page, "Tenu")
    page.get_by_text("rendez-vous tenu").first.wait_for()

    go(page, "Bilan")
    book = load_workbook(downloaded(page, "Télécharger le bilan", tmp_path))
    figures = {row[0].value: row[1].value for row in book["Venue"].iter_rows()}
    # One at the door, and whoever was met: a group is met as one.
    assert figures["Personnes venues"] > figures["Arrivées pointées à l'accueil"] == 1
    assert {row[0].value: row[1].value for row in book["Rendez-vous"].iter_rows()}[
        "Rendez-vous tenus"
    ] == 1

    page.get_by_text("English").click()
    page.get_by_role("heading", level=1, name="Report").wait_for()


# The arrow of a list is a part of its field: a finger anywhere on the field opens the list.
TARGETS = """() => [...document.querySelectorAll(
    '[data-testid=stMain] button, [data-testid=stSidebarContent] a'
)].filter(target => target.checkVisibility()).map(
    target => [
        target.innerText,
        (target.matches('[aria-haspopup=listbox]') ? target.closest('[role=group]') : target)
            .getBoundingClientRect().height,
    ]
)"""


@pytest.mark.slow
def test_what_a_finger_must_hit_is_big_enough(tablet):
    tablet.set_viewport_size({"width": 1024, "height": 768})
    # Which pages there are depends on the day: nothing is to be prepared once a plan is announced.
    links = tablet.get_by_test_id("stSidebar").get_by_role("link")
    links.filter(has_text=say("page.help", "fr")).wait_for()
    settle(tablet)
    named = [link.get_by_test_id("stMarkdownContainer").last.inner_text() for link in links.all()]
    titles = {say(f"page.{page}", "fr") for page in PAGES}
    pages = [name for name in named if name in titles]
    assert len(pages) >= len(PAGES) - 1
    for name in pages:
        go(tablet, name)
        settle(tablet)
        found = tablet.evaluate(TARGETS)
        assert len(found) >= len(pages)
        assert [target for target in found if target[1] < 44] == [], f"page {name}"


def test_keyboard_alone_signs_in(tablet):
    go(tablet, "Accueil")
    settle(tablet)
    field = tablet.get_by_role("textbox", name="Code du badge")
    field.focus()
    tablet.keyboard.type("ABC")
    expect(field).to_have_value("ABC")
    tablet.keyboard.press("Enter")
    tablet.get_by_text("Le code a 10 signes").wait_for()
