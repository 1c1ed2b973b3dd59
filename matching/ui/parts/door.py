"""What the door says: a word, a colour and a pictogram, then the meetings."""

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from matching.services.agenda import Appointment
from matching.services.day_counts import day_counts
from matching.services.find_people import Found
from matching.services.print_sheets import personal_schedule
from matching.services.welcome import CheckIn, CheckInStatus
from matching.ui import session
from matching.ui.parts.notice import attempt
from matching.ui.parts.plain import plain

_LOOK = {
    CheckInStatus.ACCEPTED: (st.success, ":material/check_circle:"),
    CheckInStatus.ALREADY: (st.info, ":material/info:"),
    CheckInStatus.REFUSED: (st.error, ":material/block:"),
}


def draw_counters() -> None:
    """How many are expected, came, and are here now; computed from the facts each time."""
    counts = day_counts(session.shop(), session.fair())
    for column, name in zip(st.columns(3), ("expected", "came", "present"), strict=True):
        column.metric(session.phrase(f"door.{name}"), getattr(counts, name), border=True)


def draw_answer(answer: CheckIn) -> None:
    """The answer big enough to be read across a table."""
    show, icon = _LOOK[answer.status]
    if answer.status is CheckInStatus.REFUSED:
        reason = session.phrase(f"refused.{answer.reason}")
        show(f"## {session.phrase('door.refused')}\n{reason}", icon=icon)
        return
    at = f"{answer.first_at:%H:%M}" if answer.first_at else ""
    sentence = session.phrase(f"door.{answer.status}", at=at)
    show(f"## {plain(answer.first_name)} · n° {answer.call_number}\n{sentence}", icon=icon)
    draw_appointments(answer.next)


def draw_appointments(found: Sequence[Appointment]) -> None:
    """Meetings to come: hour, stand, who, about what."""
    if not found:
        st.write(session.phrase("door.no_meeting"))
    for one in found:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(f"## {one.starts_at:%H:%M}", width=140)
            st.markdown(f"## :material/location_on: {plain(one.exhibitor.stand)}", width=160)
            title = plain(one.offer.title) if one.offer else ""
            st.markdown(f"**{plain(one.exhibitor.name)}**  \n{title}")


def draw_found(
    found: Sequence[Found], sign_in: Callable[[str], str], *, where: str = "door.found"
) -> None:
    """People found by name, each with one button to sign them in; `where` names the buttons."""
    if not found:
        st.info(session.phrase("door.nobody"), icon=":material/search_off:")
    for one in found:
        state = session.phrase("door.is_present") if one.is_present else ""
        st.button(
            f"n° {one.call_number} · {plain(one.name)} {state}",
            key=f"{where}.{one.person}",
            icon=":material/login:",
            width="stretch",
            on_click=attempt,
            args=(lambda code=one.code: sign_in(code),),
        )


def draw_afterwards(person: str, call_number: str, undo: Callable[[str], str]) -> None:
    """What is done once somebody is signed in: print their meetings, or take it back."""
    st.download_button(
        session.phrase("door.print"),
        data=partial(
            personal_schedule, session.shop(), session.fair(), person, language=session.language()
        ),
        file_name=f"planning-{call_number}.pdf",
        mime="application/pdf",
        icon=":material/print:",
        key="door.print",
        width="stretch",
        on_click="ignore",
    )
    st.button(
        session.phrase("door.undo"),
        key="door.undo",
        icon=":material/undo:",
        on_click=attempt,
        args=(undo, person),
    )
