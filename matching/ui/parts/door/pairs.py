"""Two files that may be of one person, side by side with what is known of each."""

import streamlit as st

from matching.phrases import labelled
from matching.services.door.duplicates import Duplicate, File
from matching.ui import session
from matching.ui.moments import PutOff, keep, recall
from matching.ui.parts.shell.plain import plain


def draw_file(one: File) -> None:
    """What tells a person from another: name, number, how they came."""
    came = session.phrase("duplicates.walked_in" if one.walked_in else "duplicates.listed")
    here = f" · {session.phrase('duplicates.present')}" if one.is_present else ""
    lines = [f"**n° {one.call_number} · {plain(one.name)}**", f"{came}{here}"]
    lines += [labelled(session.phrase(f"field.{name}"), plain(words)) for name, words in one.facts]
    st.markdown("  \n".join(lines))


def draw_pair(pair: Duplicate) -> None:
    """Two files side by side."""
    st.caption(session.phrase(f"duplicates.{pair.likeness}"))
    for column, one in zip(st.columns(2), (pair.kept, pair.other), strict=True):
        with column:
            draw_file(one)
    if not (pair.kept.facts and pair.other.facts):
        st.caption(session.phrase("duplicates.ask_them"))


def draw_later(key: str) -> None:
    """The way past a pair that nobody can decide now."""
    if key not in recall(PutOff).pairs:
        st.button(
            session.phrase("duplicates.later"),
            key=f"duplicates.later.{key}",
            icon=":material/schedule:",
            on_click=_put_off,
            args=(key,),
        )


def _put_off(key: str) -> None:
    keep(PutOff((*recall(PutOff).pairs, key)))


def in_turn(pairs: tuple[Duplicate, ...]) -> list[Duplicate]:
    """The pairs that nobody put off, then those that somebody did."""
    later = recall(PutOff).pairs
    return sorted(pairs, key=lambda one: one.key in later)
