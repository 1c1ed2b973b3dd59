"""The page that Streamlit begins with, in the reader's language and our colours before any script.

Its HTML says that it is English and is titled “Streamlit”, and its link to the content is English
until our words are there (`matching.ui.wording`): a screen reader would say all of it.
"""

import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from matching.look import palette
from matching.phrases import LANGUAGES, say

_THEIRS = b"<title>Streamlit</title>"
# What is told of the page as Streamlit keeps it is not true of the page as it is served here.
_OF_THE_FILE = ("content-length", "etag", "last-modified", "accept-ranges")
_ASKED_OF_THE_FILE = {b"accept-encoding", b"if-none-match", b"if-modified-since", b"range"}
_WITHOUT_SCRIPT = re.compile(rb"<noscript>.*?</noscript>", re.DOTALL)
_UNTIL_WORDED = "html:not([data-is-worded]) [data-testid=stSkipToContent]{display:none}"
# Until Streamlit has drawn anything the page is of its own colour: no white flash in the dark.
_UNTIL_DRAWN = "html{color:var(--ink);background:var(--page)}"


class FirstPage:
    """Serve Streamlit's HTML with our title and language, its words hidden until they are ours."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let everything else through as it is."""
        if scope["type"] != "http" or "text/html" not in Headers(scope=scope).get("accept", ""):
            await self._app(scope, receive, send)
            return
        asked = [each for each in scope["headers"] if each[0] not in _ASKED_OF_THE_FILE]
        await self._app({**scope, "headers": asked}, receive, _Rewriting(send).send)


class _Rewriting:
    """One answer, kept back to its end when it is a page."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        """Send on, a page only once it is whole."""
        if message["type"] == "http.response.start" and _is_page(message):
            self._start = message
        elif self._start is None:
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._send_page(self._start, self._body)

    async def _send_page(self, start: Message, body: bytes) -> None:
        if _THEIRS in body:
            body = _in_our_words(body)
            headers = MutableHeaders(raw=start["headers"])
            for name in _OF_THE_FILE:
                del headers[name]
            headers["content-length"] = str(len(body))
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})


def _is_page(start: Message) -> bool:
    return Headers(raw=start["headers"]).get("content-type", "").startswith("text/html")


def _in_our_words(body: bytes) -> bytes:
    language = LANGUAGES[0]
    needs = f"<noscript><p>{say('shell.needs_script', language)}</p></noscript>".encode()
    body = body.replace(b'<html lang="en">', f'<html lang="{language}">'.encode(), 1)
    look = f"<style>{palette()}{_UNTIL_DRAWN}{_UNTIL_WORDED}</style>"
    body = body.replace(_THEIRS, f"<title>Parvis</title>{look}".encode(), 1)
    return _WITHOUT_SCRIPT.sub(needs, body)
