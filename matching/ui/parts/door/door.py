"""What the door says: a word, a colour and a pictogram, then the meetings."""

from collections.abc import Callable, Sequence
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from badges.code import pretty_code
from matching.domain.day.companions import COMPANION, INTERPRETER
from matching.services.door.companions import note_companion, take_back_companion
from matching.services.door.day_counts import day_counts
from matching.services.door.find_people import Found
from matching.services.door.replace_badge import replace_badge
from matching.services.door.undo_arrival import undo_arrival
from matching.services.door.welcome import CheckIn, CheckInStatus
from matching.services.interview.questions import INTERPRETED
from matching.services.live.change_answers import undone_lines
from matching.services.plan.agenda import Appointment
from matching.ui import page_file, session
from matching.ui.parts.door.personal import draw_papers
from matching.ui.parts.interview.questions import begin, name_of
from matching.ui.parts.shell.asking_box import asking_box
from matching.ui.parts.shell.notice import attempt
from matching.ui.parts.shell.plain import plain

_LOOK = {
    CheckInStatus.ACCEPTED: (st.success, ":material/check_circle:"),
    CheckInStatus.ALREADY: (st.info, ":material/info:"),
    CheckInStatus.REFUSED: (st.error, ":material/block:"),
}


def draw_counters(place: DeltaGenerator) -> None:
    """How many are expected, came, and are here now; computed from the facts each time."""
    counts = day_counts(session.shop(), session.fair())
    present = "not_seen_leaving" if counts.is_closed else "present"
    told = {"expected": counts.expected, "came": counts.came, present: counts.present}
    told["along"] = counts.along
    # One element and not a metric for each: every screen draws them at every touch.
    place.html("<dl class='counts'>" + "".join(map(_count_of, told.items())) + "</dl>")


def _count_of(counted: tuple[str, int]) -> str:
    name, count = counted
    return f"<div><dt>{escape(session.phrase(f'door.{name}'))}</dt><dd>{count}</dd></div>"


def draw_answer(answer: CheckIn, *, is_moving: bool = False) -> None:
    """The answer big enough to be read across a table; `is_moving` while meetings are drawn."""
    show, icon = _LOOK[answer.status]
    if answer.status is CheckInStatus.REFUSED:
        replaced = answer.reason == "badge_revoked" and answer.call_number is not None
        code = "refused.badge_replaced" if replaced else f"refused.{answer.reason}"
        reason = session.phrase(code, number=answer.call_number)
        show(f"## {session.phrase('door.refused')}\n{reason}", icon=icon)
        return
    came = answer.back_at or answer.first_at
    at = f"{came:%H:%M}" if came else ""
    sentence = session.phrase("door.back" if answer.back_at else f"door.{answer.status}", at=at)
    show(f"## {plain(answer.first_name)} · n° {answer.call_number}\n{sentence}", icon=icon)
    if is_moving:
        st.info(session.phrase("door.preparing"), icon=":material/hourglass_top:")
    if answer.next or not is_moving:
        draw_coming(answer)


def draw_coming(answer: CheckIn) -> None:
    """The meetings to come; that the fair is over, to whoever holds the tablet when it is."""
    if answer.closed_at is not None:
        said = session.phrase("door.is_over", at=f"{answer.closed_at:%H:%M}")
        st.warning(said, icon=":material/event_busy:")
    if answer.next or answer.closed_at is None:
        draw_appointments(answer.next)


def draw_appointments(found: Sequence[Appointment]) -> None:
    """Meetings to come: hour, stand, who, about what."""
    if not found:
        st.write(session.phrase("door.no_meeting"))
    for one in found:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(f"## {one.starts_at:%H:%M}", width=140)
            if sign := one.exhibitor.stand:
                st.markdown(f"## :material/location_on: {plain(sign)}", width=160)
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
        hint = f" ({plain(one.hint)})" if one.hint else ""
        st.button(
            f"n° {one.call_number} · {plain(one.name)}{hint} {state}",
            key=f"{where}.{one.person}",
            icon=":material/login:",
            width="stretch",
            on_click=attempt,
            args=(lambda code=one.code: sign_in(code),),
        )


