"""Notes of a stand on whoever it meets: read by its own recruiters, and by the person who asks."""

from collections.abc import Callable

import streamlit as st

from matching.services.floor.stand_day import StandMeeting
from matching.services.floor.stand_notes import LONGEST_NOTE
from matching.ui import session
from matching.ui.moments import PointedAt, recall
from matching.ui.parts.shell.notice import attempt
from matching.ui.parts.shell.plain import plain


def draw_notes(row: StandMeeting, write: Callable[..., str], erase: Callable[[str], str]) -> None:
    """What colleagues wrote, a place to write, and what was pointed at in the words typed last."""
    meeting = row.now.appointment.meeting.id
    key = f"stand.note.{meeting}"
    count = len(row.notes)
    label = (
        session.phrase("stand.notes_count", count=count) if count else session.phrase("stand.notes")
    )
    with st.popover(label, icon=":material/edit_note:", key=f"stand.notes.{meeting}"):
        for note in row.notes:
            _draw_note(note.nonce, note.words, erase)
        st.text_area(session.phrase("stand.note"), key=key, max_chars=LONGEST_NOTE, height=100)
        st.button(
            session.phrase("stand.note_keep"),
            key=f"{key}.keep",
            type="primary",
            on_click=attempt,
            args=(write, meeting),
        )
        if recall(PointedAt).meeting == meeting:
            _draw_pointed(meeting, write)
        st.caption(session.phrase("stand.notes_help"))


def _draw_note(note: str, words: str, erase: Callable[[str], str]) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(plain(words), width="stretch")
        st.button(
            session.phrase("stand.note_erase"),
            key=f"stand.erase.{note}",
            icon=":material/delete:",
            on_click=attempt,
            args=(erase, note),
        )


def _draw_pointed(meeting: str, write: Callable[..., str]) -> None:
    """Each word that speaks of a protected criterion, and the way on when it speaks of the post."""
    st.warning("  \n".join(map(plain, recall(PointedAt).lines)), icon=":material/gavel:")
    st.button(
        session.phrase("stand.note_of_post"),
        key=f"stand.note.{meeting}.post",
        on_click=attempt,
        args=(write, meeting, True),
    )
