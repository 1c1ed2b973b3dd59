"""Draw the plan, look at it, ask why, announce it."""

import streamlit as st

from matching.domain.errors import FairError
from matching.services.files.fairs_known import fair_of
from matching.services.floor.explain_meeting import Explained, explain_meeting
from matching.services.plan.announce import announce
from matching.services.plan.draw_plan import drawn_sentence
from matching.services.plan.drawing import DRAWINGS
from matching.services.plan.plan_view import plan_helps, plan_view
from matching.services.shop.refusals import sentence_of
from matching.ui import session
from matching.ui.moments import ScreenMessage
from matching.ui.parts.plan.planning import (
    ask_why,
    draw_crowded,
    draw_helps,
    draw_plan_facts,
    draw_progress,
    draw_timetable,
    draw_unmet,
    draw_why,
    panel,
)
from matching.ui.parts.plan.told_before import draw_afresh, draw_announced_changes
from matching.ui.parts.prepare.blind import draw_blind_spots
from matching.ui.parts.shell.notice import attempt


def draw() -> str:
    """Begin a new working plan; the page follows it."""
    seconds = float(st.session_state["plan.seconds"])
    DRAWINGS.begin(session.shop(), session.fair(), seconds=seconds)
    return ""


def draw_all() -> str:
    """Begin a plan that keeps nothing of what people were told."""
    seconds = float(st.session_state["plan.seconds"])
    DRAWINGS.begin(session.shop(), session.fair(), seconds=seconds, afresh=True)
    return ""


def end() -> str:
    """Keep the best plan found so far."""
    if drawing := DRAWINGS.under_way(session.shop(), session.fair()):
        drawing.end()
    return ""


def release() -> str:
    """Announce the newest plan."""
    version = announce(session.shop(), session.fair())
    return session.phrase("plan.announced", number=version.number)


def settle() -> None:
    """Say what the drawing came to, once it is over, on a page drawn anew."""
    drawn = DRAWINGS.take(session.shop(), session.fair())
    if drawn is None:
        return
    if isinstance(drawn, FairError):
        session.leave_notice(ScreenMessage(sentence_of(drawn, session.language()), is_refusal=True))
    else:
        session.leave_notice(ScreenMessage(drawn_sentence(drawn, session.language())))
    st.rerun()


def why(person: str, stand: str) -> Explained:
    """Why these two meet, or why not."""
    shop, fair, language = session.shop(), session.fair(), session.language()
    return explain_meeting(shop, fair, person=person, stand=stand, language=language)


@st.fragment(run_every=0.7)
def follow() -> None:
    """The drawing under way, looked at again and again until it is over."""
    settle()
    if drawing := DRAWINGS.under_way(session.shop(), session.fair()):
        draw_progress(drawing, end)


st.title(session.phrase("page.plan"))
frame = fair_of(session.shop(), session.fair())
st.write(session.phrase("plan.why", count=frame.least_meetings))
view = plan_view(session.shop(), session.fair())
DRAWINGS.get_ready()
is_busy = DRAWINGS.under_way(session.shop(), session.fair()) is not None
has_begun = view is not None and view.day_began
if has_begun:
    st.info(session.phrase("error.day_began"), icon=":material/info:")
with st.container(horizontal=True, vertical_alignment="bottom"):
    label = session.phrase("plan.seconds")
    st.number_input(label, 1, 600, 20, key="plan.seconds", width=260)
    st.button(
        session.phrase("plan.draw"),
        key="plan.draw",
        icon=":material/draw:",
        type="secondary" if view else "primary",
        on_click=attempt,
        args=(draw,),
        disabled=is_busy or has_begun,
    )
    if view and not view.is_announced:
        st.button(
            session.phrase("plan.announce"),
            key="plan.announce",
            icon=":material/campaign:",
            type="primary",
            on_click=attempt,
            args=(release,),
            disabled=is_busy,
        )
    if view and view.announced and not has_begun:
        draw_afresh(view, draw_all, is_off=is_busy)
if view and not is_busy:
    draw_announced_changes(view)
if is_busy:
    follow()
elif view is None or not view.is_announced:
    draw_blind_spots(is_drawn=view is not None)
if view is None:
    st.info(session.phrase("plan.none"), icon=":material/info:")
else:
    draw_plan_facts(view)
    draw_crowded(view)
    draw_unmet(view)
    with panel("help", ":material/lightbulb:") as is_open:
        if is_open:
            draw_helps(plan_helps(session.shop(), session.fair(), session.language()))
    with panel("why_not", ":material/help:") as is_open:
        if is_open:
            person, stand = ask_why(view)
            if person and stand:
                draw_why(why(person, stand))
    draw_timetable(view)
