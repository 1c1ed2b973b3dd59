"""The form of a fair: what must be known first, then what has a sensible default."""

from collections.abc import Callable, Mapping

import streamlit as st

from matching.ui import session
from matching.ui.parts.shell.notice import attempt

_DAY = ("date", "opens", "closes")
_MEETINGS = ("slot_minutes", "least_meetings", "most_meetings")
_MORE = ("gap_slots", "rooms")
_WALK_INS = ("walk_in_seats", "walk_in_takes")


def draw_fair_form(form: str, values: Mapping[str, str], save: Callable[[str], str]) -> None:
    """Ask for a fair; `values` stand in the fields, `save` gets the name of the form."""
    with st.form(form, enter_to_submit=False):
        st.header(session.phrase("fair.when"))
        _ask(form, "title", values)
        _ask(form, "place", values)
        _ask(form, "organiser", values)
        st.caption(session.phrase("fair.organiser_help"))
        _ask_row(form, _DAY, values)
        st.header(session.phrase("fair.meetings"))
        _ask_row(form, _MEETINGS, values)
        _ask(form, "breaks", values)
        st.caption(session.phrase("fair.breaks_help"))
        with st.expander(session.phrase("fair.more")):
            _ask_row(form, _MORE, values)
            st.markdown(session.phrase("fair.walk_ins"))
            _ask_row(form, _WALK_INS, values)
        st.form_submit_button(
            session.phrase("fair.make"),
            key=f"{form}.save",
            type="primary",
            icon=":material/save:",
            on_click=attempt,
            args=(save, form),
        )


def _ask_row(form: str, names: tuple[str, ...], values: Mapping[str, str]) -> None:
    for column, name in zip(
        st.columns(len(names), vertical_alignment="bottom"), names, strict=True
    ):
        with column:
            _ask(form, name, values)


def _ask(form: str, name: str, values: Mapping[str, str]) -> None:
    st.text_input(session.phrase(f"fair.{name}"), value=values.get(name, ""), key=f"{form}.{name}")
