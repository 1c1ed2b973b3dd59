"""Every way a picture can reach the reader of badges, whatever the browser can do."""

import pytest

from tests.scanner.conftest import (
    answered,
    camera,
    chromium,
    door_of,
    drawn_codes,
    opened,
    tablet_of,
)
from tests.scanner.film import film

pytestmark = pytest.mark.browser
NO_FRAMES = "delete globalThis.VideoFrame;"
NO_FRAME_CALLBACK = "delete HTMLVideoElement.prototype.requestVideoFrameCallback;"
# As a graphics card hands them over: not a plane of grey first, but pixels to be drawn.
COLOUR_FRAMES = """(() => { const Own = VideoFrame; globalThis.VideoFrame = function (video) {
    const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
    canvas.getContext('2d').drawImage(video, 0, 0);
    return new Own(canvas, { timestamp: 0 }); }; })()"""
REFUSED_FRAMES = "globalThis.VideoFrame = function () { throw new Error('not this one'); };"
# The worker gets something that it cannot open, and says so.
BROKEN_FRAMES = """globalThis.VideoFrame = function () {
    const { port1 } = new MessageChannel(); return port1; };"""


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    """A browser before whose camera one badge is held, and the door that knows it."""
    folder = tmp_path_factory.mktemp("held")
    codes = drawn_codes(1, seed=8)
    path = film(folder / "badge.mjpeg", codes, seed=4, pause=0)
    with door_of(folder, codes) as door, chromium(*camera(path)) as browser:
        yield browser, door


@pytest.mark.parametrize(
    "browser_with",
    ["", NO_FRAMES, NO_FRAME_CALLBACK, COLOUR_FRAMES, REFUSED_FRAMES, BROKEN_FRAMES],
    ids=["frames", "pictures", "timer", "colour", "refused", "broken"],
)
def test_badge_is_read_whatever_the_browser_hands_over(held, browser_with):
    browser, door = held
    door.arrived.clear()
    door.nonces.clear()
    with tablet_of(browser, door) as tablet:
        tablet.add_init_script(browser_with)
        page = opened(tablet, door)
        assert "Amina1" in answered(page, "accepted")
        assert page.locator(".scanner").get_attribute("data-reader") == "zxing"


def test_own_reader_that_does_not_work_is_replaced_by_ours(held):
    browser, door = held
    door.arrived.clear()
    with tablet_of(browser, door) as tablet:
        tablet.add_init_script(
            """globalThis.BarcodeDetector = class {
            static async getSupportedFormats() { return ['qr_code']; }
            async detect() { throw new Error('no service'); } };"""
        )
        page = opened(tablet, door)
        assert "Amina1" in answered(page, "accepted")
