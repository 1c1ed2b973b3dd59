"""People to tell, each with what has changed; those told lately; what a rule asks about."""

from collections.abc import Callable

import streamlit as st

from matching.phrases import say_count
from matching.services.live.notices.to_tell import ToldTick, ToTell, ToTellView, to_tell_lines
from matching.services.live.rules.due import DueView, due_line
from matching.ui import session
from matching.ui.moments import ScreenMessage
from matching.ui.parts.shell.long_list import draw_pages, page_of
from matching.ui.parts.shell.notice import attempt
from matching.ui.parts.shell.plain import plain

_ROWS, _KEY = 8, "notices"
_LATELY = "notices.told"
_TO_COME = "notices.to_come"


def draw_due(
    view: DueView, follow: Callable[[str], ScreenMessage], leave: Callable[[str], str]
) -> None:
    """What a rule would do, to be done or left; nothing where the rules decide by themselves."""
    if not view.due or view.entries.fair.day_rules.decides != "person":
        return
    st.header(session.phrase("rules.to_decide"))
    for due in page_of(view.due, "notices.due", size=_ROWS):
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(plain(due_line(view, due, session.language())), width="stretch")
            st.button(
                session.phrase(f"rules.do_{due.code}"),
                key=f"notices.do.{due.act}",
                type="primary",
                icon=":material/check:",
                on_click=attempt,
                args=(follow, due.act),
            )
            st.button(
                session.phrase("rules.leave"),
                key=f"notices.leave.{due.act}",
                icon=":material/hourglass_empty:",
                on_click=attempt,
                args=(leave, due.act),
            )
    draw_pages(view.due, "notices.due", size=_ROWS)


def draw_rows(view: ToTellView, tick: Callable[[ToTellView, ToTell], str]) -> None:
    """A page of the people to tell, by call number; those of other days after them."""
    said = say_count("to_tell.count", session.language(), view.count)
    st.header(said if view.count else session.phrase("to_tell.nobody"))
    _draw_page(view, tick)
    for day in view.elsewhere:
        held = f"{day.entries.fair.date:%d/%m/%Y}"
        st.subheader(session.phrase("to_tell.elsewhere", day=held))
        _draw_page(day, tick)


def _draw_page(view: ToTellView, tick: Callable[[ToTellView, ToTell], str]) -> None:
    fair = view.entries.fair.id
    for row in page_of(view.rows, f"{_KEY}.{fair}", size=_ROWS):
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            lines = [plain(line) for line in to_tell_lines(view, row, session.language())]
            head = f"**n° {row.call_number}** · {plain(row.first_name)}"
            st.markdown("  \n".join((head, *lines)), width="stretch")
            st.button(
                session.phrase("to_tell.tick"),
                key=f"notices.tick.{fair}.{row.person}",
                icon=":material/check:",
                on_click=attempt,
                args=(tick, view, row),
            )
    draw_pages(view.rows, f"{_KEY}.{fair}", size=_ROWS)


def draw_to_come(view: ToTellView) -> None:
    """A page of the people who are still expected: nothing to tick, they are told as they come."""
    if not view.to_come:
        return
    count = len(view.to_come)
    st.header(say_count("to_tell.to_come", session.language(), count))
    st.caption(session.phrase("to_tell.to_come_help"))
    for row in page_of(view.to_come, _TO_COME, size=_ROWS):
        lines = [plain(line) for line in to_tell_lines(view, row, session.language())]
        head = f"**n° {row.call_number}** · {plain(row.first_name)}"
        st.markdown("  \n".join((head, *lines)))
    draw_pages(view.to_come, _TO_COME, size=_ROWS)


def draw_told(view: ToTellView, take_back: Callable[[ToldTick], str]) -> None:
    """A page of the ticks of the last quarter of an hour, each with its way back."""
    if not view.told:
        return
    st.header(session.phrase("to_tell.lately"))
    for told in page_of(view.told, _LATELY, size=_ROWS):
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            where = f" · {plain(told.station)}" if told.station else ""
            hour = told.at.astimezone(view.entries.fair.zone)
            said = f"**{hour:%H:%M}** · n° {told.call_number} {plain(told.first_name)}{where}"
            st.markdown(said, width="stretch")
            st.button(
                session.phrase("floor.undo"),
                key=f"notices.undo.{told.nonce}",
                icon=":material/undo:",
                on_click=attempt,
                args=(take_back, told),
            )
    draw_pages(view.told, _LATELY, size=_ROWS)
