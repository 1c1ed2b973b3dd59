"""The page of the scanner, one for each fair, and the choice between fairs."""

import re
from dataclasses import replace

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from matching.domain.access import Role
from matching.services.access.enter import COOKIE, open_station
from matching.services.access.give_access import give_access
from matching.store import fairs
from matching.web.guard import Guard
from matching.web.scan_page import scan_routes
from tests.fairs import moment, morning_fair

ENGLISH = {"accept-language": "en-GB,en;q=0.8"}


@pytest.fixture
def client(shop):
    return TestClient(Starlette(routes=scan_routes(lambda: shop)), follow_redirects=False)


def enter(shop, **changes):
    with shop.store.writing() as writer:
        fair = replace(morning_fair(), **changes)
        fairs.write_fair(writer, fair, digest=fair.id, at=moment(8))


def names_in_routes():
    """Every word of our addresses that a fair may be called too."""
    routes = scan_routes(lambda: None)
    words = {word for route in routes for word in route.path.split("/")}
    return sorted(word for word in words if re.fullmatch("[a-z0-9][a-z0-9-]+[a-z0-9]", word))


@pytest.mark.parametrize("name", names_in_routes())
def test_a_fair_that_is_called_like_an_address_of_ours_has_its_page(shop, client, name):
    enter(shop, id=name)
    assert f'data-fair="{name}"' in client.get(f"/scan/{name}").text
    manifest = client.get(f"/scan/{name}/app.webmanifest")
    assert manifest.json()["start_url"] == f"/scan/{name}"
    assert client.get("/scan/files/page.css").headers["content-type"].startswith("text/css")


def test_page_is_bound_to_its_fair(shop, client):
    enter(shop, title="Un <matin> & l'emploi")
    answer = client.get("/scan/morning-2023")
    assert answer.status_code == 200
    assert '<html lang="fr" data-fair="morning-2023">' in answer.text
    assert "<h1>Un &lt;matin&gt; &amp; l&#x27;emploi</h1>" in answer.text
    assert 'href="/scan/morning-2023/app.webmanifest"' in answer.text
    policy = answer.headers["content-security-policy"]
    assert "unsafe-inline" not in policy
    assert "frame-ancestors 'self'" in policy


def test_page_tells_a_kiosk_from_a_tablet_of_staff(shop):
    enter(shop)
    app = Starlette(
        routes=scan_routes(lambda: shop), middleware=[Middleware(Guard, shop=lambda: shop)]
    )
    client = TestClient(app)
    for role, says_so in ((Role.KIOSK, True), (Role.DOOR, False)):
        number = give_access(shop, name=role.value, role=role).access.number
        client.cookies.set(COOKIE, open_station(shop, number, station="s").cookie)
        assert (' data-kiosk="yes">' in client.get("/scan/morning-2023").text) is says_so


def test_page_of_an_unknown_fair_says_so_in_the_reader_s_language(client):
    french, english = client.get("/scan/nothing"), client.get("/scan/nothing", headers=ENGLISH)
    assert french.status_code == english.status_code == 404
    assert "Ce forum n'est pas sur cet ordinateur" in french.text.replace("&#x27;", "'")
    assert '<html lang="en">' in english.text
    assert client.get("/scan/nothing/app.webmanifest").status_code == 404


def test_only_fair_is_chosen_at_once(shop, client):
    enter(shop)
    answer = client.get("/scan")
    assert (answer.status_code, answer.headers["location"]) == (307, "/scan/morning-2023")


def test_several_fairs_are_a_choice(shop, client):
    enter(shop)
    enter(shop, id="evening-2023", title="Un soir pour l'emploi")
    page = client.get("/scan", headers=ENGLISH).text
    assert "Choose the fair" in page
    assert 'href="/scan/morning-2023"' in page
    assert 'href="/scan/evening-2023"' in page


def test_page_can_be_installed_under_the_name_of_its_fair(shop, client):
    enter(shop)
    answer = client.get("/scan/morning-2023/app.webmanifest")
    words = answer.json()
    assert answer.headers["content-type"] == "application/manifest+json"
    assert words["name"] == "Pointage · Un matin pour l'emploi"
    assert words["start_url"] == words["id"] == "/scan/morning-2023"
    assert words["scope"] == "/scan/"
    for icon in words["icons"]:
        assert client.get(icon["src"]).headers["content-type"] == icon["type"]
