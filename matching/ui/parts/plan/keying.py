"""Key in what was ticked by pen on the list of a stand."""

import streamlit as st

from matching.domain.errors import FairError
from matching.services.plan.paper.key_in import (
    key_in,
    lists_to_key_in,
    paper_rows,
    read_ticks,
)
from matching.ui import session
from matching.ui.parts.shell.notice import attempt, draw_refusal
from matching.ui.parts.shell.plain import plain

_ROWS = "keying.rows"


def draw_keying() -> None:
    """A stand, the number of the plan on its sheet, and a row a line; nothing before any plan."""
    lists = lists_to_key_in(session.shop(), session.fair())
    if not lists.plan:
        return
    st.header(f":material/keyboard: {session.phrase('keying.title')}")
    st.write(session.phrase("keying.how"))
    which, number = st.columns([3, 1])
    stand = which.selectbox(
        session.phrase("keying.stand"), list(lists.stands), format_func=lists.stands.__getitem__
    )
    plan = number.number_input(
        session.phrase("keying.plan"), min_value=1, max_value=lists.newest, value=lists.plan
    )
    with st.form("keying", border=False):
        st.text_area(
            session.phrase("keying.rows"), key=_ROWS, placeholder="1v2\n2x\n3v", height=160
        )
        st.form_submit_button(
            session.phrase("keying.keep"),
            on_click=attempt,
            args=(_keep, stand, int(plan)),
            type="primary",
            icon=":material/save:",
        )
    _draw_rows(stand, int(plan))


def _keep(stand: str, plan: int) -> str:
    ticks = read_ticks(st.session_state[_ROWS])
    nonce = session.nonce("keying")
    kept = key_in(session.shop(), session.fair(), stand, ticks, nonce=nonce, plan=plan)
    session.new_nonce("keying")
    st.session_state[_ROWS] = ""
    return session.phrase("keying.kept", number=kept)


def _draw_rows(stand: str, plan: int) -> None:
    """The rows as they stand on paper: whoever keys in sees that it is the right sheet."""
    try:
        rows = paper_rows(session.shop(), session.fair(), stand, plan=plan)
    except FairError as error:
        draw_refusal(error)
        return
    heads = [session.phrase(f"keying.{name}") for name in ("row", "hour", "number", "name", "done")]
    told = [
        (
            str(row.row),
            f"{row.starts_at:%H:%M}",
            str(row.call_number),
            plain(row.first_name),
            "✓" if row.is_settled else "",
        )
        for row in rows
    ]
    st.table([dict(zip(heads, row, strict=True)) for row in told])
