"""Nothing answers before a code was typed, but for a short list; and what every answer carries."""

from collections.abc import Callable
from functools import partial
from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from matching.domain.access import Act, Role, Visitor
from matching.domain.errors import FairError
from matching.services.access.enter import COOKIE, visitors_of
from matching.services.shop.shop import Shop
from matching.web.rounds import Rounds

_OPEN_TO_ALL = (
    "/enter",
    "/api/health",
    "/api/openapi.json",
    "/_stcore/health",
    "/static",
    "/favicon.png",
    "/scan",
    "/mine",
)
FACES = "/faces"
"""The page of three faces: the tablet at the exit is a kiosk."""
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=()",
    # Streamlit evaluates code for its charts and styles elements by themselves.
    "Content-Security-Policy": "default-src 'self'; script-src 'self' 'unsafe-inline' "
    "'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self' ws: wss: data: blob:; worker-src 'self' blob:; "
    "media-src 'self' data: blob:; frame-src 'self' blob:; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'self'",
}


class Guard:
    """Know the visitor of every request, and send strangers to the entrance."""

    def __init__(self, app: ASGIApp, shop: Callable[[], Shop]) -> None:
        self._app = app
        self._visitors = Rounds[str, Visitor | None](lambda tokens: visitors_of(shop(), tokens))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let through, or answer in the app's place."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        request = HTTPConnection(scope)
        try:
            found = await self._visitor(request)
        except FairError as error:
            await _answer(_busy(error), scope, receive, send)
            return
        state = scope.setdefault("state", {})
        # Asked again by whatever stays open for long.
        state |= {"visitor": found, "who_is_there": partial(self._visitor, request)}
        refusal = _refusal(request, found)
        if refusal is None:
            await self._app(scope, receive, _dressed(send))
        else:
            await _answer(refusal, scope, receive, send)

    async def _visitor(self, request: HTTPConnection) -> Visitor | None:
        token = token_of(request)
        if not token or _is(request, "/api/health", "/_stcore/health"):
            return None
        return await self._visitors.ask(token)


async def _answer(refusal: Response, scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        code = 1013 if refusal.status_code == 503 else 1008
        await send({"type": "websocket.close", "code": code})
    else:
        await refusal(scope, receive, _dressed(send))


def _busy(error: FairError) -> JSONResponse:
    """The store does not answer: a tablet keeps its act and sends it again."""
    return JSONResponse({"error": {"code": error.code}}, 503)


def _is(request: HTTPConnection, *paths: str) -> bool:
    """Whether one of these, or what is below it, is asked: by the path that routes go by."""
    path = request.scope["path"]
    return any(path == asked or path.startswith(f"{asked}/") for asked in paths)


def visitor(request: HTTPConnection) -> Visitor | None:
    """Who is at the screen that asks."""
    found: Visitor | None = request.scope.get("state", {}).get("visitor")
    return found


def allowed(request: HTTPConnection, act: Act, *, fair: str) -> JSONResponse | None:
    """The refusal of an act that this screen may not do; `None` when it may."""
    who = visitor(request)
    if who is None:
        return JSONResponse({"error": {"code": "not_entered"}}, 401)
    if not who.access.may(act, fair=fair):
        return JSONResponse({"error": {"code": "not_allowed"}}, 403)
    return None


def is_from_here(request: HTTPConnection) -> bool:
    """Whether a page of ours asks, not one of another site in the same browser."""
    origin = request.headers.get("origin")
    if origin is None:
        return request.headers.get("sec-fetch-site", "none") in {"none", "same-origin"}
    return urlsplit(origin).netloc == request.headers.get("host", "")


def token_of(request: HTTPConnection) -> str:
    """The token that a program sends, else the cookie of a browser."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return token.strip()
    return _cookie(request.headers)


def has_ended(request: HTTPConnection) -> bool:
    """Whether a browser brings the cookie of a screen that is closed by now."""
    return visitor(request) is None and bool(_cookie(request.headers))


def _cookie(headers: Headers) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _refusal(request: HTTPConnection, who: Visitor | None) -> Response | None:
    if _is(request, *_OPEN_TO_ALL):
        return None
    if request.scope["type"] == "websocket" and not is_from_here(request):
        return _not_allowed()
    wants_page = "text/html" in request.headers.get("accept", "")
    if who is None:
        if wants_page:
            return RedirectResponse(f"/enter?next={quote(_asked(request))}", 303)
        return JSONResponse({"error": {"code": "not_entered"}}, 401)
    if who.access.role is Role.KIOSK and not _is_of_kiosk(request):
        return RedirectResponse("/", 303) if wants_page else _not_allowed()
    return None


def _asked(request: HTTPConnection) -> str:
    """The page asked for, with what its address says of how it looks."""
    query = request.scope["query_string"].decode("latin-1")
    return f"{request.scope['path']}{query and '?'}{query}"


def _is_of_kiosk(request: HTTPConnection) -> bool:
    """A kiosk asks for its own pages and what they need; uploads and downloads are none of it."""
    needed = "/api", "/leave", "/_stcore/stream", "/_stcore/host-config"
    return request.scope["path"] == "/" or _is(request, FACES, *needed)


def _not_allowed() -> JSONResponse:
    return JSONResponse({"error": {"code": "not_allowed"}}, 403)


def _dressed(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sending
