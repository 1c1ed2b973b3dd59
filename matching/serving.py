"""Start Streamlit on the shipped `app.py` and say where to find it."""

import os
import signal
import socket
import subprocess
import sys
import time
import webbrowser
from http.client import HTTPConnection

from qrcode.main import QRCode

from matching.domain.errors import FairError
from matching.services.shipped import shipped
from matching.terminal import Terminal

_PATIENCE_SECONDS = 60.0
# Said aloud so that no settings file of the working folder can loosen them.
_HELD = {
    "server.enableCORS": "true",
    "server.enableXsrfProtection": "true",
    "client.showErrorDetails": "none",
    "browser.gatherUsageStats": "false",
}


def must_be_free(port: int) -> None:
    """Refuse with `port_taken` when something listens on the port already."""
    if _answers(port):
        raise FairError("port_taken", port=port)


def serve_app(terminal: Terminal, url: str, *, port: int, browser: bool, hall: bool) -> None:
    """Serve until stopped; the address is printed once the app answers.

    Only this machine is let in, unless `hall` opens the app to its network.

    Raises
    ------
    FairError
        `port_taken` when something listens there already, `server_failed` when it does not start
        or stops by itself.
    """
    must_be_free(port)
    command = [sys.executable, "-m", "streamlit", "run", str(shipped("app.py"))]
    command += ["--server.port", str(port), "--server.address", "0.0.0.0" if hall else "localhost"]  # noqa: S104
    for name, value in _HELD.items():
        command += [f"--{name}", value]
    environment = os.environ | {"PARVIS_STORE": url}
    signal.signal(signal.SIGTERM, _stop)
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as app:  # noqa: S603
        try:
            _wait(app, port)
            _announce(terminal, port, hall=hall)
            if browser:
                webbrowser.open(f"http://localhost:{port}")
            if app.wait():
                raise FairError("server_failed")
        except KeyboardInterrupt:
            terminal.err.print(terminal.say("cli.closed"))
        finally:
            app.terminate()


def _stop(number: int, frame: object) -> None:
    del number, frame
    raise KeyboardInterrupt


def _wait(app: "subprocess.Popen[bytes]", port: int) -> None:
    limit = time.monotonic() + _PATIENCE_SECONDS
    while not _is_healthy(port):
        if app.poll() is not None or time.monotonic() > limit:
            raise FairError("server_failed")
        time.sleep(0.2)


def _announce(terminal: Terminal, port: int, *, hall: bool) -> None:
    here, there = f"http://localhost:{port}", f"http://{_own_address()}:{port}"
    opened = terminal.say("cli.open_hall", address=there) if hall else terminal.say("cli.only_here")
    terminal.answer(
        {"local": here, "network": there if hall else None},
        terminal.say("cli.open_here", address=here),
        opened,
    )
    if hall and not terminal.wants_json and terminal.out.is_terminal:
        symbol = QRCode()
        symbol.add_data(there)
        symbol.print_ascii(out=sys.stdout, invert=True)


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _is_healthy(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/api/health")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def _own_address() -> str:
    """The address of this machine on the hall's network; no packet is sent to learn it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])
