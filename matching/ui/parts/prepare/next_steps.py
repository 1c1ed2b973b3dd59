"""The list of next steps that recruiters end a meeting with, and the organiser's own words."""

from collections.abc import Callable

import streamlit as st

from matching.domain.day.happening import OUTCOMES
from matching.domain.day.next_steps import NextStep
from matching.domain.fair import Fair
from matching.ui import session
from matching.ui.parts.shell.notice import attempt


def draw_next_steps(fair: Fair, save: Callable[[], str]) -> None:
    """Which steps, in which order, and how each is called."""
    words = {step.result: step.words for step in fair.next_steps}
    st.write(session.phrase("fair.next_steps_why"))
    chosen = st.multiselect(
        session.phrase("fair.next_steps_list"),
        OUTCOMES,
        default=[step.result for step in fair.next_steps],
        format_func=_name,
        placeholder="",
        key=_key(fair.id, "chosen"),
    )
    for result in chosen:
        st.text_input(
            session.phrase("fair.next_steps_words", step=_name(result)),
            value=words.get(result, ""),
            key=_key(fair.id, result),
        )
    st.button(
        session.phrase("fair.next_steps_save"),
        key="fair.next_steps.save",
        icon=":material/save:",
        on_click=attempt,
        args=(save,),
    )


def typed_next_steps(fair: str) -> list[NextStep]:
    """What stands in the form."""
    chosen = st.session_state[_key(fair, "chosen")]
    words = {result: str(st.session_state.get(_key(fair, result), "")) for result in chosen}
    return [NextStep(result, words[result].strip()) for result in chosen]


def _key(fair: str, name: str) -> str:
    return f"fair.{fair}.next_steps.{name}"


def _name(result: str) -> str:
    return session.phrase(f"outcome.{result}")
