"""One person whose eligibility is to be checked, and the boxes that a prescriber ticks."""

from collections.abc import Callable
from datetime import date

import streamlit as st

from matching.services.live.eligibility import PROOF_CODES, EligibilityView, ToCheck
from matching.ui import session
from matching.ui.moments import ScreenMessage
from matching.ui.parts.shell.asking_box import asking_box
from matching.ui.parts.shell.long_list import draw_pages, page_of
from matching.ui.parts.shell.notice import attempt
from matching.ui.parts.shell.plain import plain

_ROWS = 25
_WORDS = ("is_yes", "is_no")


def draw_proofs_left(view: EligibilityView) -> None:
    """Everybody not checked yet on one list, by the hour of their meeting."""
    rows = view.proofs_left
    if not rows:
        st.write(session.phrase("eligibility.nobody_open"))
        return
    st.caption(session.phrase("eligibility.list_count", count=len(rows)))
    heads = [session.phrase(f"eligibility.column.{name}") for name in ("hour", "number", "name")]
    jobs = session.phrase("eligibility.column.jobs")
    key = "eligibility.list"
    shown = [
        dict(
            zip(
                (*heads, jobs),
                (
                    f"{row.meets_at:%H:%M}" if row.meets_at else "",
                    str(row.call_number),
                    plain(row.name),
                    plain(" · ".join(row.offers)),
                ),
                strict=True,
            )
        )
        for row in page_of(rows, key, size=_ROWS)
    ]
    st.table(shown)
    draw_pages(rows, key, size=_ROWS)


def draw_row(
    row: ToCheck,
    keep: Callable[[str, int], ScreenMessage | str],
    take_back: Callable[[str], str],
    *,
    today: date,
    may_tick: bool,
) -> None:
    """Who it is, for which jobs, and what was found; for a prescriber with the way to tick."""
    with st.container(border=True):
        meets = f" · {session.phrase('eligibility.has_meeting')}" if row.has_meeting else ""
        st.markdown(f"**n° {row.call_number} · {plain(row.name)}**{meets}")
        if row.offers:
            st.caption(plain(" · ".join(row.offers)))
        _draw_state(row)
        if not may_tick:
            return
        if row.check is None:
            _draw_form(row, keep, today)
        else:
            st.button(
                session.phrase("eligibility.take_back"),
                key=f"eligibility.undo.{row.person}",
                icon=":material/undo:",
                on_click=attempt,
                args=(take_back, row.person),
            )


def _draw_state(row: ToCheck) -> None:
    if row.check is None:
        st.markdown(f":material/help: **{session.phrase('eligibility.to_check')}**")
        return
    code, icon = ("yes", "check_circle") if row.check.eligible else ("no", "block")
    said = session.phrase(
        f"eligibility.{code}", day=f"{row.check.on:%d/%m/%Y}", by=plain(row.check.by)
    )
    st.markdown(f":material/{icon}: {said}")
    if row.check.proofs:
        proofs = ", ".join(session.phrase(f"proof.{proof}") for proof in row.check.proofs)
        st.markdown(session.phrase("eligibility.proofs", proofs=proofs))


def _draw_form(row: ToCheck, keep: Callable[[str, int], ScreenMessage | str], today: date) -> None:
    person = row.person
    with (
        asking_box(
            session.phrase("eligibility.tick"),
            f"eligibility.tick.{person}",
            icon=":material/fact_check:",
        ),
        st.form(f"eligibility.form.{person}", border=False, enter_to_submit=False),
    ):
        st.segmented_control(
            session.phrase("eligibility.word"),
            _WORDS,
            format_func=lambda word: session.phrase(f"eligibility.{word}"),
            key=f"eligibility.word.{person}",
        )
        st.multiselect(
            session.phrase("eligibility.which_proof"),
            PROOF_CODES,
            format_func=lambda proof: session.phrase(f"proof.{proof}"),
            placeholder="",
            select_all=False,  # one tap would say that every proof was seen
            key=f"eligibility.proofs.{person}",
        )
        st.date_input(
            session.phrase("eligibility.day"),
            value=today,
            format="DD/MM/YYYY",
            key=f"eligibility.day.{person}",
        )
        st.text_input(
            session.phrase("eligibility.by"), max_chars=100, key=f"eligibility.by.{person}"
        )
        st.form_submit_button(
            session.phrase("eligibility.keep"),
            key=f"eligibility.keep.{person}",
            type="primary",
            on_click=attempt,
            args=(keep, person, row.call_number),
        )
