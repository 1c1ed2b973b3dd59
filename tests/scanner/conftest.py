import shutil
from contextlib import contextmanager
from pathlib import Path
from random import Random
from string import digits
from time import sleep, time

import pytest
from playwright.sync_api import sync_playwright

from badges.code import new_code
from matching.store import fairs
from tests.fairs import moment, shop_in, small_entries
from tests.scanner.fake_door import FAIR, Cuttable, FakeDoor
from tests.scanner.film import empty_table

_HERE = Path(__file__).parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP hall.test 127.0.0.1",
]
SECONDS_A_KEY = 0.005
FIRST_NAMES = ("Amina", "Bilal", "Chloé")


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.is_relative_to(_HERE):
            item.add_marker(pytest.mark.slow)


def camera(film):
    """What makes Chromium see a film through its camera, and allow it."""
    return [
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    ]


@contextmanager
def chromium(*more):
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed; .ci/run installs it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*ARGS, *more])
        yield browser
        browser.close()


@contextmanager
def tablet_of(browser, door, **settings):
    """A tablet that fails the test when it asks anything but the door, or says an error."""
    context = browser.new_context(
        **{"viewport": {"width": 768, "height": 1024}, "locale": "fr-FR"} | settings
    )
    context.set_default_timeout(20_000)
    asked, wrong = [], []
    context.on("request", lambda request: asked.append(request.url))
    context.on("weberror", lambda error: wrong.append(str(error.error)))
    yield context
    context.close()
    ours = (door.address, door.hall_address, "blob:", "data:")
    assert [url for url in asked if not url.startswith(ours)] == []
    assert wrong == []


@contextmanager
def door_of(folder, codes):
    """A door of that many badges, served."""
    shop = shop_in(folder)
    with shop.store.writing() as writer:
        fairs.write_fair(writer, small_entries().fair, digest="test", at=moment(8))
    people = {code: f"{FIRST_NAMES[at % 3]}{at + 1}" for at, code in enumerate(codes)}
    door = FakeDoor(shop, people)
    served = Cuttable(door.routes())
    door.served, door.address = served, served.address
    door.hall_address = f"http://hall.test:{served.port}"
    door.page = f"{served.address}/scan/{FAIR}?station=tablette+1"
    served.start()
    yield door
    served.cut()
    shop.store.close()


def drawn_codes(count, seed):
    random = Random(seed)
    return [new_code(random.randbytes) for _ in range(count)]


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    """A browser whose camera sees an empty table."""
    film = empty_table(tmp_path_factory.mktemp("film") / "table.mjpeg")
    with chromium(*camera(film)) as opened:
        yield opened


@pytest.fixture
def door(tmp_path):
    with door_of(tmp_path, drawn_codes(3, seed=3)) as opened:
        yield opened


@pytest.fixture
def tablet(browser, door):
    """A tablet's browser, no page open yet."""
    with tablet_of(browser, door) as context:
        yield context


@pytest.fixture
def page(tablet, door):
    """The scanner's page, open and kept for the time without a network."""
    return opened(tablet, door)


def opened(tablet, door, *, address=""):
    page = tablet.new_page()
    page.goto(address or door.page)
    page.get_by_text("Que fait cette page hors ligne").wait_for()
    return page


def kept(page):
    """Wait until the page could open without the server, and knows the badges."""
    page.wait_for_function(
        """() => { const said = document.querySelector('.offline-note')?.textContent ?? '';
        return said.includes("s'ouvre aussi sans réseau") && said.includes('Badges connus'); }"""
    )
    return page


def type_code(page, code):
    page.get_by_label("Ou tapez les 10 signes").fill(code)
    page.get_by_role("button", name="Enregistrer l'arrivée").click()


def scan(page, text, end="Enter", keyboard=None, busy_after=0):
    """A hand scanner types a text, by the letters of a keyboard other than its own if told.

    After that many keys, if any, the page is busy for a while: it hears the others late.
    """
    keyboard = keyboard or {}
    keys = [(keyboard.get(symbol, symbol), symbol) for symbol in text]
    keys += [(end, "")] if end else []
    cable = page.context.new_cdp_session(page)
    begun = time()
    for at, (key, symbol) in enumerate(keys):
        if busy_after and at == busy_after:
            page.evaluate("() => { for (const from = Date.now(); Date.now() < from + 400; ); }")
        press(cable, key, symbol, begun + at * SECONDS_A_KEY)
    cable.detach()


# The hour of a key is the scanner's, whatever a busy machine needs to deliver it.
def press(cable, key, symbol, hour):
    code = f"Digit{symbol}" if symbol in digits else f"Key{symbol}" if symbol else key
    told = {"key": key, "code": code, "timestamp": hour}
    typed = {"text": key} if symbol else {}
    cable.send("Input.dispatchKeyEvent", {"type": "keyDown"} | told | typed)
    cable.send("Input.dispatchKeyEvent", {"type": "keyUp"} | told)


def answered(page, kind):
    """Wait for an answer of a kind and give its words."""
    card = page.locator(f".answer[data-kind={kind}]")
    card.wait_for()
    return card.inner_text()


def linked(page, link, waiting=0):
    page.locator(f".link[data-link={link}][data-waiting='{waiting}']").wait_for()
    return page.locator(".link p").inner_text()


def back(page, door):
    """The server is there again, and the tablet is told so."""
    door.served.start()
    page.get_by_role("button", name="Essayer maintenant").click()


def network_came(page):
    """What a browser says when the Wi-Fi is back."""
    page.evaluate("dispatchEvent(new Event('online'))")


def wait_until(holds, seconds=75, every=0.1):
    for _ in range(round(seconds / every)):
        if holds():
            return
        sleep(every)
    raise AssertionError("it never came")
