"""`parvis serve` as it is started on the laptop of a hall, and asked from another machine."""

import json
import os
import shutil
import socket
import ssl
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
IP = shutil.which("ip")


def free_ports():
    """A port whose follower is free as well."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = first.getsockname()[1]
            try:
                second.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port


@contextmanager
def serving(folder, *options, within=()):
    """The app started by the command, with the document that the command printed.

    Whatever lies in the folder it is started in hides no library that the app needs.
    """
    port = free_ports()
    (folder / "click.py").write_text("raise ImportError('a file of the folder')")
    command = [*within, sys.executable, "-P", "-m", "matching", "serve", "--port", str(port)]
    environment = os.environ | {
        "PARVIS_STORE": f"sqlite:///{folder / 'fair.db'}",
        "PYTHONPATH": str(ROOT),
    }
    with subprocess.Popen(
        [*command, "--no-browser", "--json", *options],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as app:
        try:
            told = ""
            while not told.endswith("\n}\n"):
                line = app.stdout.readline()
                assert line, app.stderr.read()
                told += line
            yield json.loads(told), port
        finally:
            app.terminate()
            app.wait(30)


def asked(address, authority=None):
    trusted = ssl.create_default_context(cafile=str(authority)) if authority else None
    page = urllib.request.Request(address, headers={"Accept": "text/html"})
    with urllib.request.urlopen(page, context=trusted, timeout=20) as answer:
        return answer.status, answer.url, answer.read()


@pytest.mark.slow
def test_whoever_starts_the_app_enters_by_the_link_and_a_stranger_does_not(tmp_path):
    with serving(tmp_path) as (told, port):
        assert told["network"] is None
        assert asked(f"http://localhost:{port}/")[1].endswith("/enter?next=/")
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        with opener.open(told["enter"], timeout=20) as answer:
            assert answer.url == f"http://localhost:{port}/"
        with pytest.raises(urllib.error.HTTPError) as spent:
            asked(told["enter"])
        assert spent.value.code == 403
        spent.value.close()


@pytest.mark.slow
def test_https_answers_under_the_certificate_that_the_install_page_gives(tmp_path):
    with serving(tmp_path, "--https") as (told, port):
        page = asked(f"http://localhost:{port + 1}/")[2].decode()
        assert "parvis-ca.crt" in page
        given = tmp_path / "tablet.crt"
        given.write_bytes(asked(f"http://localhost:{port + 1}/parvis-ca.crt")[2])
        status, _, body = asked(f"https://localhost:{port}/api/health", given)
        assert (status, json.loads(body)["status"]) == (200, "ok")
        with pytest.raises(urllib.error.URLError, match="CERTIFICATE_VERIFY_FAILED"):
            asked(f"https://localhost:{port}/api/health")
        with pytest.raises(urllib.error.HTTPError) as nothing:
            asked(f"http://localhost:{port + 1}/parvis-ca.key")
        assert nothing.value.code == 404
        nothing.value.close()
        assert told["local"].startswith("https://")


@pytest.fixture
def hall():
    """Two machines on one network without internet: the laptop's namespace and the tablet's."""
    if IP is None or os.geteuid() != 0:
        pytest.skip("network namespaces need root and iproute2; .ci/run has both")
    laptop, tablet = "parvis-laptop", "parvis-tablet"
    made = subprocess.run([IP, "netns", "add", laptop], capture_output=True, text=True, check=False)
    if made.returncode:
        pytest.skip(f"this machine lets nobody make network namespaces: {made.stderr.strip()}")
    try:
        run = lambda *words: subprocess.run([IP, *words], check=True)  # noqa: E731
        run("netns", "add", tablet)
        run("link", "add", "pv0", "netns", laptop, "type", "veth", "peer", "pv1", "netns", tablet)
        for space, link, address in (
            (laptop, "pv0", "10.77.0.1/24"),
            (tablet, "pv1", "10.77.0.2/24"),
        ):
            run("-n", space, "addr", "add", address, "dev", link)
            run("-n", space, "link", "set", link, "up")
            run("-n", space, "link", "set", "lo", "up")
        # A hall's router says that it leads somewhere, even when it does not.
        run("-n", laptop, "route", "add", "default", "via", "10.77.0.2")
        yield ([IP, "netns", "exec", laptop], [IP, "netns", "exec", tablet])
    finally:
        for space in (laptop, tablet):
            subprocess.run([IP, "netns", "del", space], check=False, capture_output=True)


@pytest.mark.slow
def test_a_tablet_of_the_hall_takes_the_certificate_and_opens_the_app(tmp_path, hall):
    laptop, tablet = hall
    asking = (
        "import ssl, sys, urllib.request as r\n"
        "trusted = ssl.create_default_context(cafile=sys.argv[2]) if sys.argv[2] else None\n"
        "sys.stdout.buffer.write(r.urlopen(sys.argv[1], context=trusted, timeout=20).read())\n"
    )

    def from_tablet(address, authority=""):
        command = [*tablet, sys.executable, "-c", asking, address, str(authority)]
        return subprocess.run(command, capture_output=True, check=False)

    with serving(tmp_path, "--https", within=laptop) as (told, port):
        assert told["network"] == f"https://10.77.0.1:{port}"
        assert told["install"] == f"http://10.77.0.1:{port + 1}"
        given = tmp_path / "tablet.crt"
        given.write_bytes(from_tablet(f"{told['install']}/parvis-ca.crt").stdout)
        health = from_tablet(f"{told['network']}/api/health", given)
        assert json.loads(health.stdout)["status"] == "ok"
        unknown = from_tablet(f"{told['network']}/api/health")
        assert b"CERTIFICATE_VERIFY_FAILED" in unknown.stderr
