"""Two processes of the app behind nginx, as the configuration in our docs says, on one server."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

import matching
from matching.domain.access import Role
from matching.domain.day.happening import HappeningKind
from matching.services.access.enter import COOKIE, close_screen, open_screens, open_station
from matching.services.access.give_access import give_access
from matching.services.files.examples import open_example
from matching.services.shop.shipped import shipped
from matching.services.shop.shop import Shop, open_shop
from matching.store.day import happenings
from matching.store.people import badges
from tests.databases import POSTGRES, empty_store
from tests.scanner.fake_door import free_port

MOSSON = "mosson-2023"
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
DOCUMENTED = Path(matching.__file__).parent / "docs" / "nginx.conf"
MAIN = """
daemon off; master_process off; error_log {folder}/error.log; pid {folder}/pid;
events {{}}
http {{
    log_format served '$upstream_addr $status $uri'; access_log {folder}/served.log served;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    include {folder}/parvis.conf;
}}
"""


@dataclass
class Region:
    """The proxy's address, its two processes and the store that they share."""

    shop: Shop
    address: str
    folder: Path
    ports: list[int]
    apps: list[subprocess.Popen]
    stack: ExitStack

    def start(self, port):
        """One process of the app; it stops with the region."""
        command = [sys.executable, "-m", "streamlit", "run", str(shipped("app.py"))]
        command += ["--server.port", str(port)]
        environment = os.environ | {"PARVIS_STORE": POSTGRES, "FORWARDED_ALLOW_IPS": "127.0.0.1"}
        name = f"{port}-{len(self.apps)}"
        running = started(command, self.folder, name, env=environment)
        self.apps.append(self.stack.enter_context(running))

    def served(self):
        """Which process answered each request for a check-in."""
        lines = (self.folder / "served.log").read_text().splitlines()
        return [line.split()[0] for line in lines if line.endswith("/check-ins")]


def documented(port, ports):
    """The configuration of the docs, on ports of this test and without the certificate."""
    text = DOCUMENTED.read_text()
    for told, here in zip(("8501", "8502"), ports, strict=True):
        assert text.count(f"127.0.0.1:{told} ") == 1
        text = text.replace(f"127.0.0.1:{told} ", f"127.0.0.1:{here} ")
    text = re.sub(r"ssl_certificate.*\n", "", text)
    assert "listen 443 ssl;" in text
    return text.replace("listen 443 ssl;", f"listen 127.0.0.1:{port};")


@contextmanager
def started(command, folder, name, **more):
    with (
        (folder / f"{name}.txt").open("w") as log,
        subprocess.Popen(command, stdout=log, stderr=log, **more) as running,
    ):
        try:
            yield running
        finally:
            running.terminate()


def until_it_answers(address, running):
    for _ in range(600):
        assert running.poll() is None
        try:
            with urllib.request.urlopen(f"{address}/api/health", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"{address} does not answer")


@pytest.fixture(scope="module")
def region(tmp_path_factory):
    if NGINX is None:
        pytest.skip("needs nginx; .ci/run installs it")
    folder = tmp_path_factory.mktemp("region")
    port, *ports = (free_port() for _ in range(3))
    (folder / "parvis.conf").write_text(documented(port, ports))
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder))
    address = f"http://localhost:{port}"
    with empty_store("postgresql", folder), ExitStack() as stack:
        shop = open_shop(POSTGRES)
        open_example(shop, "mosson")
        region = Region(shop, address, folder, ports, [], stack)
        for app_port in ports:
            region.start(app_port)
        proxy = stack.enter_context(
            started([NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf")], folder, "nginx")
        )
        for app_port, running in zip(ports, region.apps, strict=True):
            until_it_answers(f"http://127.0.0.1:{app_port}", running)
        until_it_answers(address, proxy)
        yield region
        shop.store.close()


def screen(region, role=Role.DOOR):
    access = give_access(region.shop, name="Accueil", role=role).access
    return open_station(region.shop, access.number, station="t").cookie


def signed_in(region, cookie, code, nonce):
    asked = urllib.request.Request(
        f"{region.address}/api/fairs/{MOSSON}/check-ins",
        data=json.dumps({"code": code, "nonce": nonce}).encode(),
        headers={"Cookie": f"{COOKIE}={cookie}", "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(asked, timeout=30) as answer:
        return json.loads(answer.read())["status"]


def codes(region):
    with region.shop.store.reading() as reader:
        return badges.live_codes(reader, MOSSON)


def test_one_badge_at_both_processes_at_once_is_one_arrival(region):
    people = list(codes(region))[:10]
    cookies = [screen(region) for _ in range(8)]
    for person in people:
        code = codes(region)[person]
        with ThreadPoolExecutor(len(cookies)) as tablets:
            answers = list(
                tablets.map(
                    lambda place, code=code, person=person: signed_in(
                        region, cookies[place], code, f"{person}-{place}"
                    ),
                    range(len(cookies)),
                )
            )
        assert sorted(answers) == ["accepted"] + ["already"] * 7
        with region.shop.store.reading() as reader:
            facts = happenings.read_happenings(reader, MOSSON, person=person)
        assert [fact.kind for fact in facts].count(HappeningKind.ARRIVED) == 1
    served = region.served()
    assert len(set(served[-80:])) == 2  # both took part


def test_a_screen_closed_by_the_organiser_is_closed_at_both(region):
    cookies = [screen(region) for _ in range(8)]
    for opened in open_screens(region.shop):
        close_screen(region.shop, opened.visitor.session)
    for number, cookie in enumerate(cookies):
        with pytest.raises(urllib.error.HTTPError) as refused:
            signed_in(region, cookie, "ABC", f"closed-{number}")
        assert refused.value.code == 401
        refused.value.close()


@pytest.mark.slow
def test_wrong_codes_are_counted_by_the_tablet_and_not_by_the_proxy(region):
    """Who forges the header gains nothing: the proxy puts the true address in its place."""
    told = []
    for number in range(7):
        form = urllib.parse.urlencode({"code": f"99-{number:03d}-000"}).encode()
        forged = {"X-Forwarded-For": f"10.0.0.{number}", "Accept": "text/html"}
        asked = urllib.request.Request(f"{region.address}/enter", data=form, headers=forged)
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(asked, timeout=30)
        told.append(refused.value.code)
        refused.value.close()
    assert told == [403] * 5 + [429] * 2


@pytest.mark.slow
@pytest.mark.browser
def test_pages_live_through_the_proxy_and_outlive_their_process(region):
    if CHROMIUM is None:
        pytest.skip("needs Chromium; .ci/run installs it")
    cookie = screen(region, Role.ORGANISER)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_context(locale="fr-FR").new_page()
        page.context.add_cookies([{"name": COOKIE, "value": cookie, "url": region.address}])
        page.goto(region.address)
        page.get_by_role("heading", name="Départ").wait_for(timeout=60_000)
        page.goto(f"{region.address}/floor")
        page.get_by_test_id("stHeading").first.wait_for(timeout=60_000)
        region.apps[0].terminate()
        region.apps[0].wait(30)
        page.goto(region.address)
        page.get_by_role("heading", name="Départ").wait_for(timeout=60_000)
        browser.close()
    region.start(region.ports[0])
    until_it_answers(f"http://127.0.0.1:{region.ports[0]}", region.apps[-1])
    time.sleep(5)  # until the proxy believes it again, as its configuration says
