"""The guard, the entrance and the door's routes, asked as a browser or a tablet asks."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from matching.domain.access import Role
from matching.domain.errors import FairError
from matching.services.access.enter import COOKIE, open_screens, open_station
from matching.services.access.give_access import first_access, give_access, revoke_access, show_code
from matching.services.files.examples import open_example
from matching.store import fairs
from matching.store.people import badges
from matching.web import entrance
from matching.web.routes import guards, routes
from tests.fairs import shop_in

MOSSON = "mosson-2023"
DOOR = f"/api/fairs/{MOSSON}/check-ins"
CODES = f"/api/fairs/{MOSSON}/known-codes"
PAGE = {"accept": "text/html"}


@pytest.fixture
def shop(tmp_path):
    opened = shop_in(tmp_path)
    open_example(opened, "mosson")
    yield opened
    opened.store.close()


@pytest.fixture
def organiser(shop):
    return first_access(shop, name="Organisatrice")


@pytest.fixture
def client(shop):
    async def inside(_):
        return PlainTextResponse("inside")

    async def stream(websocket):
        await websocket.accept()
        await websocket.close()

    pages = [Route("/", inside), Route("/plan", inside), WebSocketRoute("/_stcore/stream", stream)]
    app = Starlette(routes=[*routes(lambda: shop), *pages], middleware=guards(lambda: shop))
    return TestClient(app, base_url="http://parvis.test", follow_redirects=False)


def code_of(shop, person="p01"):
    with shop.store.reading() as reader:
        return badges.live_codes(reader, MOSSON)[person]


def entered(client, given, **fields):
    return client.post("/enter", data={"code": given.code, **fields})


def scan(shop, nonce="n1", **words):
    return {"code": code_of(shop), "nonce": nonce, "scanned_at": None, "station": "", **words}


def test_the_script_that_types_the_code_of_a_card_is_given_to_strangers(client):
    assert '<script src="/enter/page.js">' in client.get("/enter", headers=PAGE).text
    script = client.get("/enter/page.js")
    assert script.headers["content-type"].startswith("text/javascript")
    assert "location.hash" in script.text


def test_a_stranger_is_sent_to_the_entrance_and_a_program_told_so(client):
    answer = client.get("/plan", headers=PAGE)
    assert (answer.status_code, answer.headers["location"]) == (303, "/enter?next=/plan")
    assert client.get("/plan").status_code == 401
    assert client.post(DOOR, json={}).json() == {"error": {"code": "not_entered"}}
    with (
        pytest.raises(WebSocketDisconnect),
        client.websocket_connect("ws://parvis.test/_stcore/stream"),
    ):
        pass


def test_a_code_opens_the_page_that_was_asked_for(client, shop, organiser):
    answer = entered(client, organiser, next="/plan", station="Portable")
    assert (answer.status_code, answer.headers["location"]) == (303, "/plan")
    kept = answer.headers["set-cookie"]
    assert "HttpOnly" in kept
    assert "samesite=lax" in kept.lower()
    assert client.get("/plan").text == "inside"
    with client.websocket_connect("ws://parvis.test/_stcore/stream"):
        pass
    assert [screen.visitor.station for screen in open_screens(shop)] == ["Portable"]


def test_a_code_opens_a_page_as_its_address_asked_for_it(client, shop, organiser):
    answer = client.get("/hall?look=dark", headers=PAGE)
    assert answer.headers["location"] == "/enter?next=/hall%3Flook%3Ddark"
    onward = client.get(answer.headers["location"]).text
    assert '<input type="hidden" name="next" value="/hall?look=dark">' in onward
    assert entered(client, organiser, next="/hall?look=dark").headers["location"] == (
        "/hall?look=dark"
    )


@pytest.mark.parametrize("onward", ["//evil.test", "https://evil.test", "/\\evil.test", ""])
def test_nobody_is_sent_elsewhere_after_entering(client, organiser, onward):
    assert entered(client, organiser, next=onward).headers["location"] == "/"


def test_a_cookie_is_for_https_alone_when_entered_there(shop, client, organiser):
    secure = TestClient(client.app, base_url="https://parvis.test", follow_redirects=False)
    assert "Secure" in entered(secure, organiser).headers["set-cookie"]


def test_a_wrong_code_is_refused_and_many_are_locked_out(client, organiser):
    answer = client.post("/enter", data={"code": "01-000-00x"})
    assert answer.status_code == 403
    statuses = [client.post("/enter", data={"code": "99-123-456"}).status_code for _ in range(6)]
    assert statuses == [403] * 5 + [429]
    assert "Attendez" in client.post("/enter", data={"code": "99-123-456"}).text
    assert entered(client, organiser).status_code == 303


def test_codes_tried_all_at_once_are_judged_two_at_a_time(client, monkeypatch):
    judging, most = [], []

    def slow(*given, **named):
        judging.append(given)
        most.append(len(judging))
        time.sleep(0.01)
        judging.pop()
        raise FairError("code_wrong")

    monkeypatch.setattr(entrance, "enter", slow)
    with client, ThreadPoolExecutor(12) as pool:  # one loop for all, as in the app
        tries = [pool.submit(client.post, "/enter", data={"code": "1"}) for _ in range(12)]
    assert {one.result().status_code for one in tries} == {403}
    assert max(most) == 2


def test_a_form_of_another_site_is_not_taken(client, organiser):
    for headers in ({"origin": "http://evil.test"}, {"sec-fetch-site": "cross-site"}):
        answer = client.post("/enter", data={"code": organiser.code}, headers=headers)
        assert answer.status_code == 400
    assert client.post("/enter", content=b"x" * 3_000).status_code == 400


def test_only_a_demonstration_shows_its_code(client, shop, organiser):
    assert organiser.code not in client.get("/enter").text
    show_code(shop, organiser)
    assert organiser.code in client.get("/enter").text


def test_leaving_closes_the_screen(client, shop, organiser):
    entered(client, organiser)
    assert client.get("/leave").status_code == 200
    assert client.post("/leave").headers["location"] == "/enter"
    assert open_screens(shop) == ()
    assert client.get("/plan").status_code == 401


def test_a_tablet_at_the_exit_opens_the_faces_and_gets_back_to_them(client, shop, organiser):
    kiosk = give_access(shop, name="Sortie", role=Role.KIOSK)
    assert client.get("/faces", headers=PAGE).headers["location"] == "/enter?next=/faces"
    assert entered(client, kiosk, next="/faces").headers["location"] == "/faces"
    assert entered(client, kiosk, next="/faces?a=b").headers["location"] == "/faces?a=b"
    assert entered(client, kiosk, next="/\t/[/faces").headers["location"] == "/"
    assert client.get("/faces", headers=PAGE).status_code != 303
    back = client.get("/enter", headers={"referer": "http://testserver/faces"})
    assert back.headers["refresh"] == "30; url=/faces"


def test_a_kiosk_has_one_page_and_is_left_by_a_code_only(client, shop, organiser):
    kiosk = give_access(shop, name="Borne 1", role=Role.KIOSK)
    assert "refresh" not in client.get("/enter").headers
    assert entered(client, kiosk, next="/plan").headers["location"] == "/"
    assert client.get("/plan", headers=PAGE).headers["location"] == "/"
    assert client.get("/plan").status_code == 403
    assert client.get("/_stcore/upload_file/x").status_code == 403
    assert client.get("/enter").headers["refresh"] == "30; url=/"
    client.post("/leave")
    assert [screen.visitor.access.name for screen in open_screens(shop)] == ["Borne 1"]
    assert client.post(DOOR, json=scan(shop)).json()["status"] == "accepted"
    entered(client, organiser)
    assert [screen.visitor.access.name for screen in open_screens(shop)] == ["Organisatrice"]


def test_the_door_signs_in_and_says_where_to_go(client, shop, organiser):
    entered(client, organiser, station="Tablette 2")
    first = client.post(DOOR, json=scan(shop)).json()
    assert (first["status"], first["reason"], first["station"]) == ("accepted", None, "Tablette 2")
    again = client.post(DOOR, json=scan(shop, nonce="n2")).json()
    assert (again["status"], again["first_at"]) == ("already", first["first_at"])
    assert client.post(DOOR, json=scan(shop)).json() == first
    wrong = client.post(DOOR, json=scan(shop, nonce="n3", code="ABC")).json()
    assert (wrong["status"], wrong["reason"], wrong["next"]) == ("refused", "code_length", [])


def test_a_fair_that_no_database_could_hold_is_unknown(client, shop, organiser):
    entered(client, organiser)
    for act in ("check-ins", "given-up"):
        answer = client.post(f"/api/fairs/a%00b/{act}", json=scan(shop))
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "fair_unknown")


def test_a_program_signs_in_with_a_token(client, shop, organiser):
    token = open_station(shop, 1, station="Portique").cookie
    answer = client.post(DOOR, json=scan(shop), headers={"authorization": f"Bearer {token}"})
    assert answer.json()["station"] == "Portique"
    assert (
        client.post(DOOR, json=scan(shop), headers={"authorization": "Bearer x"}).status_code == 401
    )


def test_a_recruiter_may_not_sign_in_and_a_revoked_tablet_is_a_stranger(client, shop, organiser):
    recruiter = give_access(shop, name="CGI", role=Role.RECRUITER, fair=MOSSON, stand="cgi")
    entered(client, recruiter)
    assert client.post(DOOR, json=scan(shop)).status_code == 403
    assert client.get(CODES).status_code == 403
    door = give_access(shop, name="Porte", role=Role.DOOR, fair=MOSSON)
    entered(client, door)
    assert client.get(CODES).status_code == 200
    assert client.get("/api/fairs/another/known-codes").status_code == 403
    revoke_access(shop, door.access.number)
    assert client.post(DOOR, json=scan(shop)).status_code == 401


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (b"", "body"),
        (b"[]", "body"),
        (b"[" * 3_000, "body"),
        (b"\xff", "body"),
        (b"{" + b" " * 5_000, "body"),
        (b"{}", "code"),
        (b'{"code": 3, "nonce": "n"}', "code"),
        (b'{"code": "A", "nonce": null}', "nonce"),
        (b'{"code": "A", "nonce": ""}', "nonce"),
        (b'{"code": "A", "nonce": "a\\u0000"}', "nonce"),
        (b'{"code": "A", "nonce": "\\ud800"}', "nonce"),
        (b'{"code": "A", "nonce": "n", "scanned_at": "yesterday"}', "scanned_at"),
        (b'{"code": "A", "nonce": "n", "scanned_at": "2023-06-30T10:00:00"}', "scanned_at"),
        (b'{"code": "A", "nonce": "n", "station": 3}', "station"),
    ],
)
def test_a_body_that_makes_no_sense_is_refused_with_its_field(client, organiser, body, field):
    entered(client, organiser)
    answer = client.post(DOOR, content=body)
    assert (answer.status_code, answer.json()["error"]["field"]) == (422, field)


def test_another_site_cannot_sign_people_in(client, shop, organiser):
    entered(client, organiser)
    evil = {"origin": "http://evil.test"}
    assert client.post(DOOR, json=scan(shop), headers=evil).status_code == 403


def test_known_codes_are_hashes_that_a_tablet_can_compute(client, shop, organiser):
    import hashlib

    entered(client, organiser)
    found = client.get(CODES).json()
    own = hashlib.pbkdf2_hmac(
        "sha256", code_of(shop).encode(), bytes.fromhex(found["salt"]), found["rounds"], 8
    )
    assert own.hex() in found["hashes"]
    assert len(found["hashes"]) == 30
    assert code_of(shop) not in str(found)
    assert client.get(CODES).json() == found
    assert client.get("/api/fairs/none/known-codes").status_code == 404
    assert client.post("/api/fairs/none/check-ins", json=scan(shop)).status_code == 404


def test_every_answer_forbids_frames_of_others_and_guessing_types(client, organiser):
    for path in ("/enter", "/plan", "/api/health"):
        headers = client.get(path).headers
        assert headers["x-frame-options"] == "SAMEORIGIN"
        assert headers["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'self'" in headers["content-security-policy"]


def test_a_broken_cookie_is_nobodys(client, organiser):
    assert client.get("/plan", headers={"cookie": f'{COOKIE}="\\'}).status_code == 401


def test_a_store_that_does_not_answer_makes_tablets_wait_and_not_give_up(client, shop, organiser):
    entered(client, organiser)
    shop.store.close()
    with shop.store.writing() as writer:
        writer.exec_driver_sql("ALTER TABLE sessions RENAME TO elsewhere")
    answer = client.post(DOOR, json=scan(shop))
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "store_unreachable")
    assert client.get("/api/health").status_code == 200


@pytest.mark.parametrize(
    "path", ["/enterX", "/scanX", "/api/healthX", "/staticX", "/_stcore/healthz"]
)
def test_what_only_begins_like_an_open_path_is_shut(client, path):
    assert client.get(path).status_code == 401


@pytest.mark.parametrize("host", ["x/enter?", "x/enter#", "x/scan/"])
def test_a_forged_host_opens_nothing(client, host):
    assert client.get("/plan", headers={"host": host}).status_code in {400, 401}


def test_another_page_of_the_laptop_cannot_drive_the_app(client, organiser):
    entered(client, organiser)
    stream = "ws://parvis.test/_stcore/stream"
    evil = {"origin": "http://localhost:3000"}
    with pytest.raises(WebSocketDisconnect), client.websocket_connect(stream, headers=evil):
        pass


def test_a_kiosk_cannot_sign_in_under_another_name(client, shop, organiser):
    entered(client, give_access(shop, name="Borne 1", role=Role.KIOSK))
    answer = client.post(DOOR, json=scan(shop, station="Tablette de la porte"))
    assert answer.json()["station"] == "Borne 1"


@pytest.mark.parametrize(("role", "kept"), [(Role.KIOSK, "ar"), (Role.DOOR, None)])
def test_the_language_touched_with_a_badge_at_a_kiosk_is_that_of_the_sheet(
    client, shop, organiser, role, kept
):
    entered(client, give_access(shop, name="Borne 1", role=role))
    answer = client.post(DOOR, json=scan(shop) | {"language": "ar"}).json()
    with shop.store.reading() as reader:
        people = fairs.read_entries(reader, MOSSON).jobseekers
    assert (people[answer["person"]].sheet_language or None) == kept
    odd = client.post(DOOR, json=scan(shop) | {"language": "xx"})
    assert (odd.status_code, odd.json()["error"]["field"]) == (422, "language")
