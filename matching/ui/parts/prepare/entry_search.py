"""Find the entry to edit: a few letters, or page by page; one touch."""

from dataclasses import replace
from functools import partial

import streamlit as st

from matching.domain.edit import EditKind
from matching.services.prepare.entry_now import EntryFound, find_entries
from matching.ui import session
from matching.ui.moments import Editing, forget_typed, keep, recall
from matching.ui.parts.shell.long_list import draw_pages, page_of
from matching.ui.parts.shell.plain import plain

_PAGE = 20

KINDS = (EditKind.JOBSEEKERS, EditKind.EXHIBITORS, EditKind.OFFERS)


def choose_kind() -> EditKind:
    """Which of the three tables is edited."""
    return EditKind(
        st.segmented_control(
            session.phrase("entries.which"),
            KINDS,
            default=EditKind.JOBSEEKERS,
            format_func=lambda kind: session.phrase(f"count.{kind}"),
            key="entries.kind",
            on_change=edit,
            required=True,
        )
    )


def draw_search(kind: EditKind) -> None:
    """The place to type, what was found, and the way to one more entry.

    While an entry is edited its form stands here alone: nobody scrolls past a list to reach it.
    """
    text = st.text_input(
        session.phrase(f"entries.find_{kind}"), key=f"entries.search.{kind}", on_change=edit
    )
    if recall(Editing).entry or recall(Editing).is_new:
        st.button(
            session.phrase("entries.list"),
            key="entries.list",
            icon=":material/arrow_back:",
            on_click=edit,
        )
        return
    found = find_entries(session.shop(), session.fair(), kind, text)
    if text and not found:
        st.info(session.phrase("entries.none"), icon=":material/search_off:")
    with st.container(gap="xxsmall"):
        for entry in page_of(found, f"entries.{kind}", size=_PAGE):
            _draw_found(entry)
    draw_pages(found, f"entries.{kind}", size=_PAGE)
    st.button(
        session.phrase(f"entries.add_{kind}"),
        key="entries.add",
        icon=":material/add:",
        on_click=partial(edit, is_new=True),
    )


def edit(entry: str = "", *, is_new: bool = False) -> None:
    """Turn to another entry, or to none."""
    forget_typed("entry.")
    keep(Editing(entry, is_new=is_new, turn=recall(Editing).turn + 1))


def ask_removal(*, is_removing: bool) -> None:
    """Ask whether the entry goes, or no more."""
    keep(replace(recall(Editing), is_removing=is_removing))


def _draw_found(found: EntryFound) -> None:
    label = plain(found.label)
    st.button(
        session.phrase("entries.removed", name=label) if found.is_removed else label,
        key=f"entries.found.{found.entry}",
        icon=":material/undo:" if found.is_removed else ":material/edit:",
        on_click=partial(edit, found.entry),
        width="stretch",
    )
