"""People to call after a fair: who, by which number, what to say, and what they answer."""

from datetime import date
from functools import partial

import streamlit as st

from matching.domain.programme.follow_up import State
from matching.phrases import day_said
from matching.services.evening.recalls import Recall, note_recall
from matching.services.rights.consent import set_consent
from matching.services.rights.retention import is_of_nobody, to_call_now
from matching.ui import session
from matching.ui.parts.shell.long_list import draw_pages, page_of
from matching.ui.parts.shell.notice import attempt
from matching.ui.parts.shell.plain import plain

_LIST, _ROWS = "recall.list", 15
_SHOWN = ("due_on", "name", "phone", "email", "referrer", "last_contact")


def draw_recalls() -> None:
    """Everybody who agreed and is due today, then one call at a time."""
    st.header(session.phrase("recall.title"))
    calls = to_call_now(session.shop(), session.fair(), session.language())
    if calls and is_of_nobody(session.shop(), session.fair()):
        st.info(session.phrase("recall.demonstration"), icon=":material/theater_comedy:")
    if not calls:
        st.write(session.phrase("follow_up.nobody"))
        return
    st.write(session.phrase("recall.count", count=len(calls)))
    st.table([_row(call) for call in page_of(calls, _LIST, size=_ROWS)])
    draw_pages(calls, _LIST, size=_ROWS)
    by_person = {call.person: call for call in calls}
    person = st.selectbox(
        session.phrase("recall.whom"),
        list(by_person),
        format_func=lambda chosen: by_person[chosen].name,
        key="recall.whom",
    )
    _draw_call(by_person[person])


def _row(call: Recall) -> dict[str, str]:
    return {session.phrase(f"recall.{name}"): _cell(getattr(call, name)) for name in _SHOWN}


def _cell(value: date | str | None) -> str:
    if isinstance(value, date):
        return day_said(value, session.language())
    return plain(value or "")


def _draw_call(call: Recall) -> None:
    for line in (*call.script, *call.met):
        st.markdown(f"- {plain(line)}")
    state = st.selectbox(
        session.phrase("recall.state", months=call.months),
        list(State),
        index=None,
        format_func=lambda chosen: session.phrase(f"recall.{chosen.value}"),
        key=f"recall.state.{call.person}",
    )
    acts = {
        "note": (partial(_note, call, state), state is None),
        "silent": (partial(_note, call, None), False),
        "no_more": (partial(_no_more, call), False),
    }
    with st.container(horizontal=True):
        for name, (act, is_idle) in acts.items():
            st.button(
                session.phrase(f"recall.{name}"),
                key=f"recall.{name}",
                on_click=attempt,
                args=(act,),
                disabled=is_idle,
            )


def _note(call: Recall, state: State | None) -> str:
    note_recall(
        session.shop(),
        session.fair(),
        call.person,
        call.months,
        state,
        nonce=session.nonce("recall"),
        station=session.visitor().station,
    )
    session.new_nonce("recall")
    return session.phrase("recall.noted")


def _no_more(call: Recall) -> str:
    station = session.visitor().station
    set_consent(session.shop(), session.fair(), call.person, agrees=False, station=station)
    return session.phrase("recall.stopped")
