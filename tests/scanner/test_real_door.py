"""Tablets cut off from the app's own door and store, and what comes of it when they are back."""

from datetime import UTC, datetime

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from badges.code import new_code
from matching.domain.day.happening import HappeningKind
from matching.services.door.replace_badge import replace_badge
from matching.store.people import badges
from tests.scanner.conftest import (
    answered,
    back,
    camera,
    chromium,
    door_of,
    drawn_codes,
    kept,
    linked,
    opened,
    tablet_of,
    type_code,
)
from tests.scanner.fake_door import FAIR as FAKE_FAIR
from tests.scanner.fake_door import SALT
from tests.scanner.film import empty_table
from tests.scanner.real_door import FAIR, real_door

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    film = empty_table(tmp_path_factory.mktemp("film") / "table.mjpeg")
    with chromium(*camera(film)) as opened_browser:
        yield opened_browser


@pytest.fixture
def door(tmp_path):
    with real_door(tmp_path) as opened_door:
        yield opened_door


def test_two_tablets_cut_off_with_one_badge_end_as_one_presence_and_one_conflict(browser, door):
    code = door.codes["p01"]
    with tablet_of(browser, door) as one, tablet_of(browser, door) as other:
        pages = []
        for tablet in (one, other):  # both pages have one name: sessions tell them apart
            door.let_in(tablet)
            pages.append(kept(opened(tablet, door)))
        door.served.cut()
        for page in pages:
            type_code(page, code)
            assert "Ce badge est valable" in answered(page, "noted")
            linked(page, "away", 1)
        back(pages[0], door)
        linked(pages[0], "ok", 0)
        linked(pages[1], "ok", 0)
        told = pages[1].locator(".told")
        told.wait_for()
        assert "tablette «\u00a0tablette 1\u00a0»" in told.inner_text()
        assert pages[0].locator(".told").is_hidden()
    assert [fact.kind for fact in door.facts] == [
        HappeningKind.ARRIVED,
        HappeningKind.SCANNED_AGAIN,
    ]


def test_badge_replaced_while_the_tablet_was_cut_off_is_refused_and_told(browser, door):
    code = door.codes["p02"]
    with tablet_of(browser, door) as tablet:
        door.let_in(tablet)
        page = kept(opened(tablet, door))
        door.served.cut()
        type_code(page, code)
        answered(page, "noted")
        linked(page, "away", 1)
        with door.shop.store.writing() as writer:
            badges.issue(writer, FAIR, "p02", code=new_code(), at=door.shop.clock())
        back(page, door)
        linked(page, "ok", 0)
        assert "Ce badge ne sert plus" in page.locator(".told").inner_text()
    assert door.arrivals == []


def test_an_arrival_is_taken_back_at_the_tablet_that_made_it(browser, door):
    with tablet_of(browser, door) as tablet:
        door.let_in(tablet)
        page = opened(tablet, door)
        type_code(page, door.codes["p05"])
        answered(page, "accepted")
        page.get_by_role("button", name="Annuler cette arrivée").click()
        assert "Arrivée annulée" in answered(page, "undone")
        type_code(page, door.codes["p05"])
        answered(page, "accepted")
    kinds = [fact.kind for fact in door.facts]
    assert kinds == [HappeningKind.ARRIVED, HappeningKind.UNDONE, HappeningKind.ARRIVED]


def test_badge_known_as_replaced_is_refused_without_the_server_and_written_down(browser, door):
    lost = door.codes["p06"]
    replace_badge(door.shop, FAIR, "p06", nonce="lost")
    with tablet_of(browser, door) as tablet:
        door.let_in(tablet)
        page = kept(opened(tablet, door))
        door.served.cut()
        type_code(page, lost)
        assert "Ce badge ne sert plus" in answered(page, "refused")
        linked(page, "away", 1)
        back(page, door)
        linked(page, "ok", 0)
        assert page.locator(".told").is_hidden()
    kinds = [fact.kind for fact in door.facts]
    assert kinds == [HappeningKind.BADGE_REPLACED, HappeningKind.SCAN_REFUSED]


def test_way_out_cut_off_from_the_server_never_speaks_of_an_arrival(browser, door):
    door.scan_exits()
    with tablet_of(browser, door) as tablet:
        door.let_in(tablet)
        page = kept(opened(tablet, door))
        sign = page.locator(".typed button")
        assert sign.inner_text() == "Enregistrer l'arrivée"
        page.locator(".typed input").fill(door.codes["p07"][:5])
        page.get_by_role("button", name="Sortie", exact=True).click()
        assert sign.inner_text() == "Enregistrer la sortie"
        assert page.locator(".typed input").input_value() == door.codes["p07"][:5]
        door.served.cut()
        page.locator(".typed input").fill(door.codes["p07"])
        sign.click()
        said = answered(page, "noted")
        assert ("Le passage partira tout seul" in said, "arrivée" in said) == (True, False)
        back(page, door)
        linked(page, "ok", 0)
        assert "passages envoyés" in page.locator(".link").inner_text()


def test_tablet_without_the_cookie_is_sent_to_the_entrance_and_loses_nothing(browser, door):
    with tablet_of(browser, door) as tablet:
        page = opened(tablet, door)
        type_code(page, door.codes["p03"])
        answered(page, "noted")
        assert "n'est plus reconnue" in linked(page, "unrecognised", 1)
        page.get_by_role("link", name="Entrer le code").click()
        page.wait_for_url(f"{door.address}/enter?next=*")
        door.let_in(tablet)
        page.goto(door.page)
        page.get_by_text("passages envoyés : 1").wait_for()
    assert [fact.person for fact in door.arrivals] == ["p03"]


def test_door_of_the_tests_answers_like_the_app(tmp_path, door):
    code = door.codes["p04"]
    scan = {"nonce": "n1", "scanned_at": datetime.now(UTC).isoformat(), "station": "t"}
    (tmp_path / "fake").mkdir()
    with door_of(tmp_path / "fake", [code, *drawn_codes(1, seed=9)]) as fake:
        shapes = []
        for fair, served in ((FAIR, door), (FAKE_FAIR, fake)):
            app = Starlette(routes=served.served.routes, middleware=served.served.middleware)
            client = TestClient(app, base_url=served.address)
            client.headers["authorization"] = f"Bearer {door.cookie}"
            path = f"/api/fairs/{fair}"
            first, again, unknown = (
                client.post(f"{path}/check-ins", json=scan | {"code": typed, "nonce": nonce}).json()
                for typed, nonce in ((code, "a"), (code, "b"), (drawn_codes(1, seed=1)[0], "c"))
            )
            known = client.get(f"{path}/known-codes").json()
            shapes.append(
                (
                    [first["status"], again["status"], unknown["status"], unknown["reason"]],
                    sorted(known),
                    [len(known["salt"]), len(known["hashes"][0]), known["rounds"]],
                    first["call_number"] is not None,
                )
            )
            assert {"first_at", "station", "call_number", "first_name", "next"} <= set(first)
        assert shapes[0] == shapes[1]
        assert len(SALT.hex()) == shapes[0][2][0]
