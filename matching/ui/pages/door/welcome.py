"""The door: sign in by badge or by name, and see the day's meetings at once."""

import streamlit as st

from matching.ui import session
from matching.ui.parts.door.door import draw_companions
from matching.ui.parts.door.sign_in import draw_camera, draw_form, draw_last, draw_names, sign_in
from matching.ui.parts.door.walk_in import draw_walk_in

READINGS = ("camera", "code", "none")


def choose_way() -> None:
    """Keep how badges are read at this screen, also when the page is left."""
    session.choose_reading(str(st.session_state["door.way"]))


visitor = session.visitor()
st.title(session.phrase("page.welcome"))
counters = st.container()
draw_companions()
way = st.segmented_control(
    session.phrase("door.way"),
    READINGS,
    default=session.reading(visitor.access.role),
    format_func=lambda one: session.phrase(f"door.way_{one}"),
    key="door.way",
    on_change=choose_way,
    required=True,
)
if way == "none":
    draw_walk_in(sign_in)
    st.divider()
    session.note_answer(is_shown=draw_last())
    draw_names(counters)
else:
    session.note_answer(is_shown=draw_camera() if way == "camera" else draw_form())
    name, walk = st.tabs([session.phrase("door.by_name"), session.phrase("door.walk_in")])
    with name:
        draw_names(counters)
    with walk:
        draw_walk_in(sign_in)
