"""Start Streamlit on the shipped `app.py` and say where to find it."""

import os
import signal
import socket
import ssl
import subprocess
import sys
import time
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path

from qrcode.main import QRCode

from matching.domain.errors import FairError
from matching.services.access.enter import make_link
from matching.services.access.first_code import tell_first_code
from matching.services.access.give_access import first_organiser, shown_code
from matching.services.access.hall_address import keep_address
from matching.services.shop.shipped import shipped
from matching.serving.addresses import own_addresses
from matching.serving.authority import ServerCertificate, certify, fingerprint
from matching.serving.install_page import install_page
from matching.terminal import Terminal

_PATIENCE_SECONDS = 60.0
KEYS = Path("data/local/https")
"""Where `serve --https` keeps its keys, below the working folder."""

# Said aloud so that no settings file of the working folder can loosen them.
_HELD = {
    "server.enableCORS": "true",
    "server.enableXsrfProtection": "true",
    "client.showErrorDetails": "none",
    "browser.gatherUsageStats": "false",
}


@dataclass(frozen=True, slots=True)
class Doors:
    """Where the app is to be found: its port, for whom, and whether tablets get their camera."""

    port: int
    hall: bool = False
    https: bool = False

    @property
    def is_for_hall(self) -> bool:
        """Whether other machines of the network are let in."""
        return self.hall or self.https

    def address(self, host: str) -> str:
        """The app under one of the names of this machine."""
        return f"{'https' if self.https else 'http'}://{host}:{self.port}"


def must_be_free(port: int) -> None:
    """Refuse with `port_taken` when something listens on the port already."""
    with socket.socket() as probe:
        probe.settimeout(1)
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            raise FairError("port_taken", port=port)


def serve_app(terminal: Terminal, url: str, doors: Doors, *, browser: bool) -> None:
    """Serve until stopped; the address, and a link that enters, are printed once the app answers.

    Only this machine is let in, unless the doors are for the hall.

    Raises
    ------
    FairError
        `port_taken` when something listens there already, `server_failed` when it does not start
        or stops by itself.
    """
    must_be_free(doors.port)
    link, code = _ways_in(terminal)
    _keep_address(terminal, doors)
    signal.signal(signal.SIGTERM, _stop)
    with _certified(doors) as certificate, _running(url, doors, certificate) as app:
        try:
            _wait(app, doors, certificate)
            entrance = f"{doors.address('localhost')}/enter/{link}"
            _announce(terminal, doors, certificate, entrance=entrance, code=code)
            if browser:
                webbrowser.open(entrance)
            if app.wait():
                raise FairError("server_failed")
        except KeyboardInterrupt:
            terminal.err.print(terminal.say("cli.closed"))
        finally:
            app.terminate()


def _ways_in(terminal: Terminal) -> tuple[str, str]:
    """A link for whoever starts the app, and the code that a demonstration shows."""
    shop = terminal.open()
    tell_first_code(shop)
    return make_link(shop, first_organiser(shop)), shown_code(shop)


def _keep_address(terminal: Terminal, doors: Doors) -> None:
    """Cards and posters carry the address that is announced for the hall."""
    host = _hall_host(doors)
    if host:
        keep_address(terminal.open(), doors.address(host))


def _hall_host(doors: Doors) -> str:
    """The likeliest address of this machine in the hall; empty when there is none, or no hall."""
    return next(iter(own_addresses()), "") if doors.is_for_hall else ""


@contextmanager
def _certified(doors: Doors) -> Iterator[ServerCertificate | None]:
    """The certificate and the page that gives it to tablets, when the app is served by https."""
    if not doors.https:
        yield None
        return
    must_be_free(doors.port + 1)
    addresses = own_addresses()
    certificate = certify(KEYS, addresses)
    host = addresses[0] if addresses else "localhost"
    with install_page(certificate.authority, port=doors.port + 1, app=doors.address(host)):
        yield certificate


@contextmanager
def _running(
    url: str, doors: Doors, certificate: ServerCertificate | None
) -> Iterator["subprocess.Popen[bytes]"]:
    # "-P": a file of the folder we are started in, such as click.py, hides no library.
    command = [sys.executable, "-P", "-m", "streamlit", "run", str(shipped("app.py"))]
    held = _HELD | {
        "server.port": str(doors.port),
        "server.address": "0.0.0.0" if doors.is_for_hall else "localhost",  # noqa: S104
    }
    if certificate is not None:
        held |= {
            "server.sslCertFile": str(certificate.chain),
            "server.sslKeyFile": str(certificate.key),
        }
    for name, value in held.items():
        command += [f"--{name}", value]
    environment = os.environ | {"PARVIS_STORE": url}
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as app:  # noqa: S603
        yield app


def _stop(number: int, frame: object) -> None:
    del number, frame
    raise KeyboardInterrupt


def _wait(
    app: "subprocess.Popen[bytes]", doors: Doors, certificate: ServerCertificate | None
) -> None:
    limit = time.monotonic() + _PATIENCE_SECONDS
    while not _is_healthy(doors, certificate):
        if app.poll() is not None or time.monotonic() > limit:
            raise FairError("server_failed")
        time.sleep(0.2)


def _announce(
    terminal: Terminal,
    doors: Doors,
    certificate: ServerCertificate | None,
    *,
    entrance: str,
    code: str,
) -> None:
    here = doors.address("localhost")
    host = _hall_host(doors)
    there = doors.address(host) if host else None
    install = f"http://{host}:{doors.port + 1}" if host and certificate else None
    lines = [
        terminal.say("cli.open_here", address=here),
        terminal.say("cli.enter_here", address=entrance),
    ]
    if code:
        lines.append(terminal.say("cli.demo_code", code=code))
    if there:
        lines.append(terminal.say("cli.open_hall", address=there))
    if install and certificate:
        lines.append(terminal.say("cli.install_here", address=install))
        lines.append(
            terminal.say("cli.fingerprint", fingerprint=fingerprint(certificate.authority))
        )
    if doors.is_for_hall and not doors.https:
        lines.append(terminal.say("cli.http_no_camera"))
    if not doors.is_for_hall:
        lines.append(terminal.say("cli.only_here"))
    document = {"local": here, "network": there, "enter": entrance, "install": install}
    terminal.answer(document, *lines)
    for address in (install, there):
        _draw_symbol(terminal, address)


def _draw_symbol(terminal: Terminal, address: str | None) -> None:
    if address and not terminal.wants_json and terminal.out.is_terminal:
        symbol = QRCode()
        symbol.add_data(address)
        terminal.out.print(address)
        symbol.print_ascii(out=sys.stdout, invert=True)


def _is_healthy(doors: Doors, certificate: ServerCertificate | None) -> bool:
    connection = _connection(doors, certificate)
    try:
        connection.request("GET", "/api/health")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def _connection(doors: Doors, certificate: ServerCertificate | None) -> HTTPConnection:
    if certificate is None:
        return HTTPConnection("127.0.0.1", doors.port, timeout=2)
    trusted = ssl.create_default_context(cafile=str(certificate.authority))
    return HTTPSConnection("127.0.0.1", doors.port, timeout=2, context=trusted)
