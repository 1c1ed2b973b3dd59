"""What allows an age limit, or that there is none: empty until somebody answers."""

import streamlit as st

from matching.services.files.mending.age_limits import DROPPED, GROUNDS
from matching.ui import session


def draw_ground(key: str) -> None:
    """The laws that limit an age most often, a place for another, and a way to drop the limit."""
    st.selectbox(
        session.phrase("ground.ask"),
        (*GROUNDS, DROPPED),
        index=None,
        placeholder=session.phrase("file_question.choose"),
        key=f"ground.{key}",
        format_func=lambda code: session.phrase(f"ground.{code}", law=GROUNDS.get(code, "")),
    )
    st.text_input(session.phrase("ground.own"), key=f"ground.own.{key}")


def ground_said(key: str) -> tuple[str, str]:
    """The code that was chosen and the rule that was written; empty until somebody has."""
    chosen, written = (st.session_state.get(f"{name}.{key}") for name in ("ground", "ground.own"))
    return str(chosen or ""), str(written or "")
