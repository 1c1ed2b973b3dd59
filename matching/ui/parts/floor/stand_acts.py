"""What a stand does with its day: a break, an earlier end, its tables; the cost is told first."""

from collections.abc import Callable
from datetime import timedelta

import streamlit as st

from matching.domain.day.happening import Happening
from matching.phrases import say_count
from matching.services.floor.floor_view import FloorView
from matching.services.floor.stand_acts import (
    StandState,
    acts_of_stand,
    hours_to_leave,
    people_moved,
    stand_state,
)
from matching.services.live.reported.report import StaffReport
from matching.ui import session
from matching.ui.moments import ScreenMessage
from matching.ui.parts.shell.asking_box import asking_box
from matching.ui.parts.shell.notice import attempt

Tell = Callable[[StaffReport], ScreenMessage]
_BREAKS = (10, 15, 30)


def draw_stand(
    view: FloorView, stand: str, tell: Tell, take_back: Callable[[str], ScreenMessage]
) -> None:
    """How the stand receives, what it may do, and the way back of what it did."""
    state = stand_state(view, stand)
    st.markdown(_state_words(state))
    if state.is_closed:
        return
    with st.container(horizontal=True):
        if state.breaks_until is None:
            _draw_break(view, stand, tell)
        else:
            over = StaffReport("stand-reopened", stand=stand)
            code = "stand.break_over" if state.is_break else "stand.late_over"
            _act(code, f"stand.reopened.{stand}", tell, over)
        _draw_leaving(view, stand, state, tell)
        _draw_tables(view, stand, state, tell)
    for fact in acts_of_stand(view, stand):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(_did(view, fact), width="stretch")
            st.button(
                session.phrase("floor.undo"),
                key=f"stand.take_back.{fact.nonce}",
                icon=":material/undo:",
                on_click=attempt,
                args=(take_back, fact.nonce),
            )


def _state_words(state: StandState) -> str:
    if state.is_closed:
        return f":material/lock: {session.phrase('stand.is_closed')}"
    said = [say_count("stand.tables_now", session.language(), state.tables)]
    if state.breaks_until is not None:
        code = "stand.is_away" if state.is_break else "stand.is_late"
        said.append(session.phrase(code, at=f"{state.breaks_until:%H:%M}"))
    if state.leaves_at is not None:
        said.append(session.phrase("stand.is_leaving", at=f"{state.leaves_at:%H:%M}"))
    return f":material/storefront: {' · '.join(said)}"


def _did(view: FloorView, fact: Happening) -> str:
    at = fact.at.astimezone(view.entries.fair.zone)
    return f"{at:%H:%M} · {session.phrase(f'floor.did_{fact.kind}')}"


def _draw_break(view: FloorView, stand: str, tell: Tell) -> None:
    with asking_box(
        session.phrase("stand.break"), f"stand.break.{stand}", icon=":material/coffee:"
    ):
        st.markdown(session.phrase("stand.break_help"))
        for minutes in _BREAKS:
            until = view.at.replace(second=0, microsecond=0) + timedelta(minutes=minutes)
            told = StaffReport("stand-break", stand=stand, until=until)
            said = session.phrase("floor.late_by", minutes=minutes, at=f"{until:%H:%M}")
            _draw_act(view, said, f"stand.break.{stand}.{minutes}", tell, told)


def _draw_leaving(view: FloorView, stand: str, state: StandState, tell: Tell) -> None:
    with asking_box(
        session.phrase("stand.leave"), f"stand.leave.{stand}", icon=":material/logout:"
    ):
        st.markdown(session.phrase("stand.leave_help"))
        if state.leaves_at is not None and state.breaks_until is None:
            stays = StaffReport("stand-reopened", stand=stand)
            _act("stand.stay", f"stand.stay.{stand}", tell, stays)
        for until in hours_to_leave(view, stand):
            told = StaffReport("stand-leaves", stand=stand, until=until)
            said = session.phrase("stand.leave_at", at=f"{until:%H:%M}")
            _draw_act(view, said, f"stand.leave.{stand}.{until:%H%M}", tell, told)


def _draw_tables(view: FloorView, stand: str, state: StandState, tell: Tell) -> None:
    with asking_box(
        session.phrase("stand.tables"), f"stand.tables.{stand}", icon=":material/table_restaurant:"
    ):
        st.markdown(session.phrase("stand.tables_help"))
        for code, number in (("table_more", state.tables + 1), ("table_less", state.tables - 1)):
            if number >= 1:
                told = StaffReport("stand-tables", stand=stand, tables=number)
                said = session.phrase(f"stand.{code}", number=number)
                _draw_act(view, said, f"stand.tables.{stand}.{number}", tell, told)


def _draw_act(view: FloorView, said: str, key: str, tell: Tell, told: StaffReport) -> None:
    """A way to act with how many people it moves beside it: read before it is touched."""
    moved = say_count("floor.to_move", session.language(), people_moved(view, told))
    st.button(f"{said} — {moved}", key=key, width="stretch", on_click=attempt, args=(tell, told))


def _act(code: str, key: str, tell: Tell, told: StaffReport) -> None:
    st.button(
        session.phrase(code),
        key=key,
        icon=":material/play_arrow:",
        on_click=attempt,
        args=(tell, told),
    )
