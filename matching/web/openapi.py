"""What our routes take and answer, as an OpenAPI document that they honour."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

import matching
from matching.phrases import SPOKEN
from matching.web.check_ins import LONGEST_CODE, LONGEST_NAME, NONCE, WAYS

_NULLABLE = ["string", "null"]
_FAIR = {
    "name": "fair",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "minLength": 1},
}
_ERROR = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["code"],
            "properties": {"code": {"type": "string"}, "field": {"type": "string"}},
        }
    },
}
_SCAN: dict[str, Any] = {
    "type": "object",
    "required": ["code", "nonce"],
    "properties": {
        "code": {"type": "string", "maxLength": LONGEST_CODE, "description": "As read or typed."},
        "nonce": {
            "type": "string",
            "pattern": NONCE.pattern,
            "description": "Made by the tablet, one for each act: again is harmless.",
        },
        "scanned_at": {"type": _NULLABLE, "format": "date-time"},
        "station": {"type": "string", "maxLength": LONGEST_NAME},
        "way": {"enum": list(WAYS), "description": "Out, where the fair asks for badges there."},
        "again": {
            "type": "boolean",
            "description": "Asks, under the same nonce, what has become of a scan answered with "
            "`preparing`: no meetings are sought for it once more.",
        },
        "language": {
            "enum": ["", *SPOKEN],
            "description": "Touched at a kiosk by whose badge it is; their sheet is in it.",
        },
    },
}
_GIVEN_UP = {
    "type": "object",
    "required": ["nonce"],
    "properties": {name: _SCAN["properties"][name] for name in ("nonce", "scanned_at", "station")},
}
_NOTED = {
    "type": "object",
    "required": ["status"],
    "properties": {"status": {"enum": ["noted"]}},
}
_UNDO = {
    "type": "object",
    "required": ["scan", "nonce"],
    "properties": {
        "scan": {**_SCAN["properties"]["nonce"], "description": "The nonce of the scan."},
        "nonce": _SCAN["properties"]["nonce"],
    },
}
_UNDONE = {
    "type": "object",
    "required": ["status"],
    "properties": {"status": {"enum": ["undone"]}},
}
_APPOINTMENT = {
    "type": "object",
    "required": ["meeting", "starts_at", "ends_at", "stand", "sign", "zone", "exhibitor"],
    "properties": {
        "starts_at": {"type": "string", "format": "date-time"},
        "ends_at": {"type": "string", "format": "date-time"},
        **{
            name: {"type": "string"}
            for name in ("meeting", "stand", "sign", "zone", "exhibitor", "offer", "title")
        },
    },
}
_ANSWER = {
    "type": "object",
    "required": ["status", "reason", "first_at", "call_number", "first_name", "next"],
    "properties": {
        "status": {"enum": ["accepted", "already", "refused"]},
        "first_at": {"type": _NULLABLE, "format": "date-time"},
        "back_at": {"type": _NULLABLE, "format": "date-time"},
        "closed_at": {
            "type": _NULLABLE,
            "format": "date-time",
            "description": "When the fair ended, where they came after it.",
        },
        "call_number": {"type": ["integer", "null"]},
        "next": {"type": "array", "items": _APPOINTMENT},
        "way": {"enum": list(WAYS)},
        "preparing": {
            "type": "boolean",
            "description": "Whether meetings of whoever came late are still being sought.",
        },
        "elsewhere": {"type": "boolean", "description": "Whether they came in at another screen."},
        **{name: {"type": _NULLABLE} for name in ("reason", "station", "person", "first_name")},
    },
}
_HASHES = {"type": "array", "items": {"type": "string", "pattern": "^[0-9a-f]{16}$"}}
_CODES = {
    "type": "object",
    "required": ["salt", "rounds", "hashes", "replaced", "made_at"],
    "properties": {
        "salt": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
        "rounds": {"type": "integer", "minimum": 1},
        "hashes": _HASHES,
        "replaced": _HASHES,
        "made_at": {"type": "string", "format": "date-time"},
    },
}
_HEALTH = {
    "type": "object",
    "required": ["status"],
    "properties": {
        "status": {
            "enum": ["ok", "store_locked", "store_full", "store_moved", "store_unreachable"]
        },
        "version": {"type": "string"},
        "fairs": {"type": "integer", "minimum": 0},
    },
}


def openapi_routes() -> list[BaseRoute]:
    """`/api/openapi.json`."""

    async def show(_: Request) -> Response:
        return JSONResponse(document())

    return [Route("/api/openapi.json", show, methods=["GET"])]


def document() -> dict[str, Any]:
    """The OpenAPI 3.1 document of `/api`."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Parvis", "version": matching.__version__},
        "paths": {
            "/api/health": {"get": _health()},
            "/api/fairs/{fair}/check-ins": {
                "post": _at_the_door(
                    "checkIn",
                    "Sign in whoever carries a badge code",
                    _answers("What the door says", _ANSWER),
                    takes=_SCAN,
                )
            },
            "/api/fairs/{fair}/given-up": {
                "post": _at_the_door(
                    "giveUp",
                    "Tell the organiser that a scan could not be brought in",
                    _answers("It is written down", _NOTED),
                    takes=_GIVEN_UP,
                )
            },
            "/api/fairs/{fair}/undo": {
                "post": _at_the_door(
                    "undo",
                    "Take back the arrival that a scan of this screen made",
                    _answers("It is taken back", _UNDONE),
                    takes=_UNDO,
                    told_otherwise={"409": "Nothing to undo, too late, or made at another screen"},
                )
            },
            "/api/fairs/{fair}/known-codes": {
                "get": _at_the_door(
                    "knownCodes",
                    "Valid codes as salted hashes: 8 bytes of PBKDF2-HMAC-SHA256",
                    _answers("The list", _CODES),
                )
            },
        },
        "components": {
            "securitySchemes": {
                "station": {"type": "http", "scheme": "bearer"},
                "screen": {"type": "apiKey", "in": "cookie", "name": "parvis_screen"},
            }
        },
    }


def _health() -> dict[str, Any]:
    return {
        "operationId": "health",
        "summary": "Whether the app answers",
        "security": [],
        "responses": {
            "200": _answers("It does", _HEALTH),
            "503": _answers("Its store does not", _HEALTH),
        },
    }


def _at_the_door(
    name: str,
    summary: str,
    told: dict[str, Any],
    *,
    takes: dict[str, Any] | None = None,
    told_otherwise: Mapping[str, str] = MappingProxyType({}),
) -> dict[str, Any]:
    """An operation that screens of the door alone may ask for."""
    responses = {
        "200": told,
        "503": _answers("The store does not answer: keep the act and send it again", _ERROR),
        "401": _answers("No screen is open", _ERROR),
        "403": _answers("Not allowed", _ERROR),
        "404": _answers("No such fair", _ERROR),
        **{status: _answers(text, _ERROR) for status, text in told_otherwise.items()},
    }
    operation: dict[str, Any] = {
        "operationId": name,
        "summary": summary,
        "security": [{"station": []}, {"screen": []}],
        "parameters": [_FAIR],
        "responses": responses,
    }
    if takes is not None:
        operation["requestBody"] = {"required": True, "content": _json(takes)}
        responses["422"] = _answers("A body that makes no sense, with the field at fault", _ERROR)
    return operation


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


def _answers(text: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": text, "content": _json(schema)}
