"""Two files that may be of one person: staff look, ask, say which, and can take it back."""

import streamlit as st

from matching.services.door.duplicates import Duplicate, joined_files, likely_duplicates
from matching.services.door.join_files import join_files, part_files, tell_apart
from matching.ui import session
from matching.ui.parts.door.known import draw_known
from matching.ui.parts.door.pairs import draw_later, draw_pair, in_turn
from matching.ui.parts.shell.asking_box import asking_box
from matching.ui.parts.shell.long_list import draw_pages, page_of
from matching.ui.parts.shell.notice import attempt

ROWS = 6


def join(pair: Duplicate) -> str:
    """One person: everything goes to the file that stays."""
    join_files(
        session.shop(),
        session.fair(),
        kept=pair.kept.person,
        other=pair.other.person,
        station=session.visitor().station,
    )
    return session.phrase("duplicates.joined", number=pair.kept.call_number)


def undo(pair: Duplicate) -> str:
    """Two people again: each file has what it had."""
    station = session.visitor().station
    part_files(session.shop(), session.fair(), pair.kept.person, pair.other.person, station=station)
    return session.phrase("duplicates.parted")


def part(pair: Duplicate) -> str:
    """Two people: they are not proposed again."""
    tell_apart(
        session.shop(),
        session.fair(),
        pair.kept.person,
        pair.other.person,
        station=session.visitor().station,
    )
    return session.phrase("duplicates.apart")


def draw_choice(pair: Duplicate) -> None:
    """The two answers; joining is asked twice."""
    with st.container(border=True):
        draw_pair(pair)
        same, two = st.columns(2)
        with (
            same,
            asking_box(
                session.phrase("duplicates.same"),
                f"duplicates.ask.{pair.key}",
                icon=":material/join_inner:",
                width="stretch",
            ),
        ):
            st.markdown(session.phrase("duplicates.same_sure", number=pair.kept.call_number))
            st.button(
                session.phrase("duplicates.same_yes"),
                key=f"duplicates.same.{pair.key}",
                type="primary",
                on_click=attempt,
                args=(join, pair),
            )
        two.button(
            session.phrase("duplicates.two"),
            key=f"duplicates.two.{pair.key}",
            icon=":material/call_split:",
            width="stretch",
            on_click=attempt,
            args=(part, pair),
        )
        draw_later(pair.key)


def draw_joined(pair: Duplicate) -> None:
    """Two files that were joined, and the way back."""
    with st.container(border=True):
        draw_pair(pair)
        st.button(
            session.phrase("duplicates.part"),
            key=f"duplicates.part.{pair.key}",
            icon=":material/undo:",
            on_click=attempt,
            args=(undo, pair),
        )


st.title(session.phrase("page.duplicates"))
found = in_turn(likely_duplicates(session.shop(), session.fair()))
st.markdown(session.phrase("duplicates.help" if found else "duplicates.none"))
for one in page_of(found, "duplicates", size=ROWS):
    draw_choice(one)
draw_pages(found, "duplicates", size=ROWS)
together = joined_files(session.shop(), session.fair())
if together:
    st.header(session.phrase("duplicates.together"))
for one in page_of(together, "duplicates.together", size=ROWS):
    draw_joined(one)
draw_pages(together, "duplicates.together", size=ROWS)
draw_known("duplicates.known")
