"""A page over plain http that gives the certificate to a tablet, in three steps."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from string import Template

from matching.look import palette
from matching.phrases import LANGUAGES, say
from matching.serving.authority import fingerprint

_STEPS = 3


@contextmanager
def install_page(authority: Path, *, port: int, app: str) -> Iterator[None]:
    """Serve the page and the certificate of the authority, nothing else, until the app closes."""
    pages = {language: _page(authority, app, language) for language in LANGUAGES}
    given = authority.read_bytes()

    class Handler(BaseHTTPRequestHandler):
        timeout = 10

        def do_GET(self) -> None:
            if self.path == "/parvis-ca.crt":
                self._send(given, "application/x-x509-ca-cert")
            elif self.path == "/":
                asked = self.headers.get("Accept-Language", "")[:2].lower()
                page = pages.get(asked, pages[LANGUAGES[0]])
                self._send(page, "text/html; charset=utf-8")
            else:
                self.send_error(404)

        def _send(self, body: bytes, kind: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("X-Content-Type-Options", "nosniff")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Addresses of tablets are nobody's business."""

    with ThreadingHTTPServer(("0.0.0.0", port), Handler) as server:  # noqa: S104 - for the hall
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield
        finally:
            server.shutdown()


def _page(authority: Path, app: str, language: str) -> bytes:
    def steps(device: str) -> str:
        codes = (f"install.{device}_{number}" for number in range(1, _STEPS + 1))
        return "".join(f"<li>{escape(say(code, language))}</li>" for code in codes)

    words = {
        name: say(f"install.{name}", language) for name in ("title", "why", "get", "go", "compare")
    }
    template = Template(files("matching.serving").joinpath("install_page.html").read_text("utf-8"))
    return template.substitute(
        palette=palette(),
        language=language,
        android=steps("android"),
        ipad=steps("ipad"),
        app=escape(app),
        fingerprint=fingerprint(authority),
        **{name: escape(text) for name, text in words.items()},
    ).encode()
