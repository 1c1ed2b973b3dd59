"""Thirty tilted, blurred, dark badges before a camera: exactly those thirty are signed in."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.scanner.conftest import (
    answered,
    camera,
    chromium,
    kept,
    linked,
    opened,
    tablet_of,
    wait_until,
)
from tests.scanner.film import film
from tests.scanner.real_door import real_door

pytestmark = pytest.mark.browser
BADGES = 30


@pytest.fixture
def filmed(tmp_path, request):
    """The app's door, and a tablet whose camera sees its thirty badges, one after another."""
    shown, pause = request.param
    with real_door(tmp_path) as door:
        codes = list(door.codes.values())
        assert len(codes) == BADGES
        path = film(tmp_path / "badges.mjpeg", codes, seed=1, shown=shown, pause=pause)
        with chromium(*camera(path)) as browser, tablet_of(browser, door) as tablet:
            door.let_in(tablet)
            yield tablet, door
    path.unlink()


def signed_in(door):
    return sorted(fact.person for fact in door.arrivals)


@pytest.mark.parametrize("filmed", [(0.6, 0.2)], indirect=True, ids=["quick"])
def test_thirty_badges_held_badly_are_signed_in_and_nobody_else(filmed):
    tablet, door = filmed
    page = opened(tablet, door)
    wait_until(lambda: len(door.arrivals) == BADGES)
    assert signed_in(door) == sorted(door.codes)
    assert page.locator(".told").is_hidden()


# Longer than the cut: no badge comes round again while the server is gone.
@pytest.mark.parametrize("filmed", [(0.9, 0.4)], indirect=True, ids=["calm"])
def test_thirty_badges_are_signed_in_through_a_cut_of_thirty_seconds(filmed):
    tablet, door = filmed
    page = kept(opened(tablet, door))
    gone = datetime.now(UTC)
    door.served.cut()
    assert "Ce badge est valable" in answered(page, "noted")
    wait_until(lambda: datetime.now(UTC) - gone > timedelta(seconds=30))
    waiting = int(page.locator(".link").get_attribute("data-waiting"))
    assert page.locator(".link p").inner_text() == f"Hors ligne — {waiting} en attente"
    assert waiting >= 15
    assert len(door.arrivals) <= BADGES - waiting + 1
    back = datetime.now(UTC)
    door.served.start()
    wait_until(lambda: len(door.arrivals) == BADGES)
    linked(page, "ok")
    assert signed_in(door) == sorted(door.codes)
    assert page.locator(".told").is_hidden()
    # Each carries the moment at which it was shown, not the one at which it was sent.
    # One may have been on its way when the cut came.
    during = [fact.at for fact in door.arrivals if gone < fact.at < back]
    assert len(during) >= waiting - 1
    assert max(during) - min(during) > timedelta(seconds=15)
