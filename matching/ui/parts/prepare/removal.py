"""Take an entry out: what goes with it is said before; or bring one back."""

from collections.abc import Callable

import streamlit as st

from matching.domain.edit import EditKind
from matching.phrases import say_count
from matching.services.prepare.remove_entries import RemovalCost
from matching.ui import session
from matching.ui.parts.prepare.entry_search import ask_removal
from matching.ui.parts.shell.notice import attempt


def draw_removal(kind: EditKind, cost: RemovalCost | None, remove: Callable[[], str]) -> None:
    """The way to take an entry out: first what it takes along, once it is asked, then the deed."""
    if cost is None:
        st.button(
            session.phrase(f"entries.remove_{kind}"),
            key="entry.remove",
            icon=":material/delete:",
            on_click=ask_removal,
            kwargs={"is_removing": True},
        )
        return
    lines = _lines(cost)
    st.warning("\n".join(f"- {line}" for line in lines), icon=":material/delete:")
    with st.container(horizontal=True):
        st.button(
            session.phrase("entries.remove_yes"),
            key="entry.remove_yes",
            type="primary",
            on_click=attempt,
            args=(remove,),
        )
        st.button(
            session.phrase("entries.remove_no"),
            key="entry.remove_no",
            on_click=ask_removal,
            kwargs={"is_removing": False},
        )


def _lines(cost: RemovalCost) -> list[str]:
    """What goes, in sentences; that it can come back, last."""
    counted = {"meetings": cost.meetings, "offers": cost.offers}
    told = [
        say_count(f"entries.cost_{name}", session.language(), count)
        for name, count in counted.items()
        if count
    ]
    also = {"drafts": cost.drafts, "badge": cost.has_badge, "figures": cost.has_come}
    told += [session.phrase(f"entries.cost_{name}") for name, is_so in also.items() if is_so]
    told += [group.told(session.language()) for group in cost.groups]
    return [*told, session.phrase("entries.cost_back")]


def draw_bring_back(bring_back: Callable[[], str]) -> None:
    """The way back for an entry that was taken out."""
    st.info(session.phrase("entries.is_removed"), icon=":material/delete:")
    st.button(
        session.phrase("entries.bring_back"),
        key="entry.bring_back",
        icon=":material/undo:",
        type="primary",
        on_click=attempt,
        args=(bring_back,),
    )
