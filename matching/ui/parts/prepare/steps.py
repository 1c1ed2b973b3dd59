"""One step of the preparation: its state in words, what is missing, one touch to get there."""

import streamlit as st
from babel.dates import format_date

from matching.domain.access import Act
from matching.domain.fair import Fair
from matching.services.prepare.steps import Step, StepName
from matching.services.shop.refusals import flaw_sentence
from matching.ui import page_file, session
from matching.ui.parts.shell.plain import plain

_ICONS = {
    "done": ":material/check_circle:",
    "next": ":material/arrow_circle_right:",
    "later": ":material/radio_button_unchecked:",
}


def draw_step(number: int, step: Step, fair: Fair | None, *, is_next: bool) -> None:
    """A step as a card."""
    state = "done" if step.is_done else "next" if is_next else "later"
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        with st.container(width="stretch"):
            st.header(f"{number}. {session.phrase(f'start.{step.name}')}")
            st.markdown(f"{_ICONS[state]} **{session.phrase(f'start.{state}')}**")
            _draw_what(step, fair)
        if session.visitor().access.may(Act(step.page)):
            st.page_link(
                page_file(step.page),
                label=session.phrase(f"start.go_{step.page}"),
                icon=":material/arrow_forward:",
            )


def _draw_what(step: Step, fair: Fair | None) -> None:
    """What the step holds, and what is missing."""
    if step.name is StepName.FAIR and fair is not None:
        day = format_date(fair.date, "full", locale=session.language())
        st.write(plain(session.phrase("start.has_fair", title=fair.title, day=day)))
    elif step.count and (step.is_done or step.name in {StepName.PEOPLE, StepName.STANDS}):
        st.write(session.phrase(f"start.has_{step.name}", count=step.count, offers=step.offers))
    for lack in step.lacks:
        st.write(session.phrase(f"lack.{lack.code}", count=lack.count))
    for flaw in step.blind:
        st.error(plain(flaw_sentence(flaw, session.language())), icon=":material/error:")
