"""Stands, each to be closed, reopened, moved, or said to be late; what it costs is told first."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import streamlit as st

from matching.phrases import say_count
from matching.services.floor.floor_view import FloorView, StandNow
from matching.services.floor.stand_acts import people_moved
from matching.services.live.reported.report import StaffReport
from matching.ui import session
from matching.ui.moments import ScreenMessage
from matching.ui.parts.shell.asking_box import asking_box
from matching.ui.parts.shell.long_list import draw_pages, page_of
from matching.ui.parts.shell.notice import attempt
from matching.ui.parts.shell.plain import plain

Tell = Callable[[StaffReport], ScreenMessage]
_LATE = (15, 30, 60)
_ROWS = 8


def draw_stands(view: FloorView, find: str, tell: Tell) -> None:
    """A page of the stands, those that are shut or late first."""
    found, key = view.stands(find), f"floor.stands.{find}"
    zones = sorted({stand.zone for stand in view.stands() if stand.zone})
    if not found:
        st.write(session.phrase("floor.not_found"))
    for stand in page_of(found, key, size=_ROWS):
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            _draw(stand, tell)
            if not stand.is_away:
                _draw_closing(view, stand, tell)
                _draw_move(stand.id, zones, tell)
                _draw_lateness(view, stand.id, tell)
    draw_pages(found, key, size=_ROWS)


def _draw(stand: StandNow, tell: Tell) -> None:
    st.markdown(f"**{plain(stand.name)}**  \n{' · '.join(_state(stand))}", width="stretch")
    if stand.is_away or stand.leaves_at is not None:
        st.button(
            session.phrase("floor.stand-reopened"),
            key=f"floor.stand-reopened.{stand.id}",
            icon=":material/lock_open:",
            on_click=attempt,
            args=(tell, StaffReport("stand-reopened", stand=stand.id)),
        )


def _state(stand: StandNow) -> Iterator[str]:
    """How a stand receives now, and what is another than its list says."""
    if stand.is_closed:
        yield session.phrase("floor.is_closed")
    elif stand.late_until is not None:
        code = "floor.is_break" if stand.is_break else "floor.is_late"
        yield session.phrase(code, at=f"{stand.late_until:%H:%M}")
    elif stand.is_over:
        yield session.phrase("floor.is_over")
    elif stand.opens_at is not None:
        yield session.phrase("floor.opens_at", at=f"{stand.opens_at:%H:%M}")
    else:
        yield session.phrase("floor.is_open")
    if stand.leaves_at is not None:
        yield session.phrase("floor.is_leaving", at=f"{stand.leaves_at:%H:%M}")
    if stand.tables is not None:
        yield say_count("stand.tables_now", session.language(), stand.tables)


def _draw_closing(view: FloorView, stand: StandNow, tell: Tell) -> None:
    """How many people a closing moves, before anybody closes."""
    with asking_box(
        session.phrase("floor.stand-closed"), f"floor.close.{stand.id}", icon=":material/lock:"
    ):
        count = view.to_move(stand.id)
        st.markdown(f"**{say_count('floor.to_move', session.language(), count)}**")
        sure = "floor.close_sure" if count else "floor.close_empty"
        st.markdown(session.phrase(sure, stand=plain(stand.name)))
        if elsewhere := view.elsewhere(stand.id):
            said = ", ".join(
                session.phrase("floor.close_elsewhere_at", sign=plain(sign), count=count)
                for sign, count in elsewhere
            )
            st.markdown(session.phrase("floor.close_elsewhere", stands=said))
        st.button(
            session.phrase("floor.close_yes"),
            key=f"floor.stand-closed.{stand.id}",
            type="primary",
            on_click=attempt,
            args=(tell, StaffReport("stand-closed", stand=stand.id)),
        )


def _draw_lateness(view: FloorView, stand: str, tell: Tell) -> None:
    with asking_box(
        session.phrase("floor.stand-late"), f"floor.late.{stand}", icon=":material/schedule:"
    ):
        for minutes in _LATE:
            until = view.at + timedelta(minutes=minutes)
            told = StaffReport("stand-late", stand=stand, until=until)
            said = session.phrase("floor.late_by", minutes=minutes, at=f"{until:%H:%M}")
            moved = say_count("floor.to_move", session.language(), people_moved(view, told))
            st.button(
                f"{said} — {moved}",
                key=f"floor.late.{stand}.{minutes}",
                on_click=attempt,
                args=(tell, told),
            )


def _draw_move(stand: str, zones: list[str], tell: Tell) -> None:
    """Where a stand has gone: its new sign, its new zone, or both."""
    keys = {name: f"floor.{name}.{stand}" for name in ("sign", "zone")}

    def move() -> ScreenMessage:
        where = {name: str(st.session_state[key] or "") for name, key in keys.items()}
        return tell(StaffReport("stand-moved", stand=stand, sign=where["sign"], zone=where["zone"]))

    with (
        asking_box(
            session.phrase("floor.stand-moved"), f"floor.move.{stand}", icon=":material/moving:"
        ),
        st.form(f"floor.moved.{stand}", border=False),
    ):
        st.text_input(session.phrase("floor.new_sign"), key=keys["sign"])
        st.selectbox(
            session.phrase("floor.new_zone"),
            zones,
            index=None,
            placeholder="",
            accept_new_options=True,
            key=keys["zone"],
        )
        st.form_submit_button(
            session.phrase("floor.moved_here"), on_click=attempt, args=(move,), type="primary"
        )
