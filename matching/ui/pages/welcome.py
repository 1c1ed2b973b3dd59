"""The door: sign in by badge or by name, and see the day's meetings at once."""

from functools import partial

import streamlit as st

from matching.services.find_people import find_people
from matching.services.print_sheets import personal_schedule
from matching.services.undo_arrival import undo_arrival
from matching.services.welcome import CheckIn, check_in
from matching.ui import session
from matching.ui.parts.door import draw_answer, draw_counters, draw_found
from matching.ui.parts.notice import attempt
from matching.ui.parts.walk_in import draw_walk_in


def sign_in(typed: str) -> str:
    """Sign in whoever carries the code; the answer is drawn from the store's."""
    answer = check_in(
        session.shop(),
        session.fair(),
        typed,
        nonce=session.nonce("door"),
        station=session.visitor().station,
    )
    session.new_nonce("door")
    session.remember_signed_in(answer)
    return ""


def sign_in_typed() -> str:
    """Sign in by the code in the field, and empty the field for the next badge."""
    typed = str(st.session_state["door.code"])
    st.session_state["door.code"] = ""
    return sign_in(typed)


def undo(person: str) -> str:
    """Take back the arrival that the page shows."""
    undo_arrival(
        session.shop(),
        session.fair(),
        person,
        visitor=session.visitor(),
        nonce=session.nonce("undo"),
    )
    session.new_nonce("undo")
    session.forget_signed_in()
    return session.phrase("door.undone")


st.title(session.phrase("page.welcome"))
draw_counters()
with st.form("door.form", clear_on_submit=False, border=True):
    st.text_input(
        session.phrase("door.code"),
        key="door.code",
        placeholder="ABCDE-FGHJK",
    )
    st.caption(session.phrase("door.code_help"))
    st.form_submit_button(
        session.phrase("door.sign_in"),
        key="door.sign_in",
        type="primary",
        icon=":material/qr_code_scanner:",
        width="stretch",
        on_click=attempt,
        args=(sign_in_typed,),
    )

answer = session.signed_in()
if isinstance(answer, CheckIn):
    draw_answer(answer)
    if answer.person:
        st.download_button(
            session.phrase("door.print"),
            data=partial(
                personal_schedule,
                session.shop(),
                session.fair(),
                answer.person,
                language=session.language(),
            ),
            file_name=f"planning-{answer.call_number}.pdf",
            mime="application/pdf",
            icon=":material/print:",
            key="door.print",
            width="stretch",
            on_click="ignore",
        )
        st.button(
            session.phrase("door.undo"),
            key="door.undo",
            icon=":material/undo:",
            on_click=attempt,
            args=(undo, answer.person),
        )

name, walk = st.tabs([session.phrase("door.by_name"), session.phrase("door.walk_in")])
with name:
    asked = st.text_input(session.phrase("door.name"), key="door.name")
    if asked:
        draw_found(find_people(session.shop(), session.fair(), asked), sign_in)
with walk:
    draw_walk_in(sign_in)
