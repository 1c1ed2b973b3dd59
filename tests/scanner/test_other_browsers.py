"""What needs a browser started in another way than the other tests'."""

import pytest

from tests.scanner.conftest import camera, chromium, kept, opened, tablet_of

pytestmark = pytest.mark.browser


def test_choice_of_camera_is_kept(door):
    two = [*camera("")[:1], "--use-fake-device-for-media-stream=device-count=2"]
    with chromium(*two) as browser, tablet_of(browser, door) as tablet:
        page = opened(tablet, door)
        choice = page.get_by_label("Caméra", exact=True)
        choice.wait_for()
        names = choice.locator("option").all_inner_texts()
        assert len(names) == 2
        choice.select_option(index=1)
        page.locator(".camera[data-state=on]").wait_for()
        page.reload()
        choice.wait_for()
        assert choice.locator("option:checked").inner_text() == names[1]


def test_page_can_be_installed(tmp_path, door):
    # Only a browser with a window judges installability; the manifest is judged in any.
    with chromium(*camera("")[:2]) as browser, tablet_of(browser, door) as tablet:
        page = kept(opened(tablet, door))
        session = tablet.new_cdp_session(page)
        found = session.send("Page.getAppManifest")
        assert found["errors"] == []
        assert found["url"].endswith("/scan/morning-2023/app.webmanifest")
        wrong = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
        assert [one["errorId"] for one in wrong if one["errorId"] != "in-incognito"] == []
