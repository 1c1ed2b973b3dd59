"""Two files that may be of one person: staff look, ask, and say which."""

import streamlit as st

from matching.services.twins import File, Twins, join_files, likely_twins, tell_apart
from matching.ui import session
from matching.ui.parts.notice import attempt
from matching.ui.parts.plain import plain


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


def draw_pair(pair: Twins) -> None:
    """Two files side by side, and the two answers."""
    key = f"{pair.kept.person}.{pair.other.person}"
    with st.container(border=True):
        st.caption(session.phrase(f"twins.{pair.likeness}"))
        for column, one in zip(st.columns(2), (pair.kept, pair.other), strict=True):
            with column:
                draw_file(one)
        same, two = st.columns(2)
        same.button(
            session.phrase("twins.same"),
            key=f"twins.same.{key}",
            icon=":material/join_inner:",
            type="primary",
            width="stretch",
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


st.title(session.phrase("page.twins"))
found = likely_twins(session.shop(), session.fair())
st.markdown(session.phrase("twins.help" if found else "twins.none"))
for one in found:
    draw_pair(one)
