"""Start Streamlit on the shipped `app.py` and say where to find it."""

import os
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


def serve_app(terminal: Terminal, url: str, *, port: int, browser: bool) -> None:
    """Serve until stopped; the address and its QR are printed once the app answers.

    Raises
    ------
    FairError
        `port_taken` when something listens there already, `server_failed` when it does not start.
    """
    if _answers(port):
        raise FairError("port_taken", port=port)
    command = [sys.executable, "-m", "streamlit", "run", str(shipped("app.py"))]
    # Every address of the machine: the tablets of the hall must reach it.
    command += ["--server.port", str(port), "--server.address", "0.0.0.0"]  # noqa: S104
    environment = os.environ | {"PARVIS_STORE": url}
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as app:  # noqa: S603
        try:
            _wait(app, port)
            _announce(terminal, port)
            if browser:
                webbrowser.open(f"http://localhost:{port}")
            app.wait()
        except KeyboardInterrupt:
            app.terminate()
        except FairError:
            app.kill()
            raise


def _wait(app: "subprocess.Popen[bytes]", port: int) -> None:
    limit = time.monotonic() + _PATIENCE_SECONDS
    while not _is_healthy(port):
        if app.poll() is not None or time.monotonic() > limit:
            raise FairError("server_failed")
        time.sleep(0.2)


def _announce(terminal: Terminal, port: int) -> None:
    here, hall = f"http://localhost:{port}", f"http://{_own_address()}:{port}"
    terminal.answer(
        {"local": here, "network": hall},
        terminal.say("cli.open_here", address=here),
        terminal.say("cli.open_hall", address=hall),
    )
    if not terminal.wants_json and terminal.out.is_terminal:
        symbol = QRCode()
        symbol.add_data(hall)
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
