"""The camera: chosen, lit, let go, missing, refused; and the browser's own reader."""

import pytest

from tests.scanner.conftest import answered, linked, opened, type_code

pytestmark = pytest.mark.browser
FAILING = """if (navigator.mediaDevices) navigator.mediaDevices.getUserMedia = () =>
    Promise.reject(new DOMException('no', '{name}'));"""
LAMP = """(() => {
    MediaStreamTrack.prototype.getCapabilities = () => ({ torch: true });
    MediaStreamTrack.prototype.applyConstraints = async (wish) => { window.wished = wish; };
})()"""
NATIVE = """globalThis.BarcodeDetector = class {
    static async getSupportedFormats() { return ['qr_code']; }
    async detect() { return [{ rawValue: '%s' }]; }
};"""
HIDDEN = """(value) => { Object.defineProperty(document, 'hidden', { value, configurable: true });
    document.dispatchEvent(new Event('visibilitychange')); }"""
AWAKE = """window.held = 0; Object.defineProperty(navigator, 'wakeLock', { value: {
    request: async () => { window.held += 1; return { release: async () => {} }; } } });"""


def camera_is(page, state):
    view = page.locator(f".camera[data-state={state}]")
    view.wait_for()
    return view.inner_text()


@pytest.mark.parametrize(
    ("name", "state", "words"),
    [
        ("NotAllowedError", "refused", "Autorisez-la dans les réglages"),
        ("NotFoundError", "none", "n'a pas de caméra"),
        ("NotReadableError", "busy", "Une autre application"),
    ],
)
def test_camera_that_does_not_open_says_what_to_do(tablet, door, name, state, words):
    tablet.add_init_script(FAILING.replace("{name}", name))
    page = opened(tablet, door)
    assert words in camera_is(page, state)
    assert page.get_by_role("button", name="Réessayer").is_visible()
    type_code(page, next(iter(door.people)))
    answered(page, "accepted")


def test_plain_http_says_so_and_typed_codes_still_work_even_cut_off(tablet, door):
    page = opened(tablet, door, address=door.page.replace(door.address, door.hall_address))
    assert page.evaluate("isSecureContext") is False
    assert "Ouvrez l'adresse en https" in camera_is(page, "insecure")
    first, second, _ = door.people
    type_code(page, first)
    answered(page, "accepted")
    door.served.cut()
    type_code(page, second)
    assert "ne peut pas vérifier" in answered(page, "noted")
    linked(page, "away", 1)
    door.served.start()
    linked(page, "ok", 0)
    assert set(door.arrived) == {first, second}


def test_camera_is_let_go_while_the_page_is_hidden(page):
    camera_is(page, "on")
    page.evaluate(HIDDEN, True)
    camera_is(page, "paused")
    assert page.evaluate("document.querySelector('video').srcObject") is None
    page.evaluate(HIDDEN, False)
    camera_is(page, "on")


def test_camera_paused_by_hand_stays_so_until_asked(page):
    camera_is(page, "on")
    page.get_by_role("button", name="Pause").click()
    camera_is(page, "paused")
    page.evaluate(HIDDEN, True)
    page.evaluate(HIDDEN, False)
    camera_is(page, "paused")
    page.get_by_role("button", name="Réessayer").click()
    camera_is(page, "on")


def test_lamp_is_lit_where_there_is_one(tablet, door):
    tablet.add_init_script(LAMP)
    page = opened(tablet, door)
    page.get_by_role("button", name="Lampe éteinte").click()
    page.get_by_role("button", name="Lampe allumée").wait_for()
    assert page.evaluate("window.wished") == {"advanced": [{"torch": True}]}


def test_screen_stays_lit_and_is_held_again_when_the_page_comes_back(tablet, door):
    tablet.add_init_script(AWAKE)
    page = opened(tablet, door)
    assert page.evaluate("window.held") == 1
    page.evaluate(HIDDEN, True)
    page.evaluate(HIDDEN, False)
    assert page.evaluate("window.held") == 2


def test_own_reader_of_the_browser_is_preferred(tablet, door):
    first = next(iter(door.people))
    tablet.add_init_script(NATIVE % first)
    page = opened(tablet, door)
    answered(page, "accepted")
    assert page.locator(".scanner").get_attribute("data-reader") == "native"
    page.wait_for_timeout(500)
    assert len(door.asked) == 1  # in view all the time: one act


def test_code_of_something_else_never_leaves_the_tablet(tablet, door):
    tablet.add_init_script(NATIVE % ("https://example.org/private"))
    page = opened(tablet, door)
    assert "Pas enregistré" in answered(page, "refused")
    assert door.asked == []
