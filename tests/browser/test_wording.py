"""Streamlit's own words are said in the reader's language, and names of fields hold no Markdown."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import screen_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ENGLISH = re.compile(r"Upload|Drag and drop|per file|Select all|Clear|No results|\bOpen\b|Remove")
NAMES = "[...document.querySelectorAll('[aria-label]')].map(one => one.getAttribute('aria-label'))"
PEOPLE = "Prénom;Né(e) le *_jour_*;Souhaits\nAna;1999;vente\n"


def test_places_to_drop_files_speak_french_and_their_names_no_markdown(served):
    with screen_of(served, served[1]) as page:
        page.goto(f"{served[0]}/files")
        place = page.get_by_test_id("stFileUploader")
        expect(place.get_by_text("Choisir un fichier")).to_be_visible(timeout=60_000)
        expect(place).to_contain_text("Mo par fichier")
        file = {"name": "gens.csv", "mimeType": "text/csv", "buffer": PEOPLE.encode()}
        place.locator("input").set_input_files([file])
        expect(page.get_by_text("Né(e) le").first).to_be_visible(timeout=60_000)
        expect(place.get_by_role("button", name="Retirer gens.csv")).to_be_visible()
        assert not ENGLISH.search(place.inner_text())
        assert [name for name in page.evaluate(NAMES) if "\\" in name or "**" in name] == []


def test_lists_of_choices_speak_french(served):
    with screen_of(served, served[1]) as page:
        page.goto(f"{served[0]}/entries")
        page.get_by_role("button", name="Ajouter une personne").click(timeout=60_000)
        page.get_by_label("Permis").first.click(timeout=60_000)
        expect(page.get_by_text("Tout choisir").first).to_be_visible()
        page.keyboard.type("xyzzy")
        expect(page.get_by_text("Rien trouvé").first).to_be_visible()
