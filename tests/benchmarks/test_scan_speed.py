"""From the frame that holds a badge to the answer painted, over the whole app."""

import statistics

import pytest

from badges.code import new_code
from tests.scanner.conftest import (
    answered,
    camera,
    chromium,
    kept,
    opened,
    tablet_of,
    type_code,
    wait_until,
)
from tests.scanner.film import film
from tests.scanner.real_door import real_app

pytestmark = [pytest.mark.benchmark, pytest.mark.browser]
SPANS = """() => performance.getEntriesByName('parvis:scan')
    .filter(({ detail }) => detail === 'accepted').map(({ duration }) => duration)"""


def spans(folder, *, slower):
    """Milliseconds of each of thirty badges, on a page so many times slower than this machine."""
    with real_app(folder) as door:
        path = film(folder / "badges.mjpeg", list(door.codes.values()), seed=2)
        with chromium(*camera(path)) as browser, tablet_of(browser, door) as tablet:
            door.let_in(tablet)
            page = kept(opened(tablet, door))
            # The first answer of the day opens files and fills caches: it is no measure of the day.
            type_code(page, new_code())
            answered(page, "refused")
            if slower > 1:
                session = tablet.new_cdp_session(page)
                session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
            wait_until(lambda: len(door.arrivals) == 30, every=2)  # looking costs the server time
            page.wait_for_timeout(1000)
            return page.evaluate(SPANS)


@pytest.mark.parametrize(("slower", "p50", "p95"), [(1, 30, 100), (4, 120, 250)])
def test_answer_is_painted_soon_after_the_frame(tmp_path, measured, slower, p50, p95):
    found = spans(tmp_path, slower=slower)
    cuts = statistics.quantiles(found, n=20)
    subject = f"frame seen, answer painted, page {slower}x slower"
    for figure, value in (("p50", cuts[9]), ("p95", cuts[18]), ("most", max(found))):
        measured(subject, f"{figure}, ms, {len(found)} badges", float(value))
    assert len(found) >= 20
    assert cuts[9] <= p50
    assert cuts[18] <= p95
