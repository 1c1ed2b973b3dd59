"""Who is here, each to be written down as gone, or all of them in the evening."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from matching.services.floor.floor_view import FloorView
from matching.services.live.reported.report import StaffReport
from matching.ui import session
from matching.ui.moments import ScreenMessage
from matching.ui.parts.shell.asking_box import asking_box
from matching.ui.parts.shell.falling import draw_act
from matching.ui.parts.shell.long_list import draw_pages, page_of
from matching.ui.parts.shell.notice import attempt
from matching.ui.parts.shell.plain import plain

_ROWS = 8


def draw_people(
    view: FloorView,
    find: str,
    tell: Callable[[StaffReport], ScreenMessage],
    close: Callable[[], str],
) -> None:
    """A page of those who are here; `close` writes down that everybody has left."""
    with asking_box(
        session.phrase("floor.everyone_left"), "floor.everyone", icon=":material/door_front:"
    ):
        everybody = len(view.attendance.present)
        st.markdown(session.phrase("floor.everyone_left_sure", number=everybody))
        st.button(
            session.phrase("floor.everyone_left_yes"),
            key="floor.everyone_left",
            type="primary",
            on_click=attempt,
            args=(close,),
        )
    found, key = view.present(find), f"floor.people.{find}"
    if find and not found:
        st.write(session.phrase("floor.not_found"))
    for person in page_of(found, key, size=_ROWS):
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            said = f"**n° {person.call_number}** · {plain(person.first_name)}"
            st.markdown(said, width="stretch")
            draw_act(
                session.phrase("floor.left"),
                f"floor.left.{person.id}",
                view.groups_without(person.id),
                partial(tell, StaffReport("left", person=person.id)),
                icon=":material/logout:",
            )
    draw_pages(found, key, size=_ROWS)
