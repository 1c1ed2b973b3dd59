"""What staff can say has happened, one big button each."""

from collections.abc import Callable
from datetime import datetime, timedelta

import streamlit as st

from matching.services.floor.floor_view import FloorView, MeetingNow
from matching.services.live.follow_day import StaffReport
from matching.ui import session
from matching.ui.parts.shell.notice import attempt
from matching.ui.parts.shell.plain import plain

Tell = Callable[[StaffReport], str]
_LATE = (15, 30, 60)
_SHOWN_AFTER = timedelta(minutes=20)
_SHOWN_BEFORE = timedelta(minutes=45)


def draw_meetings(view: FloorView, tell: Tell) -> None:
    """Meetings around now, or all of them, each to be marked held or missed."""
    everything = st.toggle(session.phrase("floor.all_day"), key="floor.all_day")
    shown = [one for one in view.meetings if everything or _is_near(one, view.at)]
    if not shown:
        st.write(session.phrase("floor.no_meeting"))
    for one in shown:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(_words(one), width="stretch")
            for kind, icon in _acts(one):
                st.button(
                    session.phrase(f"floor.{kind}"),
                    key=f"floor.{kind}.{one.appointment.meeting.id}",
                    icon=icon,
                    on_click=attempt,
                    args=(tell, StaffReport(kind, meeting=one.appointment.meeting.id)),
                )


def _acts(one: MeetingNow) -> tuple[tuple[str, str], ...]:
    if one.is_held or one.is_missed:
        return (("undo", ":material/undo:"),)
    return (("held", ":material/check:"), ("no-show", ":material/person_off:"))


def _is_near(one: MeetingNow, now: datetime) -> bool:
    starts, ends = one.appointment.starts_at, one.appointment.ends_at
    return starts - _SHOWN_BEFORE <= now <= ends + _SHOWN_AFTER


def _words(one: MeetingNow) -> str:
    stand = one.appointment.exhibitor
    state = "held" if one.is_held else "missed" if one.is_missed else ""
    said = session.phrase(f"floor.is_{state}") if state else ""
    here = session.phrase("floor.is_here" if one.is_here else "floor.not_here")
    return (
        f"**{one.appointment.starts_at:%H:%M}** · {plain(stand.stand)} {plain(stand.name)}  \n"
        f"n° {one.call_number} {plain(one.first_name)} — {said or here}"
    )


def draw_stand_acts(view: FloorView, tell: Tell) -> None:
    """Each stand, to be closed, reopened, or said to be late."""
    zones = sorted({stand.zone for stand in view.stands if stand.zone})
    for stand in view.stands:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            late = f"{stand.late_until:%H:%M}" if stand.late_until else ""
            state = "closed" if stand.is_closed else "late" if late else "open"
            said = session.phrase(f"floor.is_{state}", at=late)
            st.markdown(f"**{plain(stand.name)}**  \n{said}", width="stretch")
            if stand.is_closed or late:
                _act("stand-reopened", ":material/lock_open:", stand.id, tell)
                continue
            _act("stand-closed", ":material/lock:", stand.id, tell)
            _draw_move(stand.id, zones, tell)
            with st.popover(session.phrase("floor.stand-late"), icon=":material/schedule:"):
                for minutes in _LATE:
                    until = view.at + timedelta(minutes=minutes)
                    st.button(
                        session.phrase("floor.late_by", minutes=minutes, at=f"{until:%H:%M}"),
                        key=f"floor.late.{stand.id}.{minutes}",
                        on_click=attempt,
                        args=(tell, StaffReport("stand-late", stand=stand.id, until=until)),
                    )


def _draw_move(stand: str, zones: list[str], tell: Tell) -> None:
    """Where a stand has gone: its new sign, its new zone, or both."""
    keys = {name: f"floor.{name}.{stand}" for name in ("sign", "zone")}

    def move() -> str:
        where = {name: str(st.session_state[key] or "") for name, key in keys.items()}
        return tell(StaffReport("stand-moved", stand=stand, sign=where["sign"], zone=where["zone"]))

    with (
        st.popover(session.phrase("floor.stand-moved"), icon=":material/moving:"),
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


def _act(kind: str, icon: str, stand: str, tell: Tell) -> None:
    st.button(
        session.phrase(f"floor.{kind}"),
        key=f"floor.{kind}.{stand}",
        icon=icon,
        on_click=attempt,
        args=(tell, StaffReport(kind, stand=stand)),
    )
