"""A tablet at the exit: how was it? One touch, nobody named."""

import streamlit as st

from matching.ui import session
from matching.ui.parts.evening.faces import draw_faces

with st.container(key="ask"):
    st.title(session.phrase("page.faces"))
    draw_faces("person")
