"""The entrance: a code is typed once at each screen, and a cookie remembers it for the day."""

from asyncio import Semaphore
from collections.abc import Callable
from html import escape
from importlib.resources import files
from string import Template
from urllib.parse import parse_qs, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from matching.domain.access import Role
from matching.domain.errors import FairError
from matching.look import palette
from matching.phrases import say
from matching.services.access.enter import COOKIE, DAY, Entered, close_screen, enter, follow_link
from matching.services.access.give_access import shown_code
from matching.services.shop.refusals import sentence_of
from matching.services.shop.shop import Shop
from matching.web.guard import FACES, has_ended, is_from_here, visitor
from matching.web.language import language_of

_PAGE = Template(files("matching.web").joinpath("entrance.html").read_text("utf-8"))
_SCRIPT = files("matching.web").joinpath("entrance.js").read_text("utf-8")
_LONGEST_FORM = 2_000
_KIOSK_SECONDS = 30
_AT_ONCE = 2  # codes judged side by side: each takes 19 MiB and one core for 20 ms
_STATUS = {"code_locked": 429}


def entrance_routes(shop: Callable[[], Shop]) -> list[BaseRoute]:
    """Enter with a code or a link, and leave."""
    entrance = _Entrance(shop)
    return [
        Route("/enter", entrance.show, methods=["GET"]),
        Route("/enter", entrance.try_code, methods=["POST"]),
        Route("/enter/page.js", _script, methods=["GET"]),
        Route("/enter/{link}", entrance.try_link, methods=["GET"]),
        Route("/leave", _ask_to_leave, methods=["GET"]),
        Route("/leave", entrance.leave, methods=["POST"]),
    ]


class _Entrance:
    """The entrance of one shop."""

    def __init__(self, shop: Callable[[], Shop]) -> None:
        self._shop = shop
        self._judging = Semaphore(_AT_ONCE)

    async def show(self, request: Request) -> Response:
        code = await run_in_threadpool(shown_code, self._shop())
        return _page(request, code=code, onward=request.query_params.get("next", ""))

    async def try_code(self, request: Request) -> Response:
        form = await read_form(request)
        if form is None:
            return JSONResponse({"error": {"code": "form"}}, 400)
        address, onward = request.client.host if request.client else "", form.get("next", "")
        try:
            # Others wait here, not in the threads that the door needs.
            async with self._judging:
                entered = await run_in_threadpool(
                    enter,
                    self._shop(),
                    form.get("code", ""),
                    address=address,
                    station=form.get("station", ""),
                )
        except FairError as error:
            code = await run_in_threadpool(shown_code, self._shop())
            return _page(request, code=code, onward=onward, refusal=error)
        await self._close(request)
        return _admitted(request, entered, onward)

    async def try_link(self, request: Request) -> Response:
        try:
            entered = await run_in_threadpool(
                follow_link, self._shop(), request.path_params["link"]
            )
        except FairError as error:
            return _page(request, refusal=error)
        await self._close(request)
        return _admitted(request, entered, "/")

    async def leave(self, request: Request) -> Response:
        who = visitor(request)
        # A kiosk is left by typing somebody's code, or anyone could make it a tablet of theirs.
        if who is None or who.access.role is Role.KIOSK or not is_from_here(request):
            return RedirectResponse("/enter", 303)
        await self._close(request)
        answer = RedirectResponse("/enter", 303)
        answer.delete_cookie(COOKIE, path="/")
        return answer

    async def _close(self, request: Request) -> None:
        who = visitor(request)
        if who is not None:
            await run_in_threadpool(close_screen, self._shop(), who.session)


async def _script(_: Request) -> Response:
    return Response(_SCRIPT, media_type="text/javascript; charset=utf-8")


async def _ask_to_leave(request: Request) -> Response:
    language = language_of(request)
    title = say("entrance.leave", language)
    form = f'<form method="post" action="/leave"><button>{escape(title)}</button></form>'
    return _filled(language, title, form, notice="", help_=say("entrance.leave_help", language))


async def read_form(request: Request) -> dict[str, str] | None:
    """The fields of a form of ours, `None` when it is not one."""
    if not is_from_here(request):
        return None
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LONGEST_FORM:
            return None
    try:
        found = parse_qs(body.decode("ascii"), max_num_fields=5, errors="strict")
    except ValueError:
        return None
    return {name: values[0] for name, values in found.items()}


def _admitted(request: Request, entered: Entered, onward: str) -> Response:
    inside = onward if onward.startswith("/") and onward[1:2] not in {"/", "\\"} else "/"
    if entered.visitor.access.role is Role.KIOSK:
        inside = inside if inside.partition("?")[0] == FACES else "/"
    answer = RedirectResponse(inside, 303)
    answer.set_cookie(
        COOKIE,
        entered.cookie,
        max_age=int(2 * DAY.total_seconds()),  # longer than it opens: who comes back is told why
        path="/",
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return answer


def _page(
    request: Request, *, code: str = "", onward: str = "", refusal: FairError | None = None
) -> Response:
    language = language_of(request)
    notice = ""
    if code:
        notice = f'<p class="demo">{escape(say("entrance.demo", language, code=code))}</p>'
    if has_ended(request):
        notice += f'<p class="ended" role="status">{escape(say("entrance.ended", language))}</p>'
    if refusal is not None:
        notice += f'<p class="refused" role="alert">{escape(sentence_of(refusal, language))}</p>'
    status = 200 if refusal is None else _STATUS.get(refusal.code, 403)
    title = say("entrance.title", language)
    page = _filled(
        language,
        title,
        _entry_form(language, code, onward),
        notice=notice,
        help_=say("entrance.help", language),
    )
    page.status_code = status
    who = visitor(request)
    if who is not None and who.access.role is Role.KIOSK:
        # Whoever has touched the lock and has no code gives the kiosk back to the next person.
        came_from = urlsplit(request.headers.get("referer", "")).path
        back = FACES if came_from == FACES else "/"
        page.headers["Refresh"] = f"{_KIOSK_SECONDS}; url={back}"
    return page


def _entry_form(language: str, code: str, onward: str) -> str:
    words = {name: escape(say(f"entrance.{name}", language)) for name in ("code", "station", "go")}
    return (
        '<form method="post" action="/enter">'
        f'<input type="hidden" name="next" value="{escape(onward)}">'
        f'<label for="code">{words["code"]}</label>'
        '<input id="code" name="code" inputmode="numeric" autocomplete="off" required autofocus'
        f' placeholder="01-234-567" value="{escape(code)}">'
        f'<label for="station">{words["station"]}</label>'
        '<input id="station" name="station" maxlength="40" autocomplete="off">'
        f"<button>{words['go']}</button></form>"
    )


def _filled(language: str, title: str, form: str, *, notice: str, help_: str) -> HTMLResponse:
    return HTMLResponse(
        _PAGE.substitute(
            palette=palette(),
            language=language,
            title=escape(title),
            notice=notice,
            form=form,
            help=escape(help_),
        ),
        headers={"Cache-Control": "no-store"},
    )
