"""Streamlit's own words are in the reader's language; what a click has done is said in sight."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import in_list, screen_of

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


# What Streamlit says of its own in no language but English, wherever a screen reader finds it.
THEIRS = re.compile(
    r"\b(?:Link to|Help for|heading|sidebar|Sidebar|Navigate|Skip to|main content|file upload"
    r"|Choose|Selected|(?:day|month|year|hour|minute), |Previous|Next|Use arrow"
    r"|Increment|Decrement|Dismiss|available\.|selected\.|December|November|Press Enter"
    r"|dd\b|yyyy|Empty)"
)
SAID = """() => [...document.querySelectorAll('*')].flatMap((one) => [
  ...['aria-label', 'aria-valuetext', 'aria-roledescription', 'title', 'placeholder']
    .map((name) => one.getAttribute(name)),
  ...(['SCRIPT', 'STYLE'].includes(one.tagName) ? [] : [...one.childNodes]
    .filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.nodeValue)),
]).filter(Boolean)"""


# Says it whenever the link to the content could be read while it is English.
EXPOSED = """new MutationObserver(() => {
  for (const link of document.querySelectorAll('[data-testid=stSkipToContent]'))
    if (getComputedStyle(link).display !== 'none' && link.textContent.includes('Skip'))
      heard(link.textContent);
}).observe(document, { childList: true, subtree: true, attributes: true })"""


def test_nothing_of_a_page_is_read_to_anybody_in_english(served):
    def theirs():
        return [said for said in page.evaluate(SAID) if THEIRS.search(said)]

    with screen_of(served, served[1]) as page:
        page.goto(f"{served[0]}/files")
        page.get_by_text("fair.toml").first.wait_for()
        expect(page.locator("html")).to_have_attribute("lang", "fr")
        page.locator("summary", has_text=re.compile("fair.toml|autre forum")).first.click()
        page.get_by_test_id("stDateInputCalendarButton").click()
        expect(page.get_by_role("button", name="Mois suivant").first).to_be_visible()
        page.keyboard.press("Enter")
        expect(page.get_by_text("Date choisie").first).to_be_attached()
        for _ in range(50):
            if not theirs():
                break
            page.wait_for_timeout(200)
        assert theirs() == []


def test_the_first_page_says_nothing_in_english_before_any_script_has_run(served):
    with screen_of(served, served[1]) as page:
        answer = page.request.get(f"{served[0]}/files", headers={"accept": "text/html"})
        assert '<html lang="fr">' in answer.text()
        assert "<title>Parvis</title>" in answer.text()
        assert "JavaScript to run this app" not in answer.text()
        heard = []
        page.expose_function("heard", lambda words: heard.append(words))  # noqa: PLW0108
        page.add_init_script(EXPOSED)
        page.goto(f"{served[0]}/files")
        page.get_by_role("link", name="Aller au contenu").wait_for(state="attached")
        assert heard == []


def test_an_address_that_is_no_page_is_told_in_french(served):
    with screen_of(served, served[1]) as page:
        page.goto(f"{served[0]}/nowhere")
        told = page.get_by_role("dialog")
        expect(told).to_contain_text("Cette page n'existe pas", timeout=60_000)
        expect(told).to_contain_text("Voici la première page.")
        assert [said for said in page.evaluate(SAID) if "requested" in said] == []


def test_lists_of_choices_speak_french(served):
    with screen_of(served, served[1]) as page:
        page.goto(f"{served[0]}/entries")
        page.get_by_role("button", name="Ajouter une personne").click(timeout=60_000)
        moped = page.get_by_role("option").first
        in_list(page, page.get_by_label("Permis").first, lambda: moped.wait_for(timeout=5_000))
        assert not ENGLISH.search(page.get_by_role("listbox").first.inner_text())
        expect(page.get_by_text("Tout choisir")).to_have_count(0)
        page.keyboard.type("xyzzy")
        expect(page.get_by_text("Rien trouvé").first).to_be_visible()


@pytest.mark.parametrize(("width", "height"), [(390, 700), (1280, 500)])
def test_why_a_click_was_refused_is_in_sight_however_far_down_it_was(served, width, height):
    with screen_of(served, served[1], width=width, height=height) as page:
        page.goto(f"{served[0]}/entries")
        page.get_by_role("button", name="Ajouter une personne").click(timeout=60_000)
        panel = page.locator("summary", has_text="autres cases")
        panel.click()
        page.get_by_role("button", name="Enregistrer").click()
        told = page.locator(".st-key-notice")
        expect(told).to_contain_text("Rien n'est enregistré", timeout=30_000)
        expect(told).to_be_in_viewport()
        assert (
            page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") > height / 4
        )
        expect(page.locator("details[open]", has=panel)).to_have_count(1)


@pytest.mark.parametrize("name", ["kiosk", "faces"])
def test_whoever_may_open_a_screen_for_visitors_reads_how(served, name):
    with screen_of(served, served[1]) as page:
        page.goto(f"{served[0]}/{name}")
        expect(page.get_by_text("Cette page se montre sur une tablette")).to_be_visible()
        assert page.get_by_text("Votre accès ne permet pas cela").count() == 0
        page.get_by_test_id("stMain").get_by_role("link", name="Accès").click()
        expect(page.get_by_role("heading", name="Accès", exact=True)).to_be_visible()


# Where the last sign of a heading stands, and whether the word before it is on the same line.
ALONE = """(heading) => {
  const text = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT).nextNode();
  const mark = text.nodeValue.lastIndexOf('?'), range = document.createRange();
  const top = (at) => { range.setStart(text, at); range.setEnd(text, at + 1);
    return range.getBoundingClientRect().top; };
  return top(mark) !== top(mark - 2);
}"""


def test_a_question_mark_does_not_stand_alone_on_a_line(served):
    asked = "À qui posez-vous les questions ?"
    with screen_of(served, served[1]) as page:
        page.goto(f"{served[0]}/questions")
        heading = page.get_by_role("heading", name=asked)
        heading.wait_for()
        alone = []
        for width in range(320, 460, 10):
            page.set_viewport_size({"width": width, "height": 844})
            page.wait_for_timeout(100)
            if heading.evaluate(ALONE):
                alone.append(width)
        assert alone == []
