"""Meetings around now, each to be marked held or missed; whoever is late comes first."""

from collections.abc import Callable
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from matching.domain.day.happening import NOT_HELD
from matching.services.floor.floor_view import FloorView, MeetingNow
from matching.services.live.reported.report import StaffReport
from matching.ui import session
from matching.ui.moments import ScreenMessage
from matching.ui.parts.floor.stand import ahead_of, word_when_over
from matching.ui.parts.shell.falling import draw_act
from matching.ui.parts.shell.long_list import draw_pages, page_of
from matching.ui.parts.shell.plain import plain

Tell = Callable[[StaffReport], ScreenMessage]
# What fits one screen of 1280 by 800 below the counters.
_ROWS = 7


def draw_meetings(view: FloorView, find: str, tell: Tell, row: DeltaGenerator) -> None:
    """A page of the meetings that are around now, of the whole day, or looked for.

    `row` is where the search stands: the choice of the whole day comes beside it.
    """
    whole_day = row.toggle(session.phrase("floor.all_day"), key="floor.all_day")
    found, key = view.meetings(find, whole_day=whole_day), f"floor.meetings.{whole_day}.{find}"
    if not found:
        st.write(session.phrase("floor.not_found" if find else "floor.no_meeting"))
    with st.container(gap="small", key="floor.rows"):
        for meeting in page_of(found, key, size=_ROWS):
            _draw(view.now(meeting), tell)
    draw_pages(found, key, size=_ROWS)


def _draw(one: MeetingNow, tell: Tell) -> None:
    meeting = one.appointment.meeting.id
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(_words(one), width="stretch")
        for kind, icon in _acts(one):
            draw_act(
                session.phrase(f"floor.{kind}"),
                f"floor.{kind}.{meeting}",
                one.groups if kind in NOT_HELD else (),
                partial(tell, StaffReport(kind, meeting=meeting, seen=one.noted)),
                icon=icon,
                ahead=ahead_of(one) if kind == "no-show" else "",
            )


def _acts(one: MeetingNow) -> tuple[tuple[str, str], ...]:
    if one.is_held or one.is_missed:
        return (("undo", ":material/undo:"),)
    if one.is_too_late:
        return (("held", ":material/check:"),)
    return (
        ("held", ":material/check:"),
        ("no-show", ":material/person_off:"),
        ("refused", ":material/block:"),
    )


def _words(one: MeetingNow) -> str:
    stand = one.appointment.exhibitor
    where = plain(stand.label)
    return (
        f"**{one.appointment.starts_at:%H:%M}** · {where}  \n"
        f"n° {one.call_number} {plain(one.first_name)} — {_state(one)}"
    )


def _state(one: MeetingNow) -> str:
    if over := word_when_over(one):
        return over
    if one.is_late:
        return f":material/alarm: **{session.phrase('floor.is_awaited')}**"
    if one.is_over and not one.is_here:
        return session.phrase("grid.is_over")
    return session.phrase("floor.is_here" if one.is_here else "floor.not_here")
