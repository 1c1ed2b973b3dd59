"""No route tells a recruiter of another stand: its answers are those about no stand at all."""

import re

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from matching.domain.access import Access, Act, Role
from matching.services.access.enter import COOKIE, open_station, visitor_of
from matching.services.access.give_access import give_access
from matching.services.floor.stand_notes import write_note
from matching.services.plan.printing.at_screen import AT_SCREEN
from matching.store import fairs
from matching.store.day import plans
from matching.web.routes import guards, routes
from tests.fairs import shop_on

MOSSON, OWN, OTHER = "mosson-2023", "cgi", "allo-clients"
_WAYS_OUT = {"/leave"}  # it ends the screen that asks
_PLACE = re.compile(r"\{(\w+)(?::\w+)?\}")


@pytest.fixture(scope="module")
def shop(tmp_path_factory, example):
    """A shop in which another stand has written a note."""
    with shop_on(example.announced, tmp_path_factory.mktemp("others")) as opened:
        with opened.store.reading() as reader:
            planned = plans.announced_plan(reader, MOSSON).meetings
        meeting = next(each for each in planned if each.stand == OTHER)
        theirs = Access(3, "Autre", Role.RECRUITER, fair=MOSSON, stand=OTHER)
        write_note(opened, MOSSON, meeting.id, "Note du voisin", access=theirs, nonce="n1")
        yield opened


@pytest.fixture(scope="module")
def recruiter(shop):
    """The browser of a recruiter."""
    given = give_access(shop, name="Stand", role=Role.RECRUITER, fair=MOSSON, stand=OWN)
    cookie = open_station(shop, given.access.number, station="").cookie
    app = Starlette(routes=routes(lambda: shop), middleware=guards(lambda: shop))
    client = TestClient(app, base_url="http://parvis.test", follow_redirects=False)
    client.headers.update({"cookie": f"{COOKIE}={cookie}", "origin": "http://parvis.test"})
    return client


@pytest.fixture(scope="module")
def theirs(shop):
    """Names by which another stand's things are known: itself, its meeting, note and paper."""
    with shop.store.reading() as reader:
        planned = plans.announced_plan(reader, MOSSON).meetings
    meeting = next(each.id for each in planned if each.stand == OTHER)
    given = give_access(shop, name="Voisin", role=Role.RECRUITER, fair=MOSSON, stand=OTHER)
    neighbour = visitor_of(shop, open_station(shop, given.access.number, station="").cookie)
    paper = AT_SCREEN.lay(shop, neighbour, Act.STAND, MOSSON, b"%PDF Note du voisin")
    return OTHER, meeting, "n1", paper


def asked(client, method, path, named):
    """An answer about what is named, the name left out of it."""
    where = _PLACE.sub(lambda found: MOSSON if found[1] == "fair" else named, path)
    every = dict.fromkeys(("stand", "code", "nonce", "station", "person", "meeting"), named)
    body = {"json": every} if method in {"POST", "PUT"} else {}
    answer = client.request(method, where, params=every, **body)
    return answer.status_code, answer.text.replace(named, "?")


def test_no_route_tells_a_recruiter_more_of_another_stand_than_of_none(shop, recruiter, theirs):
    found = [each for each in routes(lambda: shop) if isinstance(each, Route)]
    assert len(found) > 10
    with shop.store.reading() as reader:
        other = fairs.read_entries(reader, MOSSON).exhibitors[OTHER].name
    told = {}
    for route in (each for each in found if each.path not in _WAYS_OUT):
        for method in sorted((route.methods or {"GET"}) - {"HEAD"}):
            ghost = asked(recruiter, method, route.path, "no-such-one")
            for named in theirs:
                known = asked(recruiter, method, route.path, named)
                if known != ghost or "Note du voisin" in known[1] or other in known[1]:
                    told[method, route.path, named] = (known, ghost)
    assert told == {}
