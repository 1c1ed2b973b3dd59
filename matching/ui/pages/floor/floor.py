"""The hall during the day: who is where now, and what happens."""

from functools import partial

import streamlit as st

from matching.domain import access
from matching.domain.day.by_hand import BY_HAND
from matching.services.floor.everyone_left import everyone_left, take_back_everyone_left
from matching.services.floor.floor_view import FloorView, floor_view
from matching.services.floor.last_acts import PastAct
from matching.services.live.change_answers import lines_to_tell
from matching.services.live.follow_day import follow_day
from matching.services.live.redrawn import Redrawn
from matching.services.live.reported.report import StaffReport
from matching.ui import drawing, page_file, session
from matching.ui.moments import ScreenMessage
from matching.ui.parts.door.door import draw_companions, draw_counters
from matching.ui.parts.floor.acts import draw_acts
from matching.ui.parts.floor.hand import take_back_hand
from matching.ui.parts.floor.meetings import draw_meetings
from matching.ui.parts.floor.people import draw_people
from matching.ui.parts.floor.places import draw_places
from matching.ui.parts.floor.replan import draw_replan
from matching.ui.parts.floor.sessions import draw_sessions
from matching.ui.parts.floor.stands import draw_stands
from matching.ui.parts.shell.live import follow_others
from matching.ui.parts.shell.planned import prompt_shop, when_planned

LOOKS = ("meetings", "stands", "people", "sessions", "places", "acts")


def tell(told: StaffReport) -> ScreenMessage:
    """Record what happens and say whom to tell, with the way back beside it."""
    nonce = session.nonce("floor")
    redrawn = follow_day(prompt_shop(), session.fair(), told, nonce=nonce)
    session.new_nonce("floor")
    undo = None if told.kind == "undo" else partial(tell, StaffReport("undo", act=nonce))
    return when_planned(redrawn, _whom_to_tell, take_back=undo)


def _whom_to_tell(redrawn: Redrawn) -> str:
    return "\n".join(lines_to_tell(session.shop(), redrawn, session.language()))


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


def take_back(act: PastAct) -> ScreenMessage | str:
    """Take back one act, and say whom to tell of it."""
    if act.kind in BY_HAND:
        return take_back_hand(act.nonce)
    if not act.everyone:
        return tell(StaffReport("undo", act=act.nonce))
    station = session.visitor().station
    back = take_back_everyone_left(session.shop(), session.fair(), act.nonce, station=station)
    return session.phrase("floor.all_back", number=back)


def draw_look(view: FloorView) -> None:
    """What was chosen to be looked at, narrowed to what is looked for."""
    look = st.segmented_control(
        session.phrase("floor.look"),
        LOOKS,
        default=LOOKS[0],
        format_func=lambda one: session.phrase(f"floor.{one}"),
        key="floor.look",
        label_visibility="collapsed",
        required=True,
    )
    row = st.container(horizontal=True, vertical_alignment="center")
    said = session.phrase("floor.find")
    find = row.text_input(said, key="floor.find", placeholder=said, label_visibility="collapsed")
    find = find.strip()
    if look == "stands":
        draw_stands(view, find, tell)
    elif look == "people":
        draw_people(view, find, tell, close_doors)
    elif look == "sessions":
        draw_sessions(find)
    elif look == "places":
        draw_places(find)
    elif look == "acts":
        draw_acts(view, take_back)
    else:
        draw_meetings(view, find, tell, row)


st.html(drawing("floor.css"))
head = st.container(horizontal=True, vertical_alignment="center", key="floor.head")
head.title(session.phrase("page.floor"), width="content")
draw_counters(head)
view = floor_view(session.shop(), session.fair())
if view is None:
    draw_companions()
    st.info(session.phrase("floor.no_plan"), icon=":material/info:")
    if session.visitor().access.may(access.Act.PLAN):
        st.page_link(page_file("plan"), label=session.phrase("page.plan"))
else:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(session.phrase("floor.now", hour=f"{view.at:%H:%M}"), width="content")
        draw_companions()
        draw_replan()
    draw_look(view)
follow_others()
