"""A server that was stopped: our words beside what the screen shows, gone once it is back."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import screen_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]
AWAY = re.compile("L.ordinateur du forum ne répond plus")
# What Streamlit puts over the page, as on any address but localhost.
DIALOG = """() => {
  const dialog = document.createElement('div');
  dialog.className = 'stDialog';
  dialog.setAttribute('role', 'dialog');
  dialog.innerHTML = '<h2>Connection error</h2><p>Streamlit server is not responding.</p>';
  document.body.append(dialog);
}"""
SAID = "getComputedStyle(document.body, '::before').content"


def test_a_server_that_does_not_answer_is_said_in_our_words_and_covers_no_page(served):
    with screen_of(served, served[1]) as page:
        page.goto(f"{served[0]}/files")
        page.get_by_text("fair.toml").first.wait_for()
        page.evaluate(DIALOG)
        page.wait_for_function("document.body.dataset.serverAway !== undefined")
        assert AWAY.search(page.evaluate(SAID))
        expect(page.get_by_text("Connection error")).to_be_hidden()
        page.evaluate("document.querySelector('.stDialog').remove()")
        page.wait_for_function("document.body.dataset.serverAway === undefined")
        assert page.evaluate(SAID) == "none"
