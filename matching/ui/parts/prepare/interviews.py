"""How many interviews a place may have: what each limit costs, and the setting."""

import streamlit as st

from matching.domain.fair import Fair
from matching.services.prepare.interview_limits import change_interviews, limit_costs, limit_lines
from matching.ui import session
from matching.ui.parts.shell.notice import attempt


def draw_interviews(fair: Fair) -> None:
    """The costs, worked out while the box is open, and the number to keep."""
    key = f"interviews.{fair.id}"

    def keep() -> str:
        typed, station = str(st.session_state[f"{key}.most"]), session.visitor().station
        change_interviews(session.shop(), session.fair(), typed, station=station)
        return session.phrase("interviews.kept")

    with st.expander(
        session.phrase("interviews.title"),
        icon=":material/group_add:",
        key="fair.interviews",
        on_change="rerun",
    ) as box:
        if not box.open:
            return
        for line in limit_lines(limit_costs(session.shop(), fair.id), session.language()):
            st.markdown(f"- {line}")
        with st.form(key, border=False, enter_to_submit=False):
            st.text_input(
                session.phrase("interviews.most"),
                value=str(fair.place_rules.interviews_per_100_places),
                key=f"{key}.most",
            )
            st.form_submit_button(
                session.phrase("fair.make"),
                key=f"{key}.keep",
                icon=":material/save:",
                on_click=attempt,
                args=(keep,),
            )
