"""The groups of workshops on the day: who is in each, and one more or one less."""

import streamlit as st

from matching.domain.day.meeting import Meeting
from matching.domain.errors import FairError
from matching.domain.terms import OfferKind
from matching.services.live.change_answers import lines_to_tell
from matching.services.live.sessions.groups import (
    SessionGroup,
    SessionsView,
    join_session,
    late_session,
    leave_session,
    sessions_view,
)
from matching.services.live.sessions.open_group import open_session
from matching.services.plan.sessions_held import group_words
from matching.ui import session
from matching.ui.parts.shell.asking_box import asking_box
from matching.ui.parts.shell.choosing import choose_person, take_chosen
from matching.ui.parts.shell.falling import draw_falling
from matching.ui.parts.shell.long_list import draw_pages, page_of
from matching.ui.parts.shell.notice import attempt
from matching.ui.parts.shell.plain import plain

_ROWS = 4
_OPENING = ("offer", "hour", "person")


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
    _draw_opening(view)


def open_one() -> str:
    """Open a group at the hour that was typed, with whoever was chosen in it."""
    keys = {name: f"sessions.open.{name}" for name in _OPENING}
    chosen = {name: str(st.session_state.get(key) or "") for name, key in keys.items()}
    if not all(chosen.values()):
        raise FairError("session_open_missing")
    drawn = open_session(
        session.shop(),
        session.fair(),
        chosen["person"],
        chosen["offer"],
        starts=chosen["hour"],
        nonce=session.nonce("sessions"),
        language=session.language(),
        station=session.visitor().station,
    )
    session.new_nonce("sessions")
    st.session_state.update({keys["hour"]: "", keys["person"]: None})
    return "\n".join(lines_to_tell(session.shop(), drawn, session.language()))


def _draw_opening(view: SessionsView) -> None:
    """A workshop, an hour and the first person of one group more."""
    offers = view.entries.offers
    workshops = {key: one.title for key, one in offers.items() if one.kind is OfferKind.WORKSHOP}
    if not workshops:
        return
    with (
        st.expander(session.phrase("sessions.open"), icon=":material/add_alarm:"),
        st.form("sessions.open.form", border=False, enter_to_submit=False),
    ):
        st.selectbox(
            session.phrase("sessions.open_offer"),
            sorted(workshops, key=lambda key: workshops[key]),
            index=None,
            placeholder=session.phrase("file_question.choose"),
            format_func=lambda key: workshops[key],
            key="sessions.open.offer",
        )
        st.text_input(
            session.phrase("sessions.open_hour"), placeholder="15:30", key="sessions.open.hour"
        )
        choose_person(view.entries, "sessions.open.person")
        st.form_submit_button(
            session.phrase("sessions.open_yes"),
            key="sessions.open.yes",
            type="primary",
            on_click=attempt,
            args=(open_one,),
        )


def join(offer: str, starts: str) -> str:
    """Put whoever was chosen into a group, and say whom to tell."""
    person = take_chosen(f"sessions.person.{offer}.{starts}")
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
    st.session_state[f"sessions.person.{offer}.{starts}"] = None
    return "\n".join(lines_to_tell(session.shop(), drawn, session.language()))


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
    return "\n".join(lines_to_tell(session.shop(), drawn, session.language()))


def begin_later(offer: str, starts: str) -> str:
    """A group begins at the hour that was chosen, and whom to tell."""
    until = st.session_state.get(f"sessions.later.{offer}.{starts}")
    if until is None:
        raise FairError("workshop_late_unsaid")
    drawn = late_session(
        session.shop(),
        session.fair(),
        offer,
        starts=starts,
        until=str(until),
        nonce=session.nonce("sessions"),
    )
    session.new_nonce("sessions")
    return "\n".join(lines_to_tell(session.shop(), drawn, session.language()))


def _draw_later(group: SessionGroup, hours: list[str]) -> None:
    """The hours at which a group may begin instead, if there are any."""
    offer, starts = group.session.offer.id, f"{group.session.starts_at:%H:%M}"
    if not hours:
        return
    with (
        asking_box(
            session.phrase("sessions.later"),
            f"sessions.late.{offer}.{starts}",
            icon=":material/schedule:",
        ),
        st.form(f"sessions.later.form.{offer}.{starts}", border=False),
    ):
        st.markdown(session.phrase("sessions.later_sure"))
        st.selectbox(
            session.phrase("sessions.open_hour"),
            hours,
            index=None,
            placeholder=session.phrase("file_question.choose"),
            key=f"sessions.later.{offer}.{starts}",
        )
        st.form_submit_button(
            session.phrase("sessions.later_yes"),
            key=f"sessions.later.yes.{offer}.{starts}",
            type="primary",
            on_click=attempt,
            args=(begin_later, offer, starts),
        )


def _draw_here(group: SessionGroup) -> None:
    """How many are here once the hour has struck, and that they are too few, where they are."""
    if group.here is None:
        return
    count, least = len(group.members), group.session.offer.smallest_group
    if group.here < least:
        said = session.phrase("sessions.here_short", here=group.here, count=count, least=least)
        st.warning(said, icon=":material/groups:")
    else:
        st.write(session.phrase("sessions.here", here=group.here, count=count))


def _lacks(group: SessionGroup) -> bool:
    """Whether somebody of a group whose hour has struck is not here."""
    return group.here is not None and group.here < len(group.members)


def _called(view: SessionsView, meeting: Meeting) -> tuple[int, str]:
    person = view.entries.jobseekers[meeting.person]
    return view.entries.call_numbers[person.id], person.first_name


def _draw(view: SessionsView, group: SessionGroup) -> None:
    offer, starts = group.session.offer.id, f"{group.session.starts_at:%H:%M}"
    st.markdown(f"**{plain(group_words(group.session, session.language()))}**")
    for meeting in group.members:
        number, name = _called(view, meeting)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"n° {number} · {plain(name)}", width="stretch")
            box = f"sessions.out.{offer}.{starts}.{meeting.person}"
            with asking_box(session.phrase("sessions.leave"), box, icon=":material/logout:"):
                st.markdown(session.phrase("sessions.leave_sure"))
                draw_falling([group.without_one] if group.without_one else [])
                st.button(
                    session.phrase("sessions.leave_yes"),
                    key=f"sessions.leave.{offer}.{starts}.{meeting.person}",
                    type="primary",
                    on_click=attempt,
                    args=(leave, meeting.person, offer, starts),
                )
    if group.missing:
        st.warning(
            session.phrase(
                "sessions.small", count=group.missing, least=group.session.offer.group_min
            )
        )
    _draw_here(group)
    _draw_later(group, [f"{hour:%H:%M}" for hour in view.hours_later(group)])
    if group.left == 0:
        st.caption(session.phrase("sessions.full_missing" if _lacks(group) else "sessions.full"))
        return
    if group.chair:
        number, name = _called(view, group.chair)
        st.caption(session.phrase("sessions.chair", number=number, name=plain(name)))
    with (
        asking_box(
            session.phrase("sessions.join"),
            f"sessions.in.{offer}.{starts}",
            icon=":material/person_add:",
        ),
        st.form(f"sessions.form.{offer}.{starts}", border=False),
    ):
        choose_person(view.entries, f"sessions.person.{offer}.{starts}")
        st.form_submit_button(
            session.phrase("sessions.join_yes"),
            key=f"sessions.join.{offer}.{starts}",
            type="primary",
            on_click=attempt,
            args=(join, offer, starts),
        )
