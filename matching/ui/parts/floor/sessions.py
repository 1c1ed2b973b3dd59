"""The groups of workshops on the day: who is in each, and one more or one less."""

import streamlit as st

from matching.services.live.change_answers import changes_lines
from matching.services.live.sessions import (
    SessionGroup,
    SessionsView,
    join_session,
    leave_session,
    sessions_view,
)
from matching.services.plan.sessions_held import group_words
from matching.ui import session
from matching.ui.parts.shell.choosing import choose_person
from matching.ui.parts.shell.long_list import draw_pages, page_of
from matching.ui.parts.shell.notice import attempt
from matching.ui.parts.shell.plain import plain

_ROWS = 4


def draw_sessions(find: str) -> None:
    """A page of the groups still to come or being held."""
    view = sessions_view(session.shop(), session.fair())
    looked = find.casefold()
    found = [group for group in view.groups if looked in group.session.offer.title.casefold()]
    if not found:
        st.write(session.phrase("sessions.none"))
    key = f"floor.sessions.{find}"
    for group in page_of(found, key, size=_ROWS):
        with st.container(border=True):
            _draw(view, group)
    draw_pages(found, key, size=_ROWS)


def join(offer: str, starts: str) -> str:
    """Put whoever was chosen into a group, and say whom to tell."""
    person = str(st.session_state.get(f"sessions.person.{offer}.{starts}") or "")
    if not person:
        return ""
    drawn = join_session(
        session.shop(),
        session.fair(),
        person,
        offer,
        starts=starts,
        nonce=session.nonce("sessions"),
        language=session.language(),
    )
    session.new_nonce("sessions")
    return "\n".join(changes_lines(drawn, session.language()))


def leave(person: str, offer: str, starts: str) -> str:
    """Take somebody out of a group, and say whom to tell."""
    drawn = leave_session(
        session.shop(),
        session.fair(),
        person,
        offer,
        starts=starts,
        nonce=session.nonce("sessions"),
    )
    session.new_nonce("sessions")
    return "\n".join(changes_lines(drawn, session.language()))


def _draw(view: SessionsView, group: SessionGroup) -> None:
    offer, starts = group.session.offer.id, f"{group.session.starts_at:%H:%M}"
    st.markdown(f"**{plain(group_words(group.session, session.language()))}**")
    for meeting in group.members:
        number = view.entries.call_numbers[meeting.person]
        name = view.entries.jobseekers[meeting.person].first_name
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"n° {number} · {plain(name)}", width="stretch")
            with st.popover(session.phrase("sessions.leave"), icon=":material/logout:"):
                st.markdown(session.phrase("sessions.leave_sure"))
                st.button(
                    session.phrase("sessions.leave_yes"),
                    key=f"sessions.leave.{offer}.{starts}.{meeting.person}",
                    type="primary",
                    on_click=attempt,
                    args=(leave, meeting.person, offer, starts),
                )
    if group.left == 0:
        st.caption(session.phrase("sessions.full"))
        return
    with st.popover(session.phrase("sessions.join"), icon=":material/person_add:"):
        choose_person(view.entries, f"sessions.person.{offer}.{starts}")
        st.button(
            session.phrase("sessions.join_yes"),
            key=f"sessions.join.{offer}.{starts}",
            type="primary",
            on_click=attempt,
            args=(join, offer, starts),
        )
