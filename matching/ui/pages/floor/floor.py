"""The hall during the day: who is where now, and what happens."""

import streamlit as st

from matching.services.floor.everyone_left import everyone_left
from matching.services.floor.floor_view import floor_view
from matching.services.live.change_answers import changes_lines
from matching.services.live.follow_day import StaffReport, follow_day
from matching.services.live.redraw_plan import redraw_plan
from matching.services.live.redrawn import Redrawn
from matching.ui import page_file, session
from matching.ui.parts.door.door import draw_companions, draw_counters
from matching.ui.parts.floor.floor import draw_meetings, draw_stand_acts
from matching.ui.parts.shell.notice import attempt
from matching.ui.parts.shell.plain import plain


def tell(told: StaffReport) -> str:
    """Record what happens and say whom to tell."""
    redrawn = follow_day(session.shop(), session.fair(), told, nonce=session.nonce("floor"))
    session.new_nonce("floor")
    return _news(redrawn)


def redraw() -> str:
    """Draw the least-change plan from now on."""
    return _news(redraw_plan(session.shop(), session.fair()))


def close_doors() -> str:
    """Write down that everybody still here has left."""
    gone = everyone_left(
        session.shop(),
        session.fair(),
        nonce=session.nonce("closing"),
        station=session.visitor().station,
    )
    session.new_nonce("closing")
    return session.phrase("floor.all_left", number=gone)


def _news(redrawn: Redrawn) -> str:
    return "\n".join(changes_lines(redrawn, session.language()))


st.title(session.phrase("page.floor"))
draw_counters(st.container())
draw_companions()
view = floor_view(session.shop(), session.fair())
if view is None:
    st.info(session.phrase("floor.no_plan"), icon=":material/info:")
    st.page_link(page_file("plan"), label=session.phrase("page.plan"))
else:
    st.markdown(session.phrase("floor.now", hour=f"{view.at:%H:%M}"))
    st.button(
        session.phrase("floor.replan"),
        key="floor.replan",
        icon=":material/autorenew:",
        on_click=attempt,
        args=(redraw,),
    )
    meetings, stands, people = st.tabs(
        [session.phrase(f"floor.{name}") for name in ("meetings", "stands", "people")]
    )
    with meetings:
        draw_meetings(view, tell)
    with stands:
        draw_stand_acts(view, tell)
    with people:
        with st.popover(session.phrase("floor.everyone_left"), icon=":material/door_front:"):
            st.markdown(session.phrase("floor.everyone_left_sure", number=len(view.present)))
            st.button(
                session.phrase("floor.everyone_left_yes"),
                key="floor.everyone_left",
                type="primary",
                on_click=attempt,
                args=(close_doors,),
            )
        for person in view.present:
            with st.container(border=True, horizontal=True, vertical_alignment="center"):
                st.markdown(
                    f"**n° {person.call_number}** · {plain(person.first_name)}", width="stretch"
                )
                st.button(
                    session.phrase("floor.left"),
                    key=f"floor.left.{person.id}",
                    icon=":material/logout:",
                    on_click=attempt,
                    args=(tell, StaffReport("left", person=person.id)),
                )
