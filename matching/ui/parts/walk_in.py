"""Somebody who was not expected: a first name is enough, and nobody gets two files unasked."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from matching.services.find_people import Found, maybe_known
from matching.services.walk_in import walk_in
from matching.ui import session
from matching.ui.parts.door import draw_found
from matching.ui.parts.notice import attempt
from matching.ui.parts.plain import plain

_FIELDS = ("last_name", "wishes", "skills", "contracts", "french_level")


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed of somebody whose name is on the list already."""

    first_name: str
    fields: dict[str, str]
    namesakes: tuple[Found, ...]


def draw_walk_in(sign_in: Callable[[str], str]) -> None:
    """The form, or the question whether the person is one of those on the list."""
    asked = session.asked_about()
    if isinstance(asked, Asked):
        _draw_question(asked, sign_in)
        return
    with st.form("walk_in.form", clear_on_submit=True):
        st.text_input(session.phrase("field.first_name"), key="walk_in.first_name")
        with st.expander(session.phrase("walk_in.more")):
            for field in _FIELDS:
                st.text_input(session.phrase(f"walk_in.{field}"), key=f"walk_in.{field}")
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
    session.remember_signed_in(welcomed.check_in)
    return ""
