"""The follow-up of a programme: a file to read, and who is to be called for news."""

from datetime import date

import streamlit as st

from matching.domain.errors import FairError
from matching.domain.programme.follow_up import Situation
from matching.phrases import day_said, labelled
from matching.services.evening.programme.checkpoints import calls_answer, note_checkpoint, to_call
from matching.services.files.receive_follow_ups import receive_follow_ups
from matching.ui import session
from matching.ui.parts.evening.promotion import draw_promotion
from matching.ui.parts.shell.long_list import draw_pages, page_of
from matching.ui.parts.shell.notice import attempt
from matching.ui.parts.shell.plain import plain

_FILE = "follow_up.file"
_LIST, _ROWS = "follow_up.list", 15
_KEYS = {name: f"follow_up.call.{name}" for name in ("record", "situation", "digital")}
_DIGITAL = ("is_digital", "is_not_digital")
_COLUMNS = ("due_on", "record", "promotion", "caller")


def draw_follow_up() -> None:
    """A place to drop a follow-up file, and the people to call today."""
    st.header(session.phrase("follow_up.title"))
    calls = calls_answer(to_call(session.shop(), session.fair()))
    with st.expander(
        labelled(session.phrase("follow_up.calls"), len(calls)), key="follow_up.calls"
    ):
        if calls:
            heads = {session.phrase(f"follow_up.{name}"): name for name in _COLUMNS}
            st.table(
                [
                    {head: _cell(name, call[name]) for head, name in heads.items()}
                    for call in page_of(calls, _LIST, size=_ROWS)
                ]
            )
            draw_pages(calls, _LIST, size=_ROWS)
            _draw_answer([call["record"] for call in calls])
        else:
            st.write(session.phrase("follow_up.nobody"))
    draw_promotion()
    with st.expander(session.phrase(_FILE)):
        st.file_uploader(session.phrase(_FILE), type=["csv"], key=_FILE)
        st.button(
            session.phrase("follow_up.take_in"),
            key="follow_up.take_in",
            icon=":material/upload_file:",
            on_click=attempt,
            args=(take_in_dropped,),
        )


def _cell(name: str, value: str) -> str:
    if name == "due_on":
        return day_said(date.fromisoformat(value), session.language())
    return plain(value)


def _draw_answer(records: list[str]) -> None:
    """Whom you call, and what they answer; nothing stands there beforehand."""
    with st.form("follow_up.call", border=False):
        st.selectbox(
            session.phrase("recall.whom"),
            records,
            index=None,
            placeholder=session.phrase("follow_up.record"),
            key=_KEYS["record"],
        )
        st.segmented_control(
            session.phrase("follow_up.where"),
            list(Situation),
            format_func=lambda place: session.phrase(f"follow_up.{place.value}"),
            key=_KEYS["situation"],
        )
        st.segmented_control(
            session.phrase("follow_up.digital"),
            _DIGITAL,
            format_func=lambda word: session.phrase(f"follow_up.{word}"),
            key=_KEYS["digital"],
        )
        st.form_submit_button(
            session.phrase("recall.note"),
            key="follow_up.note",
            type="primary",
            on_click=attempt,
            args=(note_answer,),
        )


def note_answer() -> str:
    """Keep what somebody told on the telephone."""
    said = {name: st.session_state.get(key) for name, key in _KEYS.items()}
    record, situation = said["record"], said["situation"]
    if not record or situation is None:
        raise FairError("call_unanswered")
    digital = None if said["digital"] is None else said["digital"] == "is_digital"
    shop, fair = session.shop(), session.fair()
    note_checkpoint(
        shop,
        fair,
        str(record),
        Situation(situation),
        is_digital=digital,
        nonce=session.nonce("follow_up.call"),
        station=session.visitor().station,
    )
    session.new_nonce("follow_up.call")
    st.session_state.update(dict.fromkeys(_KEYS.values()))
    return session.phrase("follow_up.noted", record=record)


def take_in_dropped() -> str:
    """Read the follow-up file that was dropped into the fair of this tab."""
    dropped = st.session_state.get(_FILE)
    if dropped is None:
        raise FairError("follow_up_no_file")
    receipt = receive_follow_ups(session.shop(), session.fair(), dropped.name, dropped.getvalue())
    said = [session.phrase("follow_up.received", lines=receipt.lines, people=receipt.people)]
    if receipt.flaws:
        said.append(session.phrase("follow_up.mend", count=len(receipt.flaws)))
    return "\n".join(said)
