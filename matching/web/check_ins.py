"""The door as a route: a tablet posts what it read, and gets the store's answer."""

import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from matching.domain.access import Act, Role
from matching.domain.errors import FairError, Invalid
from matching.phrases import SPOKEN
from matching.services.door.door_answers import check_in_answer
from matching.services.door.give_up_scan import give_up_scan
from matching.services.door.offline_codes import KnownCodes, known_codes
from matching.services.door.undo_arrival import undo_scan
from matching.services.door.welcome import CheckIn, Scan, note_shown, take_scans, with_seats_left
from matching.services.interview.answer_questions import choose_language
from matching.services.live.behind import ANSWERS_WITHIN, people_awaited
from matching.services.shop.shop import Shop
from matching.web.guard import allowed, is_from_here, visitor
from matching.web.rounds import Rounds

LONGEST_BODY = 4_000
LONGEST_CODE = 200
LONGEST_NAME = 100
WAYS = ("in", "out")
"""Which way somebody goes who shows a badge; in, where a tablet says nothing."""
_NOT_NOW = frozenset({"nothing_to_undo", "undo_elsewhere", "undo_late", "nonce_used"})
_Doing = Callable[[Request, str], Awaitable[Response]]
_Answering = Callable[[Request], Awaitable[Response]]
NONCE = re.compile(r"^[!-~]{1,100}$")
"""Visible signs of ASCII: what any tablet makes, and nothing a database would choke on."""


def check_in_routes(shop: Callable[[], Shop]) -> list[BaseRoute]:
    """Sign in by badge code, and the codes that a tablet may know without network."""
    scans = Rounds[Scan, CheckIn | FairError](lambda read: take_scans(shop(), read))

    @_at_the_door()
    async def sign_in(request: Request, fair: str) -> Response:
        scan = read_scan(await _body(request), fair=fair)
        # asked before the meetings are read: of a plan that ends meanwhile the next answer tells
        awaited = people_awaited(shop(), fair)
        answer = await scans.ask(_named(request, scan))
        if isinstance(answer, FairError):
            raise answer
        if answer.is_late and not scan.is_again:  # apart from the round: nobody beside waits
            answer = await run_in_threadpool(_seated, shop(), fair, answer)
        if answer.person and not scan.is_again and _touches(request, scan):
            await run_in_threadpool(choose_language, shop(), fair, answer.person, scan.language)
        is_preparing = answer.later is not None or answer.person in awaited
        if scan.is_again and answer.person and not is_preparing:
            # a tablet that asks what has become of a scan shows the meetings that came behind it
            await run_in_threadpool(note_shown, shop(), fair, answer)
        return JSONResponse(check_in_answer(answer, is_preparing=is_preparing))

    @_at_the_door()
    async def give_up(request: Request, fair: str) -> Response:
        scan = _named(request, read_scan(await _body(request), fair=fair, has_code=False))
        await run_in_threadpool(_give_up, shop(), scan)
        return JSONResponse({"status": "noted"})

    # Not for a kiosk: whoever stands there could undo the arrival of the person before.
    @_at_the_door(Act.WELCOME)
    async def undo(request: Request, fair: str) -> Response:
        words = _words(await _body(request))
        who, scan, nonce = visitor(request), _nonce(words, "scan"), _nonce(words)
        assert who is not None
        await run_in_threadpool(undo_scan, shop(), fair, scan, visitor=who, nonce=nonce)
        return JSONResponse({"status": "undone"})

    @_at_the_door()
    async def list_codes(_: Request, fair: str) -> Response:
        known = await run_in_threadpool(known_codes, shop(), fair)
        return JSONResponse(_codes_answer(known), headers={"Cache-Control": "no-store"})

    return [
        Route("/api/fairs/{fair}/check-ins", sign_in, methods=["POST"]),
        Route("/api/fairs/{fair}/given-up", give_up, methods=["POST"]),
        Route("/api/fairs/{fair}/undo", undo, methods=["POST"]),
        Route("/api/fairs/{fair}/known-codes", list_codes, methods=["GET"]),
    ]


def _seated(shop: Shop, fair: str, answer: CheckIn) -> CheckIn:
    """The answer with seats that were found soon; others come behind it."""
    return with_seats_left(replace(shop, answers_within=ANSWERS_WITHIN), fair, answer)


def _at_the_door(right: Act = Act.SCAN) -> Callable[[_Doing], _Answering]:
    """An act that screens of the door alone may do; what it refuses becomes an answer."""
    return partial(_guarded, right=right)


