"""One meeting of a stand as its recruiters hold it in their hand: who, why, and what came of it."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from matching.domain.day.happening import OUTCOMES
from matching.services.floor.stand_day import Missed, StandMeeting
from matching.ui import session
from matching.ui.parts.shell.notice import attempt
from matching.ui.parts.shell.plain import plain

_REASONS = 2
_OFF = {"no-show": ":material/person_off:", "refused": ":material/block:"}


def draw_meeting(
    row: StandMeeting,
    met: Callable[[str, str], str],
    off: Callable[[str, str], str],
    take_back: Callable[[str], str],
) -> None:
    """The meeting with its ways on: `met` with what it led to, `off` with why, or `take_back`."""
    meeting = row.now.appointment.meeting.id
    with st.container(border=True):
        st.markdown(_words(row))
        if row.is_settled:
            _button("floor.undo", ":material/undo:", f"stand.undo.{meeting}", take_back, meeting)
            return
        _draw_reasons(row)
        with st.container(horizontal=True):
            _draw_outcomes(meeting, met)
            if not row.now.is_held:
                for kind, icon in _OFF.items():
                    act = partial(off, kind)
                    _button(f"floor.{kind}", icon, f"stand.{kind}.{meeting}", act, meeting)


def draw_missed(row: Missed, take_back: Callable[[str], str]) -> None:
    """Somebody who did not come or met a refusal, with the way back."""
    with st.container(border=True):
        who = f"n° {row.call_number} {plain(row.first_name)}"
        missed = session.phrase("floor.is_refused" if row.is_refused else "floor.is_missed")
        st.markdown(f"**{row.noted_at:%H:%M} · {who}** — {missed}")
        key = f"stand.undo.{row.meeting}"
        _button("floor.undo", ":material/undo:", key, take_back, row.meeting)


def _draw_outcomes(meeting: str, met: Callable[[str, str], str]) -> None:
    """A meeting is over with its next step and not without: one tap says both."""
    with st.popover(session.phrase("stand.met"), icon=":material/check:"):
        st.markdown(f"**{session.phrase('stand.what_next')}**")
        for result in OUTCOMES:
            st.button(
                session.phrase(f"outcome.{result}"),
                key=f"stand.{result}.{meeting}",
                width="stretch",
                on_click=attempt,
                args=(met, meeting, result),
            )


def _draw_reasons(row: StandMeeting) -> None:
    lines = [f":material/add_circle: {plain(point)}" for point in row.points[:_REASONS]]
    if row.to_ask:
        asked = session.phrase("matches.to_ask", fields=", ".join(row.to_ask))
        lines.append(f":material/help: {plain(asked)}")
    if lines:
        st.markdown("  \n".join(lines))


def _words(row: StandMeeting) -> str:
    now = row.now
    offer = plain(now.appointment.offer.title) if now.appointment.offer else ""
    who = f"n° {now.call_number} {plain(now.first_name)}"
    head = f"**{now.appointment.starts_at:%H:%M} · {who}** — {_state(row)}"
    return f"{head}  \n{offer}" if offer else head


def _state(row: StandMeeting) -> str:
    if row.outcome and row.now.is_held:
        return session.phrase(f"outcome.{row.outcome}")
    if row.now.is_held:
        return session.phrase("floor.is_held")
    if row.now.is_late:
        return f":material/alarm: **{session.phrase('floor.is_awaited')}**"
    return session.phrase("floor.is_here" if row.now.is_here else "floor.not_here")


def _button(code: str, icon: str, key: str, act: Callable[[str], str], meeting: str) -> None:
    st.button(session.phrase(code), key=key, icon=icon, on_click=attempt, args=(act, meeting))
