"""A PDF laid out to be printed opens on the screen it was laid out for, and nowhere else."""

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from matching.domain.access import Act, Role
from matching.services.access.enter import COOKIE, open_station, visitor_of
from matching.services.access.give_access import give_access, revoke_access
from matching.services.plan.printing.at_screen import AT_SCREEN, AtScreen
from matching.services.rights.forget import forget
from matching.web.routes import guards, routes
from tests.fairs import shop_on

MOSSON, PDF = "mosson-2023", b"%PDF-1.7 one"


@pytest.fixture
def shop(tmp_path, example):
    with shop_on(example.read, tmp_path) as opened:
        yield opened


def screen(shop, role, **of):
    """A browser that a code has let in, and who is at it."""
    given = give_access(shop, name=role.value, role=role, **of)
    cookie = open_station(shop, given.access.number, station="Portable").cookie
    app = Starlette(routes=routes(lambda: shop), middleware=guards(lambda: shop))
    client = TestClient(app, base_url="http://localhost", cookies={COOKIE: cookie})
    return client, visitor_of(shop, cookie), given


def laid(shop, visitor, act=Act.SHEETS, fair=MOSSON):
    return f"/paper/{AT_SCREEN.lay(shop, visitor, act, fair, PDF)}"


def test_a_paper_opens_on_its_own_screen_inline_and_is_kept_by_no_browser(shop):
    client, visitor, _ = screen(shop, Role.ORGANISER)
    answer = client.get(laid(shop, visitor))
    assert (answer.status_code, answer.content) == (200, PDF)
    assert answer.headers["content-disposition"].startswith("inline")
    assert answer.headers["cache-control"] == "no-store"
    assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]


def test_another_screen_role_or_fair_learns_nothing_of_a_paper(shop):
    client, visitor, given = screen(shop, Role.ORGANISER)
    other, *_ = screen(shop, Role.ORGANISER)
    door, at_door, _ = screen(shop, Role.DOOR, fair=MOSSON)
    address = laid(shop, visitor)
    of_door = laid(shop, at_door), laid(shop, at_door, Act.WELCOME, "another-fair")
    nobody = TestClient(client.app, base_url="http://localhost").get(address)
    assert nobody.status_code == 401
    assert [one.get(address).status_code for one in (other, door)] == [404, 404]
    assert [door.get(one).status_code for one in of_door] == [404, 404]
    assert door.get(laid(shop, at_door, Act.WELCOME)).status_code == 200
    revoke_access(shop, given.access.number)
    assert client.get(address).status_code != 200


def test_a_paper_goes_with_time_and_with_whoever_is_forgotten(shop):
    _, visitor, _ = screen(shop, Role.ORGANISER)
    now = [0.0]
    place = AtScreen(lambda: now[0])
    name, later = (place.lay(shop, visitor, Act.SHEETS, MOSSON, PDF) for _ in range(2))
    assert place.take(shop, visitor, name) == PDF
    forget(shop, MOSSON, "p01")
    assert place.take(shop, visitor, later) is None
    fresh = place.lay(shop, visitor, Act.SHEETS, MOSSON, PDF)
    now[0] = 601
    assert place.take(shop, visitor, fresh) is None


def test_papers_of_a_screen_and_of_all_screens_take_no_more_room_than_they_may(shop):
    one, other = (screen(shop, Role.ORGANISER)[1] for _ in range(2))
    place = AtScreen(most_of_screen=2 * len(PDF), most_in_all=3 * len(PDF))

    def laid_for(visitor, pdf=PDF):
        return visitor, place.lay(shop, visitor, Act.SHEETS, MOSSON, pdf)

    def are_there(*papers):
        return [place.take(shop, *paper) is not None for paper in papers]

    first, second, third = (laid_for(one) for _ in range(3))
    assert are_there(first, second, third) == [False, True, True]
    papers = [laid_for(other) for _ in range(2)]
    assert are_there(second, third, *papers) == [False, True, True, True]
    large = laid_for(one, 9 * PDF)
    assert are_there(third, *papers, large) == [False, False, False, True]
