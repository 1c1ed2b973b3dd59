import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from weakref import WeakKeyDictionary

import pytest
from playwright.sync_api import TimeoutError as TookTooLong
from playwright.sync_api import expect, sync_playwright
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from matching.domain.access import Role
from matching.services.access.enter import COOKIE, open_station
from matching.services.access.give_access import give_access
from matching.services.files.examples import example_folder
from matching.services.files.receive_files import receive_folder
from matching.services.shop.shipped import shipped
from matching.services.shop.shop import open_shop

# How long a busy machine takes is not the product's; what never comes fails all the same.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def served(tmp_path_factory):
    """The app on a port of its own over the example fair: its address, an organiser's cookie,
    and where its store is.

    Where the fair is it is evening, so that a rehearsal is just opening at whatever hour it runs.
    """
    folder = tmp_path_factory.mktemp("served")
    url = f"sqlite:///{folder / 'fair.db'}"
    shop = open_shop(url)
    receive_folder(shop, example_at(20, folder / "mosson"))
    number = give_access(shop, name="Organisatrice", role=Role.ORGANISER).access.number
    cookie = open_station(shop, number, station="Portable").cookie
    shop.store.close()
    with app_over(folder, url) as address:
        yield address, cookie, url


@contextmanager
def app_over(folder, url):
    """The app on a port of its own over a store: its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(shipped("app.py")),
               "--server.port", str(port)]  # fmt: skip
    environment = os.environ | {"PARVIS_STORE": url}
    with (folder / "log.txt").open("w+") as log:
        with subprocess.Popen(command, env=environment, stdout=log, stderr=log) as app:
            try:
                _wait(app, port)
                yield f"http://localhost:{port}"
            finally:
                app.terminate()
        log.seek(0)
        told = log.read()
        assert "Traceback" not in told, told


def entered(shop, role, **of):
    """The screen that the code of a new access opens: who is there, and its cookie."""
    number = give_access(shop, name=role.value, role=role, **of).access.number
    return open_station(shop, number, station=role.value)


@pytest.fixture(scope="session")
def address(served):
    """Where the app answers."""
    return served[0]


def _wait(app, port):
    for _ in range(600):
        connection = HTTPConnection("127.0.0.1", port, timeout=2)
        try:
            connection.request("GET", "/api/health")
            if connection.getresponse().status == 200:
                return
        except OSError:
            assert app.poll() is None, "the app has stopped"
            time.sleep(0.2)
        finally:
            connection.close()
    raise AssertionError("the app does not answer")


@pytest.fixture
def tablet(served):
    """A page on a tablet; it fails the test when anything but this machine is asked."""
    with screen_of(served, served[1]) as page:
        page.goto(served[0])
        yield page


@contextmanager
def screen_of(served, cookie, **size):
    """A page at a screen that a code has opened."""
    address = served[0]
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed; .ci/run installs it")
    asked = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        context = browser.new_context(
            viewport={"width": 1280, "height": 800, **size}, locale="fr-FR", accept_downloads=True
        )
        context.add_cookies([{"name": COOKIE, "value": cookie, "url": address}])
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        _RUNS[page] = _Runs(page)
        page.on("request", lambda request: asked.append(request.url))
        yield page
        browser.close()
    outside = [
        url for url in asked if not url.startswith((address, "data:", "blob:", "ws://localhost"))
    ]
    assert outside == []


@pytest.fixture
def fair_files(tmp_path):
    """Files of a fair of its own, on a clock that shows eight in the morning right now."""
    folder = example_at(8, tmp_path / "fair")
    frame = folder / "fair.toml"
    frame.write_text(frame.read_text().replace("mosson-2023", "un-jour-2023"))
    return sorted(str(path) for path in folder.iterdir() if path.suffix in {".csv", ".toml"})


def example_at(hour, folder):
    """A copy of the example fair in a zone of the world where it is that hour right now."""
    copy = Path(shutil.copytree(example_folder("mosson"), folder))
    ahead = hour - datetime.now(UTC).hour
    ahead += 24 * ((ahead < -11) - (ahead > 12))
    zone = f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"
    frame = copy / "fair.toml"
    frame.write_text(frame.read_text().replace("Europe/Paris", zone))
    return copy


class _Runs:
    """What a page has asked its server for, and whether all of it has been answered to its end."""

    def __init__(self, page):
        self.asked = False
        page.on("websocket", self._listen)

    def _listen(self, socket):
        socket.on("framesent", self._sent)
        socket.on("framereceived", self._received)
        socket.on("close", lambda _: setattr(self, "asked", False))

    def _sent(self, frame):
        if isinstance(frame, bytes) and BackMsg.FromString(frame).HasField("rerun_script"):
            self.asked = True

    def _received(self, frame):
        message = ForwardMsg.FromString(frame) if isinstance(frame, bytes) else ForwardMsg()
        again = ForwardMsg.ScriptFinishedStatus.FINISHED_EARLY_FOR_RERUN
        if message.WhichOneof("type") == "script_finished" and message.script_finished != again:
            self.asked = False


_RUNS = WeakKeyDictionary()


def settle(page):
    """Wait until the page has run to its end: what is typed before may be drawn over."""
    page.wait_for_timeout(500)  # the hand that types rests before anything is asked
    while _RUNS[page].asked:
        page.wait_for_timeout(50)
    page.wait_for_timeout(100)  # the last answer is drawn
    page.get_by_test_id("stStatusWidget").wait_for(state="detached")


def in_list(page, field, act):
    """Open a list and act in it, again as people do when a page still being drawn closes it."""
    for _ in range(12):
        settle(page)
        field.click()
        try:
            act()
        except TookTooLong:
            page.keyboard.press("Escape")
        else:
            return
    raise AssertionError(f"the list of {field} never stayed open")
