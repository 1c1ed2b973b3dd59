"""A gate before Streamlit: each message is judged by who is at the screen now.

Streamlit knows tabs, not roles. It makes and serves any file whose address it is asked, takes
files from everybody and lets every tab empty its caches; the gate lets through what is named here
and nothing else.
"""

from collections.abc import Awaitable, Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from matching.domain.access import Act, Visitor
from matching.domain.errors import FairError
from matching.ui.gate.first_page import FirstPage
from matching.ui.gate.messages import (
    asked,
    is_drawing,
    refusal_of,
    session_of,
    told_by,
    touched_in,
)
from matching.ui.gate.told import ToldAddresses, UploadAllowance

_STREAM = "/_stcore/stream"
_FILES = "/media/"
_BROUGHT = "/_stcore/upload_file/"
# Doors of Streamlit's that we do not use, shut for every role.
_UNUSED = ("/_stcore/agent", "/_stcore/metrics", "/_stcore/script-health-check", "/component")
_OF_EVERYBODY = frozenset({"rerun_script", "stop_script", "app_heartbeat"})
_BRINGING = (Act.START, Act.FILES, Act.REPORT)
_MOST_BROUGHT = 120 * 1024 * 1024
_BEAT = BackMsg(app_heartbeat=True).SerializeToString()
_PROTOCOLS = "sec-websocket-protocol"

WhoIsThere = Callable[[], Awaitable[Visitor | None]]


def gates() -> list[Middleware]:
    """What every request to Streamlit goes through, after it is known who asks."""
    return [Middleware(FirstPage), Middleware(MessageGate)]


class MessageGate:
    """Let a screen ask what its role may, and give it the files alone that it was told of."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._told = ToldAddresses()
        self._room = UploadAllowance(_MOST_BROUGHT)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let through, or answer in Streamlit's place."""
        path = scope.get("path", "")
        visitor: Visitor | None = scope.get("state", {}).get("visitor")
        if scope["type"] == "websocket" and path == _STREAM and visitor is not None:
            await self._converse(scope, receive, send, visitor.session)
            return
        refused = self._refused(scope, path, visitor) if scope["type"] == "http" else None
        if refused is None:
            await self._app(scope, receive, send)
        else:
            await JSONResponse({"error": {"code": "not_allowed"}}, refused)(scope, receive, send)

    def _refused(self, scope: Scope, path: str, visitor: Visitor | None) -> int | None:
        """The status that refuses a request, `None` when it is let through."""
        if any(path == unused or path.startswith(f"{unused}/") for unused in _UNUSED):
            return 404
        if path.startswith((_FILES, _BROUGHT)) and scope["method"] != "OPTIONS":
            # As if there were no such file: whoever guesses learns nothing.
            if visitor is None or not self._told.has(visitor.session, path):
                return 404
            if path.startswith(_BROUGHT):
                return self._refused_to_bring(scope, path, visitor)
        return None

    def _refused_to_bring(self, scope: Scope, path: str, visitor: Visitor) -> int | None:
        if not _may_bring(visitor):
            return 403
        if scope["method"] != "PUT":
            self._room.give_back(visitor.session, path)
            return None
        size = Headers(scope=scope).get("content-length", "")
        if not size.isdecimal():
            return 411
        return None if self._room.take(visitor.session, path, int(size)) else 413

    async def _converse(self, scope: Scope, receive: Receive, send: Send, screen: str) -> None:
        tab = _Tab(scope, receive, send, screen=screen, told=self._told)
        tab.forget_session_of_others()
        await self._app(scope, tab.receive, tab.send)


class _Tab:
    """The conversation of one tab: what it asks is judged, what it is told is kept."""

    def __init__(
        self, scope: Scope, receive: Receive, send: Send, *, screen: str, told: ToldAddresses
    ) -> None:
        self._scope, self._receive, self._send = scope, receive, send
        self._screen, self._told = screen, told
        self._session = ""
        self._touched: frozenset[str] = frozenset()
        self._has_asked = False

    def forget_session_of_others(self) -> None:
        """A tab that comes back finds what it held, unless another screen held it."""
        headers = MutableHeaders(scope=self._scope)
        entries = [entry.strip() for entry in headers.get(_PROTOCOLS, "").split(",")]
        if len(entries) > 2 and not self._told.has(self._screen, entries[2]):
            headers[_PROTOCOLS] = ", ".join(entries[:2])

    async def receive(self) -> Message:
        """The next message that may be asked; the others are answered here, or not at all.

        Streamlit holds each message until the next one comes, with all that is typed on its page:
        after a question it is given an empty one.
        """
        if self._has_asked:
            self._has_asked = False
            return {"type": "websocket.receive", "bytes": _BEAT}
        while True:
            message = await self._receive()
            payload = message.get("bytes")
            if message["type"] != "websocket.receive" or payload is None:
                return message
            question = asked(payload)
            kind = question.WhichOneof("type") if question is not None else None
            if question is not None and kind == "rerun_script" and self._is_again(question):
                continue
            # Pages judge by themselves what they are asked, at every run.
            if question is None or kind in _OF_EVERYBODY:
                self._has_asked = kind == "rerun_script"
                return message
            if kind == "file_urls_request" and await self._may_bring():
                return message
            if kind == "backend_operation_request" and await self._may_have_made(
                question.backend_operation_request.deferred_file.file_id
            ):
                return message
            if kind in {"file_urls_request", "backend_operation_request"}:
                await self._send({"type": "websocket.send", "bytes": refusal_of(question)})

    async def send(self, message: Message) -> None:
        """Keep what the screen is told, then tell it."""
        payload = message.get("bytes")
        if message["type"] == "websocket.send" and payload:
            if not self._session:
                self._session = session_of(payload)
                self._told.tell(self._screen, *filter(None, [self._session]))
            self._told.tell(self._screen, *told_by(payload))
            if self._touched and is_drawing(payload):
                self._touched = frozenset()
        await self._send(message)

    def _is_again(self, question: BackMsg) -> bool:
        """Whether a button is touched again before anything was drawn: a double tap is one act."""
        touched = touched_in(question)
        if not touched:
            return False
        is_again, self._touched = touched == self._touched, touched
        return is_again

    async def _may_bring(self) -> bool:
        who = await self._who()
        return who is not None and _may_bring(who)

    async def _may_have_made(self, file: str) -> bool:
        return bool(file) and self._told.has(self._screen, file) and await self._who() is not None

    async def _who(self) -> Visitor | None:
        """Who is at the screen now: nobody once its access is taken back."""
        ask: WhoIsThere = self._scope["state"]["who_is_there"]
        try:
            return await ask()
        except FairError:  # a store that does not answer vouches for nobody
            return None


def _may_bring(visitor: Visitor) -> bool:
    return any(visitor.access.may(act) for act in _BRINGING)