def draw_afterwards(person: str, call_number: str) -> None:
    """What is done once somebody is signed in: print their meetings, ask, or take it back."""
    draw_papers(person, int(call_number), where="door")
    if st.button(
        session.phrase("door.ask"), key="door.ask", icon=":material/quiz:", width="stretch"
    ):
        begin(person)
        st.switch_page(page_file("questions"))
    draw_lost_badge(person, int(call_number), where="door")
    draw_undo(person, where="door", forget=session.forget_signed_in)


def draw_lost_badge(person: str, call_number: int, *, where: str) -> None:
    """Another badge for somebody who lost theirs, or none yet: whose and at what cost comes first.

    Whoever searches another name meanwhile still sees the last answer beside it.
    """
    box = f"{where}.lost.{person}"
    with asking_box(session.phrase("door.lost"), box, icon=":material/badge:", width="stretch"):
        st.markdown(session.phrase("door.lost_cost", number=call_number))
        for code, icon, is_handed_out in (
            ("door.replace_badge", "badge", True),
            ("door.block_badge", "block", False),
        ):
            st.button(
                session.phrase(code),
                key=f"{where}.{code}",
                icon=f":material/{icon}:",
                width="stretch",
                on_click=attempt,
                args=(_replace, person, call_number, is_handed_out),
            )


def _replace(person: str, call_number: int, is_handed_out: bool) -> str:  # noqa: FBT001 - the button says which
    form = f"badge.{person}.{is_handed_out}"
    code = replace_badge(
        session.shop(),
        session.fair(),
        person,
        nonce=session.nonce(form),
        station=session.visitor().station,
        is_handed_out=is_handed_out,
    )
    session.new_nonce(form)
    said = "door.badge_replaced" if is_handed_out else "door.badge_blocked"
    return session.phrase(said, code=pretty_code(code), number=call_number)


def draw_undo(person: str, *, where: str, forget: Callable[[], None]) -> None:
    """Take back an arrival that was a mistake, and `forget` the answer that told of it."""
    st.button(
        session.phrase("door.undo"),
        key=f"{where}.undo",
        icon=":material/undo:",
        on_click=attempt,
        args=(_undo, person, forget),
    )


def _undo(person: str, forget: Callable[[], None]) -> str:
    redrawn = undo_arrival(
        session.shop(),
        session.fair(),
        person,
        visitor=session.visitor(),
        nonce=session.nonce("undo"),
    )
    session.new_nonce("undo")
    forget()
    lines = undone_lines(session.shop(), redrawn, session.language()) if redrawn.changes else []
    return "\n".join((session.phrase("door.undone"), *lines))


def draw_companions() -> None:
    """Count those who come along: by kind, without a name."""
    with st.popover(
        session.phrase("door.count_along"), icon=":material/group_add:", key="door.along"
    ):
        st.caption(session.phrase("door.count_along_help"))
        st.button(
            session.phrase("door.companion"),
            key="door.companion",
            icon=":material/person_add:",
            width="stretch",
            on_click=attempt,
            args=(_count, COMPANION),
        )
        st.selectbox(
            session.phrase("door.interpreter_language"),
            INTERPRETED,
            format_func=_tongue,
            key="door.interpreter_language",
        )
        st.button(
            session.phrase("door.interpreter"),
            key="door.interpreter",
            icon=":material/interpreter_mode:",
            width="stretch",
            on_click=attempt,
            args=(_count, INTERPRETER),
        )
        st.button(
            session.phrase("door.along_take_back"),
            key="door.along_take_back",
            icon=":material/undo:",
            width="stretch",
            on_click=attempt,
            args=(_take_back,),
        )


def _tongue(code: str) -> str:
    by_phrase = {"fsl", "ber"}
    if code in by_phrase:
        return session.phrase(f"ask.interpreter.{code}")
    return name_of(code, session.language())


def _count(kind: str) -> str:
    spoken = str(st.session_state.get("door.interpreter_language", INTERPRETED[0]))
    note_companion(
        session.shop(),
        session.fair(),
        kind,
        language=spoken if kind == INTERPRETER else "",
        nonce=session.nonce("companion"),
        station=session.visitor().station,
    )
    session.new_nonce("companion")
    return session.phrase("door.along_counted")


def _take_back() -> str:
    take_back_companion(
        session.shop(),
        session.fair(),
        nonce=session.nonce("companion.undo"),
        station=session.visitor().station,
    )
    session.new_nonce("companion.undo")
    return session.phrase("door.along_taken_back")
