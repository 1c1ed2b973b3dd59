"""A person's day on their own phone: the code of their badge opens it; no account, no cookie."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from datetime import datetime
from html import escape
from importlib.resources import files
from string import Template

from babel import Locale
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from badges.code import pretty_code
from badges.hall.hall_map import map_svg
from matching.domain.errors import FairError
from matching.look import palette
from matching.phrases import SPOKEN, say
from matching.phrases.steps import own_step_name
from matching.services.door.own_day import OwnDay, StepTold, own_day
from matching.services.plan.agenda import Appointment, at_once
from matching.services.plan.paper.stand_map import caption, map_on_phone, stops
from matching.services.plan.sessions_held import titled
from matching.services.scores.sentences import terms_held_out
from matching.services.shop.shop import Shop
from matching.web.entrance import read_form
from matching.web.language import language_of

_PAGE = Template(files("matching.web").joinpath("own_page.html").read_text("utf-8"))
_SCRIPT = files("matching.web").joinpath("own_page.js").read_text("utf-8")
_MOST_WRONG = 20
_WITHIN = 600.0  # seconds
_MOST_ADDRESSES = 1_000
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'self'; style-src 'unsafe-inline'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    # With none at all a browser would not say, either, that a form comes from here.
    "Referrer-Policy": "same-origin",
}


def own_routes(shop: Callable[[], Shop]) -> list[BaseRoute]:
    """The page `/mine`: a code is sent in the body of a form, never in an address."""
    page = _OwnPage(shop)
    return [
        Route("/mine", page.ask, methods=["GET"]),
        Route("/mine", page.show, methods=["POST"]),
        Route("/mine/page.js", _script, methods=["GET"]),
    ]


class _OwnPage:
    """The own page of one shop, and who has tried too many codes."""

    def __init__(self, shop: Callable[[], Shop]) -> None:
        self._shop = shop
        self._wrong = _Tries()

    async def ask(self, request: Request) -> Response:
        language = _language(request.query_params.get("lang", ""), request)
        return _filled(language, _question(language))

    async def show(self, request: Request) -> Response:
        form = await read_form(request) or {}
        language = _language(form.get("lang", ""), request)
        address = request.client.host if request.client else ""
        if self._wrong.too_many(address):
            return _filled(language, _question(language, refusal="mine.wait"), status=429)
        try:
            day = await run_in_threadpool(own_day, self._shop(), form.get("code", ""), language)
        except FairError as error:
            if error.code != "own_code":
                raise
            self._wrong.note(address)
            return _filled(language, _question(language, refusal="mine.unknown"), status=404)
        return _filled(language, _day(day, language), code=day.code)


class _Tries:
    """Wrong codes of the last minutes by address; the addresses seen longest ago are forgotten."""

    def __init__(self) -> None:
        self._by_address: OrderedDict[str, deque[float]] = OrderedDict()

    def too_many(self, address: str) -> bool:
        tries = self._by_address.get(address, deque())
        while tries and tries[0] < time.monotonic() - _WITHIN:
            tries.popleft()
        return len(tries) >= _MOST_WRONG

    def note(self, address: str) -> None:
        tries = self._by_address.setdefault(address, deque(maxlen=_MOST_WRONG))
        tries.append(time.monotonic())
        self._by_address.move_to_end(address)
        while len(self._by_address) > _MOST_ADDRESSES:
            self._by_address.popitem(last=False)


def _question(language: str, *, refusal: str = "") -> str:
    notice = f'<p class="refused" role="alert">{_said(refusal, language)}</p>' if refusal else ""
    return (
        f'{notice}<form method="post" action="/mine">{_hidden("lang", language)}'
        f'<label for="code">{_said("mine.code", language)}</label>'
        '<input id="code" name="code" autocomplete="off" autocapitalize="characters"'
        ' spellcheck="false" maxlength="20" required placeholder="ABCDE-FGHJK">'
        f"<button>{_said('mine.show', language)}</button></form>"
    )


def _day(day: OwnDay, language: str) -> str:
    none = "ask.meetings_over" if day.is_over else "ask.no_meeting"
    title = "ask.meetings" if day.next else none
    ahead = sorted((*day.next, *day.gone), key=lambda meeting: meeting.starts_at)
    twice = at_once(day.next)
    listed = "".join(
        _meeting(meeting, day, language, clash=twice.get(meeting.meeting.id)) for meeting in ahead
    )
    at = _said("mine.told_at", language, at=f"{day.told_at:%H:%M}")
    return (
        f'<p class="number" data-said>{_said("ask.your_number", language)} '
        f"<strong><bdi>{day.call_number}</bdi></strong></p>"
        f"<h2 data-said>{_said(title, language)}</h2><ol>{listed}</ol>"
        f"{_steps(day, language)}{_places(day, language)}"
        f'<button type="button" class="listen" hidden>{_said("ask.listen", language)}</button>'
        f"{_hall(day, language)}"
        f'<form class="again" method="post" action="/mine">{_hidden("lang", language)}'
        f"{_hidden('code', day.code)}<button>{_said('mine.again', language)}</button></form>"
        f"<p>{at} · <bdi>{escape(pretty_code(day.code))}</bdi></p>"
    )


def _steps(day: OwnDay, language: str) -> str:
    """What meetings led to, with whom: read aloud like the rest."""
    if not day.steps:
        return ""
    listed = "".join(_step(step, language) for step in day.steps)
    return f"<h2 data-said>{_said('mine.steps', language)}</h2><ul>{listed}</ul>"


def _sentences(text: str) -> str:
    return "".join(f"<p data-said>{escape(line)}</p>" for line in text.splitlines())


def _places(day: OwnDay, language: str) -> str:
    """Places the person has, waits for or is not met about: read aloud like the rest."""
    if not day.places:
        return ""
    # Whole sentences run the way of the page, whichever way the title that begins them runs.
    listed = "".join(f"<li>{_sentences(line)}</li>" for line in day.places)
    return f"<h2 data-said>{_said('mine.places', language)}</h2><ul>{listed}</ul>"


def _step(step: StepTold, language: str) -> str:
    told = step.outcome
    said = escape(own_step_name(told, language))
    detail = f"<p data-said><bdi>{escape(told.detail)}</bdi></p>" if told.detail else ""
    return (
        f"<li><p data-said><bdi>{escape(step.stand)}</bdi></p>"
        f'<p class="place" data-said><bdi>{said}</bdi></p>{detail}</li>'
    )


def _meeting(meeting: Appointment, day: OwnDay, language: str, *, clash: datetime | None) -> str:
    stand = meeting.exhibitor
    place = _said("ask.stand", language, stand=stand.stand or stand.name)
    zone = _said("sheet.zone", language, zone=stand.zone) if stand.zone else ""
    where = f"{place} · <bdi>{zone}</bdi>" if zone else place
    said = [_said(code, language) for code in _marks(meeting, day)]
    if clash is not None and meeting not in day.gone:
        said.append(_said("mine.at_once", language, at=f"{clash:%H:%M}"))
    mark = "".join(f'<p class="new" data-said>{line}</p>' for line in said)
    hour = f"<bdi>{meeting.starts_at:%H:%M}</bdi>"
    if meeting in day.gone:
        # read aloud before where it would have been: nobody goes there
        return (
            f'<li class="gone"><p class="hour" data-said><del>{hour}</del></p>{mark}'
            f"<p data-said><bdi>{escape(stand.name)}</bdi></p></li>"
        )
    return (
        f'<li><p class="hour" data-said>{hour}</p>'
        f'<p class="place" data-said>{where}</p>'
        f"<p data-said><bdi>{escape(stand.name)}</bdi></p>{_about(meeting, language)}{mark}</li>"
    )


def _about(meeting: Appointment, language: str) -> str:
    """What the meeting is about, and what is held out: in the words of the table."""
    if meeting.offer is None:
        return ""
    lines = ((titled(meeting.offer, language),), terms_held_out(meeting.offer, language))
    # Each runs its own way: the table's words stand beside those of the reader's language.
    told = (" · ".join(f"<bdi>{escape(part)}</bdi>" for part in line) for line in lines if line)
    return "".join(f"<p data-said>{line}</p>" for line in told)


def _marks(meeting: Appointment, day: OwnDay) -> list[str]:
    """What is said of a meeting beside when and where."""
    if meeting in day.gone:
        return ["mine.gone"]
    name = meeting.meeting.id
    kinds = (("mine.asked", day.asked), ("mine.new", day.new))
    return [code for code, names in kinds if name in names]


def _hall(day: OwnDay, language: str) -> str:
    """The plan of the hall, where the meetings to come are in their order."""
    drawn = map_on_phone(day.stands, language)
    marks = stops(day.next)
    if drawn is None or not marks:
        return ""
    told = f"{_said('mine.map', language)} {escape(caption(drawn, language))}"
    return (
        f'<h2>{_said("sheet.map", language)}</h2><figure dir="ltr" role="img"'
        f' aria-label="{told}">{map_svg(drawn, marks)}</figure><p>{told}</p>'
    )


def _filled(language: str, content: str, *, status: int = 200, code: str = "") -> Response:
    page = _PAGE.substitute(
        palette=palette(),
        language=language,
        direction=Locale.parse(language).text_direction,
        title=_said("mine.title", language),
        languages=_said("ask.language", language),
        links="".join(_link(other, language, code) for other in SPOKEN),
        content=content,
    )
    return HTMLResponse(page, status, headers=_HEADERS)


def _link(other: str, language: str, code: str) -> str:
    """One language to choose: a link to the question, and with a code a form that keeps it."""
    name = Locale.parse(other).get_display_name(other) or other
    here = ' aria-current="true"' if other == language else ""
    if not code:
        return f'<a href="/mine?lang={other}" lang="{other}"{here}>{escape(name)}</a>'
    return (
        f'<form method="post" action="/mine">{_hidden("lang", other)}{_hidden("code", code)}'
        f'<button class="language" lang="{other}"{here}>{escape(name)}</button></form>'
    )


def _hidden(name: str, value: str) -> str:
    return f'<input type="hidden" name="{name}" value="{escape(value)}">'


def _said(code: str, language: str, **params: object) -> str:
    return escape(say(code, language, **params))


def _language(asked: str, request: Request) -> str:
    return asked if asked in SPOKEN else language_of(request, SPOKEN)


async def _script(_: Request) -> Response:
    return Response(_SCRIPT, media_type="text/javascript; charset=utf-8", headers=_HEADERS)
