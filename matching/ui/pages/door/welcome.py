"""The door: sign in by badge or by name, and see the day's meetings at once."""

from dataclasses import replace

import streamlit as st

from matching.domain.access import Role
from matching.ui import session
from matching.ui.moments import DoorPage, keep, recall
from matching.ui.parts.door.door import draw_companions
from matching.ui.parts.door.sign_in import draw_camera, draw_form, draw_last, draw_names, sign_in
from matching.ui.parts.door.walk_in import draw_walk_in
from matching.ui.parts.shell.live import follow_others

READINGS = ("camera", "code", "none")


def choose_way() -> None:
    """Keep how badges are read at this screen, also when the page is left."""
    keep(replace(recall(DoorPage), reading=str(st.session_state["door.way"])))


def usual_way() -> str:
    """How badges are read where nobody has chosen: a tablet of the door has its camera at hand."""
    return "camera" if session.visitor().access.role is Role.DOOR else "code"


def note_answer(*, is_shown: bool) -> None:
    """Keep whether the page, but for its search, shows an answer now."""
    keep(replace(recall(DoorPage), shows_answer=is_shown))


st.title(session.phrase("page.welcome"))
counters = st.container()
with st.container(horizontal=True, vertical_alignment="bottom"):
    way = st.segmented_control(
        session.phrase("door.way"),
        READINGS,
        default=recall(DoorPage).reading or usual_way(),
        format_func=lambda reading: session.phrase(f"door.way_{reading}"),
        key="door.way",
        on_change=choose_way,
        required=True,
        label_visibility="collapsed",
        width="content",
    )
    draw_companions()
if way == "none":
    draw_walk_in(sign_in)
    st.divider()
    note_answer(is_shown=draw_last())
    draw_names(counters)
else:
    # Names first: under each other, as on a phone, the field must not lie below the camera.
    people, badges = st.columns(2)
    with badges:
        note_answer(is_shown=draw_camera() if way == "camera" else draw_form())
    with people:
        name, walk = st.tabs([session.phrase("door.by_name"), session.phrase("door.walk_in")])
    with name:
        draw_names(counters)
    with walk:
        draw_walk_in(sign_in)
follow_others()
