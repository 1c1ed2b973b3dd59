"""Somebody of another day of the organiser: is it the same person? Asked, joined, taken back."""

from collections.abc import Collection

import streamlit as st

from matching.services.interview.known_before import KnownPerson, known_before, say_known
from matching.services.prepare.carry_over import join_and_carry_over
from matching.store.people.duplicates import DuplicateVerdict
from matching.ui import session
from matching.ui.parts.shell.long_list import draw_pages, page_of
from matching.ui.parts.shell.notice import attempt
from matching.ui.parts.shell.plain import plain

_ROWS = 6


def draw_known(where: str, *, people: Collection[str] | None = None) -> None:
    """Whom the organiser knows from other days; nothing where there is nobody."""
    found = known_before(session.shop(), session.fair(), people=people)
    if not found:
        return
    st.header(session.phrase("known.title"))
    for known in page_of(found, where, size=_ROWS):
        _draw(known, where)
    draw_pages(found, where, size=_ROWS)


def join(known: KnownPerson) -> str:
    """One person: what is empty here is taken from the other day."""
    _, columns = join_and_carry_over(
        session.shop(),
        session.fair(),
        known.person,
        known.key,
        nonce=session.nonce("known"),
        station=session.visitor().station,
    )
    session.new_nonce("known")
    return session.phrase("known.joined_now", name=known.name, count=len(columns))


def tell(known: KnownPerson, said: DuplicateVerdict) -> str:
    """Two people, or open again."""
    station = session.visitor().station
    say_known(session.shop(), session.fair(), known.person, known.key, said, station=station)
    return session.phrase("known.apart" if said is DuplicateVerdict.TWO else "known.open")


def _draw(known: KnownPerson, where: str) -> None:
    key = f"{where}.{known.person}.{known.fair}.{known.other}"
    day = f"{known.day:%d/%m/%Y}"
    with st.container(border=True):
        said = session.phrase(
            f"known.{known.state}", name=known.name, other=known.other_name, day=day
        )
        st.markdown(plain(said))
        if known.state == "joined":
            st.button(
                session.phrase("known.take_back"),
                key=f"known.open.{key}",
                icon=":material/undo:",
                on_click=attempt,
                args=(tell, known, DuplicateVerdict.OPEN),
            )
            return
        same, two = st.columns(2)
        same.button(
            session.phrase("known.same"),
            key=f"known.same.{key}",
            icon=":material/join_inner:",
            width="stretch",
            on_click=attempt,
            args=(join, known),
        )
        two.button(
            session.phrase("known.two"),
            key=f"known.two.{key}",
            icon=":material/call_split:",
            width="stretch",
            on_click=attempt,
            args=(tell, known, DuplicateVerdict.TWO),
        )
