"""The scanner's files: whole, ours to serve, asking nobody else, saying only what is worded."""

import json
import re
from hashlib import sha256
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from starlette.applications import Starlette
from starlette.testclient import TestClient

from matching.phrases import LANGUAGES, codes, say
from matching.phrases import SPOKEN as SPOKEN_LANGUAGES
from matching.web.scan_page import scan_routes

SCAN = Path(str(files("matching.web"))) / "scan"
OURS = sorted(SCAN.glob("*.js"))
VENDORED = {
    "zxing-wasm/LICENSE": "fb506e4ade12d7a9efa67c9d76a9a28c8e15d347ca49a69e48e29b40b34ad2ab",
    "zxing-wasm/LICENSE.zxing-cpp": (
        "c6596eb7be8581c18be736c846fb9173b69eccf6ef94c5135893ec56bd92ba08"
    ),
    "zxing-wasm/es/share.js": "08868fb770b0a4e4b9eb3d717015cd5fbf3ceb06492d4cb2d2dd2739db11890f",
    "zxing-wasm/es/reader/index.js": (
        "d90c69a827aff3b7c8c8ca310efebe91671ef076f7a0ec83722bfc542814f484"
    ),
    "zxing-wasm/reader/zxing_reader.wasm": (
        "e8af31edb56d0522f4de74495839385ef019ba8bc90d38e5ecb2f18795d86fb2"
    ),
}
IMPORT = re.compile(r"""(?:from|import)\s+["'](\.[^"']+)["']|new URL\(["']([^"'`]+)["'], import""")
SPOKEN = re.compile(r'"((?:scan|refused)\.[a-z_]+)"')
# Codes put together from a kind of answer, a state of the camera or of the link.
MADE = re.compile(
    r"scan\.(word|camera|link|lamp|sound|offline_no)_[a-z_]+|refused\.[a-z_]+|scan\.title"
)


@pytest.fixture(scope="module")
def client():
    def no_shop():
        raise AssertionError("a file needs no store")

    return TestClient(Starlette(routes=scan_routes(no_shop)))


def vendored():
    folder = SCAN / "vendor"
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "README.md"
    }


def test_third_party_files_are_as_they_were_published():
    assert vendored() == VENDORED


def test_third_party_version_is_the_one_that_is_told():
    told = re.search(r"\| (\d+\.\d+\.\d+) \|", (SCAN / "vendor" / "README.md").read_text())
    script = (SCAN / "vendor" / "zxing-wasm" / "es" / "share.js").read_text()
    assert f'"{told.group(1)}"' in script


@pytest.mark.parametrize("script", OURS, ids=lambda path: path.name)
def test_script_imports_only_files_that_are_served(script, client):
    found = [quoted or other for quoted, other in IMPORT.findall(script.read_text())]
    for name in found:
        asked = (script.parent / name).resolve().relative_to(SCAN.parent)
        path = asked.as_posix().replace("scan/", "/scan/files/", 1)
        if not name.startswith("../phrases"):
            assert client.get(path).status_code == 200, path


@pytest.mark.parametrize("script", OURS, ids=lambda path: path.name)
def test_script_of_ours_names_no_other_machine(script):
    assert re.findall(r"(?:https?:)?//[\w.-]+\.\w+", script.read_text()) == []


def test_script_of_ours_is_small_enough_to_be_read():
    assert {path.name for path in OURS if len(path.read_text().splitlines()) > 350} == set()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("scanner.js", "text/javascript; charset=utf-8"),
        ("scanner.css", "text/css; charset=utf-8"),
        ("vendor/zxing-wasm/reader/zxing_reader.wasm", "application/wasm"),
        ("icons/parvis.svg", "image/svg+xml"),
        ("icons/parvis-192.png", "image/png"),
    ],
)
def test_file_is_served_with_its_kind_and_may_load_only_from_us(client, name, kind):
    answer = client.get(f"/scan/files/{name}")
    assert answer.content == (SCAN / name).read_bytes()
    assert answer.headers["content-type"] == kind
    assert answer.headers["content-security-policy"].startswith("default-src 'self'; ")
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_file_that_has_not_moved_is_not_sent_again(client):
    first = client.get("/scan/files/scanner.js")
    again = client.get("/scan/files/scanner.js", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "name", ["nothing.js", "..%2fscan_page.py", "page.html", "offline.js", "vendor/README.md"]
)
def test_nothing_else_is_served(client, name):
    assert client.get(f"/scan/files/{name}").status_code == 404


def test_offline_script_keeps_everything_that_the_page_asks_for(client):
    answer = client.get("/scan/offline.js")
    kept = json.loads(re.search(r"const FILES = (\[.*\]);", answer.text).group(1))
    scripts = {
        f"/scan/files/{path.relative_to(SCAN).as_posix()}"
        for path in SCAN.rglob("*")
        if path.suffix in {".js", ".css", ".wasm", ".svg"} and path.name != "offline.js"
    }
    assert set(kept) == scripts | {"/scan/files/palette.css"} | {
        f"/scan/phrases/{language}.json" for language in SPOKEN_LANGUAGES
    }
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"
    assert re.search(r"const VERSION = '[0-9a-f]{16}';", answer.text)


@pytest.mark.parametrize("side", [180, 192, 512])
def test_icon_has_the_size_that_its_name_says(client, side):
    image = Image.open(BytesIO(client.get(f"/scan/files/icons/parvis-{side}.png").content))
    assert image.size == (side, side)


@pytest.mark.parametrize("language", LANGUAGES)
def test_phrases_are_those_of_the_catalogue_with_their_blanks(client, language):
    said = client.get(f"/scan/phrases/{language}.json").json()
    wanted = {code for code in codes(language) if code.startswith(("scan.", "refused."))}
    assert set(said) == wanted
    assert said["scan.link_away"] == say("scan.link_away", language, count="{count}")
    assert client.get("/scan/phrases/xx.json").status_code == 404


def test_every_code_that_a_script_speaks_is_worded():
    spoken = {code for path in OURS for code in SPOKEN.findall(path.read_text())}
    assert len(spoken) > 30
    assert spoken - codes("fr") == set()


def test_every_phrase_of_the_scanner_is_spoken_by_a_script():
    scripts = "\n".join(path.read_text() for path in [*OURS, SCAN.parent / "scan_page.py"])
    silent = {
        code
        for code in codes("fr")
        if code.startswith("scan.") and f'"{code}"' not in scripts and not MADE.fullmatch(code)
    }
    assert silent == set()


@pytest.mark.parametrize(
    ("states", "code"),
    [
        (("idle", "asking", "accepted", "already", "noted", "refused"), "scan.word_{}"),
        (("off", "starting", "paused", "insecure", "refused", "none", "busy", "reader"),
         "scan.camera_{}"),
        (("asking", "ok", "away", "unrecognised", "forbidden"), "scan.link_{}"),
        (("names", "elsewhere", "revoked", "walk_in", "undo"), "scan.offline_no_{}"),
        (("on", "off"), "scan.lamp_{}"),
        (("on", "off"), "scan.sound_{}"),
    ],
)  # fmt: skip
def test_every_state_has_its_words(states, code):
    assert {code.format(state) for state in states} <= codes("fr")
