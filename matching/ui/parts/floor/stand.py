"""One meeting of a stand as its recruiters hold it in their hand: who, why, and what came of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from matching.domain.day.happening import Outcome
from matching.domain.day.next_steps import NextStep
from matching.phrases import labelled
from matching.phrases.steps import step_name
from matching.services.floor.floor_view import MeetingNow
from matching.services.floor.stand_day import Missed, StandMeeting
from matching.services.live.reported.note_outcome import LONGEST_DETAIL
from matching.ui import session
from matching.ui.moments import ScreenMessage
from matching.ui.parts.shell.asking_box import asking_box
from matching.ui.parts.shell.falling import draw_act, draw_falling
from matching.ui.parts.shell.notice import attempt
from matching.ui.parts.shell.plain import plain

_REASONS = 2
_NOW = {"called": ":material/campaign:", "begun": ":material/play_arrow:"}
_OFF = {"no-show": ":material/person_off:", "refused": ":material/block:"}

StandPress = Callable[..., ScreenMessage | str]


@dataclass(frozen=True, slots=True)
class Ways:
    """What recruiters may do with a meeting; each answers with the sentence that says it is done.

    Each is told what this screen showed noted of the meeting: a colleague may have been faster.

    `met` notes a next step, `now` that somebody is called or has begun, `off` why it will not be;
    `back` takes back what was noted; `steps` are the next steps of the fair
    that a meeting can lead to.
    """

    met: StandPress
    now: StandPress
    off: StandPress
    back: StandPress
    steps: Callable[[MeetingNow], Sequence[NextStep]]
    notes: Callable[[StandMeeting], None]


def draw_meeting(row: StandMeeting, ways: Ways) -> None:
    """The meeting with its ways on, or, once it is settled, the way back."""
    meeting = row.now.appointment.meeting.id
    with st.container(border=True, gap="small", key=f"stand.card.{meeting}"):
        st.markdown(_words(row))
        if row.is_settled:
            _draw_contact(row)
            with st.container(horizontal=True):
                ways.notes(row)
                _button(
                    "floor.undo",
                    ":material/undo:",
                    f"stand.undo.{meeting}",
                    ways.back,
                    meeting,
                    row.now.noted,
                )
            return
        _draw_reasons(row)
        with st.container(horizontal=True, gap="small"):
            _draw_now(row.now, ways)
            if not row.now.is_held and not row.now.is_begun:
                _draw_off("no-show", row.now, ways)
            _draw_met(row.now, ways)
            ways.notes(row)


def draw_missed(row: Missed, ways: Ways) -> None:
    """Somebody who did not come or met a refusal, with the way back."""
    with st.container(border=True):
        who = f"n° {row.call_number} {plain(row.first_name)}"
        missed = session.phrase("floor.is_refused" if row.is_refused else "floor.is_missed")
        st.markdown(f"**{row.begins:%H:%M} · {who}** — {missed}")
        key = f"stand.undo.{row.meeting}"
        _button("floor.undo", ":material/undo:", key, ways.back, row.meeting, row.noted)


def line_of(now: MeetingNow) -> str:
    """One meeting in one line of the whole day."""
    return f"{now.appointment.starts_at:%H:%M} · n° {now.call_number} {plain(now.first_name)}"


def ahead_of(now: MeetingNow) -> str:
    """The hour of a meeting that is still to come; empty once it has struck."""
    return f"{now.appointment.starts_at:%H:%M}" if now.is_ahead else ""


def step_words(told: Outcome) -> str:
    """A next step as it is said: the fair's own words or Parvis's, and the detail."""
    said = plain(step_name(told, session.language()))
    return labelled(said, plain(told.detail)) if told.detail else said


def _draw_now(now: MeetingNow, ways: Ways) -> None:
    """Call to the stand, then begin; who sits here already needs neither."""
    meeting = now.appointment.meeting.id
    if now.is_begun or now.is_held:
        _button(
            "floor.undo", ":material/undo:", f"stand.undo.{meeting}", ways.back, meeting, now.noted
        )
        return
    for kind, icon in _NOW.items():
        if kind == "begun" or not now.is_called:
            key = f"stand.{kind}.{meeting}"
            _button(f"stand.{kind}", icon, key, ways.now, kind, meeting, now.noted)


def _draw_met(now: MeetingNow, ways: Ways) -> None:
    """A meeting is over with its next step and not without: one tap says both."""
    meeting = now.appointment.meeting.id
    detail = f"stand.detail.{meeting}"
    with asking_box(session.phrase("stand.met"), f"stand.over.{meeting}", icon=":material/check:"):
        st.markdown(f"**{session.phrase('stand.what_next')}**")
        st.text_input(session.phrase("stand.detail"), key=detail, max_chars=LONGEST_DETAIL)
        steps = ways.steps(now)
        for step in steps:
            st.button(
                plain(step.words) if step.words else session.phrase(f"stand.step_{step.result}"),
                key=f"stand.{step.result}.{meeting}",
                width="stretch",
                on_click=attempt,
                args=(ways.met, meeting, step.result, now.noted),
            )
        if any(step.result == "training" for step in steps):
            st.caption(session.phrase("stand.place_is"))
        st.caption(session.phrase("stand.told_to_them"))
        draw_falling(now.groups)
        _button(
            "floor.refused",
            _OFF["refused"],
            f"stand.refused.{meeting}",
            ways.off,
            "refused",
            meeting,
            now.noted,
        )


def _draw_off(kind: str, now: MeetingNow, ways: Ways) -> None:
    meeting = now.appointment.meeting.id
    act, key = partial(ways.off, kind, meeting, now.noted), f"stand.{kind}.{meeting}"
    draw_act(
        session.phrase(f"floor.{kind}"), key, now.groups, act, icon=_OFF[kind], ahead=ahead_of(now)
    )


def _draw_reasons(row: StandMeeting) -> None:
    lines = [f":material/add_circle: {plain(point)}" for point in row.points[:_REASONS]]
    if row.to_ask:
        asked = session.phrase("matches.to_ask", fields=", ".join(row.to_ask))
        lines.append(f":material/help: {plain(asked)}")
    if row.mark:
        lines.append(f":material/fact_check: {plain(row.mark)}")
    if lines:
        st.markdown("  \n".join(lines))


def _draw_contact(row: StandMeeting) -> None:
    """How to reach somebody who lets this stand know, for as long as they do."""
    if row.contact:
        said = plain(" · ".join(row.contact))
        st.markdown(f":material/call: {session.phrase('stand.contact', contact=said)}")


def _words(row: StandMeeting) -> str:
    now = row.now
    offer = plain(now.appointment.offer.title) if now.appointment.offer else ""
    head = f"**{line_of(now)}** — {_state(row)}"
    return f"{head}  \n{offer}" if offer else head


def _state(row: StandMeeting) -> str:
    if row.is_settled:
        return ", ".join(map(step_words, row.outcomes))
    return state_of(row.now)


def word_when_over(now: MeetingNow) -> str:
    """How a meeting came to be one that nobody waits for; empty while it is to come."""
    if now.is_held:
        return session.phrase("floor.is_held")
    if now.is_missed:
        return session.phrase("floor.is_refused" if now.is_refused else "floor.is_missed")
    return session.phrase("floor.is_too_late") if now.is_too_late else ""


def state_of(now: MeetingNow) -> str:
    """Where a meeting stands, in two or three words with a sign."""
    if over := word_when_over(now):
        return over
    if now.is_begun:
        return f":material/play_arrow: {session.phrase('stand.is_begun')}"
    if now.is_called and not now.is_here:
        return f":material/campaign: {session.phrase('stand.is_called')}"
    if now.is_late:
        return f":material/alarm: **{session.phrase('floor.is_awaited')}**"
    if now.is_here:
        return f":material/check: {session.phrase('floor.is_here')}"
    code = "grid.is_over" if now.is_over else "floor.not_here"
    return f":material/schedule: {session.phrase(code)}"


def _button(code: str, icon: str, key: str, act: StandPress, *of: str) -> None:
    st.button(session.phrase(code), key=key, icon=icon, on_click=attempt, args=(act, *of))
