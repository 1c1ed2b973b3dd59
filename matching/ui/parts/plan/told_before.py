"""A plan beside the one that people were told: whom it would move, and how to begin afresh."""

from collections.abc import Callable

import streamlit as st

from matching.services.live.change_answers import to_tell
from matching.services.live.redrawn import Redrawn
from matching.services.plan.plan_view import PlanView
from matching.ui import session
from matching.ui.parts.shell.asking_box import asking_box
from matching.ui.parts.shell.changes_table import changes_table
from matching.ui.parts.shell.long_list import draw_pages, page_of
from matching.ui.parts.shell.notice import attempt

_ROWS = 10


def draw_announced_changes(view: PlanView) -> None:
    """Before a plan is announced: how many people it would move, who, from what to what."""
    found = view.announced_changes
    if found is None:
        return
    terms = {"since": found.since, "number": view.number, "told": found.told}
    if not found.people:
        st.success(session.phrase("plan.moves_nobody", **terms), icon=":material/event_available:")
        return
    with st.container(border=True, key="plan.moves"):
        said = session.phrase("plan.moves", count=len(found.people), **terms)
        st.markdown(f"**{said}**")
        rows = to_tell(Redrawn(view.entries, None, found.changes_of_told, "plan"))
        key = f"plan.moves.{view.number}"
        st.html(changes_table(page_of(rows, key, size=_ROWS)))
        draw_pages(rows, key, size=_ROWS)


def draw_afresh(view: PlanView, draw: Callable[[], str], *, is_off: bool) -> None:
    """Drawing everything anew, as a choice of its own that says its cost."""
    label = session.phrase("plan.afresh")
    with asking_box(label, "plan.afresh", icon=":material/restart_alt:"):
        st.write(session.phrase("plan.afresh_cost", count=view.told))
        st.button(
            session.phrase("plan.afresh_sure"),
            key="plan.afresh",
            icon=":material/draw:",
            on_click=attempt,
            args=(draw,),
            disabled=is_off,
        )
