"""A server that keeps the contract of the door, in memory: it can be cut off, slow, or stubborn."""

import socket
import threading
import time
from asyncio import sleep
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import pbkdf2_hmac

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from matching.services.shop.shop import Shop
from matching.web.scan_page import scan_routes

SALT, ROUNDS = bytes(range(16)), 1000
FAIR = "morning-2023"


@dataclass
class FakeDoor:
    """What the door knows and what it was asked."""

    shop: Shop
    people: dict[str, str]
    arrived: dict[str, dict] = field(default_factory=dict)
    nonces: dict[str, dict] = field(default_factory=dict)
    asked: list[dict] = field(default_factory=list)
    given_up: list[dict] = field(default_factory=list)
    answers: dict[str, int] = field(default_factory=dict)
    every_answer: int = 0
    known: list[str] | None = None
    losing: int = 0
    preparing: int = 0
    waiting: dict[str, float] = field(default_factory=dict)
    replaced: tuple[str, ...] = ()
    upgraded: bool = False

    def routes(self):
        return [
            Route("/api/health", self._health),
            Route("/api/fairs/{fair}/check-ins", self._check_in, methods=["POST"]),
            Route("/api/fairs/{fair}/given-up", self._give_up, methods=["POST"]),
            Route("/api/fairs/{fair}/undo", self._undo, methods=["POST"]),
            Route("/api/fairs/{fair}/known-codes", self._known_codes),
            Route("/{page}", lambda _: Response("another page")),
            Route("/scan/offline.js", self._offline_script),
            *self._scan_routes(),
        ]

    def _scan_routes(self):
        return scan_routes(lambda: self.shop)

    async def _offline_script(self, request: Request) -> Response:
        own = next(one for one in self._scan_routes() if one.path == "/scan/offline.js")
        script = (await own.endpoint(request)).body
        version = b"const VERSION = 'next-" if self.upgraded else b"const VERSION = '"
        renewed = script.replace(b"const VERSION = '", version)
        return Response(renewed, media_type="text/javascript")

    async def _health(self, _: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def _known_codes(self, _: Request) -> Response:
        if self.every_answer:
            return Response(status_code=self.every_answer)
        listed = list(self.people) if self.known is None else self.known
        hashes = [pbkdf2_hmac("sha256", code.encode(), SALT, ROUNDS)[:8].hex() for code in listed]
        gone = [pbkdf2_hmac("sha256", code.encode(), SALT, ROUNDS)[:8] for code in self.replaced]
        words = {"salt": SALT.hex(), "rounds": ROUNDS, "hashes": hashes}
        words |= {"replaced": [key.hex() for key in gone]}
        return JSONResponse(words | {"made_at": "2023-06-30T10:02:00+02:00"})

    async def _undo(self, request: Request) -> Response:
        words = await request.json()
        code = next((act["code"] for act in self.asked if act["nonce"] == words["scan"]), None)
        if self.arrived.pop(code, None) is None:
            return Response(status_code=422)
        return JSONResponse({"status": "undone"})

    async def _check_in(self, request: Request) -> Response:
        words = await request.json()
        self.asked.append(words)
        status = self.every_answer or self.answers.get(words["code"], 0)
        if status:
            return Response(status_code=status, headers={"retry-after": "1"})
        if words["nonce"] not in self.nonces:
            self.nonces[words["nonce"]] = self._answer(words)
        if self.losing:
            self.losing -= 1
            await sleep(4)  # longer than a tablet waits
        await sleep(self.waiting.pop(words["code"], 0))
        if self.preparing:
            self.preparing -= 1
            return JSONResponse(self.nonces[words["nonce"]] | {"next": [], "preparing": True})
        return JSONResponse(self.nonces[words["nonce"]])

    async def _give_up(self, request: Request) -> Response:
        self.given_up.append(await request.json())
        return JSONResponse({"status": "noted"})

    def _answer(self, words: dict) -> dict:
        code = words["code"]
        if code in self.replaced:
            return {"status": "refused", "reason": "badge_revoked"}
        if code not in self.people:
            return {"status": "refused", "reason": "badge_unknown"}
        status = "already" if code in self.arrived else "accepted"
        first = self.arrived.setdefault(
            code, {"first_at": words["scanned_at"], "station": words["station"]}
        )
        at = datetime.fromisoformat(first["first_at"]).isoformat()
        meetings = [
            {"starts_at": "2023-06-30T10:15:00+02:00", "stand": "s1", "sign": "A1", "zone": "A",
             "exhibitor": "Agence web (fictif)", "title": "Développeur web"},
            {"starts_at": "2023-06-30T11:00:00+02:00", "stand": "s2", "sign": "B1", "zone": "B",
             "exhibitor": "École (fictif)", "title": "Formation"},
        ]  # fmt: skip
        return {
            "status": status, "reason": "", "first_at": at, "station": first["station"],
            "elsewhere": first["station"] != words["station"],
            "call_number": list(self.people).index(code) + 1, "first_name": self.people[code],
            "next": meetings, "preparing": False,
        }  # fmt: skip


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Cuttable:
    """A server of routes on a port of its own that can be cut off and put back."""

    def __init__(self, routes, middleware=()):
        self.routes = routes
        self.middleware = middleware
        self._app = Starlette(routes=routes, middleware=middleware)
        self.port = free_port()
        self.address = f"http://localhost:{self.port}"
        self._server = None
        self._thread = None

    def start(self):
        settings = uvicorn.Config(
            self._app, host="localhost", port=self.port, log_level="critical",
            lifespan="off", timeout_graceful_shutdown=0,
        )  # fmt: skip
        self._server = uvicorn.Server(settings)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)

    def cut(self):
        self._server.should_exit = True
        self._thread.join()
