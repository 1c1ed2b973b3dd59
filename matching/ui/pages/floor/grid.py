"""The organiser's grid: every table by hours, changed by hand under the planner's rules."""

import streamlit as st

from matching.domain.errors import FairError
from matching.domain.exhibitor import by_sign
from matching.services.floor.floor_view import FloorView, floor_view
from matching.services.floor.grid_view import GridView, grid_view
from matching.services.live.by_hand.free_places import FreePlace
from matching.ui import drawing, page_file, session
from matching.ui.moments import Picked, recall
from matching.ui.parts.floor.grid import (
    KEY,
    draw_counts,
    draw_hand,
    draw_how,
    draw_said,
    held_at,
    on_act,
)
from matching.ui.parts.floor.replan import draw_replan
from matching.ui.parts.floor.timetable import places_to_go, timetable_data
from matching.ui.parts.shell.choosing import choose_stand
from matching.ui.parts.shell.live import draw_as_of_now, follow_others
from matching.ui.parts.shell.long_list import draw_pages, page_of
from matching.ui.parts.shell.notice import draw_refusal
from matching.ui.timetable import draw_timetable

STANDS = "grid.stands"
# So many stands are one page; where there are more, a page is shorter: each act draws it anew.
AT_ONCE, A_PAGE = 50, 25
ONE_STAND = "grid.stand"


@st.fragment
def draw() -> None:
    """Draw the grid; a screen that was closed shows no more of it."""
    try:
        session.must_be_allowed()
        draw_as_of_now()
        floor = floor_view(session.shop(), session.fair())
    except FairError as error:
        if error.code == "not_allowed":
            st.rerun()
        draw_refusal(error)
        return
    if floor is None:
        st.info(session.phrase("floor.no_plan"), icon=":material/info:")
        st.page_link(page_file("plan"), label=session.phrase("page.plan"))
        return
    board, panel = st.container(), st.container(key="grid.panel")
    with panel:  # what came of an act is there before the whole grid is drawn again
        draw_said(floor)
    with board:
        view, places = draw_board(floor)
    with panel:  # stays in the window, wherever one has touched
        draw_hand(view, places)
    st.caption(session.phrase("grid.legend"))


def draw_board(floor: FloorView) -> tuple[GridView, tuple[FreePlace, ...]]:
    """Draw the grid with what stands above it; what it shows, and where what is held could go."""
    picked, signs = recall(Picked), sorted(floor.entries.exhibitors.values(), key=by_sign)
    wanted = str(st.session_state.get(ONE_STAND) or "")
    listed = [stand for stand in signs if wanted in {"", stand.id}]
    size = AT_ONCE if len(signs) <= AT_ONCE else A_PAGE
    shown = [stand.id for stand in page_of(listed, STANDS, size=size)]
    view = grid_view(floor, stands={*shown, *held_at(floor, picked)})
    draw_counts(view)
    draw_how(view)
    if len(signs) > size:
        with st.container(horizontal=True, vertical_alignment="center"):
            with st.container(width=320):
                choose_stand(floor.entries, ONE_STAND, is_named=False)
            draw_pages(listed, STANDS, size=size)
    places = places_to_go(view, picked)
    data = timetable_data(view, picked, places, part=" ".join(shown[:1] + shown[-1:]))
    draw_timetable(data, key=KEY, on_act=on_act)
    return view, places


st.html(drawing("floor.css"))
with st.container(horizontal=True, vertical_alignment="center", key="grid.head"):
    st.title(session.phrase("page.grid"), width="content")
    draw_replan()
draw()
follow_others()
