"""Who may enter: give a code, take it back, and close a screen that was lost."""

import streamlit as st

from matching.domain.access import Role
from matching.services.access.enter import close_screen, open_screens
from matching.services.access.give_access import (
    Given,
    give_access,
    read_accesses,
    renew_access,
    revoke_access,
)
from matching.services.scores.score_fair import read_entries
from matching.ui import session
from matching.ui.moments import NewCodes, keep, take
from matching.ui.parts.access.accesses import draw_access, draw_given, draw_screen
from matching.ui.parts.access.cards import draw_stands
from matching.ui.parts.shell.long_list import draw_pages, page_of
from matching.ui.parts.shell.notice import attempt

ROWS = 10
_ROLES = (
    Role.DOOR,
    Role.KIOSK,
    Role.HALL,
    Role.RECRUITER,
    Role.PRESCRIBER,
    Role.DATA,
    Role.ORGANISER,
)


def give() -> str:
    """Give one more access; its code is shown once."""
    role = Role(st.session_state["accesses.role"])
    stand = str(st.session_state.get("accesses.stand") or "") if role is Role.RECRUITER else ""
    given = give_access(
        session.shop(),
        name=str(st.session_state["accesses.name"]),
        role=role,
        fair=session.fair() if stand else "",
        stand=stand,
    )
    return show_once(given)


def show_once(given: Given) -> str:
    """A code to write down now, also in sight of whoever is far down the page."""
    keep(NewCodes((given,)))
    return session.phrase("accesses.made", name=given.access.name, code=given.code)


def renew(number: int) -> str:
    """Another code for somebody who lost theirs."""
    return show_once(renew_access(session.shop(), number))


def revoke(number: int) -> str:
    """Shut somebody out, with every screen they opened."""
    gone = revoke_access(session.shop(), number)
    return session.phrase("accesses.revoked", name=gone.name)


def close(screen: str) -> str:
    """Close one screen: a tablet that was lost."""
    close_screen(session.shop(), screen)
    return session.phrase("accesses.closed")


st.title(session.phrase("page.accesses"))
st.markdown(session.phrase("accesses.why"))
entries = read_entries(session.shop(), session.fair()) if session.fair() else None
signs = {one.id: one.label for one in entries.exhibitors.values()} if entries else {}
draw_given(take(NewCodes).given, signs)
with st.container(border=True):
    st.header(session.phrase("accesses.give"))
    role = st.segmented_control(
        session.phrase("accesses.role"),
        _ROLES,
        default=Role.DOOR,
        format_func=lambda one: session.phrase(f"role.{one}"),
        key="accesses.role",
        required=True,
    )
    st.caption(session.phrase(f"accesses.may_{role}"))
    if role is Role.RECRUITER and entries is not None:
        st.selectbox(
            session.phrase("matches.stand"),
            list(signs),
            format_func=signs.__getitem__,
            key="accesses.stand",
        )
    st.text_input(session.phrase("accesses.name"), key="accesses.name")
    st.button(
        session.phrase("accesses.give"),
        key="accesses.give",
        type="primary",
        icon=":material/key:",
        on_click=attempt,
        args=(give,),
    )
    if entries is not None:
        draw_stands()
st.header(session.phrase("accesses.given"))
given = read_accesses(session.shop())
for access in page_of(given, "accesses.given", size=ROWS):
    draw_access(access, signs, renew=renew, revoke=revoke)
draw_pages(given, "accesses.given", size=ROWS)
st.header(session.phrase("accesses.screens"))
screens = open_screens(session.shop())
for screen in page_of(screens, "accesses.screens", size=ROWS):
    is_own = screen.visitor.session == session.visitor().session
    draw_screen(screen, entries.fair.zone if entries else None, close=close, is_own=is_own)
draw_pages(screens, "accesses.screens", size=ROWS)
