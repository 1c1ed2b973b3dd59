"""The rules of the day: who decides, after how many minutes, and whether badges are shown twice."""

from dataclasses import fields

import streamlit as st

from matching.domain.day.day_rules import DECIDES, DayRules
from matching.domain.fair import Fair
from matching.services.prepare.make_fair import change_day_rules
from matching.ui import session
from matching.ui.parts.shell.notice import attempt

_MINUTES = ("no_show_minutes", "overrun_minutes")


def draw_day_rules(fair: Fair) -> None:
    """The form of the rules of a fair; they hold from the moment they are kept."""
    key = f"rules.{fair.id}"

    def keep() -> str:
        typed = {one.name: str(st.session_state[f"{key}.{one.name}"]) for one in fields(DayRules)}
        change_day_rules(
            session.shop(),
            session.fair(),
            typed,
            exits_by_scan=bool(st.session_state[f"{key}.exits_by_scan"]),
            station=session.visitor().station,
        )
        return session.phrase("rules.kept")

    with (
        st.expander(session.phrase("rules.title"), icon=":material/rule:", key="fair.day_rules"),
        st.form(key, border=False, enter_to_submit=False),
    ):
        for name in _MINUTES:
            minutes = str(getattr(fair.day_rules, name))
            st.text_input(session.phrase(f"rules.{name}"), value=minutes, key=f"{key}.{name}")
        st.caption(session.phrase("rules.never"))
        st.radio(
            session.phrase("rules.decides"),
            DECIDES,
            index=DECIDES.index(fair.day_rules.decides),
            format_func=lambda who: session.phrase(f"rules.by_{who}"),
            key=f"{key}.decides",
        )
        st.checkbox(
            session.phrase("rules.exits_by_scan"),
            value=fair.exits_by_scan,
            key=f"{key}.exits_by_scan",
        )
        st.form_submit_button(
            session.phrase("fair.make"),
            key=f"{key}.keep",
            icon=":material/save:",
            on_click=attempt,
            args=(keep,),
        )
