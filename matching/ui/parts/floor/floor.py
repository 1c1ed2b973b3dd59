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
            with st.popover(session.phrase("floor.stand-late"), icon=":material/schedule:"):
                for minutes in _LATE:
                    until = view.at + timedelta(minutes=minutes)
                    st.button(
                        session.phrase("floor.late_by", minutes=minutes, at=f"{until:%H:%M}"),
                        key=f"floor.late.{stand.id}.{minutes}",
                        on_click=attempt,
                        args=(tell, StaffReport("stand-late", stand=stand.id, until=until)),
                    )


def _act(kind: str, icon: str, stand: str, tell: Tell) -> None:
    st.button(
        session.phrase(f"floor.{kind}"),
        key=f"floor.{kind}.{stand}",
        icon=icon,
        on_click=attempt,
        args=(tell, StaffReport(kind, stand=stand)),
    )
