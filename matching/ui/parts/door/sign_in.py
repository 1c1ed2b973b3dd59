"""Sign people in: by the camera, by a code, or by name."""

from concurrent.futures import Future
from dataclasses import replace
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from matching.domain.errors import FairError
from matching.services.door.find_people import find_people
from matching.services.door.personal_page import personal_page
from matching.services.door.welcome import CheckIn, check_in, note_shown
from matching.services.live.behind import is_awaited
from matching.services.plan.agenda import Appointment
from matching.services.shop.refusals import sentences_of
from matching.ui import session
from matching.ui.moments import Click, DoorPage, keep, recall
from matching.ui.parts.door.door import draw_afterwards, draw_answer, draw_counters, draw_found
from matching.ui.parts.shell.live import draw_as_of_now
from matching.ui.parts.shell.notice import attempt, draw_message, draw_refusal
from matching.ui.parts.shell.planned import not_planned, prompt_shop
from matching.ui.scanner import draw_scanner
from matching.ui.typing import answer_while_typing


def sign_in(typed: str, *, by_name: bool = False) -> str:
    """Sign in whoever carries the code; the answer is drawn from the store's."""
    session.forget_signed_in()  # whatever the store says now, it was another badge
    answer = check_in(
        prompt_shop(),
        session.fair(),
        typed,
        nonce=session.nonce("door"),
        station=session.visitor().station,
        screen=session.visitor().screen,
    )
    session.new_nonce("door")
    keep(replace(recall(DoorPage), answer=answer, is_by_name=by_name))
    return ""


def sign_in_typed() -> str:
    """Sign in by the code in the field, and empty the field for the next badge."""
    typed = str(st.session_state["door.code"])
    st.session_state["door.code"] = ""
    return sign_in(typed)


def sign_in_found(code: str) -> str:
    """Sign in somebody found by name, and empty the field for the next name."""
    st.session_state["door.name"] = ""
    said = sign_in(code, by_name=True)
    if recall(DoorPage).shows_answer:
        keep(Click(is_for_frame=True))  # the answer to somebody before is elsewhere on the page
    return said


def renew() -> None:
    """The scanner has signed somebody in: the run that follows counts them."""
    session.forget_signed_in()


def draw_form() -> bool:
    """The field for a code, typed or sent by a scanner; whether an answer is shown."""
    with st.form("door.form", clear_on_submit=False, border=True):
        st.text_input(session.phrase("door.code"), key="door.code", placeholder="ABCDE-FGHJK")
        st.caption(session.phrase("door.code_help"))
        st.form_submit_button(
            session.phrase("door.sign_in"),
            key="door.sign_in",
            type="primary",
            icon=":material/qr_code_scanner:",
            width="stretch",
            on_click=attempt,
            args=(sign_in_typed,),
        )
    return draw_last()


def draw_last(*, by_name: bool = False) -> bool:
    """The answer to the last code, or name, that was given at this page; whether there is one.

    Its meetings are those of now: another screen may have moved them since.
    """
    door = recall(DoorPage)
    answer = door.answer
    if answer is None or door.is_by_name != by_name:
        return False
    is_moving = is_awaited(session.shop(), session.fair(), answer.person)
    if answer.person:
        answer = replace(answer, next=_meetings_now(answer))
    with st.container(key="door.answer"):
        # Seen instead of the answer before, as soon as the next one is long in coming.
        st.html(f"<p class='waits' role='status'>{escape(session.phrase('door.waits'))}</p>")
        draw_answer(answer, is_moving=is_moving)
        if answer.person:
            draw_afterwards(answer.person, str(answer.call_number))
    if answer.later is not None and not is_moving:
        _settle(answer, answer.later)
    return True


def _settle(answer: CheckIn, later: Future[CheckIn | None]) -> None:
    """Whoever came late has what was left before them now.

    Why no plan followed is said, else, as long as the answer is in sight.
    """
    if (why := not_planned(later)) is not None:
        draw_message(why)
        return
    if later.result() is not None:
        station = session.visitor().station
        note_shown(session.shop(), session.fair(), replace(answer, station=station))
    keep(replace(recall(DoorPage), answer=replace(answer, later=None)))


def _meetings_now(answer: CheckIn) -> tuple[Appointment, ...]:
    try:
        return personal_page(session.shop(), session.fair(), answer.person).next
    except FairError as error:
        if error.code != "person_unknown":  # whoever was taken off the list has no meeting
            raise
        return ()


def draw_camera() -> bool:
    """The live scanner, which paints its answers itself; whether one is shown beside it."""
    answer = draw_scanner(
        session.fair(),
        language=session.language(),
        station=session.visitor().station,
        on_answer=renew,
    )
    if answer and answer.get("person"):
        scanned = str(answer["person"]), str(answer["call_number"])
        keep(replace(recall(DoorPage), scanned=scanned))
    if scan := recall(DoorPage).scanned:
        draw_afterwards(*scan)
        return True
    return draw_last()


@st.fragment
def draw_names(counters: DeltaGenerator) -> None:
    """Search by name, for whoever has left the badge at home: the page around it stays.

    Only the counters above follow, which are drawn into their place from here.
    """
    # A part of a page that is drawn alone has no frame around it to tell of refusals.
    try:
        _draw_names(counters)
    except FairError as error:
        draw_refusal(error)


def _draw_names(counters: DeltaGenerator) -> None:
    # The whole page tells that the screen was closed, and what a click has done.
    if session.settle_visitor() is None or recall(Click).is_for_frame:
        st.rerun()
    draw_as_of_now()
    draw_counters(counters)
    asked = st.text_input(session.phrase("door.name"), key="door.name", autocomplete="off")
    answer_while_typing("door.name")
    if asked:
        _draw_answers(asked)
    draw_last(by_name=True)


def _draw_answers(asked: str) -> None:
    try:
        found = find_people(session.shop(), session.fair(), asked, language=session.language())
    except FairError as error:
        if error.code != "search_too_short":
            raise
        # the first letters of a name: more will follow
        st.caption("  \n".join(sentences_of(error, session.language())))
    else:
        draw_found(found, sign_in_found)
