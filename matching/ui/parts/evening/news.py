"""The last answers that people gave on the telephone, each with its way back."""

import streamlit as st
from babel.dates import format_time

from matching.services.evening.programme.news import NewsTold, last_news, take_back_news
from matching.services.scores.score_fair import read_entries
from matching.ui import session
from matching.ui.parts.shell.notice import attempt
from matching.ui.parts.shell.plain import plain


def draw_news() -> None:
    """The last answers in force; nothing where there is none."""
    found = last_news(session.shop(), session.fair())
    if not found:
        return
    people = read_entries(session.shop(), session.fair()).jobseekers
    with st.expander(session.phrase("news.lately"), icon=":material/undo:", key="news.lately"):
        for told in found:
            known = people.get(told.record)
            who = known.full_name if known else told.record
            at = format_time(told.at, "short", locale=session.language())
            with st.container(horizontal=True, vertical_alignment="center"):
                said = session.phrase("news.told", who=who, months=told.months, at=at)
                st.markdown(plain(said), width="stretch")
                st.button(
                    session.phrase("floor.undo"),
                    key=f"news.undo.{told.nonce}",
                    icon=":material/undo:",
                    on_click=attempt,
                    args=(take_back, told, who),
                )


def take_back(told: NewsTold, who: str) -> str:
    """An answer was noted by mistake."""
    form = f"news.undo.{told.nonce}"
    take_back_news(
        session.shop(),
        session.fair(),
        told.nonce,
        nonce=session.nonce(form),
        station=session.visitor().station,
    )
    session.new_nonce(form)
    return session.phrase("news.taken_back", who=who)
