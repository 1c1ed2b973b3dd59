"""The screen of the hall: who is called to which stand, seen from five metres."""

from html import escape

import streamlit as st

from matching.domain.access import Role
from matching.domain.errors import FairError
from matching.services.floor.hall_view import HallView, StandCall, hall_view
from matching.services.live.notices.to_tell import numbers_to_tell
from matching.ui import drawing, session
from matching.ui.moments import Wall, keep, recall
from matching.ui.parts.shell.live import version_now
from matching.ui.parts.shell.notice import draw_refusal

_LOOKS_EVERY = 1.2
_TURN = 12
_PER_PAGE = 24
_TOLD_AT_ONCE = 12
_SIZES = (("few", 12), ("some", 16), ("many", _PER_PAGE))
_LOOKS = ("light", "dark")


def numbers(call: StandCall, found: tuple[int, ...]) -> str:
    """Call numbers side by side, those that changed or are asked for by the stand marked."""
    return " · ".join(number_of(call, number) for number in found)


def number_of(call: StandCall, number: int) -> str:
    """A call number with its mark, which is a sign and not a colour alone."""
    if number in call.asked:
        return f'<mark class="asked">{session.phrase("hall.asked_sign")}{number}</mark>'
    if number in call.changed:
        return f'<mark class="changed">{session.phrase("hall.changed_sign")}{number}</mark>'
    return str(number)


def row_of(call: StandCall) -> str:
    """One stand, and who goes there now and next."""
    later = ""
    if call.next_at is not None:
        word = session.phrase("hall.next", at=f"{call.next_at:%H:%M}")
        later = f"<small>{word}</small>{numbers(call, call.next)}"
    moved = session.phrase("hall.changed_sign") if call.has_moved else ""
    return (
        f'<li><b class="sign">{moved}{escape(call.sign)}</b>'
        f'<span class="now">{numbers(call, call.now)}</span>'
        f'<span class="later">{later}</span><span class="name">{escape(name_of(call))}</span></li>'
    )


def name_of(call: StandCall) -> str:
    """The stand, or the group of a workshop, its hour and room first: narrow screens cut ends."""
    group = call.group
    if group is None:
        return call.name
    at = " · ".join(filter(None, (f"{group.starts_at:%H:%M}", group.room)))
    said = {"title": group.title, "at": at, "people": group.people}
    if group.places is None:
        return session.phrase("hall.group", **said)
    return session.phrase("hall.group_of", places=group.places, **said)


def draw(view: HallView, seconds: int, footer: str) -> None:
    """The calls of one page; pages take turns by the clock, all walls together."""
    count = max(1, -(-len(view.calls) // _PER_PAGE))
    page = seconds // _TURN % count
    told = session.phrase("hall.page", page=page + 1, count=count) if count > 1 else ""
    rows = "".join(row_of(call) for call in view.calls[page * _PER_PAGE :][:_PER_PAGE])
    nobody = "hall.nobody_yet" if view.is_empty else "hall.over"
    nobody = nobody if view.is_announced else "hall.before"
    body = f"<ul>{rows}</ul>" if rows else f"<p>{session.phrase(nobody)}</p>"
    size = next(name for name, most in _SIZES if len(view.calls) <= most or most == _PER_PAGE)
    st.html(
        f'<section class="hall {size} {look()}"><header><b>{escape(view.fair.title)}</b>'
        f"<span>{told}</span><time>{view.at:%H:%M}</time></header>{body}"
        f"<footer>{footer}</footer></section>"
    )


def look() -> str:
    """Dark where the address says so (`?look=dark`): a wall has no settings to choose from."""
    asked = st.query_params.get("look", "")
    return asked if asked in _LOOKS else ""


@st.fragment(run_every=_LOOKS_EVERY)
def watch() -> None:
    """Draw the calls again and again; a screen that was closed shows no more of them.

    The day is read again when anything was written, and when the hour changes what is shown.
    """
    try:
        session.must_be_allowed()
        version = (session.fair(), version_now(), seconds_now() // 10)
        view, known = recall(Wall).view, recall(Wall).version
        if view is None or known != version:
            view = hall_view(session.shop(), session.fair())
            called = numbers_to_tell(session.shop(), session.fair())
            keep(Wall(view, version, called))
    except FairError as error:
        if error.code == "not_allowed":
            st.rerun()
        draw_last(error)
        return
    marked = any(call.asked or call.changed or call.has_moved for call in view.calls)
    draw(view, seconds_now(), footer(seconds_now(), marked=marked))


def footer(seconds: int, *, marked: bool) -> str:
    """Who is asked to come and be told what has changed, some at a time; else how to read this."""
    called = recall(Wall).called
    if not called:
        return session.phrase("hall.help_marked" if marked else "hall.help")
    page = seconds // _TURN % -(-len(called) // _TOLD_AT_ONCE)
    some = called[page * _TOLD_AT_ONCE :][:_TOLD_AT_ONCE]
    said = " · ".join(map(str, some))
    return f'<b class="to-tell">{session.phrase("hall.to_tell")} {said}</b>'


def draw_last(error: FairError) -> None:
    """The last calls with their hour: a store that is away for a moment takes no wall away."""
    view = recall(Wall).view
    if not error.code.startswith("store_"):
        draw_refusal(error)
    elif view is not None and view.fair.id == session.fair():
        draw(view, seconds_now(), session.phrase("hall.trouble", at=f"{view.at:%H:%M}"))
    else:
        st.html(f'<section class="hall"><p>{session.phrase("scan.link_asking")}</p></section>')


def seconds_now() -> int:
    """The clock that pages take turns by."""
    return int(session.shop().clock().timestamp())


if session.visitor().access.role is not Role.HALL:
    st.title(session.phrase("page.hall"))
st.html(drawing("hall.css"))
watch()
