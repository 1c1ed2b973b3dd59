"""The scanner as a page of its own: it can be installed and opens without the server."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import PurePosixPath
from string import Template
from typing import Self
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from matching.domain.access import Role
from matching.domain.fair import Fair
from matching.look import palette
from matching.phrases import SPOKEN, codes, say
from matching.services.files.fairs_known import every_fair
from matching.services.shop.shop import Shop
from matching.web.guard import visitor
from matching.web.language import language_of

# Said here: a machine's own table may call a script plain text, and browsers then refuse it.
_MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
}
_SPOKEN = ("scan.", "refused.")
_PLACEHOLDERS = ("at", "code", "count", "number", "stand", "station", "zone")
_HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True, slots=True)
class _File:
    """A file as it is served, with the mark that tells a browser whether it has moved."""

    body: bytes
    media_type: str
    mark: str

    @classmethod
    def of(cls, body: bytes, media_type: str) -> Self:
        return cls(body, media_type, f'"{sha256(body).hexdigest()[:32]}"')


def scan_routes(shop: Callable[[], Shop]) -> list[BaseRoute]:
    """The routes of the scanner's page; nothing they serve is about a person.

    The page of a fair is `/scan/{fair}`; its scripts ask `/api/fairs/{fair}/check-ins` and
    `/known-codes`, which say who may.
    """

    async def fairs() -> dict[str, Fair]:
        found = await run_in_threadpool(lambda: every_fair(shop()))
        return {fair.id: fair for fair in found}

    async def choice(request: Request) -> Response:
        known = await fairs()
        if len(known) == 1:
            return RedirectResponse(_address(next(iter(known))), headers=_HEADERS)
        return _choice(known.values(), language_of(request))

    async def page(request: Request) -> Response:
        fair = (await fairs()).get(request.path_params["fair"])
        who = visitor(request)
        at_kiosk = who is not None and who.access.role is Role.KIOSK
        return _no_fair(language_of(request)) if fair is None else _page(fair, at_kiosk=at_kiosk)

    async def manifest(request: Request) -> Response:
        fair = (await fairs()).get(request.path_params["fair"])
        return (
            _no_fair(language_of(request))
            if fair is None
            else _manifest(fair, language_of(request))
        )

    return [
        Route("/scan", choice),
        Route("/scan/offline.js", _offline_script),
        # Before the files: a fair may be called “files”, and no file of ours has this name.
        Route("/scan/{fair}/app.webmanifest", manifest),
        Route("/scan/files/{name:path}", _shipped_file),
        Route("/scan/phrases/{name}", _shipped_phrases),
        Route("/scan/{fair}", page),
    ]


async def _shipped_file(request: Request) -> Response:
    return _served(request, _shipped().get(f"/scan/files/{request.path_params['name']}"))


async def _shipped_phrases(request: Request) -> Response:
    return _served(request, _shipped().get(f"/scan/phrases/{request.path_params['name']}"))


async def _offline_script(request: Request) -> Response:
    return _served(request, _offline())


def _served(request: Request, file: _File | None) -> Response:
    if file is None:
        return Response(status_code=404, headers=_HEADERS)
    headers = _HEADERS | {"ETag": file.mark}
    if request.headers.get("if-none-match") == file.mark:
        return Response(status_code=304, headers=headers)
    return Response(file.body, media_type=file.media_type, headers=headers)


@cache
def _shipped() -> Mapping[str, _File]:
    """Every file that the page may ask for, by its path; nothing else can be asked for."""
    here = files("matching.web") / "scan"
    found = {
        f"/scan/files/{name}": _File.of(
            entry.read_bytes(), _MEDIA_TYPES[PurePosixPath(name).suffix]
        )
        for name, entry in _walk(here)
        if PurePosixPath(name).suffix in _MEDIA_TYPES and name != "offline.js"
    }
    found["/scan/files/palette.css"] = _File.of(palette().encode(), _MEDIA_TYPES[".css"])
    return found | {f"/scan/phrases/{language}.json": _phrases(language) for language in SPOKEN}


def _walk(folder: Traversable, under: str = "") -> Iterable[tuple[str, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _walk(entry, f"{under}{entry.name}/")
        else:
            yield f"{under}{entry.name}", entry


def _phrases(language: str) -> _File:
    spoken = sorted(code for code in codes(language) if code.startswith(_SPOKEN))
    # Each placeholder stands for itself: the tablet fills it in.
    blanks = {name: f"{{{name}}}" for name in _PLACEHOLDERS}
    said = {code: say(code, language, **blanks) for code in spoken}
    return _File.of(json.dumps(said, ensure_ascii=False).encode(), "application/json")


@cache
def _offline() -> _File:
    """The script that keeps the page, told which files and which version of them."""
    kept = _shipped()
    version = sha256("".join(name + file.mark for name, file in kept.items()).encode())
    names = [name for name in kept if not name.endswith(".png")]
    told = f"const VERSION = {version.hexdigest()[:16]!r};\nconst FILES = {json.dumps(names)};\n"
    script = (files("matching.web") / "scan" / "offline.js").read_bytes()
    return _File.of(told.encode() + script, _MEDIA_TYPES[".js"])


@cache
def _template() -> Template:
    return Template((files("matching.web") / "scan" / "page.html").read_text(encoding="utf-8"))


def _page(fair: Fair, *, at_kiosk: bool) -> Response:
    words = _template().substitute(
        fair=escape(quote(fair.id, safe="")),
        title=escape(fair.title),
        kiosk=' data-kiosk="yes"' if at_kiosk else "",
        exits=' data-exits="yes"' if fair.exits_by_scan else "",
    )
    return HTMLResponse(words, headers=_HEADERS)


def _manifest(fair: Fair, language: str) -> Response:
    icons = [
        {
            "src": f"/scan/files/icons/parvis-{side}.png",
            "sizes": f"{side}x{side}",
            "type": "image/png",
        }
        for side in (192, 512)
    ]
    words = {
        "name": f"{say('scan.title', language)} · {fair.title}",
        "short_name": say("scan.title", language),
        "lang": language,
        "id": _address(fair.id),
        "start_url": _address(fair.id),
        "scope": "/scan/",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#14507a",
        "icons": [*icons, icons[1] | {"purpose": "maskable"}],
    }
    return JSONResponse(words, media_type="application/manifest+json", headers=_HEADERS)


def _choice(fairs: Iterable[Fair], language: str) -> Response:
    links = "".join(
        f'<li><a class="button" href="{_address(fair.id)}">{escape(fair.title)} · '
        f"{fair.date:%d/%m/%Y}</a></li>"
        for fair in fairs
    )
    return _small_page(language, say("scan.choose_fair", language), f"<ul>{links}</ul>")


def _no_fair(language: str) -> Response:
    link = f'<a class="button" href="/scan">{escape(say("scan.choose_fair", language))}</a>'
    return _small_page(language, say("scan.no_such_fair", language), link, status=404)


def _small_page(language: str, title: str, body: str, *, status: int = 200) -> Response:
    words = (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Parvis · {escape(title)}</title>"
        '<link rel="stylesheet" href="/scan/files/palette.css">'
        '<link rel="stylesheet" href="/scan/files/page.css"></head>'
        f"<body><main><h1>{escape(title)}</h1>{body}</main></body></html>"
    )
    return HTMLResponse(words, status_code=status, headers=_HEADERS)


def _address(fair: str) -> str:
    return f"/scan/{quote(fair, safe='')}"
