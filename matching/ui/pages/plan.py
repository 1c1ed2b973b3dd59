"""Draw the plan, look at it, announce it."""

import streamlit as st

from matching.services.announce import announce
from matching.services.draw_plan import draw_plan
from matching.services.plan_view import plan_view
from matching.services.score_fair import read_entries
from matching.ui import session
from matching.ui.parts.notice import attempt
from matching.ui.parts.planning import draw_plan_facts, draw_timetable, draw_unmet


def draw() -> str:
    """Draw a new working plan within the seconds chosen."""
    drawn = draw_plan(
        session.shop(), session.fair(), seconds=float(st.session_state["plan.seconds"])
    )
    return session.phrase(
        "plan.drawn", number=drawn.version.number, count=len(drawn.version.meetings)
    )


def release() -> str:
    """Announce the newest plan."""
    version = announce(session.shop(), session.fair())
    return session.phrase("plan.announced", number=version.number)


st.title(session.phrase("page.plan"))
entries = read_entries(session.shop(), session.fair())
st.write(session.phrase("plan.why", count=entries.fair.least_meetings))
view = plan_view(session.shop(), session.fair())
with st.container(horizontal=True, vertical_alignment="bottom"):
    st.number_input(
        session.phrase("plan.seconds"), min_value=1, max_value=120, value=20, key="plan.seconds",
        width=260,
    )  # fmt: skip
    st.button(
        session.phrase("plan.draw"),
        key="plan.draw",
        icon=":material/draw:",
        type="secondary" if view else "primary",
        on_click=attempt,
        args=(draw,),
    )
    if view and not view.is_announced:
        st.button(
            session.phrase("plan.announce"),
            key="plan.announce",
            icon=":material/campaign:",
            type="primary",
            on_click=attempt,
            args=(release,),
        )
if view is None:
    st.info(session.phrase("plan.none"), icon=":material/info:")
else:
    draw_plan_facts(view)
    draw_unmet(view)
    by_stand, by_person = st.tabs(
        [session.phrase("plan.by_stand"), session.phrase("plan.by_person")]
    )
    with by_stand:
        draw_timetable(view.by_stand)
    with by_person:
        draw_timetable(view.by_person)
