"""Two files that may be of one person: staff look, ask, say which, and can take it back."""

import streamlit as st

from matching.services.door.duplicates import (
    File,
    Twins,
    join_files,
    joined_files,
    likely_twins,
    part_files,
    tell_apart,
)
from matching.ui import session
from matching.ui.parts.shell.notice import attempt
from matching.ui.parts.shell.plain import plain


def join(pair: Twins) -> str:
    """One person: everything goes to the file that stays."""
    join_files(
        session.shop(),
        session.fair(),
        kept=pair.kept.person,
        other=pair.other.person,
        station=session.visitor().station,
    )
    return session.phrase("twins.joined", number=pair.kept.call_number)


def undo(pair: Twins) -> str:
    """Two people again: each file has what it had."""
    station = session.visitor().station
    part_files(session.shop(), session.fair(), pair.kept.person, pair.other.person, station=station)
    return session.phrase("twins.parted")


def part(pair: Twins) -> str:
    """Two people: they are not proposed again."""
    tell_apart(
        session.shop(),
        session.fair(),
        pair.kept.person,
        pair.other.person,
        station=session.visitor().station,
    )
    return session.phrase("twins.apart")


def draw_file(one: File) -> None:
    """What tells a person from another: name, number, how they came."""
    came = session.phrase("twins.walked_in" if one.walked_in else "twins.listed")
    here = f" · {session.phrase('twins.present')}" if one.is_present else ""
    st.markdown(f"**n° {one.call_number} · {plain(one.name)}**  \n{came}{here}")


def draw_pair(pair: Twins) -> str:
    """Two files side by side; the end of the keys of what is touched below them."""
    st.caption(session.phrase(f"twins.{pair.likeness}"))
    for column, one in zip(st.columns(2), (pair.kept, pair.other), strict=True):
        with column:
            draw_file(one)
    return f"{pair.kept.person}.{pair.other.person}"


def draw_choice(pair: Twins) -> None:
    """The two answers; joining is asked twice."""
    with st.container(border=True):
        key = draw_pair(pair)
        same, two = st.columns(2)
        with same.popover(
            session.phrase("twins.same"), icon=":material/join_inner:", width="stretch"
        ):
            st.markdown(session.phrase("twins.same_sure", number=pair.kept.call_number))
            st.button(
                session.phrase("twins.same_yes"),
                key=f"twins.same.{key}",
                type="primary",
                on_click=attempt,
                args=(join, pair),
            )
        two.button(
            session.phrase("twins.two"),
            key=f"twins.two.{key}",
            icon=":material/call_split:",
            width="stretch",
            on_click=attempt,
            args=(part, pair),
        )


def draw_joined(pair: Twins) -> None:
    """Two files that were joined, and the way back."""
    with st.container(border=True):
        st.button(
            session.phrase("twins.part"),
            key=f"twins.part.{draw_pair(pair)}",
            icon=":material/undo:",
            on_click=attempt,
            args=(undo, pair),
        )


st.title(session.phrase("page.twins"))
found = likely_twins(session.shop(), session.fair())
st.markdown(session.phrase("twins.help" if found else "twins.none"))
for one in found:
    draw_choice(one)
together = joined_files(session.shop(), session.fair())
if together:
    st.subheader(session.phrase("twins.together"))
for one in together:
    draw_joined(one)
