"""Key in what was ticked by pen on the list of a stand."""

from collections.abc import Sequence

import streamlit as st

from matching.domain.errors import FairError
from matching.phrases.steps import step_name
from matching.services.plan.paper.key_in import (
    KeyedRow,
    key_in,
    lists_to_key_in,
    paper_rows,
)
from matching.services.plan.paper.ticks import KeyedState, Tick, read_ticks
from matching.ui import session
from matching.ui.moments import KeyedRows, ScreenMessage, keep, take
from matching.ui.parts.shell.notice import draw_message, draw_refusal, refusal
from matching.ui.parts.shell.plain import plain

_ROWS = "keying.rows"


def draw_keying() -> None:
    """A stand, the plan on its sheet, and a row at each Enter; nothing before any plan."""
    lists = lists_to_key_in(session.shop(), session.fair())
    if not lists.plan:
        return
    st.header(f":material/keyboard: {session.phrase('keying.title')}")
    st.write(session.phrase("keying.how"))
    st.markdown(session.phrase("keying.cases"))
    which, number = st.columns([3, 1])
    stand = which.selectbox(
        session.phrase("keying.stand"), list(lists.stands), format_func=lists.stands.__getitem__
    )
    plan = number.number_input(
        session.phrase("keying.plan"),
        min_value=1,
        max_value=lists.newest,
        value=lists.plan,
        help=session.phrase("keying.plan_help"),
    )
    st.text_input(
        session.phrase("keying.rows"),
        key=_ROWS,
        placeholder="3v2",
        on_change=_keep,
        args=(stand, int(plan)),
    )
    draw_message(take(KeyedRows).answer)
    _draw_rows(stand, int(plan))


def _keep(stand: str, plan: int) -> None:
    """Keep what was typed and say it beside the field; what is refused stays to be mended."""
    if not (typed := st.session_state[_ROWS]).strip():
        return
    try:
        session.must_be_allowed()
        rows = _kept(stand, plan, read_ticks(typed))
    except FairError as error:
        keep(KeyedRows(refusal(error)))
        return
    said = "\n".join(map(_told, rows))
    # What was not written down is not green: whoever keys in has to look.
    unchanged = any(row.state in (KeyedState.KNOWN, KeyedState.EMPTY) for row in rows)
    keep(KeyedRows(ScreenMessage(said, is_refusal=unchanged)))
    st.session_state[_ROWS] = ""


def _kept(stand: str, plan: int, ticks: Sequence[Tick]) -> tuple[KeyedRow, ...]:
    """Write rows down, and what came of each."""
    shop, fair = session.shop(), session.fair()
    rows = key_in(shop, fair, stand, ticks, nonce=session.nonce("keying"), plan=plan)
    session.new_nonce("keying")
    return rows


def _told(row: KeyedRow) -> str:
    """A sentence for a row: of whom it is, and what the sheet says or how it is corrected."""
    tick = row.tick
    came = "came" if tick.came else "missed"
    codes = {
        KeyedState.NEW: f"keying.row_{came}",
        KeyedState.CORRECTED: f"keying.row_{came}",
        KeyedState.KNOWN: "keying.row_known",
        KeyedState.TAKEN_BACK: "keying.row_taken_back",
        KeyedState.EMPTY: "keying.row_empty",
    }
    outcomes = ", ".join(step_name(outcome, session.language()) for outcome in row.outcomes)
    who = {"row": tick.row, "number": row.call_number, "name": row.first_name}
    said = session.phrase(codes[row.state], **who, outcomes=outcomes).rstrip(" .") + "."
    if row.state is KeyedState.CORRECTED:
        return f"{said} {session.phrase('keying.row_corrected')}"
    return said


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
            session.phrase("keying.free_row", row=row.row) if row.is_free else str(row.row),
            f"{row.starts_at:%H:%M}" if row.starts_at else "",
            str(row.call_number),
            plain(row.first_name),
            "✓" if row.is_settled else "",
        )
        for row in rows
    ]
    st.table([dict(zip(heads, row, strict=True)) for row in told])
