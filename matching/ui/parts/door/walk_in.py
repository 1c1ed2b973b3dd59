"""Somebody who was not expected: a first name is enough, and nobody gets two files unasked.

Three acts: touch the tab, type the first name, touch “register”. Number, code and meetings follow,
and the paper is one touch away.
"""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from badges.code import pretty_code
from matching.domain.errors import FairError
from matching.services.door.find_people import maybe_known
from matching.services.door.walk_in import WalkIn, blanks_left, walk_in, with_meetings
from matching.services.live.change_answers import changes_lines
from matching.services.shop.refusals import flaw_sentence
from matching.ui import page_file, session
from matching.ui.moments import Namesakes, Registration, keep, recall
from matching.ui.parts.door.door import draw_coming, draw_found, draw_undo
from matching.ui.parts.door.known import draw_known
from matching.ui.parts.door.personal import draw_papers
from matching.ui.parts.interview.questions import begin
from matching.ui.parts.shell.notice import attempt, draw_message, refusal
from matching.ui.parts.shell.plain import plain
from matching.ui.parts.shell.planned import not_planned, prompt_shop

_FIELDS = ("last_name", "wishes", "skills", "contracts", "french_level")


def draw_walk_in(sign_in: Callable[[str], str]) -> None:
    """The form, the question whether the person is on the list, or what the person takes along."""
    registration = recall(Registration)
    if registration.welcomed is not None:
        _draw_welcomed(_as_of_now(registration.welcomed))
        return
    if registration.namesakes is not None:
        _draw_question(registration.namesakes, sign_in)
        return
    # what was typed stays when it is refused; once somebody is entered the form goes with it
    with st.form("walk_in.form"):
        st.text_input(
            session.phrase("walk_in.first_name"), key="walk_in.first_name", autocomplete="off"
        )
        if blanks_left(session.shop(), session.fair()):
            st.text_input(session.phrase("walk_in.badge"), key="walk_in.badge", autocomplete="off")
        with st.expander(session.phrase("walk_in.more")):
            for field in _FIELDS:
                st.text_input(
                    session.phrase(f"walk_in.{field}"), key=f"walk_in.{field}", autocomplete="off"
                )
        st.form_submit_button(
            session.phrase("walk_in.register"),
            key="walk_in.register",
            type="primary",
            icon=":material/person_add:",
            on_click=attempt,
            args=(_register,),
            width="stretch",
        )


def _draw_question(asked: Namesakes, sign_in: Callable[[str], str]) -> None:
    def known(code: str) -> str:
        keep(replace(recall(Registration), namesakes=None))
        return sign_in(code)

    name = plain(f"{asked.first_name} {asked.fields['last_name']}".strip())
    st.markdown(f"## {session.phrase('walk_in.same', name=name)}")
    draw_found(asked.found, known, where="walk_in.same")
    st.button(
        session.phrase("walk_in.another"),
        key="walk_in.another",
        icon=":material/person_add:",
        on_click=attempt,
        args=(_enter, asked.first_name, asked.fields),
        width="stretch",
    )


def _register() -> str:
    first_name = str(st.session_state["walk_in.first_name"])
    fields = {name: str(st.session_state[f"walk_in.{name}"]) for name in _FIELDS}
    name, language = f"{first_name} {fields['last_name']}", session.language()
    found = maybe_known(session.shop(), session.fair(), name, language=language)
    if found:
        keep(Registration(Namesakes(first_name, fields, found)))
        return ""
    return _enter(first_name, fields)


def _enter(first_name: str, fields: dict[str, str]) -> str:
    """Register, sign in and plan for that person alone: number and code come before meetings."""
    # The act is named by what was typed too: another person typed next is another act.
    form = f"walk_in.{first_name}.{sorted(fields.items())}"
    welcomed = walk_in(
        prompt_shop(),
        session.fair(),
        first_name=first_name,
        fields=fields,
        nonce=session.nonce(form),
        station=session.visitor().station,
        screen=session.visitor().screen,
        badge=str(st.session_state.get("walk_in.badge", "")),
    )
    session.new_nonce(form)
    session.forget_signed_in()
    keep(Registration(welcomed=welcomed))
    return ""


def _as_of_now(welcomed: WalkIn) -> WalkIn:
    """Who was registered, with the meetings if they are drawn by now.

    Why there are none is said as long as the person is in sight; a store that was away is asked
    again.
    """
    if welcomed.later is None or not welcomed.later.done():
        return welcomed
    why, whole = not_planned(welcomed.later), replace(welcomed, later=None)
    if why is None:
        station = session.visitor().station
        try:
            whole = with_meetings(session.shop(), session.fair(), welcomed, station=station)
        except FairError as error:
            why = refusal(error)
    if why is None:
        keep(replace(recall(Registration), welcomed=whole))
    draw_message(why)
    return whole


def _draw_welcomed(welcomed: WalkIn) -> None:
    """Number and code to be read out, the meetings, the paper, and the questions."""
    came = welcomed.check_in
    said = session.phrase("walk_in.welcome", name=plain(came.first_name))
    st.success(f"## {said}", icon=":material/check_circle:")
    # As wide as what they say: a code that is cut short cannot be read out.
    with st.container(horizontal=True):
        number, code = came.call_number, pretty_code(welcomed.code)
        st.metric(session.phrase("walk_in.number"), number, border=True, width="content")
        st.metric(session.phrase("walk_in.code"), code, border=True, width="content")
    for flaw in welcomed.flaws:  # what was typed and could not be read is not kept: it is said
        st.warning(plain(flaw_sentence(flaw, session.language())), icon=":material/help:")
    if welcomed.later is None:
        draw_coming(came)
    else:
        st.info(session.phrase("walk_in.preparing"), icon=":material/hourglass_top:")
    for drawn in welcomed.moved:
        lines = changes_lines(drawn, session.language())
        st.warning("\n\n".join(map(plain, lines)), icon=":material/campaign:")
    draw_papers(welcomed.person, came.call_number or 0, where="walk_in")
    draw_known("walk_in.known", people=[welcomed.person])
    ask, onward = st.columns(2)
    if ask.button(
        session.phrase("door.ask"), key="walk_in.ask", icon=":material/quiz:", width="stretch"
    ):
        _ask(welcomed.person)
    onward.button(
        session.phrase("walk_in.next"),
        key="walk_in.next",
        icon=":material/person_add:",
        on_click=session.forget_registered,
        width="stretch",
    )
    draw_undo(welcomed.person, where="walk_in", forget=session.forget_registered)


def _ask(person: str) -> None:
    """Go on to the questionnaire; the person's meetings are drawn again afterwards."""
    session.must_be_allowed()
    session.forget_registered()
    begin(person)
    st.switch_page(page_file("questions"))
