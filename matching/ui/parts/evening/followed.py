"""The follow-up of a programme: a file to read, and who is to be called for news."""

import streamlit as st

from matching.domain.errors import FairError
from matching.services.files.receive_follow_ups import calls_answer, receive_follow_ups, to_call
from matching.ui import session
from matching.ui.parts.shell.notice import attempt
from matching.ui.parts.shell.plain import plain

_FILE = "follow_up.file"
_COLUMNS = ("due_on", "record", "promotion", "caller")


def draw_follow_up() -> None:
    """A place to drop a follow-up file, and the people to call today."""
    st.header(session.phrase("follow_up.title"))
    calls = calls_answer(to_call(session.shop(), session.fair()))
    with st.expander(f"{session.phrase('follow_up.calls')} : {len(calls)}"):
        if calls:
            heads = {session.phrase(f"follow_up.{name}"): name for name in _COLUMNS}
            st.table([{head: plain(call[name]) for head, name in heads.items()} for call in calls])
        else:
            st.write(session.phrase("follow_up.nobody"))
    with st.expander(session.phrase(_FILE)):
        st.file_uploader(session.phrase(_FILE), type=["csv"], key=_FILE)
        st.button(
            session.phrase("follow_up.take_in"),
            key="follow_up.take_in",
            icon=":material/upload_file:",
            on_click=attempt,
            args=(take_in_dropped,),
        )


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
