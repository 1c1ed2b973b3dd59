"""Draw the rest of the day again: what would change is looked at, then announced or dropped."""

import streamlit as st

from matching.phrases import say_count
from matching.services.live.change_answers import changes_lines, to_tell
from matching.services.live.redraw_plan import announce_preview, preview_redraw
from matching.ui import session
from matching.ui.moments import Looked, forget, keep, recall
from matching.ui.parts.shell.changes_table import changes_table
from matching.ui.parts.shell.notice import attempt


def draw_replan() -> None:
    """The button, or what the plan that was drawn would change while it is looked at."""
    proposed = recall(Looked).proposed
    if proposed is None or proposed.live.entries.fair.id != session.fair():
        st.button(
            session.phrase("floor.replan"),
            key="floor.replan",
            icon=":material/autorenew:",
            help=session.phrase("floor.replan_sure"),
            on_click=attempt,
            args=(_look,),
        )
        return
    rows = to_tell(proposed.shown)
    with st.container(border=True, key="floor.preview"):
        moves = say_count("replan.moves", session.language(), len(rows))
        st.markdown(f"**{moves if rows else session.phrase('replan.no_move')}**")
        if rows:
            st.html(changes_table(rows))
        with st.container(horizontal=True):
            if rows:
                st.button(
                    session.phrase("replan.announce"),
                    key="floor.replan_announce",
                    type="primary",
                    icon=":material/campaign:",
                    on_click=attempt,
                    args=(_announce,),
                )
            st.button(
                session.phrase("replan.drop" if rows else "replan.close"),
                key="floor.replan_drop",
                on_click=attempt,
                args=(_drop,),
            )


def _look() -> str:
    keep(Looked(preview_redraw(session.shop(), session.fair())))
    return ""


def _announce() -> str:
    proposed = recall(Looked).proposed
    forget(Looked)
    if proposed is None:
        return ""
    redrawn = announce_preview(session.shop(), proposed)
    return "\n".join(changes_lines(redrawn, session.language()))


def _drop() -> str:
    forget(Looked)
    return ""