def _guarded(act: _Doing, *, right: Act) -> _Answering:
    async def answer(request: Request) -> Response:
        fair = request.path_params["fair"]
        refusal = allowed(request, right, fair=fair)
        if refusal is not None:
            return refusal
        if request.method == "POST" and not is_from_here(request):
            return _refused("not_allowed", 403)
        if not fair.isprintable():  # a database would choke on it, and on the scans beside it
            return _refused("fair_unknown", 404)
        try:
            return await act(request, fair)
        except FairError as error:
            return _refused(error.code, _status(error), error)

    return answer


def read_scan(body: bytes, *, fair: str, has_code: bool = True) -> Scan:
    """The scan in a body of JSON; one that was given up says no code.

    Raises
    ------
    Invalid
        With the field at fault.
    """
    words = _words(body)
    return Scan(
        fair=fair,
        code=_text(words, "code", LONGEST_CODE) if has_code else "",
        nonce=_nonce(words),
        scanned_at=_moment(words.get("scanned_at")),
        station=_shown(_text({"station": "", **words}, "station", LONGEST_NAME)),
        goes_out=_way(words) == "out",
        language=_spoken(words),
        is_again=_truth(words, "again"),
    )


def _touches(request: Request, scan: Scan) -> bool:
    """Whether a visitor has touched a language; at other screens it is the staff who read."""
    who = visitor(request)
    return bool(scan.language) and who is not None and who.access.role is Role.KIOSK


def _words(body: bytes) -> dict[str, Any]:
    try:
        words = json.loads(body)
    except (ValueError, RecursionError):
        raise Invalid("body", "json") from None
    if not isinstance(words, dict):
        raise Invalid("body", "json")
    return words


def _named(request: Request, scan: Scan) -> Scan:
    """A tablet is who its session says; it may say how it is called, but for a kiosk."""
    who = visitor(request)
    assert who is not None
    is_kiosk = who.access.role is Role.KIOSK
    station = who.station if is_kiosk else scan.station or who.station
    return replace(scan, station=station, screen=who.screen)


def _give_up(shop: Shop, scan: Scan) -> None:
    give_up_scan(shop, scan.fair, scan.nonce, station=scan.station, read_at=scan.scanned_at)


async def _body(request: Request) -> bytes:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST_BODY:
            raise Invalid("body", "too_long", most=LONGEST_BODY)
    return body


def _text(words: dict[str, Any], name: str, most: int) -> str:
    value = words.get(name)
    if not isinstance(value, str):
        raise Invalid(name, "text")
    if len(value) > most:
        raise Invalid(name, "name", most=most)
    return value


def _nonce(words: dict[str, Any], name: str = "nonce") -> str:
    nonce = _text(words, name, LONGEST_NAME)
    if not NONCE.fullmatch(nonce):
        raise Invalid(name, "name", most=LONGEST_NAME)
    return nonce


def _way(words: dict[str, Any]) -> str:
    way = _text({"way": "in", **words}, "way", LONGEST_NAME)
    if way not in WAYS:
        raise Invalid("way", "choice", value=way, choices=", ".join(WAYS))
    return way


def _truth(words: dict[str, Any], name: str) -> bool:
    value = words.get(name, False)
    if not isinstance(value, bool):
        raise Invalid(name, "choice", value=str(value)[:40], choices="true, false")
    return value


def _spoken(words: dict[str, Any]) -> str:
    language = _text({"language": "", **words}, "language", LONGEST_NAME)
    if language and language not in SPOKEN:
        raise Invalid("language", "choice", value=language, choices=", ".join(SPOKEN))
    return language


def _shown(name: str) -> str:
    """A name as a screen can show it."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in name).split())


def _moment(value: object) -> datetime | None:
    if value is None:
        return None
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise Invalid("scanned_at", "moment", value=str(value)[:40])
    return found


def _status(error: FairError) -> int:
    if error.code.startswith("store_"):
        return 503
    if error.code in _NOT_NOW:
        return 409
    return 404 if error.code == "fair_unknown" else 422


def _codes_answer(known: KnownCodes) -> dict[str, Any]:
    return {
        "salt": known.salt,
        "rounds": known.rounds,
        "hashes": list(known.hashes),
        "replaced": list(known.replaced),
        "made_at": known.made_at.isoformat(),
    }


def _refused(code: str, status: int, error: FairError | None = None) -> JSONResponse:
    said: dict[str, Any] = {"code": code}
    if error is not None and "field" in error.params:
        said["field"] = error.params["field"]
    return JSONResponse({"error": said}, status)
