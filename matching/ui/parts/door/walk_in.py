"""Somebody who was not expected: a first name is enough, and nobody gets two files unasked.

Three acts: touch the tab, type the first name, touch “register”. Number, code and meetings follow,
and the paper is one touch away.
"""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from badges.code import pretty_code
from matching.services.door.find_people import Found, maybe_known
from matching.services.door.walk_in import WalkIn, walk_in
from matching.ui import page_file, session
from matching.ui.parts.door.door import draw_appointments, draw_found, draw_undo
from matching.ui.parts.door.personal import draw_papers
from matching.ui.parts.interview.questions import begin
from matching.ui.parts.shell.notice import attempt
from matching.ui.parts.shell.plain import plain

_FIELDS = ("last_name", "wishes", "skills", "contracts", "french_level")


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed of somebody whose name is on the list already."""

    first_name: str
    fields: dict[str, str]
    namesakes: tuple[Found, ...]


def draw_walk_in(sign_in: Callable[[str], str]) -> None:
    """The form, the question whether the person is on the list, or what the person takes along."""
    welcomed = session.walked_in()
    if isinstance(welcomed, WalkIn):
        _draw_welcomed(welcomed)
        return
    asked = session.asked_about()
    if isinstance(asked, Asked):
        _draw_question(asked, sign_in)
        return
    with st.form("walk_in.form", clear_on_submit=True):
        st.text_input(
            session.phrase("walk_in.first_name"), key="walk_in.first_name", autocomplete="off"
        )
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


def _draw_question(asked: Asked, sign_in: Callable[[str], str]) -> None:
    def known(code: str) -> str:
        session.answer_about()
        return sign_in(code)

    name = plain(f"{asked.first_name} {asked.fields['last_name']}".strip())
    st.markdown(f"### {session.phrase('walk_in.same', name=name)}")
    draw_found(asked.namesakes, known, where="walk_in.same")
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
    namesakes = maybe_known(session.shop(), session.fair(), f"{first_name} {fields['last_name']}")
    if namesakes:
        session.ask_about(Asked(first_name, fields, namesakes))
        return ""
    return _enter(first_name, fields)


def _enter(first_name: str, fields: dict[str, str]) -> str:
    """Register, sign in and plan for that person alone."""
    # The act is named by what was typed too: another person typed next is another act.
    form = f"walk_in.{first_name}.{sorted(fields.items())}"
    welcomed = walk_in(
        session.shop(),
        session.fair(),
        first_name=first_name,
        fields=fields,
        nonce=session.nonce(form),
        station=session.visitor().station,
    )
    session.new_nonce(form)
    session.answer_about()
    session.forget_signed_in()
    session.remember_walked_in(welcomed)
    return ""


def _draw_welcomed(welcomed: WalkIn) -> None:
    """Number and code to be read out, the meetings, the paper, and the questions."""
    came = welcomed.check_in
    said = session.phrase("walk_in.welcome", name=plain(came.first_name))
    st.success(f"## {said}", icon=":material/check_circle:")
    number, code = st.columns([1, 2])
    number.metric(session.phrase("walk_in.number"), came.call_number, border=True)
    code.metric(session.phrase("walk_in.code"), pretty_code(welcomed.code), border=True)
    draw_appointments(came.next)
    draw_papers(welcomed.person, came.call_number or 0, where="walk_in")
    ask, onward = st.columns(2)
    if ask.button(
        session.phrase("door.ask"), key="walk_in.ask", icon=":material/quiz:", width="stretch"
    ):
        _ask(welcomed.person)
    onward.button(
        session.phrase("walk_in.next"),
        key="walk_in.next",
        icon=":material/person_add:",
        on_click=session.forget_walked_in,
        width="stretch",
    )
    draw_undo(welcomed.person, where="walk_in", forget=session.forget_walked_in)


def _ask(person: str) -> None:
    """Go on to the questionnaire; the person's meetings are drawn again afterwards."""
    session.must_be_allowed()
    session.forget_walked_in()
    begin(person)
    st.switch_page(page_file("questions"))
