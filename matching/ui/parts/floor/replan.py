"""Draw the rest of the day again: what would change is looked at, then announced or dropped."""

from html import escape

import streamlit as st

from matching.phrases import say_count
from matching.services.live.change_answers import ChangeTold, changes_lines, to_tell
from matching.services.live.redraw_plan import announce_preview, preview_redraw
from matching.ui import session
from matching.ui.moments import Looked, forget, keep, recall
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
            st.html(_table(rows))
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


def _table(rows: tuple[ChangeTold, ...]) -> str:
    """Who is to be told, from what to what."""
    heads = ("replan.who", "replan.before", "replan.after")
    head = "".join(f'<th scope="col">{escape(session.phrase(code))}</th>' for code in heads)
    none = session.phrase("replan.none")
    body = "".join(
        f'<tr><th scope="row">n° {row.call_number} {escape(row.first_name)}</th>'
        f"<td>{escape(row.before or none)}</td><td>{escape(row.after or none)}</td></tr>"
        for row in rows
    )
    style = "text-align:start;padding:.3rem .8rem .3rem 0;vertical-align:top"
    cells = f"{head}{body}".replace("<th ", f'<th style="{style}" ')
    cells = cells.replace("<td>", f'<td style="{style}">')
    return f"<table>{cells}</table>"
