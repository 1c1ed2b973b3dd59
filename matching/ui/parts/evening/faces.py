"""Three faces to touch, and a way back."""

import streamlit as st

from matching.services.evening.satisfaction import say_content, take_face_back
from matching.ui import session
from matching.ui.moments import Faces, keep, recall
from matching.ui.parts.shell.notice import attempt

_ICONS = {
    "good": ":material/sentiment_satisfied:",
    "fair": ":material/sentiment_neutral:",
    "bad": ":material/sentiment_dissatisfied:",
}


def draw_faces(by: str) -> None:
    """The faces side by side; after a touch, thanks, and a touch that takes it back."""
    st.write(session.phrase(f"faces.{by}"))
    with st.container(key="ask_options", horizontal=True):
        for face, icon in _ICONS.items():
            st.button(
                session.phrase(f"faces.{face}"),
                icon=icon,
                key=f"faces.{by}.{face}",
                on_click=attempt,
                args=(touch, by, face),
            )
    if recall(Faces).said.get(by):
        st.button(
            session.phrase("faces.back"), key=f"faces.back.{by}", on_click=attempt, args=(back, by)
        )


def touch(by: str, face: str) -> str:
    """Write the face down; the next touch is another person's."""
    form, station = f"faces.{by}", session.visitor().station
    nonce = session.nonce(form)
    say_content(session.shop(), session.fair(), face, by=by, nonce=nonce, station=station)
    keep(Faces({**recall(Faces).said, by: nonce}))
    session.new_nonce(form)
    return session.phrase("faces.thanks")


def back(by: str) -> str:
    """A finger had slipped: the last face is taken back."""
    said, station = recall(Faces).said[by], session.visitor().station
    take_face_back(session.shop(), session.fair(), said, nonce=f"{said}.back", station=station)
    keep(Faces({**recall(Faces).said, by: ""}))
    return session.phrase("faces.taken_back")
