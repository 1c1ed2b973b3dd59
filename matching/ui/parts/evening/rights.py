"""What the page of rights shows: copies that still hold somebody, the rules, and the log."""

from collections.abc import Callable, Sequence
from dataclasses import asdict

import streamlit as st

from matching.services.rights.retention import Retention
from matching.store.people.erasure import Copy, RightsAct
from matching.ui import session
from matching.ui.parts.shell.notice import attempt
from matching.ui.parts.shell.plain import plain


def draw_copies(copies: Sequence[Copy]) -> None:
    """Files outside the store that somebody has to delete by hand."""
    for copy in copies:
        said = session.phrase(f"forget.in_{copy.kind}", path=copy.path)
        st.warning(plain(said), icon=":material/folder_open:")


def draw_rules(rules: Retention, *, keep: Callable[[], str]) -> None:
    """How long people are kept, changeable."""
    st.header(session.phrase("retention.title"))
    for name, value in asdict(rules).items():
        st.write(session.phrase(f"retention.{name}", count=value))
    with st.expander(session.phrase("retention.change"), icon=":material/edit:"):
        for name, value in asdict(rules).items():
            label = session.phrase(f"retention.box_{name}")
            st.number_input(label, min_value=0, max_value=365, value=value, key=f"rights.{name}")
        st.button(
            session.phrase("retention.keep"), key="rights.keep", on_click=attempt, args=(keep,)
        )


def draw_acts(acts: Sequence[RightsAct]) -> None:
    """Who did what, the last first."""
    if not acts:
        st.write(session.phrase("rights.nothing_done"))
        return
    names = ("at", "what", "people", "station")
    heads = [session.phrase(f"rights_act.{name}") for name in names]
    rows = [
        (
            f"{act.done_at:%Y-%m-%d %H:%M}",
            session.phrase(f"rights_act.{act.act}"),
            str(act.people),
            plain(act.station),
        )
        for act in reversed(acts)
    ]
    st.table([dict(zip(heads, row, strict=True)) for row in rows])
