"""The app's own routes and guard over a store with the thirty people of La Mosson, today."""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from matching.domain.access import Role
from matching.domain.day.happening import HappeningKind
from matching.services.access.enter import COOKIE, open_station
from matching.services.access.give_access import give_access
from matching.services.files.examples import open_example
from matching.services.shop.shipped import shipped
from matching.services.shop.shop import open_shop
from matching.store import fairs
from matching.store.day import happenings
from matching.store.people import badges
from matching.web.routes import guards, routes
from tests.scanner.fake_door import Cuttable, free_port

FAIR = "mosson-2023"


class RealDoor:
    """A served door and what its store holds."""

    def __init__(self, shop, served):
        self.shop = shop
        _hold_today(shop)
        self.access = give_access(shop, name="Accueil", role=Role.DOOR).access
        self.cookie = self._new_cookie()
        self.served = served
        self.address = self.hall_address = served.address
        self.page = f"{self.address}/scan/{FAIR}?station=tablette+1"

    @property
    def codes(self):
        with self.shop.store.reading() as reader:
            return badges.live_codes(reader, FAIR)

    @property
    def facts(self):
        with self.shop.store.reading() as reader:
            return happenings.read_happenings(reader, FAIR)

    @property
    def arrivals(self):
        return [fact for fact in self.facts if fact.kind is HappeningKind.ARRIVED]

    def let_in(self, context):
        """Give a browser a cookie of its own, as if the code of the door was typed at it."""
        cookie = {"name": COOKIE, "value": self._new_cookie(), "url": self.address}
        context.add_cookies([cookie])

    def scan_exits(self):
        """From now on badges are shown on the way out too."""
        with self.shop.store.writing() as writer:
            fair = replace(fairs.read_fair(writer, FAIR), exits_by_scan=True)
            fairs.write_fair(writer, fair, digest="exits", at=datetime.now(UTC))

    def _new_cookie(self):
        return open_station(self.shop, self.access.number, station="tablette 1").cookie


@contextmanager
def real_door(folder):
    """The app's routes, in this process: they can be cut off."""
    shop = open_shop(f"sqlite:///{folder / 'fair.db'}")
    door = RealDoor(shop, Cuttable(routes(lambda: shop), middleware=guards(lambda: shop)))
    door.served.start()
    yield door
    door.served.cut()
    shop.store.close()


@contextmanager
def real_app(folder, app=None):
    """The whole app, or another with its routes, in a process of its own as at a fair."""
    url = f"sqlite:///{folder / 'fair.db'}"
    shop = open_shop(url)
    served = _Address(free_port())
    door = RealDoor(shop, served)
    command = [sys.executable, "-m", "streamlit", "run", str(app or shipped("app.py"))]
    command += ["--server.port", str(served.port)]
    with (
        (folder / "log.txt").open("w+") as log,
        subprocess.Popen(
            command, env=os.environ | {"PARVIS_STORE": url}, stdout=log, stderr=log
        ) as running,
    ):
        try:
            _wait_for(served.port, running)
            door.process = running.pid
            yield door
        finally:
            running.terminate()
            shop.store.close()


@dataclass(frozen=True)
class _Address:
    port: int

    @property
    def address(self):
        return f"http://localhost:{self.port}"


def _wait_for(port, app):
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert app.poll() is None, "the app has stopped"
        time.sleep(0.1)
    raise AssertionError("the app does not answer")


def _hold_today(shop):
    """The example's fair, on this very day, at a place where it is about noon."""
    open_example(shop, "mosson")
    now = datetime.now(UTC)
    with shop.store.reading() as reader:
        fair = fairs.read_fair(reader, FAIR)
    # The sign of these names is turned: Etc/GMT-2 is two hours ahead of Greenwich.
    here = replace(fair, timezone=f"Etc/GMT{now.hour - 12:+d}" if now.hour != 12 else "Etc/GMT")
    with shop.store.writing() as writer:
        today = replace(here, date=now.astimezone(here.zone).date())
        fairs.write_fair(writer, today, digest="today", at=now)
